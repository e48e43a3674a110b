"""How well the values of a column fit each meaning, whatever it is called.

From -1 to 1; NEVER rules a meaning out.
"""

from collections.abc import Callable, Mapping

from fairway.crm.report import durations
from fairway.crm.report.id_fits import activity_id, id_of, mixed_id, seller_id
from fairway.crm.report.looking import NEVER, Known, Look
from fairway.crm.report.people_names import email_of, name_of
from fairway.crm.report.profiling import ColumnProfile
from fairway.exchange.intake import Meaning as M


def value_fits(column: ColumnProfile, known: Known) -> Mapping[M, float]:
    """A fit for every meaning; an empty column fits none."""
    if not column.filled:
        return dict.fromkeys(FITS, NEVER)
    look = Look(column, known)
    return {meaning: fit(look) for meaning, fit in FITS.items()}


def _seller(look: Look) -> float:
    column = look.column
    longest = 110 if column.addressed > 0.5 else 60
    if not look.is_text or column.mean_length > longest or column.yes_no > 0.8 or column.mean_words > 7:
        return NEVER
    overlap = (
        column.share(lambda text: text in look.known.people or name_of(text).key in look.known.people)
        if look.known.people
        else 0.0
    )
    fit = 0.5 * column.persons + 0.5 * overlap - 0.6 * column.companies - 0.5 * max(column.kinds - 0.2, 0.0)
    fit += 0.25 * column.emails - (0.7 if column.standings > 0.6 else 0.0) - 0.3 * column.id_shaped * (1 - overlap)
    fit += 0.2 if look.is_repeating else -0.5
    return fit + (0.15 if column.fill > 0.6 else -0.1)


def _seller_email(look: Look) -> float:
    column = look.column
    if column.emails < 0.6:
        return NEVER
    domains = [(email_of(text) or "@").split("@")[1] for text, _ in column.judged]
    one_domain = max(domains.count(domain) for domain in set(domains)) / len(domains)
    return 0.3 * column.emails + (0.3 if look.is_repeating else -0.5) + 0.4 * (one_domain - 0.5)


def _named_person(look: Look) -> float:
    """A manager, or one half of a seller's name: repeated words of letters."""
    column = look.column
    if not look.is_text or column.mean_length > 60 or column.standings > 0.6 or column.yes_no > 0.8:
        return NEVER
    return (0.3 if look.is_repeating else -0.4) + 0.2 * max(column.persons, column.emails)


def _team(look: Look) -> float:
    column = look.column
    if not look.is_text or column.mean_length > 50 or column.yes_no > 0.8:
        return NEVER
    return 0.3 if look.is_repeating and column.distinct <= 200 else -0.4


def _kind(look: Look) -> float:
    column = look.column
    if (
        not look.is_text
        or column.mean_length > 50
        or column.emails > 0.2
        or column.yes_no > 0.8
        or column.ids_of("user") > 0.2
    ):
        return NEVER
    if look.is_large and (column.distinct > 150 or not look.is_repeating):
        return -0.7
    fit = (
        0.55 * column.kinds
        - 0.5 * max(column.standings - column.kinds, 0.0)
        - 0.3 * column.persons * (1 - column.kinds)
    )
    fit += 0.25 if 2 <= column.distinct <= 60 else 0.0
    return fit - 0.5 * (column.directions > 0.9) - 0.15 * column.system_types - 0.3 * column.companies


def _type(look: Look) -> float:
    column = look.column
    if _kind(look) == NEVER or column.distinct > 40:
        return NEVER
    return 0.75 * column.system_types - 0.25 - 0.5 * (column.directions > 0.9)


def _subject(look: Look) -> float:
    column = look.column
    if (
        not look.is_text
        or column.emails > 0.3
        or column.yes_no > 0.8
        or column.standings > 0.8
        or column.id_shaped > 0.7
    ):
        return NEVER
    fit = 0.2 if column.mean_words >= 2 else 0.05
    fit += 0.35 * column.kinds - 0.2 * column.persons - 0.3 * column.companies
    return fit - (0.2 if column.mean_length > 90 else 0.0)


def _date(look: Look) -> float:
    if look.is_datelike < 0.5:
        return NEVER
    return 0.2 + 0.5 * look.is_datelike + (0.05 if look.column.fill > 0.5 else 0.0)


