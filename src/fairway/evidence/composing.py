"""From steps that come sooner to what is won: deals flow from stage to stage as they did, with one act more often.

Forward in expectation: how many stand in each stage at each age, how many leave it each week onward or lost, until
what comes in and what goes out are equal. Faster deals and more deals share the same acts, so that each gets fewer:
the flow is gone through again until that has settled. First-order formulas, which leave both out, say too much.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from fairway.evidence.creation import CreationFit
from fairway.evidence.panel import AGES, Panel, entry_stages
from fairway.evidence.progress import ProgressFit
from fairway.evidence.types import NEVER, Numbers, Whole

OLDEST = 120  # weeks in one stage after which what is left is let go
ROUNDS = 6
DOSE = 0.25  # of today's rate


@dataclass(frozen=True)
class Flow:
    """How a group's deals went from stage to stage as things were, by stage and bin of age."""

    panel: Panel
    progress: ProgressFit | None
    creation: CreationFit | None
    effects: Mapping[int, float]  # of acts on deals, by candidate: log ratio
    openings: Mapping[int, float]  # of acts on accounts

    @cached_property
    def stages(self) -> int:
        return int(self.panel.stage.max()) + 1 if len(self.panel.stage) else 1

    @cached_property
    def _place(self) -> Whole:
        return np.asarray(self.panel.stage * len(AGES) + self.panel.age)

    def _by_cell(self, values: Numbers) -> Numbers:
        many = self.stages * len(AGES)
        flat = np.bincount(self._place, values, minlength=many)
        return np.asarray(flat.reshape(self.stages, len(AGES)), dtype=np.float64)

    @cached_property
    def rows(self) -> Numbers:
        return self._by_cell(np.ones(len(self.panel.stage)))

    @cached_property
    def onward(self) -> Numbers:
        return self._by_cell(self.panel.moved.astype(np.float64)) / np.maximum(self.rows, 1.0)

    @cached_property
    def loss(self) -> Numbers:
        return self._by_cell(self.panel.lost.astype(np.float64)) / np.maximum(self.rows, 1.0)

    @cached_property
    def slopes(self) -> Mapping[int, Numbers]:
        """By candidate and cell: by how much the log of the hazard would rise if its acts were twice as many, to first
        order, where one act adds one.
        """
        if not self.progress:
            return {}
        weight = np.maximum(self._by_cell(self.progress.mean), 1e-12)
        found = {}
        for number, shape in zip(self.progress.candidates, self.progress.shapes, strict=True):
            slope = shape.slope(self.panel.window(number, shape.first, shape.last))
            found[number] = self._by_cell(slope * self.progress.mean) / weight
        return found

    @cached_property
    def own_share(self) -> float:
        """Of deals that came, the share nobody was given."""
        deals = self.panel.past.deals
        came = deals.created >= 0
        return float((~deals.is_inbound[came]).mean()) if came.any() else 1.0

    @cached_property
    def entries(self) -> Numbers:
        """Of deals that came, the share that came in at each stage: pipelines differ in length."""
        deals = self.panel.past.deals
        stage = np.minimum(entry_stages(deals), self.stages - 1)[deals.created >= 0]
        shares = np.bincount(stage, minlength=self.stages).astype(np.float64)
        if not shares.sum():
            shares[0] = 1.0
        return np.asarray(shares / shares.sum(), dtype=np.float64)

    def won(self, *, more: Mapping[int, float] | None = None) -> float:
        """Deals won for each deal that came, as things are, with some candidates done more often by those parts."""
        return self._won(more or {}, self.effects, self.openings)

    def _won(self, more: Mapping[int, float], effects: Mapping[int, float], openings: Mapping[int, float]) -> float:
        push = sum(openings.get(n, 0.0) * self.opening_slope(n) * part for n, part in more.items())
        entering = 1.0 + self.own_share * float(np.expm1(push))
        crowd = 1.0  # deals open at once, against how many there were
        for _ in range(ROUNDS):
            won, standing = self._run(entering, more, crowd, effects)
            crowd = standing / self._standing if self._standing else 1.0
        return won

    @cached_property
    def usual_slopes(self) -> Mapping[int, float]:
        """`slopes` averaged over the steps that were taken."""
        steps = self.onward * self.rows
        return {n: float((slope * steps).sum() / max(float(steps.sum()), 1e-12)) for n, slope in self.slopes.items()}

    def gains(self, number: int, where: str, effects: Sequence[float]) -> list[float]:
        """Share more won with a candidate done more often by `DOSE`, for each of those effects it might have."""
        found = []
        for effect in effects:
            on_deals, on_accounts = (effect, 0.0) if where == "deal" else (0.0, effect)
            effects_then, openings = {**self.effects, number: on_deals}, {**self.openings, number: on_accounts}
            more, same = (self._won(part, effects_then, openings) for part in ({number: DOSE}, {}))
            found.append(more / max(same, 1e-12) - 1.0)
        return found

    def nearest(self, number: int, where: str, effect: float) -> float:
        """Share by which the nearest objective comes more often at the dose: steps of deals, or new deals."""
        slope = self.usual_slopes.get(number, 0.0) if where == "deal" else self.opening_slope(number)
        return float(np.expm1(effect * slope * DOSE))

    @cached_property
    def _standing(self) -> float:
        return self._run(1.0, {}, 1.0, self.effects)[1]

    def opening_slope(self, number: int) -> float:
        if not self.creation or number not in self.creation.candidates:
            return 0.0
        shape = self.creation.shapes[self.creation.candidates.index(number)]
        step = 1e-3
        ends = shape.reach(np.array([1.0 - step, 1.0 + step]))
        return float(ends[1] - ends[0]) / (2 * step)

    def _run(
        self, entering: float, more: Mapping[int, float], crowd: float, effects: Mapping[int, float]
    ) -> tuple[float, float]:
        """(deals won, deals open at once) in a week in which `entering` deals come."""
        push = np.zeros((self.stages, len(AGES)))
        for number, slope in self.slopes.items():
            place = self.progress.candidates.index(number) if self.progress else 0
            follows = float(self.progress.follows_deals[place]) if self.progress else 0.0
            part = (1.0 + more.get(number, 0.0)) * crowd ** (follows - 1.0) - 1.0
            push += effects.get(number, 0.0) * slope * part
        onward = np.minimum(self.onward * np.exp(push), 1.0)
        onward = np.minimum(onward, 1.0 - np.minimum(self.loss, 0.99))
        bins = np.searchsorted(np.asarray(AGES), np.arange(1, OLDEST + 1), side="right") - 1
        standing, flowing = 0.0, 0.0
        for stage in range(self.stages):
            flowing += entering * self.entries[stage]
            leave = onward[stage, bins] + self.loss[stage, bins]
            stay = flowing * np.concatenate([[1.0], np.cumprod(1.0 - leave)[:-1]])
            standing += float(stay.sum())
            flowing = float((stay * onward[stage, bins]).sum())
        return flowing, standing


def booked(panel: Panel) -> float:
    """Amount won per seller and week."""
    deals = panel.past.deals
    won = deals.is_won & (deals.closed != NEVER) & (deals.closed >= 0)
    return float(deals.amount[won].sum()) / max(panel.past.presence.size, 1)


def rates(panel: Panel, candidates: Sequence[int]) -> Numbers:
    """Acts of each candidate per seller and week."""
    return panel.done[list(candidates)] / max(panel.past.presence.size, 1)
