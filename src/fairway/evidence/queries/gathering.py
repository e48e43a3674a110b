"""A group's past as of a day, from the published lake: deals as their owners held them, acts that counted, leads, time.

Every record stands in one candidate only: first the organisation's own definitions and those that are planned, in the
order of their keys, then the words of the CRM. Two candidates never share an act, so that none borrows from another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from fairway.engines.duck import DuckSession
from fairway.evidence.queries.deals import Dealt, deals_of
from fairway.evidence.types import ActFacts, Past, Whole
from fairway.ledger.queries import scope_at
from fairway.lib.periods import Period, week_of, week_period
from fairway.metrics.nearly import counted_rows
from fairway.metrics.queries import definitions_for, offered_definitions, own_definitions
from fairway.metrics.types import Counting, Definition, MetricClass
from fairway.metrics.words import any_of_type
from fairway.people.queries import facts_of, organisation, working_time_of
from fairway.people.types import PersonFacts
from fairway.plans.queries import planned_metrics
from fairway.records.queries import published_files
from fairway.signs.time import time_grids

WEEKS = 104  # looked back at, at most
BEFORE = 16  # weeks of acts ahead of the first week
AS_LATER = 0.1  # of the acts of a usual week, from which on a week counts as recorded


@dataclass(frozen=True, slots=True)
class Gathered:
    """A past with what its numbers stand for."""

    past: Past
    people: tuple[PersonFacts, ...]  # in the order of the past's sellers
    definitions: Mapping[str, Definition]  # of its candidates
    first_on: date  # the first week's first day
    weeks: int


def gathered(as_of_on: date, *, role: str | None = None, team: str | None = None) -> Gathered | None:
    """The past of everybody, or of those who have a role or are in a team on that day. None where there is nothing to
    ask: no records, no deals, nobody.
    """
    files = published_files()
    if not files.get("opportunities") or not files.get("activities"):
        return None
    candidates, closed = _candidates(), _closed_weeks(as_of_on)
    with DuckSession(files, scope_at(as_of_on, closed, candidates.values())) as session:
        acts = _acts(session, candidates)
        weeks = _recorded(acts, closed[BEFORE:])
        if not weeks:
            return None
        dealt = deals_of(session, weeks, has_stages=bool(files.get("stages")))
        leads = session.run(LEADS) if files.get("leads") else None
    people = _people(dealt, acts, as_of_on, role=role, team=team)
    if not people or not len(dealt.owner):
        return None
    place = {person.key: number for number, person in enumerate(people)}
    keys = tuple(sorted({key for key, _ in acts} & candidates.keys()))
    is_own = np.array([candidates[key].metric_class is MetricClass.ACTIVITY for key in keys], dtype=bool)
    past = replace(_past(dealt, acts, leads, place, keys, weeks), is_own=is_own)
    return Gathered(past, tuple(people), {key: candidates[key] for key in keys}, weeks[0], len(weeks))


def _closed_weeks(as_of_on: date) -> tuple[date, ...]:
    """The newest weeks that are over: as many as are looked back at, after those before them."""
    newest = week_of(as_of_on, organisation().week_starts_on)
    if week_period(newest).end_on > as_of_on:
        newest -= timedelta(days=7)
    return tuple(newest - timedelta(days=7 * n) for n in range(WEEKS + BEFORE - 1, -1, -1))


def _recorded(acts: Sequence[tuple[str, pa.Table]], weeks: Sequence[date]) -> tuple[date, ...]:
    """Those weeks from the first on in which acts are recorded as they are later.

    Deals are often older than the records of what was done on them. Such weeks would show only deals that lasted.
    """
    days = [rows["week_on"].to_numpy().astype("datetime64[D]") for _, rows in acts]
    since = np.concatenate([np.empty(0, dtype="datetime64[D]"), *days]) - np.datetime64(weeks[0], "D")
    number = since.astype(np.int64) // 7
    many = np.bincount(number[(number >= 0) & (number < len(weeks))], minlength=len(weeks))
    if not many.any():
        return ()
    usual = float(np.median(many[many > 0]))
    return tuple(weeks[int(np.argmax(many >= AS_LATER * usual)) :])


def _candidates() -> dict[str, Definition]:
    """Definitions that count acts, by key: own and planned ones first, then every word."""
    planned = definitions_for(planned_metrics())
    named = {**own_definitions(), **planned}
    found = {key: one for key, one in sorted(named.items()) if _counts_acts(one)}
    for key, one in offered_definitions().items():
        if len(one.where) == 1 and one.where[0].field == "word" and _counts_acts(one):
            found.setdefault(key, one)
    return found


def _counts_acts(definition: Definition) -> bool:
    return (
        definition.records == "activities"
        and definition.counting in {Counting.COUNT, Counting.DISTINCT}
        and definition.metric_class is not MetricClass.RESULT
        and not definition.is_retired
    )


def _acts(session: DuckSession, candidates: Mapping[str, Definition]) -> list[tuple[str, pa.Table]]:
    """Rows of each candidate that has any; a record is taken by the first that counts it."""
    taken: set[str] = set()
    found: list[tuple[str, pa.Table]] = []
    words = {str(one.where[0].values[0]): key for key, one in candidates.items() if _is_word(one)}
    for key, definition in candidates.items():
        if _is_word(definition):
            continue
        rows = session.run(_rows(counted_rows(definition, session.dialect)))
        fresh = [n for n, record in enumerate(rows["record_id"].to_pylist()) if record not in taken]
        taken.update(rows["record_id"].to_pylist())
        if fresh:
            found.append((key, rows.take(fresh)))
    everything = session.run(_rows(counted_rows(_anything(), session.dialect)))
    left = [n for n, record in enumerate(everything["record_id"].to_pylist()) if record not in taken] if taken else None
    rest = everything.take(left) if left is not None else everything
    names = np.asarray(rest["word"].to_pylist(), dtype=object)
    for word in sorted(set(names.tolist()) - {None}):
        if word in words:
            found.append((words[word], rest.take(np.flatnonzero(names == word))))
    return found


def _is_word(definition: Definition) -> bool:
    return len(definition.where) == 1 and definition.where[0].field == "word" and not definition.quality


def _anything() -> Definition:
    """Every activity that was done, of whatever type."""
    return replace(any_of_type("call"), key="anything", where=())


def _rows(sql: str) -> str:
    return f"SELECT person_key, record_id, week_on, word, opportunity_id, account_id FROM ({sql}) WHERE is_counted"


LEADS = (
    "SELECT owner_key, created_week_on, count(*) AS many FROM leads, clock "
    "WHERE coalesce(is_inbound, FALSE) AND created_at <= as_of_at GROUP BY ALL"
)


def _people(
    dealt: Dealt, acts: Sequence[tuple[str, pa.Table]], on: date, *, role: str | None, team: str | None
) -> list[PersonFacts]:
    """Everybody with a deal and an act, of the group that was asked for, by key."""
    doing: set[int] = set()
    for _, rows in acts:
        doing.update(rows["person_key"].to_pylist())
    keys = sorted(set(dealt.owner.tolist()) & doing)
    facts = sorted(facts_of(keys, on), key=lambda person: person.key)
    return [
        person
        for person in facts
        if (role is None or person.role.casefold() == role.casefold())
        and (team is None or person.team.casefold() == team.casefold())
    ]


def _past(
    dealt: Dealt,
    acts: Sequence[tuple[str, pa.Table]],
    leads: pa.Table | None,
    place: Mapping[int, int],
    keys: Sequence[str],
    weeks: Sequence[date],
) -> Past:
    deals, links = dealt.numbered(place)
    parts = [_numbered(rows, place, weeks[0]) for _, rows in acts]
    numbers = [np.full(len(seller), keys.index(key)) for (key, _), (seller, *_) in zip(acts, parts, strict=True)]
    seller, week, deal, account = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Past(
        candidates=tuple(keys),
        is_own=np.ones(len(keys), dtype=bool),
        presence=_presence(place, weeks),
        inbound=_inbound(leads, place, weeks),
        deals=deals,
        acts=ActFacts(
            candidate=np.concatenate(numbers).astype(np.int64),
            seller=seller,
            week=week,
            deal=links.deals(deal, account, week),
        ),
    )


def _numbered(rows: pa.Table, place: Mapping[int, int], first_on: date) -> tuple[Whole, Whole, np.ndarray, np.ndarray]:
    """(seller, week, opportunity, account) of the group's rows."""
    people = np.array([place.get(key, -1) for key in rows["person_key"].to_pylist()], dtype=np.int64)
    weeks = (rows["week_on"].to_numpy().astype("datetime64[D]") - np.datetime64(first_on, "D")).astype(np.int64) // 7
    named = [np.asarray(rows[name].to_pylist(), dtype=object) for name in ("opportunity_id", "account_id")]
    own = people >= 0
    return people[own], weeks[own], named[0][own], named[1][own]


def _presence(place: Mapping[int, int], weeks: Sequence[date]) -> np.ndarray:
    times = working_time_of(list(place), Period(weeks[0] - timedelta(days=40), week_period(weeks[-1]).end_on))
    return time_grids([times[key] for key in place], weeks)[0]


def _inbound(leads: pa.Table | None, place: Mapping[int, int], weeks: Sequence[date]) -> np.ndarray:
    grid = np.zeros((len(place), len(weeks)))
    if leads is None:
        return grid
    number = {week: n for n, week in enumerate(weeks)}
    for row in leads.to_pylist():
        if row["owner_key"] in place and row["created_week_on"] in number:
            grid[place[row["owner_key"]], number[row["created_week_on"]]] += row["many"]
    return grid


def group_name(role: str | None, team: str | None) -> str:
    """What a group is called."""
    return ", ".join(part for part in (role, team) if part) or "everybody"
