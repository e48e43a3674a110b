"""What was proposed and decided as tables for an export."""

from collections.abc import Mapping, Sequence
from typing import Any

from fairway.studio.proposals.queries import everything
from fairway.studio.proposals.types import Review

PROPOSALS = (
    "seller_id", "metric", "target", "per", "quality", "objective", "objective_from", "objective_to", "objective_of",
    "goal_share", "by_on", "review_on", "lets_go_of", "is_by_seller", "note", "override", "answer", "starts_on",
)  # fmt: skip
DECISIONS = (
    "seller_id", "metric", "decided_at", "decision", "reason", "objective_then", "verdict", "verdict_week_on",
    "verdict_until_on", "verdict_chance",
)  # fmt: skip

Table = tuple[Sequence[str], list[tuple[Any, ...]]]  # columns, rows


def native_tables(ids: Mapping[int, str]) -> dict[str, Table]:
    """By name; `ids` gives everyone's id in the export."""
    proposals, decisions = [], []
    for one in everything():
        said, seller_id = one.hypothesis, ids[one.person_key]
        proposals.append(
            (
                seller_id, said.metric_key, said.target, said.per, said.quality, said.objective_key,
                said.objective_from, said.objective_to, said.objective_of, said.goal_share, said.by_on,
                said.review_on, said.retired_key, one.is_by_seller, one.note, one.override, one.answer.value,
                one.starts_on,
            )
        )  # fmt: skip
        decisions += [_decision(seller_id, said.metric_key, review) for review in reversed(one.reviews)]
    return {"proposals": (PROPOSALS, proposals), "decisions": (DECISIONS, decisions)}


def _decision(seller_id: str, metric_key: str, review: Review) -> tuple[Any, ...]:
    seen = review.seen
    verdict = (seen.verdict.value, seen.week_on, seen.until_on, seen.chance) if seen else ("", None, None, None)
    what = (review.decision.value, review.reason, review.objective_then)
    return (seller_id, metric_key, review.decided_at, *what, *verdict)
