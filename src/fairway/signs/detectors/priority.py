"""Time and supply are there and other things are done: this activity fell while the rest went on or grew."""

from collections.abc import Iterator

from fairway.signs.beside import displaces_everything, grown_most, work_apart
from fairway.signs.comparing import change_of, surely
from fairway.signs.types import Case, Cause, Sign


def find(case: Case) -> Iterator[Sign]:
    if case.missing <= 0:
        return
    own, other = change_of(case, case.done), change_of(case, work_apart(case))
    if other.usual < 2 or own.usual <= 0:
        return
    fell = surely(-own.z, half=0.8, steep=2.0)
    went_on = surely(other.ratio, half=0.78, steep=14)
    grown = grown_most(case)
    grew = max(grown.weight, surely(other.z, half=1.2, steep=1.5))
    weight = fell * max(went_on * (0.45 + 0.3 * grew), 0.85 * grown.weight)
    weight *= 1.0 - 0.7 * displaces_everything(case)
    # Half as much again of everything else is more than an order of things: it is load.
    weight *= 1.0 - 0.5 * surely(other.ratio, half=1.6, steep=9)
    if grown.weight > 0.4 and weight > 0.05:
        numbers = {"word": grown.word, **own.now_and_usual, "weeks": case.recent}
        numbers |= {"other_now": grown.change.now, "other_usual": grown.change.usual}
        yield Sign(Cause.PRIORITY, "one_kind_instead", float(weight), numbers, (grown.word,), case.recent_weeks)
    elif weight > 0.05:
        numbers = {
            **own.now_and_usual,
            "other_now": other.now,
            "other_usual": other.usual,
            "weeks": case.recent,
        }
        yield Sign(Cause.PRIORITY, "other_work_instead", float(weight), numbers, ("acts",), case.recent_weeks)
