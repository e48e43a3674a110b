"""Promises and obstacles as tables for an export. What was answered to an obstacle stays with those who read it on its
page.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fairway.commitments.queries.exporting import every_commitment, every_obstacle

COMMITMENTS = (
    "commitment_id",
    "seller_id",
    "owner_id",
    "role",
    "what",
    "made_on",
    "by_on",
    "metric",
    "quantity",
    "kept",
    "done",
)
OBSTACLES = ("commitment_id", "seller_id", "cause", "metric", "week_on", "raised_as", "state", "closed_on")

Table = tuple[Sequence[str], list[tuple[Any, ...]]]  # columns, rows


def commitment_tables(ids: Mapping[int, str]) -> dict[str, Table]:
    """By name; `ids` gives everyone's id in the export."""
    promised = [
        (
            one.key,
            ids[one.person_key],
            ids.get(one.owner_key or 0, ""),
            one.role.value,
            one.what,
            one.made_on,
            one.by_on,
            one.metric_key,
            one.quantity,
            one.kept.value or "open",
            one.tally.done if one.tally else None,
        )
        for one in every_commitment()
    ]
    raised = [
        (
            one.commitment.key,
            ids[one.person_key],
            one.cause.value if one.cause else "",
            one.metric_key,
            one.week_on,
            one.raised_as.value,
            one.state.value,
            one.closed_on,
        )
        for one in every_obstacle()
    ]
    return {"commitments": (COMMITMENTS, promised), "obstacles": (OBSTACLES, raised)}
