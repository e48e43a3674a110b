"""The scorecard of a team of ten over thirteen weeks: as stored, out of the ledger, out of raw rows."""

import json
import re
from collections.abc import Sequence
from statistics import median
from typing import Any

from bench.raw_rows import RULES, WORDS, question
from bench.staff import RULE_HIAS, WORD_HIAS, Staff
from bench.timing import median_ratio, summary, taken_in_turns

KINDS = {"words": (0, WORDS, WORD_HIAS), "rules": (1, RULES, RULE_HIAS)}
AS_STORED = """
SELECT person_key, state, step_kind, step_text, step_note, away_until_on, hias FROM execution_sellerscore
WHERE person_key IN {people}
"""
FROM_LEDGER = """
SELECT c.person_key, m.key, c.week_on, sum(c.done), sum(c.unconfirmed)
FROM ledger_weeklycount c JOIN ledger_countedmetric m ON m.id = c.metric_id
WHERE c.person_key IN {people} AND m.key IN {metrics} AND c.week_on BETWEEN {since} AND {until}
GROUP BY 1, 2, 3
"""
Cells = dict[tuple[int, str, str], tuple[float, float]]  # (person, metric, week): done, unconfirmed; nothing: left out


def compared(staff: Staff, kind: str, rounds: int) -> dict[str, Any]:
    """Times of every way to the same counts, in turns, and the rival's plan."""
    from fairway.desk.queries import shown_weeks
    from fairway.execution.queries import stored_standings, today

    team, template, hias = KINDS[kind]
    people, metrics, weeks, on = staff.team(team), [metric for metric, _ in hias], shown_weeks(), today()
    raw = question(template, people, metrics, weeks, on)
    stored, ledger = (question(sql, people, metrics, weeks, on) for sql in (AS_STORED, FROM_LEDGER))
    cells = _cells(rows_of(raw))
    assert len(cells) > len(people) * len(weeks), "too few counts to compare anything"
    assert _cells(rows_of(ledger)) == cells
    assert _stored_cells(stored_standings(people)) == cells
    ways = {
        "stored": lambda: [json.loads(row[-1]) for row in rows_of(stored)],
        "ledger": lambda: rows_of(ledger),
        "raw_rows": lambda: rows_of(raw),
        "stored_typed": lambda: stored_standings(people),
    }
    seconds = taken_in_turns(ways, rounds=rounds)
    return {
        "equal_cells": len(cells),
        "ways": {name: summary(times) for name, times in seconds.items()},
        "ratios": {
            f"{name} / raw_rows": median_ratio(seconds[name], seconds["raw_rows"])
            for name in ("stored", "ledger", "stored_typed")
        },
        "ratios_of_fastest": {
            f"{name} / raw_rows": round(min(seconds[name]) / min(seconds["raw_rows"]), 4)
            for name in ("stored", "ledger", "stored_typed")
        },
        "in_the_server_ms": {
            name: _server_time(sql) for name, sql in (("stored", stored), ("ledger", ledger), ("raw_rows", raw))
        },
        "rival_plan": _checked_plan(raw),
        "plan": _plan(stored),
    }


def rows_of(sql: str) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _cells(rows: Sequence[Any]) -> Cells:
    return {(row[0], row[1], str(row[2])): (float(row[3]), float(row[4])) for row in rows if row[3] or row[4]}


def _stored_cells(standings: Any) -> Cells:
    return {
        (key, hia.metric_key, str(mark.week_on)): (mark.done, mark.unconfirmed)
        for key, standing in standings.items()
        for hia in standing.hias
        for mark in hia.weeks
        if mark.done or mark.unconfirmed
    }


def _plan(sql: str) -> list[str]:
    from django.db import connection

    is_postgres = connection.vendor == "postgresql"
    explain = "EXPLAIN (ANALYZE, BUFFERS)" if is_postgres else "EXPLAIN QUERY PLAN"
    return [str(row[0] if is_postgres else row[-1]) for row in rows_of(f"{explain} {sql}")]


def _server_time(sql: str) -> float | None:
    """Median of what PostgreSQL itself says it took, in milliseconds: without driver, decoding and neighbours."""
    told = [line for _ in range(15) for line in _plan(sql) if line.startswith("Execution Time")]
    return round(median(float(line.split()[2]) for line in told), 3) if told else None


def _checked_plan(sql: str) -> list[str]:
    """The rival's plan. AssertionError unless every touch of the activities is by a covering index alone."""
    plan = _plan(sql)
    text = "\n".join(plan)
    touches = [line for line in plan if re.search(r"(Scan.* on|SEARCH|SCAN) bench_activity\b", line)]
    assert touches, text
    assert all("Index Only Scan" in line or "COVERING INDEX" in line for line in touches), text
    fetches = [line for line in plan if "Heap Fetches" in line]
    assert all(line.strip() == "Heap Fetches: 0" for line in fetches), text
    return plan
