"""People of an upload as canonical rows: who is there, whom they report to, and who has left."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from fairway.crm.report.folding import fold
from fairway.crm.report.people import People, Person, Spelling, named_manager
from fairway.crm.report.survey import Survey
from fairway.crm.report.understanding import Understanding
from fairway.exchange.intake import Meaning as M
from fairway.exchange.types import Batch, Reject, Severity
from fairway.people.types import PersonRow

BATCH_ROWS = 10_000
LONGEST_VALUE = 200
SHORT_ID = 15  # Salesforce writes ids with 15 letters and with three more
NO_ADDRESS = "is no e-mail address; the person is kept without one and cannot be invited"


def sliced(table: str, rows: Sequence[object], places: Sequence[tuple[str, int | None]] = ()) -> Iterator[Batch]:
    for start in range(0, len(rows), BATCH_ROWS):
        yield Batch(table, rows[start : start + BATCH_ROWS], places[start : start + BATCH_ROWS], expected=len(rows))


def people_batches(understood: Understanding, found: Survey, people: People) -> Iterator[Batch]:
    """Everybody with activities, everybody listed who is no program, and their managers."""
    rows, places = [], []
    needed = [
        person
        for person in people.everyone
        if (person.rows or person.listed or _is_manager(person)) and not is_idle(person)
    ]
    known, called = {person.native_id for person in needed}, _Called(people)
    for person in needed:
        above = called.manager_of(person, found)
        manager = above.native_id if above else None
        teams = sum((found.teams.get(spelling, Counter()) for spelling in person.spellings), Counter[str]())
        rows.append(
            PersonRow(
                native_id=person.native_id,
                name=person.name,
                email=person.email,
                manager_native_id=manager if manager in known and manager != person.native_id else None,
                timezone=(person.listed.timezone if person.listed else None) or None,
                team=(person.listed.team if person.listed else "")
                or (teams.most_common(1)[0][0] if teams else None)
                or None,
                is_active=_is_active(person),
                left_on=None if _is_active(person) else _last_day(person, found, understood.policy.today),
                unsaid=_unsaid(person, understood),
            )
        )
        places.append(
            (person.listed.file, person.listed.line)
            if person.listed
            else (understood.plans[0].table.name if understood.plans else "", None)
        )
    for lookup in understood.lookups:
        rejects = [
            Reject(lookup.table.name, broken.line, "", broken.raw[:LONGEST_VALUE], broken.reason)
            for broken in lookup.broken
        ]
        rejects += [
            Reject(lookup.table.name, line, "email", value[:LONGEST_VALUE], NO_ADDRESS, Severity.KEPT)
            for line, value in lookup.no_addresses
        ]
        if rejects:
            yield Batch(lookup.role.value, rejects=rejects)
    yield from sliced("people", _once(rows), places if len(_once(rows)) == len(rows) else ())


# Fields of a person beside the columns of a list that say them, and of activities where these can.
SAID_BY: Mapping[str, tuple[frozenset[str], frozenset[M]]] = {
    "email": (frozenset({"email"}), frozenset({M.SELLER_EMAIL})),
    "manager_native_id": (frozenset({"manager"}), frozenset({M.MANAGER})),
    "team": (frozenset({"team"}), frozenset({M.TEAM})),
    "timezone": (frozenset({"timezone"}), frozenset()),
    "left_on": (frozenset({"active", "inactive"}), frozenset()),
    "is_active": (frozenset({"active", "inactive"}), frozenset()),
}


def _unsaid(person: Person, understood: Understanding) -> frozenset[str]:
    """What no column of the upload says of somebody: an export of activities without managers takes nobody's away."""
    listed = person.listed.said if person.listed else frozenset()
    acted = {meaning for plan in understood.plans for meaning in plan.columns} if person.rows else set()
    return frozenset(name for name, (lists, acts) in SAID_BY.items() if not lists & listed and not acts & acted)


def _is_manager(person: Person) -> bool:
    return bool(person.spellings) and not person.rows


def is_idle(person: Person) -> bool:
    """A program, or somebody who left before the file begins: neither has anything to show."""
    return not person.rows and not person.known and (person.is_system or not _is_active(person))


def _is_active(person: Person) -> bool:
    return person.listed.is_active if person.listed else True


def _last_day(person: Person, found: Survey, today: date) -> date | None:
    """The last day somebody who has left did anything: later they were not there, as far as the file tells. Yesterday
    for whom the organisation knows and the file says no more of.
    """
    days = [found.last_by[spelling] for spelling in person.spellings if spelling in found.last_by]
    return max(days, default=today - timedelta(days=1) if person.known else None)


def _once(rows: Sequence[PersonRow]) -> list[PersonRow]:
    """One row per id: two people of one name without address or id cannot be told apart."""
    return list({row.native_id: row for row in reversed(rows)}.values())[::-1]


class _Called:
    """People by the id their source gives them and by name, where two share one the first."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._by_id: dict[str, Person] = {}
        self._by_name: dict[str, Person] = {}
        for person in people.everyone:
            if person.stated_id:
                self._by_id.setdefault(person.stated_id[:SHORT_ID], person)
            self._by_name.setdefault(fold(person.name), person)

    def manager_of(self, person: Person, found: Survey) -> Person | None:
        """Whom a list names as somebody's manager, else whom their activities name most often."""
        if person.listed and person.listed.manager:
            wanted, named = person.listed.manager, named_manager(person.listed)
            match = self._by_id.get(wanted[:SHORT_ID]) or self._by_name.get(fold(wanted))
            return match or (self._people.of(named) if named else None)
        counts = sum((found.managers.get(spelling, Counter()) for spelling in person.spellings), Counter[str]())
        return self._people.of(Spelling(name=counts.most_common(1)[0][0])) if counts else None
