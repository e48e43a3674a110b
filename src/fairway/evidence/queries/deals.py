"""Deals as their owners held them, from the lake as of a day: when each came, moved, closed, and what it was worth.

A deal that changed hands is two: the first ends open in the week of the change, the second was given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from fairway.engines.duck import DuckSession
from fairway.evidence.queries.linking import Links, links_of
from fairway.evidence.types import NEVER, DealFacts, Flags, Numbers, Whole

AT_HOME = """coalesce(CAST(o.amount AS DOUBLE) * coalesce(r.rate,
    CASE WHEN coalesce(o.currency, home_currency) = home_currency THEN 1.0 END), 0.0)"""
WITH_RATES = """LEFT JOIN rates r
    ON r.rate_currency = o.currency AND coalesce(o.closed_on, o.created_on) BETWEEN r.from_on AND r.to_on"""
DEALS = f"""
SELECT o.opportunity_id, o.account_id, coalesce(o.created_owner_key, o.owner_key) AS first_owner, o.owner_key,
       o.created_on,
       CASE WHEN o.closed_at <= as_of_at THEN o.closed_on END AS closed_on,
       coalesce(o.is_won, FALSE) AND o.closed_at <= as_of_at AS is_won,
       {AT_HOME} AS amount,
       lower(coalesce(o.source, '')) AS source, coalesce(o.pipeline, '') AS pipeline
FROM opportunities o CROSS JOIN clock
{WITH_RATES}
WHERE o.created_at <= as_of_at
ORDER BY o.opportunity_id
"""
HANDED = """
SELECT opportunity_id, owner_key, CAST(changed_at AS DATE) AS changed_on
FROM owner_changes CROSS JOIN clock WHERE changed_at <= as_of_at ORDER BY opportunity_id, changed_at
"""
MOVES = """
SELECT c.opportunity_id, c.to_stage, c.from_stage, c.changed_on, coalesce(o.pipeline, '') AS pipeline
FROM stage_changes c JOIN opportunities o USING (opportunity_id) CROSS JOIN clock
WHERE c.changed_at <= as_of_at ORDER BY c.opportunity_id, c.changed_at
"""
STAGES = """
SELECT coalesce(pipeline, '') AS pipeline, stage,
       dense_rank() OVER (PARTITION BY pipeline ORDER BY position) - 1 AS place
FROM stages WHERE NOT coalesce(is_closed, FALSE)
"""
GIVEN = """
SELECT DISTINCT converted_opportunity_id AS opportunity_id FROM leads CROSS JOIN clock
WHERE coalesce(is_inbound, FALSE) AND converted_opportunity_id IS NOT NULL AND created_at <= as_of_at
"""
GIVEN_SOURCES = ("inbound", "web", "website", "marketing")  # how sources of deals nobody looked for begin
# Opportunity, owner, weeks it came and closed, won, given, amount, weeks of its stages, week it was left, account.
Piece = tuple[str, int, int, int, bool, bool, float, list[int], int, str | None]


@dataclass(frozen=True, slots=True)
class Dealt:
    """Pieces of deals in parallel arrays; `owner` is a person's key."""

    opportunity: tuple[str, ...]
    account: tuple[str | None, ...]
    owner: Whole
    created: Whole
    closed: Whole
    is_won: Flags
    is_given: Flags
    amount: Numbers
    entered: Whole
    left: Whole

    def numbered(self, place: Mapping[int, int]) -> tuple[DealFacts, Links]:
        """Those whose owner has a place, with owners as places."""
        seller = np.array([place.get(key, -1) for key in self.owner.tolist()], dtype=np.int64)
        kept = np.flatnonzero(seller >= 0)
        facts = DealFacts(
            seller=seller[kept],
            created=self.created[kept],
            closed=self.closed[kept],
            is_won=self.is_won[kept],
            is_inbound=self.is_given[kept],
            amount=self.amount[kept],
            entered=self.entered[kept],
            left=self.left[kept],
        )
        return facts, links_of(facts, [self.opportunity[n] for n in kept], [self.account[n] for n in kept])


def deals_of(session: DuckSession, weeks: Sequence[date], *, has_stages: bool) -> Dealt:
    """Deals that were open at some time in the weeks, as of the session's clock."""
    rows = session.run(DEALS).to_pylist()
    moves = _by_deal(session.run(MOVES))
    handed = _by_deal(session.run(HANDED))
    places = _places(session, moves.values(), has_stages=has_stages)
    given = set(session.run(GIVEN)["opportunity_id"].to_pylist())
    found: list[Piece] = []
    for row in rows:
        created, closed = _week(row["created_on"], weeks), _week(row["closed_on"], weeks)
        if closed != NEVER and closed < 0:
            continue
        entered = _entered(created, moves.get(row["opportunity_id"], ()), places, weeks, row["pipeline"])
        is_given = row["opportunity_id"] in given or row["source"].startswith(GIVEN_SOURCES)
        holders = _holders(row, handed.get(row["opportunity_id"], ()), created, weeks)
        for number, (owner, begins) in enumerate(holders):
            is_last = number + 1 == len(holders)
            ends = closed if is_last else NEVER
            left = NEVER if is_last else holders[number + 1][1]
            steps = [came if left == NEVER or came < left else NEVER for came in entered]
            found.append(
                (row["opportunity_id"], owner, begins, ends, is_last and row["is_won"], is_given or number > 0,
                 row["amount"], steps, left, row["account_id"])
            )  # fmt: skip
    return _as_arrays(found, places.stages)