def _time(look: Look) -> float:
    column = look.column
    if column.clocks < 0.6 or column.dates > 0.3:
        return NEVER
    return 0.6 * column.clocks


def _end(look: Look) -> float:
    return max(_date(look), _time(look))


def _status(look: Look) -> float:
    column = look.column
    if not look.is_text or column.distinct > 60 or column.mean_length > 40 or (look.is_large and not look.is_repeating):
        return NEVER
    fit = 0.85 * column.standings - (0.5 if column.standings < 0.3 else 0.0)
    if column.yes_no > 0.9 and column.standings < 0.9:
        return 0.2
    return fit - 0.4 * (column.yes_no > 0.9) - 0.5 * max(column.kinds - column.standings, 0.0)


def _is_done(look: Look) -> float:
    column = look.column
    if column.dates > 0.3 or column.distinct > 4:
        return NEVER
    return 0.7 * column.yes_no if column.yes_no > 0.6 or column.distinct == 1 else NEVER


def _flag(look: Look) -> float:
    return 0.6 if look.column.yes_no > 0.9 else NEVER


def _outcome(look: Look) -> float:
    column = look.column
    if (
        not look.is_text
        or column.distinct > 100
        or column.mean_length > 60
        or (look.is_large and not look.is_repeating)
    ):
        return NEVER
    return 0.1 + 0.5 * column.outcomes - 0.3 * column.persons


def _direction(look: Look) -> float:
    column = look.column
    return 0.85 if column.directions > 0.85 and column.distinct <= 8 else NEVER


def _duration(look: Look) -> float:
    share = look.column.share(durations.is_duration)
    return 0.5 * share if share > 0.7 and look.column.dates < 0.3 else NEVER


def _account(look: Look) -> float:
    column = look.column
    if (
        not look.is_text
        or column.yes_no > 0.8
        or column.mean_length > 80
        or column.emails > 0.3
        or column.standings > 0.7
    ):
        return NEVER
    fit = 0.25 + 0.9 * min(column.companies, 0.5) - 0.3 * column.persons - 0.4 * max(column.kinds - 0.3, 0.0)
    return (
        fit - 0.35 * column.id_shaped + (0.1 if column.distinct >= 8 else 0.0) - (0.2 if column.mean_words > 5 else 0.0)
    )


def _named_record(look: Look) -> float:
    column = look.column
    if not look.is_text or column.yes_no > 0.8 or column.standings > 0.7 or column.mean_length > 120:
        return NEVER
    return 0.15 - 0.3 * column.id_shaped


def _contact(look: Look) -> float:
    return max(_named_record(look) + 0.3 * look.column.persons - 0.3 * look.column.companies, NEVER)


FITS: Mapping[M, Callable[[Look], float]] = {
    M.ACTIVITY_ID: activity_id,
    M.SELLER: _seller,
    M.SELLER_FIRST: _named_person,
    M.SELLER_LAST: _named_person,
    M.SELLER_EMAIL: _seller_email,
    M.SELLER_ID: seller_id,
    M.MANAGER: _named_person,
    M.TEAM: _team,
    M.KIND: _kind,
    M.TYPE: _type,
    M.SUBJECT: _subject,
    M.DATE: _date,
    M.PLANNED: _date,
    M.START: _date,
    M.HAPPENED: _date,
    M.COMPLETED: _date,
    M.TIME: _time,
    M.END: _end,
    M.CREATED: _date,
    M.MODIFIED: _date,
    M.STATUS: _status,
    M.IS_DONE: _is_done,
    M.OUTCOME: _outcome,
    M.DIRECTION: _direction,
    M.DURATION: _duration,
    M.ACCOUNT: _account,
    M.ACCOUNT_ID: id_of("account"),
    M.OPPORTUNITY: _named_record,
    M.OPPORTUNITY_ID: id_of("opportunity"),
    M.CONTACT: _contact,
    M.CONTACT_ID: id_of("contact"),
    M.LEAD: _contact,
    M.LEAD_ID: id_of("lead"),
    M.RELATED_ID: mixed_id("account", "opportunity", "lead"),
    M.WHO_ID: mixed_id("contact", "lead"),
    M.IS_AUTO: _flag,
    M.IS_DELETED: _flag,
    M.IS_SERIES: _flag,
}
