"""Everything fell together and nothing in the records says why. Never a verdict: it becomes an open question."""

from collections.abc import Iterator

import numpy as np

from fairway.signs.beside import grown_most, other_work, work_apart
from fairway.signs.comparing import Change, change_of, surely
from fairway.signs.types import Case, Cause, Sign


def find(case: Case) -> Iterator[Sign]:
    if case.missing <= 0:
        return
    own, other = change_of(case, case.done), change_of(case, other_work(case))
    if other.usual < 2 or own.usual <= 0:
        return
    weight = surely(-own.z, half=0.8, steep=2.0) * surely(-other.z, half=1.8, steep=1.6)
    weight *= surely(0.76 - _apart(case, other), half=0.0, steep=14) * (1.0 - 0.7 * grown_most(case).weight)
    if weight > 0.05:
        numbers = {"now": own.now + other.now, "usual": own.usual + other.usual, "weeks": case.recent}
        yield Sign(Cause.EFFORT, "everything_fell", float(weight), numbers, ("acts",), case.recent_weeks)


def _apart(case: Case, other: Change) -> float:
    """By which ratio all else fell, at least: without tries at this activity, which fall with it whatever the reason,
    and among acts of other types, as one type alone falls with its source.
    """
    types = case.measured.word_types
    others = [case.own(g) for w, g in case.measured.words.items() if types.get(w, "") != case.hia.activity_type]
    looked_at = [work_apart(case), *([np.sum(others, axis=0)] if others else [])]
    changes = [change_of(case, values) for values in looked_at]
    return max([other.ratio, *(change.ratio for change in changes if change.usual >= 2)])
