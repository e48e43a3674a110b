"""Starts at different times: what each group that began gained by each period, and their means.

Callaway and Sant'Anna (2021). Each group is compared from a base period before its start with those who never began,
or had not begun by then; never with those who began earlier, which is what two-way fixed effects do. With columns of
the past the comparison is by outcome regression among those compared with (Heckman, Ichimura and Todd 1997). Errors
come from influence functions, one a unit, scaled for the size of each group: with two groups, one period and no
columns they are HC2.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import linalg

from fairway.evidence.pilots.regressing import estimate
from fairway.evidence.pilots.types import Estimate, Numbers, Refused, Whole

NEVER = 10**6


class Control(StrEnum):
    NEVER_BEGAN = "never_began"
    NOT_YET = "not_yet"


class Base(StrEnum):
    LAST = "last"  # the period before the start; before it, the period before
    FIRST = "first"  # the first period: where that is a long past and starts were drawn


@dataclass(frozen=True, slots=True)
class Panel:
    """`outcome` (units, periods) without gaps; `begins` the period of each one's start or `NEVER`; `past` (units,
    columns), or None.
    """

    outcome: Numbers
    begins: Whole
    past: Numbers | None = None


@dataclass(frozen=True, slots=True)
class Gain:
    """What a group gained in a period; `influence` of every unit on it. Before the start it should be nothing."""

    begins: int
    period: int
    value: float
    influence: Numbers

    @property
    def since(self) -> int:
        """Periods since its start; below 0 before it."""
        return self.period - self.begins


def gains(panel: Panel, *, control: Control = Control.NOT_YET, base: Base = Base.LAST) -> list[Gain]:
    """Of every group and period that can be compared, in order."""
    periods, found = panel.outcome.shape[1], []
    for group in sorted({int(one) for one in panel.begins if 0 < one < periods}):
        for period in range(periods):
            before = _base(group, period, base)
            if before == period or before < 0:
                continue
            until = max(period, before)
            others = panel.begins >= NEVER if control is Control.NEVER_BEGAN else panel.begins > until
            others = others & (panel.begins != group)
            if others.sum() > (0 if panel.past is None else panel.past.shape[1]) + 1:
                found.append(_gain(panel, group, period, before, others))
    return found


def _base(group: int, period: int, base: Base) -> int:
    if base is Base.FIRST:
        return 0
    return group - 1 if period >= group else period - 1


def _gain(panel: Panel, group: int, period: int, before: int, others: np.ndarray) -> Gain:
    change = panel.outcome[:, period] - panel.outcome[:, before]
    mine, theirs = (panel.begins == group).astype(float), others.astype(float)
    units = len(change)
    columns = np.ones((units, 1)) if panel.past is None else np.column_stack([np.ones(units), panel.past])
    if np.linalg.matrix_rank(columns[others]) < columns.shape[1]:
        columns = columns[:, :1]  # those compared with all had the same past: nothing of it can be taken out
    bread = linalg.inv((columns * theirs[:, None]).T @ columns / units)
    slopes = bread @ ((columns * (theirs * change)[:, None]).mean(axis=0))
    without = change - columns @ slopes
    share = mine.mean()
    value = float((mine * without).mean() / share)
    own = mine * (without - value) / share * _small(mine.sum(), 1)
    reach = bread @ ((columns * mine[:, None]).mean(axis=0) / share)
    compared = theirs * without * (columns @ reach) * _small(theirs.sum(), columns.shape[1])
    return Gain(group, period, value, own - compared)


def _small(units: float, columns: int) -> float:
    if units <= columns:
        raise Refused("Too few took part for a spread to be seen: at least two must begin at each time.")
    return float(np.sqrt(units / (units - columns)))


def overall(panel: Panel, found: list[Gain]) -> Estimate:
    """The mean gain from each start on, each group by its size."""
    return _mean(panel, [gain for gain in found if gain.since >= 0])


def by_time_since(panel: Panel, found: list[Gain]) -> dict[int, Estimate]:
    """The mean gain by periods since the start; those before it show whether groups moved alike."""
    return {
        since: _mean(panel, [gain for gain in found if gain.since == since])
        for since in sorted({gain.since for gain in found})
    }


def _mean(panel: Panel, chosen: list[Gain]) -> Estimate:
    if not chosen:
        raise Refused("Nobody who began can be compared with anybody who had not.")
    units = len(panel.begins)
    mine = np.stack([(panel.begins == gain.begins).astype(float) for gain in chosen])
    shares = mine.mean(axis=1)
    weights = shares / shares.sum()
    values = np.array([gain.value for gain in chosen])
    value = float(weights @ values)
    influence = weights @ np.stack([gain.influence for gain in chosen])
    # Sizes of groups are themselves what came by chance.
    influence = influence + (values - value) @ (mine - shares[:, None]) / shares.sum()
    error = float(np.sqrt((influence**2).sum()) / units)
    return estimate(value, error, max(units - len(np.unique(panel.begins)), 1))
