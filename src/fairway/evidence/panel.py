"""Deal-weeks: one row for each week in which a deal was open at its beginning, with what had been done on it before.

Rows of one deal follow each other week by week, so that sums over windows of earlier weeks are differences of a
running sum.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from fairway.evidence.types import NEVER, DealFacts, Flags, Numbers, Past, Whole

FURTHEST = 16  # weeks before a deal-week that are looked back at
AGES = (0, 1, 2, 4, 8, 13, 26)  # first weeks of the bins of time in a stage


@dataclass(frozen=True)
class Panel:
    """Deal-weeks of a group. Padded rows stand `FURTHEST` ahead of each deal's first one, for acts done before it."""

    past: Past
    deal: Whole
    seller: Whole
    week: Whole
    stage: Whole
    age: Whole  # number of the bin
    moved: Flags  # on, or won, in this week
    lost: Flags
    place: Whole  # of each row in the padded rows
    running: Numbers  # (candidates, padded rows + 1): acts before that padded row

    @cached_property
    def _before(self) -> Whole:
        return self.place - FURTHEST

    @cached_property
    def seller_week(self) -> Whole:
        """Of each row its owner's week, all weeks of the first seller before those of the second."""
        return self.seller * self.past.weeks + self.week

    @cached_property
    def done(self) -> Numbers:
        """Acts of each candidate in the weeks looked at."""
        acts = self.past.acts
        within = (acts.week >= 0) & (acts.week < self.past.weeks)
        counts = np.bincount(acts.candidate[within], minlength=len(self.past.candidates))
        return counts.astype(np.float64)

    def window(self, candidate: int, first: int, last: int) -> Numbers:
        """Acts on the row's deal from `last` to `first` weeks before its week; `first` below 0 looks ahead."""
        return self._between(self.running[candidate], first, last)

    def own_sum(self, values: Numbers, first: int, last: int) -> Numbers:
        """Sums of the values of the deal's own rows from `last` to `first` weeks before each row's week."""
        padded = np.zeros(self.running.shape[1])
        padded[self.place + 1] = values
        return self._between(np.cumsum(padded), first, last)

    def _between(self, sums: Numbers, first: int, last: int) -> Numbers:
        """Differences of running sums. Worked out for padded rows, too: those stand side by side."""
        ends = sums[FURTHEST - first + 1 :]
        begins = sums[FURTHEST - last :][: len(ends)]
        return (ends - begins)[self._before]


def panel_of(past: Past) -> Panel:
    """The deal-weeks of a group's deals."""
    deals, weeks = past.deals, past.weeks
    first = np.maximum(deals.created, 0)
    last = np.where(deals.closed == NEVER, weeks - 1, np.minimum(deals.closed, weeks - 1))
    last = np.where(deals.left == NEVER, last, np.minimum(last, deals.left - 1))
    # A deal is open at the beginning of a week from the week after it came.
    first = np.where(deals.created >= 0, first + 1, 0)
    many = np.maximum(last - first + 1, 0)
    deal = np.repeat(np.arange(len(many)), many)
    starts = np.cumsum(many) - many
    week = np.arange(len(deal)) - starts[deal] + first[deal]
    stage, since, moved = _stages(past, deal, week)
    closes = deals.closed[deal] == week
    lead = FURTHEST + 1  # weeks of each deal before its first row, and one after it for acts of its own last week
    padded_starts = np.cumsum(many + lead) - (many + lead)
    place = padded_starts[deal] + FURTHEST + (week - first[deal])
    return Panel(
        past=past,
        deal=deal,
        seller=deals.seller[deal],
        week=week,
        stage=stage,
        age=np.searchsorted(np.asarray(AGES), week - since, side="right") - 1,
        moved=moved | (closes & deals.is_won[deal]),
        lost=closes & ~deals.is_won[deal],
        place=place,
        running=_running(past, padded_starts, first, many),
    )


def entry_stages(deals: DealFacts) -> Whole:
    """Of each deal the stage it came in at: where it stood before, for one that somebody else had held."""
    before = (deals.entered != NEVER) & (deals.entered < deals.created[:, None])
    first = (deals.entered != NEVER).argmax(axis=1)
    return np.asarray(np.where(before.any(axis=1), before.cumsum(axis=1).argmax(axis=1), first), dtype=np.int64)


def _stages(past: Past, deal: Whole, week: Whole) -> tuple[Whole, Whole, Flags]:
    """Of each deal-week the stage at its beginning, the week it came to stand there, and whether it moved on."""
    entered = past.deals.entered
    stage = np.zeros(len(deal), dtype=np.int64)
    since = np.full(len(deal), NEVER, dtype=np.int64)
    moved = np.zeros(len(deal), dtype=bool)
    for number in range(entered.shape[1]):
        came = entered[deal, number]
        there = (came != NEVER) & (came < week)
        stage = np.where(there, number, stage)
        since = np.where(there, came, since)
        moved |= (came == week) & (number > 0)
    since = np.where(since == NEVER, past.deals.created[deal], since)
    return stage, since, moved


def _running(past: Past, starts: Whole, first: Whole, many: Whole) -> Numbers:
    """Running sums of acts over padded rows, by candidate; acts outside a deal's padded rows are left out."""
    acts, size = past.acts, int((many + FURTHEST + 1).sum())
    found = np.zeros((len(past.candidates), size + 1), dtype=np.float64)
    linked = acts.deal >= 0
    offset = np.zeros(len(acts.deal), dtype=np.int64)
    offset[linked] = acts.week[linked] - first[acts.deal[linked]] + FURTHEST
    fits = linked & (offset >= 0)
    fits[linked] &= offset[linked] <= many[acts.deal[linked]] + FURTHEST
    row = starts[acts.deal[fits]] + offset[fits]
    for number in range(len(past.candidates)):
        own = row[acts.candidate[fits] == number]
        found[number, 1:] = np.cumsum(np.bincount(own, minlength=size))
    return found
