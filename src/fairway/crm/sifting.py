"""What of a batch may come in: nobody who was erased, and nothing that was over longer ago than it is kept."""

from collections.abc import Sequence
from typing import Any

from fairway.exchange.types import Batch, Tally
from fairway.people.queries import erased_ids
from fairway.records.actions.storing import Storage


def sifted(batch: Batch, storage: Storage, tally: Tally, *, last_on: str = "") -> list[Any]:
    """The rows that may come in; the others count as unchanged. What a source still says about somebody erased is
    passed over without a word, and so is a plan on a word in which they are named. `last_on` names the field with a
    row's last day: what was over too long ago is counted, to be told once.
    """
    erased, told = erased_ids(), []
    rows: Sequence[Any] = batch.rows
    for row in rows:
        native_id = getattr(row, "native_id", None) or getattr(row, "native_seller_id", "")
        if erased.has_person(storage.source, native_id) or erased.is_named_in(getattr(row, "metric", None)):
            continue
        last = getattr(row, last_on) if last_on else None
        if last is not None and last < storage.sieve.kept_from_on:
            storage.sieve.count_too_old(batch.table)
            continue
        told.append(row)
    tally.unchanged += len(rows) - len(told)
    return told


def too_old_note(storage: Storage) -> list[str]:
    """What was passed over because of its age, in one sentence; nothing where nothing was."""
    found = storage.sieve.too_old
    if not found:
        return []
    counts = ", ".join(f"{table} {rows:,}" for table, rows in sorted(found.items()))
    return [f"rows over before {storage.sieve.kept_from_on:%-d %b %Y} are not kept and were not taken in: {counts}"]
