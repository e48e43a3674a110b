"""Which sums of a closed quarter one viewer is shown. Plain Python.

Groups are those of diagnosis/budget/grouping.py: each seller stands in exactly one, none has fewer than five, and none
ever changes. So what is seen of several together is five sellers or more, and so is what one has beyond another, at
whatever looks and between whatever moves. Beside them a viewer knows each seller they lead or led since the
quarter began; a group that would leave fewer than five others beside those is left out.
"""

from collections.abc import Collection, Iterable

from fairway.coaching.sums.types import SumsGroup
from fairway.diagnosis.budget.grouping import LEAST_SELLERS


def shown(groups: Iterable[SumsGroup], known: Collection[int]) -> list[SumsGroup]:
    """Those of the groups that say something of five sellers or more the viewer does not know one by one."""
    return [group for group in groups if len(group.sellers - set(known)) >= LEAST_SELLERS]


def left_out(groups: Iterable[SumsGroup], known: Collection[int]) -> list[SumsGroup]:
    """Those that would tell of one to four others."""
    return [group for group in groups if 0 < len(group.sellers - set(known)) < LEAST_SELLERS]
