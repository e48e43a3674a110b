"""A list of people told by what its columns hold, whatever they are called: one row per person, no days, addresses of
one organisation, managers who come again and again.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from fairway.crm.report.folding import fold
from fairway.crm.report.headings import THINGS, ideas_of
from fairway.crm.report.people_names import email_of
from fairway.crm.report.profiling import ColumnProfile

DATELIKE = 0.5
OF_CUSTOMERS = THINGS - {"contact"}  # a column of these makes it a list of whom one sells to
SAME_DOMAIN = 0.5  # share of addresses at one domain: colleagues have it in common, contacts do not


def is_list_of_people(profiles: Sequence[ColumnProfile]) -> bool:
    """Whether every row is a colleague: names that do not repeat beside addresses of one domain or beside managers."""
    filled = [profile for profile in profiles if profile.filled]
    if any(_datelike(profile) >= DATELIKE for profile in filled):
        return False
    if any(ideas_of(profile.header)[0] & OF_CUSTOMERS or profile.companies > 0.3 for profile in filled):
        return False
    names = [place for place, profile in enumerate(profiles) if _names_each(profile)]
    addresses = [profile for profile in filled if profile.emails > 0.5 and _is_each(profile)]
    if addresses:
        return bool(names or _halves(filled)) and max(map(_share_of_one_domain, addresses)) >= SAME_DOMAIN
    return bool(names) and manager_among(profiles, {"name": names[0]}) is not None and not _counts(filled)


def columns_by_content(profiles: Sequence[ColumnProfile], taken: Mapping[str, int]) -> dict[str, int]:
    """Fields of people that no heading tells, by what the columns hold: addresses, names, managers, and a team where
    one column alone can be it.
    """
    found = dict(taken)
    if "email" not in found:
        _put(found, "email", [place for place, one in enumerate(profiles) if one.emails > 0.5 and _is_each(one)])
    if not found.keys() & {"name", "first_name", "last_name"}:
        named = [place for place, one in enumerate(profiles) if one.filled and _names_each(one)]
        _put(found, "name", sorted(named, key=lambda place: -profiles[place].persons))
    manager = None if "manager" in found else manager_among(profiles, found)
    found |= {} if manager is None else {"manager": manager}
    if "team" not in found:
        teams = [place for place, one in enumerate(profiles) if place not in found.values() and _may_be_team(one)]
        _put(found, "team", teams if len(teams) == 1 else [])
    return found


def manager_among(profiles: Sequence[ColumnProfile], taken: Mapping[str, int]) -> int | None:
    """The column that names somebody again and again: people, or the names, addresses or ids of other rows."""
    listed = [fold(text) for name, place in taken.items() if name != "team" for text in profiles[place].values]
    fitting = [
        place
        for place, one in enumerate(profiles)
        if one.filled and place not in taken.values() and _names_others(one, set(listed))
    ]
    return fitting[0] if fitting else None


def _put(found: dict[str, int], name: str, places: Sequence[int]) -> None:
    free = [place for place in places if place not in found.values()]
    if free:
        found[name] = free[0]


def _datelike(profile: ColumnProfile) -> float:
    return max(profile.dates, profile.yearless, profile.epochs)


def _is_each(profile: ColumnProfile) -> bool:
    return profile.fill > 0.5 and profile.uniqueness > 0.9


def _names_each(profile: ColumnProfile) -> bool:
    return _is_each(profile) and profile.persons > 0.6


def _halves(profiles: Sequence[ColumnProfile]) -> bool:
    """Whether first and last names stand apart."""
    return sum(bool(ideas_of(one.header)[0] & {"first_name", "last_name", "name"}) for one in profiles) >= 2


def _share_of_one_domain(profile: ColumnProfile) -> float:
    domains = Counter((email_of(text) or "@").partition("@")[2] for text, _ in profile.judged)
    return domains.most_common(1)[0][1] / sum(domains.values()) if domains else 0.0


def _counts(profiles: Sequence[ColumnProfile]) -> bool:
    """Small numbers beside names count what somebody did; they do not describe anybody."""
    return any(one.numbers > 0.8 and one.mean_length < 4 and "id" not in ideas_of(one.header)[0] for one in profiles)


def _names_others(profile: ColumnProfile, listed: Collection[str]) -> bool:
    repeats = profile.distinct <= max(1.0, 0.6 * profile.filled)
    is_known = profile.share_of_values(lambda text: fold(text) in listed) >= 0.5
    is_truth = profile.yes_no > 0.5 or profile.standings > 0.5
    return repeats and not is_truth and (profile.persons > 0.7 or profile.emails > 0.6 or is_known)


def _may_be_team(profile: ColumnProfile) -> bool:
    """Words that come again and again under a heading that says nothing else."""
    is_words = max(profile.numbers, profile.emails, profile.yes_no, profile.standings, profile.id_shaped) < 0.3
    repeats = 0 < profile.distinct <= 0.5 * profile.filled
    ideas, _ = ideas_of(profile.header)
    return is_words and repeats and not ideas and "/" not in "".join(profile.values)
