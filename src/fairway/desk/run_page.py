"""A run as its page shows it: what it does now, how far it is, what came of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fairway.exchange.types import RunFacts
from fairway.web.words import number, plural

TABLES = {"people": "sellers"}  # where a table's file has another name
PHASES = {
    "metrics": "Taking in metrics",
    "plans": "Taking in plans",
    "standings": "Working out how each seller stands",
    "drafts": "Drafting activities",
}
COUNTING = re.compile(r"counting week (\d+) of (\d+)")
READING_SHARE = 0.5  # of the bar; counting has the rest
SHOWN_RATE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class TableRow:
    """What became of one table's rows."""

    name: str
    read: int
    added: int
    changed: int
    unchanged: int
    left_out: int


@dataclass(frozen=True, slots=True)
class RunPage:
    headline: str
    line: str
    now: str  # what is done at this moment
    percent: int | None  # None: not known
    progress: str
    rows: tuple[TableRow, ...]
    left_out: int
    is_over: bool
    is_failed: bool
    files: tuple[str, ...]


def run_page_of(run: RunFacts, now_at: datetime) -> RunPage:
    """Everything the page shows at that moment."""
    rows = tuple(_row(name, tally) for name, tally in run.progress.items() if any(tally.values()))
    read = sum(row.read for row in rows)
    named = run.asked.get("files")
    files = tuple(map(str, named)) if isinstance(named, list) else ()
    is_failed = run.state == "failed"
    is_over = is_failed or run.state == "done"
    what = files[0] + (f" and {len(files) - 1} more" if len(files) > 1 else "") if files else run.source
    return RunPage(
        headline="Your board is ready"
        if run.state == "done"
        else "It could not be read"
        if is_failed
        else f"Reading {what}",
        line=_line(run, read, rows),
        now=_now(run),
        percent=None if is_over else _percent(run),
        progress=_progress(run, read, now_at),
        rows=rows,
        left_out=sum(row.left_out for row in rows),
        is_over=is_over,
        is_failed=is_failed,
        files=files,
    )


def _row(name: str, tally: Mapping[str, int]) -> TableRow:
    shown = TABLES.get(name, name.replace("_", " "))
    parts = [tally.get(part, 0) for part in ("read", "added", "changed", "unchanged", "rejected")]
    return TableRow(shown[:1].upper() + shown[1:], *parts)


def _line(run: RunFacts, read: int, rows: tuple[TableRow, ...]) -> str:
    if run.state == "done":
        left_out = sum(row.left_out for row in rows)
        tail = f", {number(left_out)} left out with a reason each" if left_out else ""
        return f"{plural(read, 'row')} read{tail}. Whatever came in is counted."
    if run.state == "failed":
        return "What was there before is untouched."
    return "You can leave this page: it goes on, and you find it again under Set-up."


def _now(run: RunFacts) -> str:
    if run.state == "waiting":
        return "It will be tried again by itself" if run.error else "Waiting for its turn"
    counting = COUNTING.match(run.phase)
    if counting:
        return f"Counting week {counting[1]} of {counting[2]}"
    if run.phase in PHASES:
        return PHASES[run.phase]
    return f"Reading {TABLES.get(run.phase, run.phase.replace('_', ' '))}" if run.phase else "Beginning"


def _percent(run: RunFacts) -> int | None:
    """How far it is, as far as can be told: rows read of those expected, then weeks counted."""
    counting = COUNTING.match(run.phase)
    if counting:
        return round(100 * (READING_SHARE + (1 - READING_SHARE) * int(counting[1]) / int(counting[2])))
    if run.phase in {"standings", "drafts"}:
        return 98
    expected = sum(tally.get("of", 0) for tally in run.progress.values())
    read = sum(tally.get("read", 0) for tally in run.progress.values() if tally.get("of"))
    if run.phase in {"metrics", "plans"}:
        return round(100 * READING_SHARE)
    return round(100 * READING_SHARE * min(read / expected, 1.0)) if expected else None


def _progress(run: RunFacts, read: int, now_at: datetime) -> str:
    """Rows so far, of how many, how many a second and how long that will take."""
    if run.state != "running" or not read:
        return ""
    expected = sum(tally.get("of", 0) for tally in run.progress.values())
    words = f"{number(read)} of {plural(expected, 'row')}" if expected >= read else f"{plural(read, 'row')} so far"
    seconds = (now_at - run.started_at).total_seconds() if run.started_at else 0.0
    if seconds < SHOWN_RATE_SECONDS or run.phase in PHASES or COUNTING.match(run.phase):
        return words
    rate = read / seconds
    left = (expected - read) / rate if expected > read else 0.0
    return f"{words}, {number(round(rate))} a second" + (
        f", about {plural(max(1, round(left)), 'second')} left" if left else ""
    )
