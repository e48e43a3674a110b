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
    known = {person.native_id for person in needed}
    for person in needed:
        manager = _manager(person, found, people)
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
                silent_on=_silent_on(person, understood),
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


def _silent_on(person: Person, understood: Understanding) -> frozenset[str]:
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


def _manager(person: Person, found: Survey, people: People) -> str | None:
    if person.listed and person.listed.manager:
        wanted = person.listed.manager
        match = next(
            (other for other in people.everyone if other.stated_id and other.stated_id[:15] == wanted[:15]), None
        )
        match = match or next((other for other in people.everyone if fold(other.name) == fold(wanted)), None)
        named = named_manager(person.listed)
        match = match or (people.of(named) if named else None)
        return match.native_id if match else None
    counts = sum((found.managers.get(spelling, Counter()) for spelling in person.spellings), Counter[str]())
    if not counts:
        return None
    manager = people.of(Spelling(name=counts.most_common(1)[0][0]))
    return manager.native_id if manager else None
