"""Stage history of a deal for a key that may not read tracked values.

Anybody who may read the deal sees when its stage changed (messages of kind Stage Changed and Won) and how
many seconds it spent in each stage (`duration_tracking`), but not in which order. The stretches between the
changes must add up to those sums: when exactly one order does, it is the history. When several do, only the
latest change is certain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

TOLERANCE_S = 2  # per stretch: instants come in whole seconds and sums are cut to whole seconds
MOST_CHANGES = 14
MOST_ORDERS_TRIED = 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """A stage was entered. Stages are Odoo's ids; `from_stage` is None where it is not known."""

    at: datetime
    to_stage: int
    from_stage: int | None


def inferred(
    created_at: datetime, changed_at: Sequence[datetime], seconds_in: Mapping[int, int], stage_now: int
) -> list[Change]:
    """The changes of one deal, oldest first. `seconds_in` gives seconds per stage, the present one still
    growing.

    Falls back to the latest change alone when no order, or more than one, fits; to nothing without any
    change.
    """
    if not changed_at:
        return []
    instants = sorted(changed_at)
    order = _only_order(created_at, instants, seconds_in, stage_now)
    if order is None:
        return [Change(instants[-1], stage_now, None)]
    return [
        Change(at, to_stage, from_stage) for at, to_stage, from_stage in zip(instants, order[1:], order, strict=False)
    ]


def _only_order(
    created_at: datetime, instants: Sequence[datetime], seconds_in: Mapping[int, int], stage_now: int
) -> list[int] | None:
    """Stages in the order they were in, the present one last; None when not exactly one order adds up."""
    if len(instants) > MOST_CHANGES:
        return None
    starts = [created_at, *instants[:-1]]
    stretches_s = [int((end - start).total_seconds()) for start, end in zip(starts, instants, strict=True)]
    search = _Search(
        stretches_s,
        {stage: seconds for stage, seconds in seconds_in.items() if stage != stage_now},
        stage_now,
    )
    search.extend([])
    return search.found[0] if len(search.found) == 1 and not search.gave_up else None


class _Search:
    """Tries stages for each stretch; stops at the second order that fits, or after too many tries."""

    def __init__(self, stretches_s: Sequence[int], left_s: Mapping[int, int], stage_now: int) -> None:
        self._stretches_s, self._stage_now = stretches_s, stage_now
        self._left_s = dict(left_s)
        self._slack_s = TOLERANCE_S * (len(stretches_s) + 1)
        self._tries = 0
        self.found: list[list[int]] = []
        self.gave_up = False

    def extend(self, order: list[int]) -> None:
        """Try every stage for the next stretch; orders that fit are kept in `found`."""
        self._tries += 1
        self.gave_up = self._tries > MOST_ORDERS_TRIED
        if len(self.found) > 1 or self.gave_up:
            return
        if len(order) == len(self._stretches_s):
            # The present stage follows; every other stage's seconds must be used up.
            if order[-1] != self._stage_now and self._is_used_up(order):
                self.found.append([*order, self._stage_now])
            return
        stretch_s = self._stretches_s[len(order)]
        for stage in [*self._left_s, self._stage_now]:
            if order and order[-1] == stage:
                continue
            if stage != self._stage_now and stretch_s > self._left_s[stage] + self._slack_s:
                continue
            self._take(stage, stretch_s, order)

    def _is_used_up(self, order: Sequence[int]) -> bool:
        return all(stage in order and abs(left) <= self._slack_s for stage, left in self._left_s.items())

    def _take(self, stage: int, stretch_s: int, order: list[int]) -> None:
        if stage in self._left_s:
            self._left_s[stage] -= stretch_s
        self.extend([*order, stage])
        if stage in self._left_s:
            self._left_s[stage] += stretch_s
