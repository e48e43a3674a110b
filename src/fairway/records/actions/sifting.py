"""What of a run's rows is passed over: what hangs on rows of somebody erased, and what was over so long ago that it is
no longer kept.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fairway.records.ageing import HANGS_ON_OVER, over_on


class Sieve:
    """Remembers what was passed over in a run. Rows that were over before `kept_from_on` are."""

    def __init__(self, kept_from_on: date) -> None:
        self.kept_from_on = kept_from_on
        self.too_old: dict[str, int] = {}  # rows by table
        self._passed: dict[str, set[str]] = {}  # record keys by table
        self._stale: dict[str, set[str]] = {}  # those of them that the lake may still hold

    def pass_over(self, table: str, key: str) -> None:
        """A row is not taken in, and nothing that hangs on it is."""
        self._passed.setdefault(table, set()).add(key)

    def hangs_on_passed(self, table: str, row: Mapping[str, Any]) -> bool:
        """Whether a row hangs on one that was passed over."""
        hanging = HANGS_ON_OVER.get(table)
        return hanging is not None and row[hanging.column] in self._passed.get(hanging.of, ())

    def is_too_old(self, table: str, row: Mapping[str, Any]) -> bool:
        """Whether a row was over too long ago; it is passed over then."""
        over, key = over_on(table, row), row["record_key"]
        if over is None or over >= self.kept_from_on:
            for kept in (self._passed, self._stale):
                if table in kept:
                    kept[table].discard(key)  # stated again: the later row counts
            return False
        self.count_too_old(table)
        self.pass_over(table, key)
        self._stale.setdefault(table, set()).add(key)
        return True

    def count_too_old(self, table: str) -> None:
        """One more row that was over too long ago."""
        self.too_old[table] = self.too_old.get(table, 0) + 1

    def take_stale(self) -> dict[str, list[str]]:
        """Keys of rows found too old since this was last asked, by table."""
        stale = {table: sorted(keys) for table, keys in self._stale.items() if keys}
        self._stale.clear()
        return stale
