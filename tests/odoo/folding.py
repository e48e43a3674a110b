"""What a store makes of a reader's batches: the latest statement of each record, less what is said to be gone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fairway.exchange.types import Batch

KEYS: Mapping[str, Callable[[Any], str]] = {
    "people": lambda row: row.native_id,
    "absences": lambda row: f"{row.native_id}|{row.start_on}|{row.end_on}",
    "accounts": lambda row: row.account_id,
    "contacts": lambda row: row.contact_id,
    "leads": lambda row: row.lead_id,
    "opportunities": lambda row: row.opportunity_id,
    "stages": lambda row: row.stage,
    "stage_changes": lambda row: f"{row.opportunity_id}|{row.changed_at}|{row.to_stage}",
    "owner_changes": lambda row: f"{row.opportunity_id}|{row.changed_at}",
    "activities": lambda row: row.activity_id,
    "participants": lambda row: f"{row.activity_id}|{row.contact_id}",
}
# What goes with a record.
HANGING = {"opportunities": ("stage_changes", "owner_changes"), "activities": ("participants",)}


@dataclass
class Folded:
    """Rows by table and key, and the positions that rest on them."""

    tables: dict[str, dict[str, Any]] = field(default_factory=lambda: {table: {} for table in KEYS})
    positions: dict[str, Mapping[str, object]] = field(default_factory=dict)
    batches: int = 0
    rows_read: int = 0

    def take(self, batches: Iterable[Batch], *, stop_after: int | None = None) -> bool:
        """Fold batches in; False when stopped after so many, like a run that is killed."""
        for number, batch in enumerate(batches, start=1):
            self._take(batch)
            if stop_after is not None and number >= stop_after:
                return False
        return True

    def _take(self, batch: Batch) -> None:
        assert len(batch.rows) <= 2000
        rows = self.tables[batch.table]
        self.batches += 1
        self.rows_read += len(batch.rows)
        rows.update({KEYS[batch.table](row): row for row in batch.rows})
        self._remove(batch.table, batch.deleted)
        if batch.present_ids is not None:
            self._remove(batch.table, [key for key in rows if key not in batch.present_ids])
        if batch.position is not None:
            self.positions[batch.stream or batch.table] = batch.position

    def _remove(self, table: str, keys: Iterable[str]) -> None:
        gone = set(keys)
        for key in gone:
            self.tables[table].pop(key, None)
        for hanging in HANGING.get(table, ()):
            for key in [key for key in self.tables[hanging] if key.partition("|")[0] in gone]:
                del self.tables[hanging][key]

    def activities(self, status: str | None = None) -> list[Any]:
        return [row for row in self.tables["activities"].values() if status is None or str(row.status) == status]
