"""What one row states, and how single cells add to it. Blank cells never come here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from fairway.crm.report import statuses
from fairway.crm.report.date_columns import Stamp, Trouble
from fairway.crm.report.people import NOBODY, Spelling
from fairway.crm.report.people_names import email_of, first_of_several, is_email
from fairway.crm.report.profiling import salesforce_kind
from fairway.crm.report.statuses import Standing
from fairway.crm.report.subjects import clean
from fairway.exchange.intake import Meaning as M

LONGEST_ID = 200


@dataclass(slots=True)
class Facts:
    """One row's statements. Stamps by meaning; cells of dates that give none are in `troubles`."""

    line: int
    seller: Spelling = NOBODY
    other_sellers: str = ""  # further names in the same cell
    kind: str = ""
    stated_kind: str = ""  # as a column of kinds has it, without help from the subject
    stated_type: str | None = None
    subject: str = ""
    stamps: dict[M, Stamp] = field(default_factory=dict)
    troubles: list[tuple[M, str, str, Trouble]] = field(default_factory=list)  # meaning, heading, value, what is wrong
    standing: Standing | None = None
    is_outcome_open: bool = False  # the standing is a meeting's outcome "scheduled"
    status: str = ""
    outcome: str = ""
    native_id: str = ""
    account: str = ""
    account_id: str = ""
    opportunity: str = ""
    opportunity_id: str = ""
    contact_id: str = ""
    contact: str = ""
    lead_id: str = ""
    duration_min: Decimal | None = None
    direction: str | None = None
    is_auto: bool | None = None
    is_deleted: bool = False
    is_series: bool = False
    manager: str = ""
    team: str = ""


def setter(name: str) -> Callable[[Facts, str], None]:
    def put(facts: Facts, text: str) -> None:
        if not getattr(facts, name):
            setattr(facts, name, text)

    return put


def seller(facts: Facts, text: str) -> None:
    if facts.seller.name or (facts.seller.email and is_email(text)):
        return
    text, facts.other_sellers = first_of_several(text)
    address = email_of(text) or ""
    facts.seller = Spelling("" if is_email(text) else text, facts.seller.email or address, facts.seller.id)


def first_name(facts: Facts, text: str) -> None:
    facts.seller = facts.seller._replace(name=f"{text} {facts.seller.name}".strip())


def last_name(facts: Facts, text: str) -> None:
    facts.seller = facts.seller._replace(name=f"{facts.seller.name} {text}".strip())


def seller_email(facts: Facts, text: str) -> None:
    facts.seller = facts.seller._replace(email=email_of(text) or facts.seller.email)


def seller_id(facts: Facts, text: str) -> None:
    if is_email(text):
        seller_email(facts, text)
    else:
        facts.seller = facts.seller._replace(id=text)


def kind(facts: Facts, text: str) -> None:
    facts.kind = facts.kind or clean(text)


def is_done(facts: Facts, text: str) -> None:
    answer = statuses.yes_or_no(text)
    if facts.standing is None:
        facts.standing = statuses.standing_of(text) if answer is None else Standing.DONE if answer else Standing.PLANNED
    elif answer and facts.standing in {Standing.PLANNED, Standing.UNCONFIRMED}:
        facts.standing = Standing.DONE


def related(facts: Facts, text: str) -> None:
    kind = salesforce_kind(text)
    if kind == "account":
        facts.account_id = facts.account_id or text
    elif kind == "opportunity":
        facts.opportunity_id = facts.opportunity_id or text
    elif kind == "lead":
        facts.lead_id = facts.lead_id or text


def who(facts: Facts, text: str) -> None:
    if salesforce_kind(text) == "lead":
        facts.lead_id = facts.lead_id or text
    else:
        facts.contact_id = facts.contact_id or text


def direction(facts: Facts, text: str) -> None:
    facts.direction = facts.direction or statuses.direction_of(text)


def is_auto(facts: Facts, text: str) -> None:
    facts.is_auto = statuses.yes_or_no(text)


def is_deleted(facts: Facts, text: str) -> None:
    facts.is_deleted = statuses.yes_or_no(text) is True


def is_series(facts: Facts, text: str) -> None:
    facts.is_series = statuses.yes_or_no(text) is True
