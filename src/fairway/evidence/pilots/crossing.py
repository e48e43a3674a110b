"""A crossover: each takes part in both halves, in one order or the other, and is compared with themselves."""

from dataclasses import dataclass

import numpy as np

from fairway.evidence.pilots.comparing import difference
from fairway.evidence.pilots.regressing import estimate
from fairway.evidence.pilots.types import Estimate, Numbers


@dataclass(frozen=True, slots=True)
class Crossed:
    """`effect` of having it; `period` is how the second half differed from the first for everybody. `kept` is what
    those who had it first still had more of afterwards: what was learned is not unlearned. It is known far less well
    than the effect, and it hides as much of the effect as half of it.
    """

    effect: Estimate
    period: Estimate
    kept: Estimate


def crossed(first: Numbers, second: Numbers, is_first: Numbers) -> Crossed:
    """From each one's mean of both halves. `is_first` is 1 for those who had it in the first half (Grizzle 1965; Jones
    and Kenward).
    """
    own = difference(first - second, is_first)
    # With the order turned round the mean of both sides is what changed with time alone.
    change = np.where(is_first > 0, second - first, first - second)
    time = difference(change, is_first)
    totals = difference(first + second, is_first)
    return Crossed(
        effect=_part(own, 0.5),
        period=_part(time, 0.5),
        kept=totals,
    )


def _part(whole: Estimate, share: float) -> Estimate:
    return estimate(whole.value * share, whole.error * share, whole.degrees)
