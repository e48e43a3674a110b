"""What a pick of one or two options of a practice case is worth, and how hard the next attempt is."""

from collections.abc import Sequence

from fairway.training.choosing.types import EASIEST, HARDEST, AnswerKey, Grade

WORTH = {Grade.BEST: 1.0, Grade.ACCEPTABLE: 0.7, Grade.WRONG: 0.0}
SECOND_RIGHT = 0.85  # a good one first and the best second: both would be done
SECOND_WRONG = 0.5  # of what the first is worth: hours that are missing for it
SPREAD = (0, -1, 1, 0, -1, 1)  # levels of the cases of an attempt around its own
IN_A_ROW = 2


def worth(key: AnswerKey, first: str, second: str) -> float:
    """0 to 1, by what is done first; a second one (empty for none) takes half away where it is wrong, and saves a
    little where it is the best.
    """
    grades = {one.option.key: one.grade for one in key.judged}
    own = WORTH[grades[first]]
    if not second:
        return own
    if grades[second] is Grade.WRONG:
        return own * SECOND_WRONG
    return max(own, SECOND_RIGHT) if own and grades[second] is Grade.BEST else own


def levels(level: int, cases: int) -> list[int]:
    """How hard each case of an attempt is: around its level."""
    return [max(EASIEST, min(HARDEST, level + SPREAD[place % len(SPREAD)])) for place in range(cases)]


def next_level(passed: Sequence[tuple[int, bool]]) -> int:
    """Of the next attempt, from those before, the oldest first: harder after two passed in a row at a level, easier
    after one that was not.
    """
    if not passed:
        return EASIEST
    level, is_passed = passed[-1]
    if not is_passed:
        return max(EASIEST, level - 1)
    newest = passed[-IN_A_ROW:]
    is_ready = len(newest) == IN_A_ROW and all(one == (level, True) for one in newest)
    return min(HARDEST, level + 1) if is_ready else level
