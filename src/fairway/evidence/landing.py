"""Where a period may land: what is booked, what open deals may still bring until its end, and deals yet to come.

Each open deal has a chance to be won in time, from how deals move on and get lost at its stage and age; new ones come
as they came, and some are won in time. How fast one seller's deals move and how the market stands are not known
exactly: both are drawn for every outcome, together with which deals are won. It plans, and says nothing of any one
activity.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairway.evidence.composing import Flow
from fairway.evidence.creation import created_own
from fairway.evidence.panel import AGES, Panel, entry_stages
from fairway.evidence.types import NEVER, Numbers, Whole

OUTCOMES = 2000
PACES = np.geomspace(0.35, 2.8, 13)  # how many times faster deals move than usual; chances lie between
LEAN = 25.0  # steps of everybody's a seller's own pace leans on
LEAN_ENTRIES = 2.0  # deals of everybody's the stages in which a seller's own come in lean on
LEAN_AMOUNTS = 10.0  # won deals of everybody's a seller's own amounts lean on
RECENT = 39  # weeks in which deals came as they still come
QUARTER = 13
DOTS = 20
USUAL_MARKET, QUARTERS_LEANT_ON = 0.12, 4
FIRST = 1  # weeks in a stage at the first look after a deal came to it


@dataclass(frozen=True, slots=True)
class Landing:
    """Outcomes of a period for one seller: amounts, in no order."""

    outcomes: Numbers

    def quantile(self, share: float) -> float:
        return float(np.quantile(self.outcomes, share))

    def chance(self, goal: float) -> float:
        """Chance to reach a goal."""
        return float((self.outcomes >= goal).mean())


def as_figures(landing: Landing, goal: float | None) -> dict[str, Any]:
    """Ends, dots and the chance of a goal, as JSON has them: `DOTS` outcomes that are equally likely, in order."""
    ends = {name: round(landing.quantile(share)) for name, share in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9))}
    dots = [round(landing.quantile((n + 0.5) / DOTS)) for n in range(DOTS)]
    return {**ends, "chance": None if goal is None else round(landing.chance(goal), 3), "dots": dots}


@dataclass(frozen=True)
class Lands:
    """A group at the end of its past's last week, looking `ahead` weeks on. Outcomes come from `seed`."""

    panel: Panel
    ahead: int
    booked: Numbers  # of each seller in the period so far
    seed: int = 0

    @cached_property
    def _flow(self) -> Flow:
        return Flow(self.panel, None, None, {}, {})

    @cached_property
    def _chances(self) -> Numbers:
        """(paces, stages, weeks in the stage, weeks left): won by then."""
        flow, longest = self._flow, AGES[-1] + self.ahead + 1
        bins = np.searchsorted(np.asarray(AGES), np.arange(longest), side="right") - 1
        found = np.zeros((len(PACES), flow.stages + 1, longest + 1, self.ahead + 1))
        found[:, flow.stages] = 1.0
        for left in range(1, self.ahead + 1):
            for stage in range(flow.stages):
                onward = np.minimum(PACES[:, None] * flow.onward[stage, bins][None, :], 0.95)
                loss = np.minimum(flow.loss[stage, bins][None, :], 1.0 - onward)
                following = found[:, stage + 1, FIRST, left - 1][:, None]
                stays = np.concatenate([found[:, stage, 1:longest, left - 1], found[:, stage, -1:, left - 1]], axis=1)
                found[:, stage, :longest, left] = onward * following + (1 - onward - loss) * stays
            found[:, :, longest, left] = found[:, :, longest - 1, left]
        return found

    @cached_property
    def _open(self) -> tuple[Whole, Whole, Whole, Numbers]:
        """(seller, stage, weeks in it, amount) of every deal open at the end."""
        deals, weeks = self.panel.past.deals, self.panel.past.weeks
        still = np.flatnonzero((deals.closed == NEVER) & (deals.left == NEVER) & (deals.created < weeks))
        entered = deals.entered[still]
        stage = np.maximum((entered != NEVER).cumsum(axis=1).argmax(axis=1), 0)
        since = np.maximum(entered.max(axis=1), deals.created[still])
        return deals.seller[still], stage, np.maximum(weeks - since, 0), deals.amount[still]

    @cached_property
    def _own_pace(self) -> tuple[Numbers, Numbers]:
        """Shape and rate of a gamma distribution of each seller's pace."""
        place = self.panel.stage * len(AGES) + self.panel.age
        usual = self._flow.onward.ravel()[place]
        sellers = self.panel.past.sellers
        expected = np.bincount(self.panel.seller, usual, minlength=sellers)
        moved = np.bincount(self.panel.seller, self.panel.moved, minlength=sellers)
        return np.asarray(LEAN + moved, dtype=np.float64), np.asarray(LEAN + expected, dtype=np.float64)

    @cached_property
    def _market(self) -> float:
        """Standard deviation of the log of a quarter's pace, over the group's quarters less what chance brings; leaning
        on what is usual as long as there are few of them.
        """
        place = self.panel.stage * len(AGES) + self.panel.age
        usual, quarter = self._flow.onward.ravel()[place], self.panel.week // QUARTER
        many = int(self.panel.past.weeks // QUARTER)
        seen = 0.0
        if many >= 2:
            expected = np.bincount(quarter, usual, minlength=many)[:many]
            moved = np.bincount(quarter, self.panel.moved, minlength=many)[:many]
            logs = np.log((moved + 0.5) / (expected + 0.5))
            seen = max(float(logs.var(ddof=1) - (1 / np.maximum(expected, 1)).mean()), 0.0)
        return float(np.sqrt((many * seen + QUARTERS_LEANT_ON * USUAL_MARKET**2) / (many + QUARTERS_LEANT_ON)))

    @cached_property
    def _arrivals(self) -> Numbers:
        """Deals that come to each seller in a week, leaning on everybody's."""
        past = self.panel.past
        weeks = min(RECENT, past.weeks)
        given = (past.deals.created >= past.weeks - weeks) & past.deals.is_inbound
        came = created_own(past)[:, -weeks:].sum(axis=1) + np.bincount(past.deals.seller[given], minlength=past.sellers)
        middle = came.mean() / weeks
        spread = max(came.var() - came.mean(), 1e-9) / weeks**2
        lean = middle / spread  # weeks everybody's rate counts for, by how unlike sellers are beyond chance
        return np.asarray((came + lean * middle) / (weeks + lean))

    @cached_property
    def _entries(self) -> Numbers:
        """(sellers, stages): shares of the deals that come to each that come in at a stage, leaning on everybody's."""
        deals, stages = self.panel.past.deals, self._flow.stages
        came = deals.created >= 0
        stage = np.minimum(entry_stages(deals), stages - 1)[came]
        flat = np.bincount(deals.seller[came] * stages + stage, minlength=self.panel.past.sellers * stages)
        counts = flat.reshape(-1, stages) + LEAN_ENTRIES * self._flow.entries
        return np.asarray(counts / counts.sum(axis=1, keepdims=True))

    def of(self, seller: int, lift: tuple[float, float] = (0.0, 0.0)) -> Landing:
        """Outcomes of one seller. `lift` is by how much (log ratio, and its error) their deals move faster than now."""
        rng = np.random.default_rng([self.seed, seller])
        shape, rate = self._own_pace
        pace = rng.gamma(shape[seller], 1.0 / rate[seller], OUTCOMES)
        market = np.random.default_rng([self.seed, 10**6]).normal(0.0, self._market, OUTCOMES)  # everybody's the same
        pace = pace * np.exp(market + lift[0] + lift[1] * rng.standard_normal(OUTCOMES))
        place = np.interp(np.log(np.clip(pace, PACES[0], PACES[-1])), np.log(PACES), np.arange(len(PACES)))
        came, coming = self._from_open(seller, place, rng), self._from_new(seller, place, np.exp(market), rng)
        return Landing(self.booked[seller] + came + coming)

    def _between(self, chances: Numbers, place: Numbers) -> Numbers:
        """Chances (paces, ...) at paces between those worked out."""
        low = np.floor(place).astype(np.int64)
        high = np.minimum(low + 1, len(PACES) - 1)
        part = (place - low).reshape(-1, *([1] * (chances.ndim - 1)))
        return np.asarray(chances[low] * (1 - part) + chances[high] * part)

    def _from_open(self, seller: int, place: Numbers, rng: np.random.Generator) -> Numbers:
        owner, stage, age, amount = self._open
        own = owner == seller
        if not own.any():
            return np.zeros(OUTCOMES)
        oldest = self._chances.shape[2] - 1
        chances = self._between(self._chances[:, stage[own], np.minimum(age[own], oldest), self.ahead], place)
        return np.asarray((rng.random(chances.shape) < chances) @ amount[own])

    def _from_new(self, seller: int, place: Numbers, market: Numbers, rng: np.random.Generator) -> Numbers:
        """Deals to come: those that are won in time are Poisson, their amounts those of deals won before, the seller's
        own the rather the more there are of them.
        """
        from_each = self._chances[:, : self._flow.stages, FIRST, : self.ahead].sum(axis=2)
        in_time = self._between(from_each @ self._entries[seller], place)
        many = rng.poisson(self._arrivals[seller] * market * in_time)
        deals = self.panel.past.deals
        has_amount = deals.is_won & (deals.amount > 0)
        won, own = deals.amount[has_amount], deals.amount[has_amount & (deals.seller == seller)]
        if not len(won) or not many.any():
            return np.zeros(OUTCOMES)
        size = int(many.sum())
        amounts = rng.choice(won, size)
        if len(own):
            is_own = rng.random(size) < len(own) / (len(own) + LEAN_AMOUNTS)
            amounts = np.where(is_own, rng.choice(own, size), amounts)
        sums = np.bincount(np.repeat(np.arange(OUTCOMES), many), amounts, minlength=OUTCOMES)
        return np.asarray(sums, dtype=np.float64)
