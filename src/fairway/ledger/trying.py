"""Counting a definition that nobody put in force, over the published records: what a week of everybody's would give,
with rows on both sides of the line, and the weeks of one person. Nothing is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fairway.engines.duck import DuckSession
from fairway.ledger.queries import scope_at
from fairway.ledger.types import Count
from fairway.metrics.nearly import counted_rows, trial_of
from fairway.metrics.types import Definition
from fairway.records.queries import published_files

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class TriedRecord:
    """One record: whose, when, what it is, and what it fails, in words."""

    person_key: int
    day_on: date
    record_id: str
    word: str = ""
    status: str = ""
    account_id: str = ""
    opportunity_id: str = ""
    value: float = 1.0
    fails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """A week of everybody: what it adds up to, how many records and people, and some rows of either side."""

    count: Count
    records: int
    people: int
    looked_at: int
    counting: tuple[TriedRecord, ...] = field(default_factory=tuple)
    nearly: tuple[TriedRecord, ...] = field(default_factory=tuple)


def tried(definition: Definition, week_on: date, as_of_on: date) -> Tried:
    """A definition over everybody's records of a week, as they can be seen on a day. Not for ratios."""
    with DuckSession(published_files(), scope_at(as_of_on, [week_on], [definition])) as session:
        trial = trial_of(definition, session.dialect)
        rows = session.run(_picked(trial.sql, len(trial.checks))).to_pylist()
        totals = session.run(_totals(trial.sql)).to_pylist()[0]
    shown = [(row["side"], _record(row, trial.checks)) for row in rows]
    return Tried(
        count=Count(*(float(totals[name] or 0) for name in ("done", "of", "unconfirmed"))),
        records=int(totals["records"]),
        people=int(totals["people"]),
        looked_at=int(totals["looked_at"]),
        counting=tuple(record for side, record in shown if side == "counts"),
        nearly=tuple(record for side, record in shown if side == "nearly"),
    )


def tried_weeks(definition: Definition, person_key: int, weeks: Sequence[date], as_of_on: date) -> dict[date, Count]:
    """One person's weeks by a definition that is not in force; weeks without any record are left out."""
    with DuckSession(published_files(), scope_at(as_of_on, weeks, [definition])) as session:
        sql = counted_rows(definition, session.dialect)
        rows = session.run(
            f"SELECT week_on, {SUMS} FROM ({sql}) WHERE person_key = {int(person_key)} GROUP BY week_on"
        ).to_pylist()
    return {row["week_on"]: Count(*(float(row[name] or 0) for name in ("done", "of", "unconfirmed"))) for row in rows}


SUMS = (
    'sum(value) FILTER (is_counted) AS done, count(*) FILTER (is_base) AS "of", '
    "count(*) FILTER (is_unconfirmed) AS unconfirmed"
)


def _totals(sql: str) -> str:
    people = "count(DISTINCT person_key) FILTER (is_counted) AS people"
    return f"SELECT {SUMS}, {people}, count(*) FILTER (is_counted) AS records, count(*) AS looked_at FROM ({sql})"


def _picked(sql: str, checks: int) -> str:
    """Some rows that count, and some that fail one check and no other; newest first, one more reason for each row."""
    faults = " + ".join(f"CAST(fails_{number} AS INT)" for number in range(checks)) or "9"
    side = f"CASE WHEN is_counted THEN 'counts' WHEN {faults} = 1 THEN 'nearly' ELSE '' END"
    ranked = "row_number() OVER (PARTITION BY side ORDER BY day_on DESC, record_id) AS place"
    return (
        f"SELECT * FROM (SELECT *, {ranked} FROM (SELECT *, {side} AS side FROM ({sql}))) "
        f"WHERE side <> '' AND place <= {MOST_SHOWN} ORDER BY side, place"
    )


def _record(row: dict[str, Any], checks: Sequence[str]) -> TriedRecord:
    fails = tuple(check for number, check in enumerate(checks) if row[f"fails_{number}"] and row["side"] == "nearly")
    return TriedRecord(
        person_key=row["person_key"],
        day_on=row["day_on"],
        record_id=row["record_id"],
        word=row.get("word") or "",
        status=row.get("status") or "",
        account_id=row.get("account_id") or "",
        opportunity_id=row.get("opportunity_id") or "",
        value=float(row["value"] or 0),
        fails=fails,
    )
