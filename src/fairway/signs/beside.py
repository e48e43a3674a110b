"""What else somebody did in the weeks of a shortfall: the rest of their acts together, and the one kind that grew."""

from dataclasses import dataclass

import numpy as np

from fairway.signs.comparing import NO_CHANGE, Change, change_of, level_ratio, surely
from fairway.signs.tries import tries_for
from fairway.signs.types import Case, Vector, once_a_case

SURELY_A_TRY = 0.5  # likeness: more likely one than not
# Hours that one of a type takes with its preparation, by judgement: only how they stand to each other matters.
HOURS = {"meeting": 1.5, "task": 0.4, "call": 0.3, "email": 0.15}
HOURS_OF_OTHERS = 0.3


@dataclass(frozen=True, slots=True)
class Grown:
    """The kind of work that grew most surely; `weight` 0 to 1."""

    word: str
    weight: float
    change: Change


@once_a_case
def other_work(case: Case) -> Vector:
    """Acts of every kind but the HIA's own records."""
    own = [grid[case.row] for word, grid in case.measured.words.items() if word in case.hia.own_words]
    rest: Vector = np.maximum(case.series("acts") - (np.sum(own, axis=0) if own else case.done), 0.0)
    return rest


@once_a_case
def work_apart(case: Case) -> Vector:
    """Other work without tries at this activity: they fall with it, and say nothing of all the rest."""
    tries = [case.own(case.measured.words[word]) for word, likeness in tries_for(case) if likeness >= SURELY_A_TRY]
    rest: Vector = np.maximum(other_work(case) - np.sum(tries, axis=0), 0.0) if tries else other_work(case)
    return rest


def work_besides(case: Case, word: str) -> Change:
    """How other work changed without one word of it."""
    return change_of(case, np.maximum(other_work(case) - case.own(case.measured.words[word]), 0.0))


def hours(case: Case) -> Vector:
    """Time that all records of a week stand for: forty mails more are less of a load than ten meetings more."""
    types = case.measured.word_types
    each = [case.own(g) * HOURS.get(types.get(w, ""), HOURS_OF_OTHERS) for w, g in case.measured.words.items()]
    return np.asarray(np.sum(each, axis=0) if each else np.zeros(len(case.weeks)), dtype=np.float64)


@once_a_case
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


@once_a_case
def displaces_everything(case: Case) -> float:
    """How surely the kind that grew is work customers ask for and takes the place of all the rest, not of this HIA
    alone: then it is load; with the rest as ever, or of one's own choice, it is what somebody puts first.
    """
    grown = grown_most(case)
    if not grown.word:
        return 0.0
    rest = work_besides(case, grown.word)
    if rest.usual < 2:
        return 0.0
    gave_way = surely(0.78 - rest.ratio, half=0.0, steep=14) * surely(-rest.z, half=1.2, steep=2)
    return _is_asked_for(case, grown) * gave_way


def _is_asked_for(case: Case, grown: Grown) -> float:
    """How surely customers ask for it: it comes from them, or there are more opportunities to work on than before; and
    it is not inside the company.
    """
    excess = max(grown.change.now - grown.change.usual, 1.0)
    inside = change_of(case, case.series("acts_internal"))
    for_customers = surely(0.5 - (inside.now - inside.usual) / excess, half=0.0, steep=8)
    all_acts = np.sum([case.own(grid) for grid in case.measured.words.values()], axis=0)
    from_them = change_of(case, np.maximum(all_acts - case.series("acts"), 0.0))
    if from_them.before <= 0:
        return for_customers  # who began is not recorded here
    comes_in = surely((from_them.now - from_them.usual) / excess, half=0.5, steep=8)
    more_to_do = surely(np.log(level_ratio(case, case.series("open_deals"))), half=0.15, steep=20)
    return for_customers * max(comes_in, more_to_do)


def goes_inside(case: Case) -> float:
    """How surely the time goes to work inside the company: most of what other work grew by, and more of it than usual.
    That is an order of things somebody gave or chose; what stands open meanwhile is beside the point.
    """
    inside, other = change_of(case, case.series("acts_internal")), change_of(case, other_work(case))
    excess = inside.now - inside.usual
    if excess < 2:
        return 0.0
    is_most = surely(excess / max(other.now - other.usual, 1.0), half=0.6, steep=8)
    return is_most * surely(inside.z, half=2.0, steep=2) * surely(float(np.log(inside.ratio)), half=0.3, steep=8)
