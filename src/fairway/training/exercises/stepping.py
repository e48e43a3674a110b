"""How hard the next attempt is, by the rule several kinds of exercise share."""

from collections.abc import Sequence


def stepped(passed: Sequence[tuple[int, bool]], levels: Sequence[int]) -> int:
    """One up after a pass, one down after two in a row that were none. `passed`: level and whether it was passed, of
    those before, the oldest first.
    """
    if not passed:
        return levels[0]
    level, is_passed = passed[-1]
    is_second_miss = list(passed[-2:]) == [(level, False)] * 2
    return min(max(level + is_passed - is_second_miss, levels[0]), levels[-1])