def _as_arrays(found: Sequence[Piece], stages: int) -> Dealt:
    columns = list(zip(*found, strict=True)) or [()] * 10
    whole = [np.array(columns[n], dtype=np.int64) for n in (1, 2, 3)]
    return Dealt(
        opportunity=tuple(columns[0]),
        account=tuple(columns[9]),
        owner=whole[0],
        created=whole[1],
        closed=whole[2],
        is_won=np.array(columns[4], dtype=bool),
        is_given=np.array(columns[5], dtype=bool),
        amount=np.array(columns[6], dtype=np.float64),
        entered=np.array(columns[7], dtype=np.int64).reshape(len(found), stages),
        left=np.array(columns[8], dtype=np.int64),
    )


def _week(day: date | None, weeks: Sequence[date]) -> int:
    return NEVER if day is None else (day - weeks[0]).days // 7


def _by_deal(table: pa.Table) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        found.setdefault(row["opportunity_id"], []).append(row)
    return found


def _holders(
    row: Mapping[str, Any], handed: Sequence[Mapping[str, Any]], created: int, weeks: Sequence[date]
) -> list[tuple[int, int]]:
    """(person, week from which they held it), in order; the last of one week stands for it. Who was given a closed deal
    has no part in it.
    """
    first = row["first_owner"] if handed else row["owner_key"]
    found = [(first, created)]
    for change in handed:
        if row["closed_on"] is not None and change["changed_on"] > row["closed_on"]:
            break
        week = max(_week(change["changed_on"], weeks), created)
        if change["owner_key"] == found[-1][0]:
            continue
        if week == found[-1][1]:
            found.pop()
        found.append((change["owner_key"], week))
    return [(owner, week) for owner, week in found if owner is not None]


@dataclass(frozen=True, slots=True)
class Places:
    """The place of each open stage, from 0. Pipelines of several lengths end at the same place: a deal is won from the
    last stage of its own, however many there were before.
    """

    own: Mapping[tuple[str, str], int]  # by pipeline and stage
    unnamed: int = 0  # stages before the first one that has a name here

    @classmethod
    def ending_alike(cls, own: Mapping[tuple[str, str], int], unnamed: int = 0) -> "Places":
        """From places that are counted from the beginning of each pipeline."""
        last: dict[str, int] = {}
        for (pipeline, _), place in own.items():
            last[pipeline] = max(last.get(pipeline, 0), place)
        longest = max(last.values(), default=0)
        return cls({key: place + longest - last[key[0]] for key, place in own.items()}, unnamed)

    @property
    def stages(self) -> int:
        return max(self.own.values(), default=0) + 1

    def first(self, pipeline: str) -> int:
        """Where deals of a pipeline begin; 0 for one that is unnamed or not known among several."""
        first = min((place for (name, _), place in self.own.items() if name == pipeline), default=self.unnamed)
        return max(first - self.unnamed, 0)

    def of(self, pipeline: str, stage: str | None) -> int | None:
        """A stage's place; where its pipeline is unnamed or not known, the one all pipelines agree on."""
        if (pipeline, stage) in self.own:
            return self.own[pipeline, stage or ""]
        named = {place for (_, name), place in self.own.items() if name == stage}
        return named.pop() if len(named) == 1 else None


def _entered(
    created: int, moves: Sequence[Mapping[str, Any]], places: Places, weeks: Sequence[date], pipeline: str
) -> list[int]:
    """The week a deal first came to each stage; the stage it began in from the week it came."""
    found = [NEVER] * places.stages
    known = [(place, move) for move in moves if (place := places.of(move["pipeline"], move["to_stage"])) is not None]
    origin = places.of(moves[0]["pipeline"], moves[0]["from_stage"]) if moves else None
    begins = origin if origin is not None else places.first(pipeline)
    if known and origin is None and _week(known[0][1]["changed_on"], weeks) <= created:
        begins = known[0][0]
    found[begins] = created
    for place, move in known:
        week = _week(move["changed_on"], weeks)
        if place > begins and found[place] == NEVER:
            found[place] = week
    return found


def _places(session: DuckSession, moves: Iterable[Sequence[Mapping[str, Any]]], *, has_stages: bool) -> Places:
    """Places as the source has them, else in the order in which deals take their stages."""
    if has_stages:
        rows = session.run(STAGES).to_pylist()
        return Places.ending_alike({(row["pipeline"], row["stage"]): row["place"] for row in rows})
    order: dict[tuple[str, str], list[int]] = {}
    leads_on: set[tuple[str, str]] = set()
    for deal in moves:
        for number, move in enumerate(deal):
            stage = (move["pipeline"], move["to_stage"])
            order.setdefault(stage, []).append(number)
            if move["from_stage"]:
                leads_on.add((move["pipeline"], move["from_stage"]))
            if number + 1 < len(deal):
                leads_on.add(stage)
    found: dict[tuple[str, str], int] = {}
    for pipeline in {pipeline for pipeline, _ in order}:
        own = [stage for stage in order if stage[0] == pipeline and stage in leads_on]
        for place, stage in enumerate(sorted(own, key=lambda one: (np.mean(order[one]), one))):
            found[stage] = place + 1
    return Places.ending_alike(found, unnamed=1)
