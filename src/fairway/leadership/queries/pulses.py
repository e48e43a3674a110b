"""Published pulses as sums of groups that need no adding up."""

from collections.abc import Mapping

from fairway.coaching.queries.pulse import pulses_published
from fairway.leadership.periods import WeekQuarter
from fairway.leadership.summing import Ready
from fairway.leadership.types import Sum

QUESTION = "helped"


def pulses_of(quarter: WeekQuarter, paths: Mapping[int, tuple[int, ...]]) -> list[Ready]:
    """How many agreed that 1:1s help, of the calendar quarter that ended in this one. `paths` gives everybody above
    each manager, with themselves; groups under nobody are left out. Counts are blurred: below zero and above all at
    times.
    """
    return [
        Ready(paths[head], Sum(float(one.group.agreeing[QUESTION]), float(one.group.answers), one.group.answers))
        for one in pulses_published(quarter.starts_on, quarter.ends_on)
        if (head := one.group.head_key or 0) in paths
    ]
