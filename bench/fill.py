"""How long counting takes: the whole ledger, and again after three days, over any number of activities.

    python -m bench.fill [--rows 20000000] [--sellers 5000] [--database sqlite|postgres] [--write]

Ours is the real path: compiled definitions over published lake files, the weeks cut as the product cuts them, rows into
the database, roll-ups. The rival is `by_hand`: one scan of the activities by a DuckDB script that somebody wrote who
knew every question. It answers the same questions, row for row, which is asserted before anything is timed, and writes
to no database; so counting is compared with counting, and what the database costs is told beside it. Compared are the
words and those of the catalogue's metrics over activities that the script knows; both sides leave the others out, and
the result names them. A whole fill counts everything.
"""

import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench.house import open_house
from bench.machine import setting
from bench.measuring import run
from bench.timing import median_ratio, taken_in_turns

if TYPE_CHECKING:
    from bench.staff import Staff

SEED = 20261124
NEW_DAYS = 3


def measure(database: str, *, rows: int, sellers: int, rounds: int, seed: int = SEED) -> dict[str, Any]:
    """Everything this bench says, in a house of its own."""
    with open_house(database):
        from bench.lake import fill_lake
        from bench.staff import hire
        from fairway.execution.queries import today

        on = today()
        staff = hire(sellers, today=on)
        total = fill_lake(staff, rows, on, seed, without_last_days=NEW_DAYS)
        compile_seconds = _compiled()
        counted_by_both, left_out = compared()
        return {
            **setting(seed),
            "database": database,
            "activities": total,
            "sellers": sellers,
            "compile_once_s": compile_seconds,
            "metrics_compared": counted_by_both,
            "metrics_left_out": left_out,
            "whole": _whole(rounds),
            "three_days": _three_days(staff, total, on, rounds, seed + 1),
        }


def compared() -> tuple[list[str], list[str]]:
    """Keys of the catalogue's metrics over activities: those that both sides count, and those that neither does."""
    from bench.by_hand import ANSWERED
    from fairway.metrics.catalogue_files import catalogue

    keys = sorted(key for key, definition in catalogue().items() if definition.records == "activities")
    return [key for key in keys if key in ANSWERED], [key for key in keys if key not in ANSWERED]


def _compiled() -> float:
    """Seconds for turning definitions into SQL: once for each change of a definition, kept in the home."""
    from fairway.metrics.compiling import statements_for
    from fairway.metrics.queries import definitions

    start = perf_counter()
    statements_for(tuple(definitions().values()), "duckdb")
    return round(perf_counter() - start, 2)


def _whole(rounds: int) -> dict[str, Any]:
    """Counting every week, ours and by hand in turns; then one whole refill with the database."""
    from fairway.ledger.actions.filling import refill
    from fairway.ledger.actions.ground import kept_weeks
    from fairway.people.queries import organisation
    from fairway.records.queries import published_files

    weeks = kept_weeks(published_files(), _scope(()).as_of_on, organisation().week_starts_on)
    counting = _in_turns(weeks, rounds, is_all=True)
    return {**counting, **_with_database(refill), "weeks": len(weeks)}


