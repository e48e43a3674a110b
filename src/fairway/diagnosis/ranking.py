"""From signs to causes in order. Signs of one cause add up; what explains a shortfall takes from what is left of it.

A data gap, days away or too little to do it on explain a fall of everything as well as a lack of effort does, and they
are the cheaper thing to ask about: personal causes keep only what the impersonal ones leave.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from fairway.diagnosis.types import Strength
from fairway.signs.types import Cause, Sign

SHOWN_FROM = 0.15
SOME_FROM, STRONG_FROM = 0.35, 0.65
# How much of its weight a cause loses to another one that is certain.
GIVES_WAY: Mapping[Cause, Mapping[Cause, float]] = {
    Cause.EFFORT: {
        Cause.DATA: 0.8,
        Cause.ABSENCE: 0.8,
        Cause.RAMP: 0.6,
        Cause.OPPORTUNITY: 0.7,
        Cause.CAPACITY: 0.3,
    },
    Cause.PRIORITY: {
        Cause.DATA: 0.8,
        Cause.ABSENCE: 0.5,
        Cause.RAMP: 0.6,
        Cause.OPPORTUNITY: 0.7,
        Cause.CAPACITY: 0.7,
        Cause.SKILL: 0.8,
        Cause.TARGET: 0.4,
    },
    Cause.SKILL: {Cause.DATA: 0.5, Cause.RAMP: 0.6, Cause.OPPORTUNITY: 0.3},
    Cause.TARGET: {Cause.RAMP: 0.6, Cause.DATA: 0.5},
    Cause.OPPORTUNITY: {Cause.ABSENCE: 0.4, Cause.RAMP: 0.6},
    Cause.CAPACITY: {Cause.RAMP: 0.6, Cause.DATA: 0.6},
}


def ranked(signs: Sequence[Sign]) -> list[tuple[Cause, float, tuple[Sign, ...]]]:
    """(cause, weight, its signs heaviest first), heaviest cause first; equal ones in the order of doubt."""
    by_cause: dict[Cause, list[Sign]] = defaultdict(list)
    for sign in signs:
        by_cause[sign.cause].append(sign)
    alone = {cause: _together(found) for cause, found in by_cause.items()}
    weights = {cause: weight * _left(alone, GIVES_WAY.get(cause, {})) for cause, weight in alone.items()}
    order = list(Cause)
    kept = [cause for cause, weight in weights.items() if weight >= SHOWN_FROM]
    kept.sort(key=lambda cause: (-weights[cause], order.index(cause)))
    return [(cause, weights[cause], tuple(sorted(by_cause[cause], key=lambda s: -s.weight))) for cause in kept]


def _together(signs: Sequence[Sign]) -> float:
    """The heaviest, and a third of what the others would add."""
    ordered = sorted((sign.weight for sign in signs), reverse=True)
    rest = 1.0
    for weight in ordered[1:]:
        rest *= 1.0 - weight / 3
    return 1.0 - (1.0 - ordered[0]) * rest


def _left(alone: Mapping[Cause, float], yields_to: Mapping[Cause, float]) -> float:
    left = 1.0
    for cause, part in yields_to.items():
        # Squared: a faint sign of something else takes next to nothing from a clear one.
        left *= 1.0 - part * alone.get(cause, 0.0) ** 2
    return left


def strength_of(weight: float) -> Strength:
    if weight >= STRONG_FROM:
        return Strength.STRONG
    return Strength.SOME if weight >= SOME_FROM else Strength.WEAK
