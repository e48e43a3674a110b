"""What of a batch may come in: nobody who was erased, nothing that was over longer ago than it is kept, and nothing
that we wrote there ourselves.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fairway.exchange.outbox.queries import written_ids
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


def without_our_own(batch: Batch, storage: Storage) -> Batch:
    """Activities without the tasks we had the source hold: a promise that is kept there is no work done twice, and no
    number here may come of what was written from here. What was read before its id was known goes.
    """
    own = written_ids(storage.source) if batch.table == "activities" else frozenset()
    if not own:
        return batch
    kept = [place for place, row in enumerate(batch.rows) if getattr(row, "activity_id", "") not in own]
    tally, passed_over = storage.tally(batch.table), len(batch.rows) - len(kept)
    tally.read += passed_over
    tally.unchanged += passed_over
    return replace(
        batch,
        rows=[batch.rows[place] for place in kept],
        places=[batch.places[place] for place in kept] if batch.places else (),
        present_ids=None if batch.present_ids is None else frozenset(batch.present_ids) - own,
    )
