"""Which two records of a week are drawn: worked out from seller, activity and week alone, so that it is the same
whenever it is drawn, and nobody chooses.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from hashlib import sha256

from fairway.studio.quality.types import SAMPLES_A_WEEK, CountedRecord


def drawn(
    person_key: int, week_on: date, counted: Mapping[str, Sequence[CountedRecord]], seen: Collection[tuple[str, str]]
) -> list[CountedRecord]:
    """Two records of one of the activities, fewer where fewer counted. `counted` is by activity; `seen` holds table and
    key of what was drawn for this seller before and never is again.

    Each record has a lot of its own, so that one more or one less changes nothing about the order of the others.
    """
    fresh = {
        key: {(one.table, one.record_id): one for one in records if (one.table, one.record_id) not in seen}
        for key, records in counted.items()
    }
    turns = sorted((key for key in fresh if fresh[key]), key=lambda key: _lot(person_key, key, week_on))
    if not turns:
        return []
    metric_key = next((key for key in turns if len(fresh[key]) >= SAMPLES_A_WEEK), turns[0])
    ranked = sorted(
        fresh[metric_key].values(), key=lambda one: _lot(person_key, metric_key, week_on, one.table, one.record_id)
    )
    return ranked[:SAMPLES_A_WEEK]


def _lot(*parts: object) -> bytes:
    return sha256("\x1f".join(str(part) for part in parts).encode()).digest()
