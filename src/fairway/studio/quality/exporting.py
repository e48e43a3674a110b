"""Samples as a table for an export: which records were drawn, and whether both sides rated them. What was answered is
between the two sides, and no table holds it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fairway.studio.quality.queries import everything
from fairway.studio.quality.records import records_told

SAMPLES = ("seller_id", "week", "metric", "kind", "record", "day", "is_rated_by_both")

Table = tuple[Sequence[str], list[tuple[Any, ...]]]  # columns, rows


def quality_tables(ids: Mapping[int, str]) -> dict[str, Table]:
    """By name; `ids` gives everyone's id in the export."""
    kept = everything()
    told = records_told(kept)
    rows = [
        (
            ids[one.person_key], one.week_on, one.record.metric_key, one.record.table, told[one.key].native_id,
            one.record.day_on, one.is_rated_by_both,
        )
        for one in kept
    ]  # fmt: skip
    return {"samples": (SAMPLES, rows)}
