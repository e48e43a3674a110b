"""Suggesting up to two HIAs from what people already log. A starting point for a conversation, never a verdict.

Only what could be agreed is suggested: the seller's own act, with somebody or something it is done for (a bare count of
calls or e-mails is volume), that is no good order in the CRM. The target comes from the seller's own weeks and is one
they reached in at least half of them, so that nobody would start behind.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor
from statistics import median
from typing import TypeVar

from fairway.metrics.classing import classify
from fairway.metrics.classing.channels import is_volume_word
from fairway.metrics.types import Definition, MetricClass

FEWEST_WEEKS = 4  # a draft needs a habit to start from
MOST_DRAFTS = 2
STILL_DONE_IN = 4  # of the newest weeks: what has stopped is no habit
PLANNED = (2, 8)  # acts a week that a person can plan one by one
MOST_A_WEEK = 20  # beyond, it is volume whatever it is called

Somebody = TypeVar("Somebody", bound=Hashable)
Weeks = Sequence[float]  # counts of closed weeks at work, oldest first, as of a full-time week


@dataclass(frozen=True, slots=True)
class DraftedHia:
    metric_key: str
    target: Decimal  # whole
    usual: float  # median of the seller's closed weeks
    low: float  # the middle half of the seller's weeks
    high: float


def drafts_for(
    team: Mapping[Somebody, Mapping[str, Weeks]],
    definitions: Mapping[str, Definition],
    *,
    own_words: Collection[str],
    classed: Collection[str] = (),
) -> dict[Somebody, list[DraftedHia]]:
    """Up to two HIAs for each seller from their counts by metric key; sellers without any are left out.

    The organisation's own words come before what the catalogue counts. Among equals an act that can be planned one by
    one, then one that more of the team does, so that a board has few columns, then the steadier one. `classed` are the
    keys of which somebody of the organisation said what they are.
    """
    fitting = {
        key: definition
        for key, definition in definitions.items()
        if is_suggestible(definition, is_own_word=key in own_words, is_classed=key in classed)
    }
    habits = {
        person: {key: weeks for key, weeks in weekly.items() if key in fitting and is_habit(weeks)}
        for person, weekly in team.items()
    }
    support = Counter(key for kept in habits.values() for key in kept)
    drafted = {}
    for person, kept in habits.items():
        ranked = sorted(
            kept, key=lambda key: (key not in own_words, _rank(kept[key]), -support[key], _gaps(kept[key]), key)
        )
        if ranked:
            drafted[person] = [_draft(key, kept[key]) for key in ranked[:MOST_DRAFTS]]
    return drafted


def is_suggestible(definition: Definition, *, is_own_word: bool, is_classed: bool = False) -> bool:
    """Whether a metric could be agreed on as it stands. A word nobody has classed is asked what it sounds like, for it
    is offered as an act only because nobody has said otherwise.
    """
    if not definition.can_be_hia or definition.over is not None:
        return False
    if not is_own_word:
        return True
    if is_volume_word(definition.key) or is_volume_word(definition.name):
        return False
    if is_classed:
        return True
    verdict = classify(definition.name or definition.key)
    return verdict.metric_class is MetricClass.ACTIVITY and not verdict.is_good_order


def is_habit(weeks: Weeks) -> bool:
    """Something done in at least half of four or more weeks, still done, and not in masses."""
    if len(weeks) < FEWEST_WEEKS or not any(weeks[-STILL_DONE_IN:]):
        return False
    return 1 <= attainable(weeks) <= MOST_A_WEEK


def attainable(weeks: Weeks) -> int:
    """The largest whole number reached in at least half of the weeks."""
    ordered = sorted(weeks, reverse=True)
    return floor(ordered[(len(ordered) + 1) // 2 - 1])


def _rank(weeks: Weeks) -> int:
    """0 for what can be planned one by one, more the further a usual week lies from it."""
    usual = attainable(weeks)
    return max(PLANNED[0] - usual, usual - PLANNED[1], 0)


def _gaps(weeks: Weeks) -> float:
    """Share of weeks without it."""
    return sum(1 for count in weeks if count <= 0) / len(weeks)


def _draft(key: str, weeks: Weeks) -> DraftedHia:
    ordered = sorted(weeks)
    quarter = len(ordered) // 4
    return DraftedHia(
        metric_key=key,
        target=Decimal(attainable(weeks)),
        usual=median(ordered),
        low=ordered[quarter],
        high=ordered[-1 - quarter],
    )
