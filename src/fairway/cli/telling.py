"""What a source brought, told to the person at the keyboard: how far it is, what was left out and why, the tallies."""

from collections.abc import Mapping

from fairway.cli.printing import say
from fairway.crm.rejects import listed, place_of
from fairway.crm.taking import Outcome
from fairway.desk.run_page import TABLES
from fairway.exchange.types import Severity, Tally

SHOWN_REJECTS = 20
PARTS = ("read", "added", "changed", "unchanged", "deleted", "rejected")


class Progress:
    """Says how far a source is, every so many rows of a table. A source that is read over a network is slow: with
    `is_slow` the start of each phase is told too.
    """

    def __init__(self, *, every_rows: int, is_slow: bool = False) -> None:
        self._every_rows, self._is_slow = every_rows, is_slow
        self._phase = ""
        self._told: dict[str, int] = {}

    def __call__(self, phase: str, outcome: Outcome) -> None:
        tally, name = outcome.tallies.get(phase), TABLES.get(phase, phase)
        read = tally.read if tally else 0
        is_due = read - self._told.get(phase, 0) >= self._every_rows
        is_first = self._is_slow and phase not in self._told
        if tally is None and self._is_slow and not phase.startswith("counting") and phase != self._phase:
            say(f"{name} ...")
        elif read and (is_due or is_first):
            self._told[phase] = read
            expected = outcome.expected.get(phase, 0)
            say(f"{name}: {read:,}" + (f" of {expected:,}" if expected >= read else "") + " read")
        self._phase = phase


def tell_rejects(outcome: Outcome, file: str = "") -> None:
    """Notes, then the first rows and values that could not be taken, and where all of them stand."""
    for note in outcome.notes:
        say(note)
    for reject in outcome.rejects:
        if reject.severity is Severity.NOTE:
            say(f"{place_of(reject)}: {reject.reason}")
    refused = listed(outcome.rejects)
    for reject in refused[:SHOWN_REJECTS]:
        say(f"{reject.severity}: {place_of(reject)}: {reject.reason}")
    if file:
        more = f", {len(refused) - SHOWN_REJECTS} more" if len(refused) > SHOWN_REJECTS else ""
        say(f"{len(refused)} rows or values could not be taken{more}; all of them with reasons: {file}")


def tables_of(outcome: Outcome) -> dict[str, Tally]:
    """Tallies by the names that people know."""
    return {TABLES.get(table, table): tally for table, tally in outcome.tallies.items()}


def as_json(tables: Mapping[str, Tally]) -> dict[str, dict[str, int]]:
    return {name: tally.as_dict() for name, tally in tables.items()}


def as_rows(tables: Mapping[str, Tally]) -> list[list[str]]:
    """A line for each table of which anything came."""
    return [
        [name, *(f"{getattr(tally, part):,}" for part in PARTS)]
        for name, tally in tables.items()
        if any(tally.as_dict().values())
    ]
