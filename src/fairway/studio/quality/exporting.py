"""Samples and ratings as tables for an export: what both sides, or the passing of time, have laid open."""

from collections.abc import Mapping, Sequence
from typing import Any

from fairway.execution.queries import today
from fairway.studio.quality.queries import everything
from fairway.studio.quality.records import records_told

SAMPLES = ("seller_id", "week", "metric", "kind", "record", "day")
RATINGS = ("seller_id", "week", "metric", "record", "side", "criterion", "answer")

Table = tuple[Sequence[str], list[tuple[Any, ...]]]  # columns, rows


def quality_tables(ids: Mapping[int, str]) -> dict[str, Table]:
    """By name; `ids` gives everyone's id in the export. Ratings come without their words."""
    samples, ratings = [], []
    kept = everything()
    told = records_told(kept)
    for one in kept:
        record, seller_id, native_id = one.record, ids[one.person_key], told[one.key].native_id
        samples.append((seller_id, one.week_on, record.metric_key, record.table, native_id, record.day_on))
        if one.is_rated_by_both or today() > one.last_on:
            ratings += [
                (seller_id, one.week_on, record.metric_key, native_id, side.value, criterion, answer.value)
                for side, rating in one.ratings.items()
                for criterion, answer in rating.answers.items()
            ]
    return {"samples": (SAMPLES, samples), "ratings": (RATINGS, ratings)}
