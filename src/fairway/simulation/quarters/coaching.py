"""What choices and coaching hours do to what sellers do. Planted by us: the game teaches these, no study measured them.

- Left to itself, three of five acts chosen beyond the usual are done; with an hour or two a week spent on why or on
  practice, nearly all. Hours on reviews of deals do not count here.
- Something in the way leaves a quarter of that, until enough hours of the fitting kind were spent: practice where it
  is skill, asking why where it is anything else. What goes out of the way stays out.
- What is chosen beyond free hours is not done; out of a full week, asking why frees hours.
- Practice raises what an activity achieves, for the activities chosen.
- A review hastens deals that are about to be decided, in its week alone; some are pushed into a no.
"""

from collections.abc import Sequence

import numpy as np

from fairway.simulation.quarters.planting import HOURS
from fairway.simulation.quarters.roles import SLOTS, step_of
from fairway.simulation.quarters.types import SELLERS, WEEKS, Choice, Doing, Planted, Stretch, Team
from fairway.simulation.scenario import Cause

ALONE, COACHED = 0.6, 0.95  # of what is chosen beyond the usual
BLOCKED = 0.25  # of that, with something in the way
AN_HOUR = 1.0  # coaching hours a week that take two thirds of the way from ALONE to COACHED
FREED = 4.0  # hours a week, out of a full week
BETTER, PRACTICED = 0.2, 8.0  # more effect at most; hours that take two thirds of the way there
HASTE, REVIEWED = 0.45, 2.0  # log ratio at most; hours a week that take two thirds of the way there
STRETCH_WEEKS = 3


def stretch_of(week: int) -> int:
    """Which choice holds in a week, from 0. The last one holds for four weeks."""
    return min(week // STRETCH_WEEKS, WEEKS // STRETCH_WEEKS - 1)


def doing_of(team: Team, usual: np.ndarray, stretches: Sequence[Stretch]) -> Doing:
    """What the team does under choices; a stretch that was not chosen yet is like the last one that was."""
    rates = np.repeat(usual[:SELLERS, :, None], WEEKS, axis=2)
    doing = Doing(
        rates=rates,
        strength=np.empty_like(rates),
        push=np.zeros((SELLERS, WEEKS)),
        follow=np.zeros((SELLERS, WEEKS)),
        fits=np.ones((SELLERS, WEEKS)),
        solved=np.zeros((SELLERS, WEEKS)),
    )
    for place, seller in enumerate(team.sellers):
        doing.strength[place] = team.works[seller.role][:, None]
        spent, practiced = 0.0, np.zeros(SLOTS)
        for week in range(WEEKS):
            choice = stretches[min(stretch_of(week), len(stretches) - 1)][place] if stretches else Choice()
            spent += _fitting(seller, choice)
            practiced[[slot for slot, _ in choice.hias]] += choice.practice
            doing.solved[place, week] = solved = min(1.0, spent / seller.need) if seller.need else 1.0
            _do(doing, seller, choice, solved, (place, week))
            doing.strength[place, :, week] *= 1.0 + BETTER * (1.0 - np.exp(-practiced / PRACTICED))
            doing.push[place, week] = HASTE * (1.0 - np.exp(-choice.review / REVIEWED))
    return doing


def _fitting(seller: Planted, choice: Choice) -> int:
    """Coaching hours that bear on what is in the way."""
    return choice.practice if seller.cause is Cause.SKILL else choice.why


def _do(doing: Doing, seller: Planted, choice: Choice, solved: float, at: tuple[int, int]) -> None:
    """Rates of a week: the usual ones, and of what was chosen beyond them as much as is done and fits."""
    place, week = at
    attention = 1.0 - np.exp(-(choice.why + choice.practice) / AN_HOUR)
    follow = ALONE + (COACHED - ALONE) * attention
    free = seller.free
    if seller.cause is Cause.CAPACITY:
        free += FREED * solved
    elif seller.cause:
        follow *= BLOCKED + (1.0 - BLOCKED) * solved
    more = {slot: follow * max(0.0, target - doing.rates[place, slot, week]) for slot, target in choice.hias}
    hours = sum(many * HOURS[step_of(slot)] for slot, many in more.items())
    fits = min(1.0, free / hours) if hours else 1.0
    doing.follow[place, week], doing.fits[place, week] = follow, fits
    for slot, many in more.items():
        doing.rates[place, slot, week] += fits * many
