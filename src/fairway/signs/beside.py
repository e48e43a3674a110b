"""What else somebody did in the weeks of a shortfall: the rest of their acts together, and the one kind that grew."""

from dataclasses import dataclass

import numpy as np

from fairway.signs.comparing import NO_CHANGE, Change, change_of, surely
from fairway.signs.types import Case, Vector


@dataclass(frozen=True, slots=True)
class Grown:
    """The kind of work that grew most surely; `weight` 0 to 1."""

    word: str
    weight: float
    change: Change


def other_work(case: Case) -> Vector:
    """Acts of every kind but the HIA's own records."""
    own = [grid[case.row] for word, grid in case.measured.words.items() if word in case.hia.own_words]
    rest: Vector = np.maximum(case.series("acts") - (np.sum(own, axis=0) if own else case.done), 0.0)
    return rest


def grown_most(case: Case) -> Grown:
    """Of all other words the one that rose most surely, and by enough to take the time of what is missing."""
    best = Grown("", 0.0, NO_CHANGE)
    for word, grid in case.measured.words.items():
        if word in case.hia.own_words:
            continue
        change = change_of(case, grid[case.row])
        excess = change.now - change.usual
        if excess < 2:
            continue
        part = min(1.0, excess / max(0.5 * case.missing, 1.0))
        weight = surely(change.z, half=2.2, steep=1.6) * surely(np.log(change.ratio), half=0.3, steep=8) * part
        if weight > best.weight:
            best = Grown(word, weight, change)
    return best


def displaces_everything(case: Case, grown: Grown) -> float:
    """How surely the kind that grew is work for customers and takes the place of all the rest, not of this HIA alone:
    then it is load; with the rest as ever, or inside the company, it is what somebody puts first.
    """
    inside = change_of(case, case.series("acts_internal"))
    excess = grown.change.now - grown.change.usual
    is_for_customers = surely(0.5 - (inside.now - inside.usual) / max(excess, 1.0), half=0.0, steep=8)
    rest = change_of(case, np.maximum(other_work(case) - case.own(case.measured.words[grown.word]), 0.0))
    if rest.usual < 2:
        return 0.0
    return is_for_customers * surely(0.78 - rest.ratio, half=0.0, steep=14) * surely(-rest.z, half=1.2, steep=2)
