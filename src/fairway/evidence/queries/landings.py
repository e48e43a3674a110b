"""Where each seller's period may land, now and with their HIAs at target."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from fairway.evidence.helping import Peers
from fairway.evidence.landing import Landing, Lands
from fairway.evidence.queries.gathering import Gathered
from fairway.evidence.queries.goals import Goal, goals_on, quarter_without_goal, won_since
from fairway.lib.periods import week_period
from fairway.people.types import PersonFacts
from fairway.plans.queries import plans_of
from fairway.plans.types import PlanFacts

MOST_MORE = 1.0  # of today's rate: nobody is taken to do more than twice as much
RECENT = 8  # weeks in which it was done as it is now


@dataclass(frozen=True, slots=True)
class SellerLands:
    """One seller's period: outcomes as things are, and with every HIA at its target."""

    person: PersonFacts
    goal: Goal
    now: Landing
    at_target: Landing


def landings_of(
    found: Gathered,
    peers: Peers,
    as_of_on: date,
    *,
    person_keys: Collection[int] | None = None,
    period: Goal | None = None,
    seed: int = 0,
) -> list[SellerLands]:
    """One for each seller who was gathered, or for some of them. `peers` is everybody; the period is that of each
    seller's goal, else the quarter, unless one is given.
    """
    goals = goals_on(as_of_on)
    asked = [n for n, person in enumerate(found.people) if person_keys is None or person.key in person_keys]
    plans = plans_of([found.people[n].key for n in asked], as_of_on, as_of_on)
    lands = _Landings(found, peers, as_of_on, seed)
    told = []
    for number in asked:
        person = found.people[number]
        goal = period or goals.get(person.key) or quarter_without_goal(as_of_on)
        told.append(SellerLands(person, goal, *lands.of(number, goal, plans.get(person.key, ()))))
    return told


class _Landings:
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
        return lands.of(seller), lands.of(seller, self._lift(seller, plans))

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
        return float(np.clip(plan.weekly_target / rate - 1.0, 0.0, MOST_MORE))
