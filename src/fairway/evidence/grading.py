"""From estimates to a grade: how sure one may be, and of what. Thresholds are in how-effects-are-judged.md.

What cannot be seen is said before what was not found, and a pattern that may be luck is called an open question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from scipy.special import ndtr

from fairway.evidence.types import Grade

SURE, LIKELY = 2.6, 1.96  # z of an effect
SURE_ALONE = 3.0  # where no instrument agrees
AGREES, LEANS = 1.64, 1.3  # z of what owners' busy weeks show
STRONG_INSTRUMENT = 10.0  # F
LEADS_COME_ANYWAY = 2.3  # z from which acts go together with leads nobody asked for
FAMILY = 0.05  # chance that any of a group's strong findings is none
FINEST = 0.04  # share more at the dose that has to be seen before "no sign" may be said
LONGEST = 260  # weeks; what takes longer never comes


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one candidate, in z: effects over their standard errors.

    `instrumented` is None where there is no instrument (acts on accounts); then `doubts` tells whether what cannot be
    an effect shows up as one. `finest` is the share more at the dose that could be told from nothing.
    """

    compared: float
    weighed: float
    instrumented: float | None
    strength: float
    doubts: bool
    finest: float


def grades(candidates: Sequence[Evidence]) -> list[Grade]:
    """The grade of each; the more candidates are asked, the surer a strong one has to be (Holm 1979)."""
    chances = np.array([1.0 - ndtr(one.weighed) for one in candidates])
    order, passed, holds = np.argsort(chances), np.zeros(len(candidates), dtype=bool), True
    for place, number in enumerate(order):
        holds = holds and chances[number] <= FAMILY / (len(candidates) - place)
        passed[number] = holds
    return [_grade(one, survives=bool(survives)) for one, survives in zip(candidates, passed, strict=True)]


def _grade(one: Evidence, *, survives: bool) -> Grade:
    is_sure = survives and one.weighed > SURE and one.compared > SURE and not one.doubts
    if one.instrumented is None:
        if is_sure and one.weighed > SURE_ALONE:
            return Grade.STRONG
        if one.weighed > LIKELY:
            return Grade.EXPERIMENT_NEEDED if one.doubts else Grade.SUGGESTIVE
    else:
        can_lend = one.strength >= STRONG_INSTRUMENT
        if is_sure and can_lend and one.instrumented > AGREES:
            return Grade.STRONG
        if one.weighed > LIKELY and can_lend and one.instrumented > LEANS:
            return Grade.SUGGESTIVE
        if max(one.compared, one.weighed) > LIKELY:
            return Grade.EXPERIMENT_NEEDED
    return Grade.CANNOT_TELL if one.finest > FINEST else Grade.NONE


def weeks_until_known(finest: float, weeks: int) -> int | None:
    """How many more weeks at this volume until `FINEST` can be seen; None for never."""
    if not np.isfinite(finest) or finest <= 0:
        return None
    more = ceil(weeks * ((finest / FINEST) ** 2 - 1.0))
    return max(more, 1) if more <= LONGEST else None
