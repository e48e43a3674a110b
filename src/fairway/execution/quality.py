"""Whether an activity is done often and not well: its counted quality, exactly reckoned like a status.

Only what a metric's own rule for quality counts of the records is looked at, never what anybody rated. It changes no
status: whoever does an activity as agreed is executing, whatever its quality.
"""

from dataclasses import dataclass
from math import comb

WEEKS = 8  # closed ones looked back at
USUAL_SHARE = 0.5  # of acts that are to meet the rule, where the plan names no share
STRICTEST_SHARE = 0.95  # one weak act is nobody's pattern
FEWEST_ACTS = 8
FALSE_ALARMS = 0.05


@dataclass(frozen=True, slots=True)
class QualityFigure:
    """How many of an HIA's acts in the newest closed weeks met the metric's rule for quality."""

    good: float
    of: float
    share: float = USUAL_SHARE  # of acts that should

    @property
    def is_low(self) -> bool:
        """Whether somebody who does the share well would have so few in less than one case of twenty."""
        good, of = round(self.good), round(self.of)
        return of >= FEWEST_ACTS and _at_most(good, of, self.share) < FALSE_ALARMS


def share_asked(quality_target: float | None) -> float:
    """The share a plan asks for. What is above one is no share: it is kept with the plan and judges nothing."""
    is_share = quality_target is not None and 0 < quality_target <= 1
    return min(quality_target, STRICTEST_SHARE) if is_share and quality_target else USUAL_SHARE


def _at_most(good: int, of: int, share: float) -> float:
    """Chance of at most so many of that many where each is good with that chance."""
    return sum(comb(of, many) * share**many * (1 - share) ** (of - many) for many in range(good + 1))
