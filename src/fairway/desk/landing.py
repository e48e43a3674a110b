"""`landing` as JSON, in the contract's words: where each seller's period may land, now and with HIAs at target."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from fairway.evidence.helping import Peers
from fairway.evidence.landing import Landing, Lands
from fairway.evidence.queries.gathering import Gathered, gathered
from fairway.evidence.queries.goals import Goal, goals_on, quarter_without_goal, won_since
from fairway.lib.periods import week_period
from fairway.plans.queries import plans_of
from fairway.plans.types import PlanFacts
from fairway.studio.targets import WEEKS_IN_MONTH

DOTS = 20
MOST_MORE = 1.0  # of today's rate: nobody is taken to do more than twice as much
RECENT = 8  # weeks in which it was done as it is now


def landing_answer(as_of_on: date, *, seller_key: int | None = None, seed: int = 0) -> list[dict[str, Any]]:
    """One entry for each seller with deals on record, or for one of them."""
    found = gathered(as_of_on)
    return landings_of(found, as_of_on, seller_key=seller_key, seed=seed) if found else []


def landings_of(
    found: Gathered, as_of_on: date, *, seller_key: int | None = None, seed: int = 0
) -> list[dict[str, Any]]:
    """`landing_answer` from what was gathered already."""
    goals = goals_on(as_of_on)
    asked = [n for n, person in enumerate(found.people) if seller_key in {None, person.key}]
    plans = plans_of([found.people[n].key for n in asked], as_of_on, as_of_on)
    lands = _Landing(found, Peers(found.past), as_of_on, seed)
    entries = []
    for number in asked:
        person = found.people[number]
        goal = goals.get(person.key) or quarter_without_goal(as_of_on)
        now, at_target = lands.of(number, goal, plans.get(person.key, ()))
        entries.append(
            {
                "seller_id": person.native_id,
                "name": person.name,
                "period_end_on": goal.ends_on.isoformat(),
                "goal": None if goal.amount is None else round(goal.amount, 2),
                "now": _told(now, goal),
                "at_target": _told(at_target, goal),
            }
        )
    return entries


class _Landing:
    """Landings of one group, each period worked out once."""

    def __init__(self, found: Gathered, peers: Peers, as_of_on: date, seed: int) -> None:
        self.found, self.peers, self.as_of_on, self.seed = found, peers, as_of_on, seed
        self.last_on = week_period(found.first_on + timedelta(days=7 * (found.weeks - 1))).end_on
        self.periods: dict[tuple[date, date], Lands] = {}

    def of(self, seller: int, goal: Goal, plans: Sequence[PlanFacts]) -> tuple[Landing, Landing]:
        """(as things are, with every HIA at its target)."""
        period = (goal.starts_on, goal.ends_on)
        if period not in self.periods:
            ahead = max(-(-(goal.ends_on - self.last_on).days // 7), 0)
            booked = won_since(goal.starts_on, self.as_of_on)
            so_far = np.array([booked.get(person.key, 0.0) for person in self.found.people])
            self.periods[period] = Lands(self.peers.panel, ahead, so_far, self.seed)
        lands = self.periods[period]
        lift = self._lift(seller, plans)
        return lands.of(seller), lands.of(seller, lift)

    def _lift(self, seller: int, plans: Sequence[PlanFacts]) -> tuple[float, float]:
        """Log ratio of the pace of deals with every HIA on deals at its target, and how uncertain it is."""
        fit, effects = self.peers.progress, self.peers.effects
        middle, variance = 0.0, 0.0
        for plan in plans:
            keys = self.found.past.candidates
            number = keys.index(plan.metric_key) if plan.metric_key in keys else -1
            if fit is None or effects is None or number not in fit.candidates or plan.is_draft:
                continue
            place = fit.candidates.index(number)
            part = self._more(seller, number, plan) * self.peers.flow.usual_slopes[number]
            middle += part * float(effects.effects[place])
            variance += (part * float(effects.errors()[place])) ** 2
        return middle, float(np.sqrt(variance))

    def _more(self, seller: int, number: int, plan: PlanFacts) -> float:
        past = self.found.past
        first = past.weeks - RECENT
        acts = past.acts
        done = int(((acts.candidate == number) & (acts.seller == seller) & (acts.week >= first)).sum())
        worked = max(float(past.presence[seller, first:].sum()), 1.0)
        rate = max(done / worked, 0.1)
        target = plan.target / (WEEKS_IN_MONTH if plan.per == "month" else 1.0)
        return float(np.clip(target / rate - 1.0, 0.0, MOST_MORE))


def _told(landing: Landing, goal: Goal) -> dict[str, Any]:
    ends = {name: round(landing.quantile(share)) for name, share in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9))}
    dots = [round(landing.quantile((n + 0.5) / DOTS)) for n in range(DOTS)]
    chance = None if goal.amount is None else round(landing.chance(goal.amount), 3)
    return {**ends, "chance": chance, "dots": dots}
