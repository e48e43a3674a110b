"""Suggesting up to two HIAs from what people already log. A starting point for a conversation, never a verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from fairway.metrics.classing import class_of_word
from fairway.metrics.types import Definition, MetricClass

FEWEST_WEEKS = 4  # a draft needs a habit to start from
MOST_DRAFTS = 2


@dataclass(frozen=True, slots=True)
class DraftedHia:
    metric_key: str
    target: Decimal
    usual: float  # median of the seller's closed weeks
    low: float  # the middle half of the team's weeks
    high: float


def drafts_from(weekly: Mapping[str, Sequence[float]], definitions: Mapping[str, Definition]) -> list[DraftedHia]:
    """Up to two HIAs for one seller from their counts in closed weeks, by metric key.

    Only the seller's own acts with a habit behind them: something in at least half of the weeks. Words that sound like
    the customer's side are left for the figure beside. Steadier and rarer acts go first: two to six a week can be
    planned, forty cannot. The target is the usual week, so that nobody starts behind.
    """
    candidates = []
    for key, counts in weekly.items():
        definition = definitions.get(key)
        if definition is None or not definition.can_be_hia or len(counts) < FEWEST_WEEKS:
            continue
        if class_of_word(definition.key, str(definition.name)) is not MetricClass.ACTIVITY:
            continue
        usual = median(counts)
        active = sum(1 for count in counts if count > 0) / len(counts)
        if active < 0.5 or usual < 1:
            continue
        candidates.append((_oddness(usual), -active, key, usual, counts))
    chosen = sorted(candidates)[:MOST_DRAFTS]
    return [_draft(key, usual, counts) for _, _, key, usual, counts in chosen]


def _oddness(usual: float) -> float:
    """How far a usual week lies from what a person can plan for, 2 to 8 acts."""
    return 0.0 if 2 <= usual <= 8 else (2 - usual if usual < 2 else usual / 8)


def _draft(key: str, usual: float, counts: Sequence[float]) -> DraftedHia:
    ordered = sorted(counts)
    quarter = len(ordered) // 4
    return DraftedHia(
        metric_key=key,
        target=Decimal(max(1, round(usual))),
        usual=usual,
        low=ordered[quarter],
        high=ordered[-1 - quarter],
    )
