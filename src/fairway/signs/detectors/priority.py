"""Time and supply are there and other things are done: this activity fell while the rest went on or grew."""

from collections.abc import Iterator

from fairway.signs.comparing import change_of, surely
from fairway.signs.detectors.capacity import other_work
from fairway.signs.types import Case, Cause, Sign


def find(case: Case) -> Iterator[Sign]:
    if case.missing <= 0:
        return
    own, other = change_of(case, case.done), change_of(case, other_work(case))
    if other.usual < 2 or own.usual <= 0:
        return
    fell = surely(-own.z, half=0.8, steep=2.0)
    went_on = surely(other.ratio, half=0.78, steep=14)
    grew = surely(other.z, half=1.2, steep=1.5)
    weight = fell * went_on * (0.55 + 0.35 * grew)
    if weight > 0.05:
        numbers = {
            "now": own.now,
            "usual": own.usual,
            "other_now": other.now,
            "other_usual": other.usual,
            "weeks": case.recent,
        }
        yield Sign(Cause.PRIORITY, "other_work_instead", float(weight), numbers, (), case.recent_weeks)