def _three_days(staff: "Staff", total: int, on: date, rounds: int, seed: int) -> dict[str, Any]:
    """New records of three days: which weeks they touch, counted ours and by hand; then the real fill of them."""
    from bench.lake import add_days
    from bench.records import Year
    from fairway.ledger.actions.filling import fill
    from fairway.records.actions.publishing import mark_dirty
    from fairway.records.queries import dirt

    size = round(total / (len(Year(on).working_days()) - NEW_DAYS) * NEW_DAYS)
    start = perf_counter()
    moved = add_days(staff, size, on, days=NEW_DAYS, first_number=total, seed=seed)
    written = round(perf_counter() - start, 2)
    assert not moved.is_everything, "three days of new records should not have everything counted anew"
    weeks = sorted({week_on for _, week_on in moved.weeks})
    counting = _in_turns(weeks, rounds, is_all=False)
    times = []
    for _ in range(rounds):
        mark_dirty(moved.weeks, dirt().mark)
        times.append(_with_database(fill))
    middle = sorted(times, key=lambda row: row["fill_s"])[len(times) // 2]
    return {
        **counting,
        **middle,
        "new_activities": size,
        "made_and_written_s": written,
        "weeks": len(weeks),
        "dirty_person_weeks": len(moved.weeks),
    }


def _in_turns(weeks: Sequence[date], rounds: int, *, is_all: bool) -> dict[str, Any]:
    """Seconds of counting the definitions over activities, after asserting that both ways say the same."""
    from bench.same import assert_same_answers

    scope = _scope(weeks)
    cells = assert_same_answers(_ours(scope), _by_hand(scope, is_all=is_all))
    seconds = taken_in_turns(
        {"ours": lambda: _ours(scope), "by_hand": lambda: _by_hand(scope, is_all=is_all)}, rounds=rounds, warm_up=0
    )
    return {
        "equal_cells": cells,
        "count_ours_s": round(statistics.median(seconds["ours"]), 3),
        "count_by_hand_s": round(statistics.median(seconds["by_hand"]), 3),
        "count_ratio": median_ratio(seconds["ours"], seconds["by_hand"]),
    }


def _scope(weeks: Sequence[date]) -> Any:
    from fairway.ledger.actions.ground import counting_scope

    return counting_scope(weeks)


def _ours(scope: Any) -> list[Any]:
    """The product's counting of what the hand counts too, in pieces of as many weeks as `fill` takes."""
    from fairway.engines.duck import DuckSession
    from fairway.ledger.actions.filling import pieces
    from fairway.ledger.counting import counted
    from fairway.metrics.queries import definitions
    from fairway.people.queries import people_count
    from fairway.records.queries import published_files

    _, left_out = compared()
    known = [d for d in definitions().values() if d.records == "activities" and d.key not in left_out]
    columns = []
    with DuckSession(published_files(), scope) as session:
        for weeks in pieces(scope.weeks, people_count(), len(known)):
            session.look_at(replace(scope, weeks=tuple(weeks)))
            columns += list(counted(session, known, with_all_words=True))
    return columns


def _by_hand(scope: Any, *, is_all: bool) -> list[Any]:
    from bench.by_hand import counted_by_hand
    from fairway.records.queries import published_files

    return list(counted_by_hand(published_files(), scope, is_all=is_all))


def _with_database(work: Any) -> dict[str, Any]:
    """One real fill: seconds in all, of them in the engine, and the rest: rows, database, roll-ups."""
    with _engine_seconds() as engine:
        start = perf_counter()
        filled = work()
        total = perf_counter() - start
    return {
        "fill_s": round(total, 2),
        "of_it_engine_s": round(engine[0], 2),
        "of_it_rows_and_database_s": round(total - engine[0], 2),
        "rows_written": filled.rows,
    }


@contextmanager
def _engine_seconds() -> Iterator[list[float]]:
    """Adds up the seconds that sessions of the engine take, opening included."""
    from fairway.engines.duck import DuckSession

    spent, own = [0.0], {name: getattr(DuckSession, name) for name in ("__init__", "run")}

    def timed(work: Any) -> Any:
        def inner(*given: Any, **named: Any) -> Any:
            start = perf_counter()
            try:
                return work(*given, **named)
            finally:
                spent[0] += perf_counter() - start

        return inner

    try:
        for name, work in own.items():
            setattr(DuckSession, name, timed(work))
        yield spent
    finally:
        for name, work in own.items():
            setattr(DuckSession, name, work)


def show(result: dict[str, Any]) -> None:
    for name, title in (("whole", "every week"), ("three_days", "three new days")):
        part = result[name]
        print(
            f"{title:15} counting {part['count_ours_s']:8.2f} s, by hand {part['count_by_hand_s']:8.2f} s, "
            f"ratio {part['count_ratio']:.2f} ({part['equal_cells']:,} equal figures); "
            f"whole fill {part['fill_s']:.1f} s = engine {part['of_it_engine_s']:.1f} "
            f"+ rows and database {part['of_it_rows_and_database_s']:.1f} ({part['rows_written']:,} rows)"
        )


if __name__ == "__main__":
    sys.exit(run(measure, show, about=__doc__ or "", rounds=3))
