"""Living through two quarters of records, and then the quarter, under several choices with the same kinds of luck."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from fairway.simulation.effects.branching import branched
from fairway.simulation.effects.living import Life, begun, presence_of
from fairway.simulation.effects.running import live_week
from fairway.simulation.effects.types import Numbers, Whole
from fairway.simulation.quarters.coaching import doing_of
from fairway.simulation.quarters.planting import BEFORE, PAST, team_of, usual_rates
from fairway.simulation.quarters.roles import SLOTS, STAGES
from fairway.simulation.quarters.types import SELLERS, WEEKS, Begun, Counts, Doing, Lived, Stretch

START = BEFORE + PAST
ROOM = 45  # new deals a seller has room for in a quarter


@lru_cache(maxsize=8)  # some megabytes each
def begun_quarter(seed: int, level: int) -> Begun:
    """The team of a seed on the first Monday of its quarter."""
    team = team_of(seed, level)
    life = begun(team.setting, None, with_luck=False)
    life.rates[:] = usual_rates(team, life.rates)
    life.strength[:] = team.works[team.role_of]
    presence = presence_of(team.setting, life.people, START + WEEKS)
    tally = _Tally(life, BEFORE, PAST)
    nobody = np.zeros(team.setting.sellers, dtype=np.int64)
    for week in range(START):
        tally.look(week)
        tally.count(week, live_week(life, week, presence[:, week], nobody))
    past = tally.counts()
    return Begun(team, life, presence[:, BEFORE:START], past, life.rates, _worth(life, past))


def lived_quarter(start: Begun, many: Sequence[Sequence[Stretch]], replays: int) -> Lived:
    """The quarter under each of several choices, `replays` times; the first replay is the luck that really comes."""
    doing = [doing_of(start.team, start.usual, stretches) for stretches in many]
    rows = np.tile(np.arange(SELLERS), len(many) * replays)
    lives = np.tile(np.repeat(np.arange(replays), SELLERS), len(many))
    life = branched(start.life, rows, rows + lives * start.team.setting.sellers, room=ROOM)
    presence = presence_of(life.setting, life.people, START + WEEKS)
    rates, strength, push = (_by_row(doing, name, replays) for name in ("rates", "strength", "push"))
    tally = _Tally(life, START, WEEKS)
    nobody = np.zeros(len(rows), dtype=np.int64)
    for week in range(WEEKS):
        life.rates[:], life.strength[:], life.push[:] = rates[..., week], strength[..., week], push[..., week]
        tally.look(START + week)
        tally.count(START + week, live_week(life, START + week, presence[:, START + week], nobody))
    shape = (len(many), replays, SELLERS)
    still = np.flatnonzero(life.closed[: life.size] < 0)
    worth = np.bincount(life.seller[still], start.worth[life.stage[still]], minlength=len(rows))
    counts = tally.counts()
    shaped = {name: getattr(counts, name) for name in Counts.__slots__}
    return Lived(
        Counts(**{name: found.reshape(*shape, *found.shape[1:]) for name, found in shaped.items()}),
        np.asarray(presence[:, START:].reshape(*shape, WEEKS)),
        np.asarray(worth.reshape(shape), dtype=np.float64),
        doing,
    )


def _by_row(doing: Sequence[Doing], name: str, replays: int) -> Numbers:
    return np.concatenate(
        [np.tile(getattr(one, name), (replays, *[1] * (getattr(one, name).ndim - 1))) for one in doing]
    )


def _worth(life: Life, past: Counts) -> Numbers:
    """What a deal is worth on average by its stage: the share won of those that stood there, times the usual amount."""
    moved, lost = past.moved.sum(axis=(0, 2)), past.lost.sum(axis=(0, 2))
    onward = moved / np.maximum(moved + lost, 1)
    amount = life.setting.amount * np.exp(life.setting.amount_spread**2 / 2)
    return np.asarray(amount * np.cumprod(onward[::-1])[::-1])


class _Tally:
    """Weekly counts of a life, from a first week on."""

    def __init__(self, life: Life, first: int, weeks: int) -> None:
        rows = life.setting.sellers
        self.life, self.first, self.weeks = life, first, weeks
        self.acts = np.zeros((rows, SLOTS, weeks), dtype=np.int64)
        self.stood = np.zeros((rows, STAGES, weeks), dtype=np.int64)

    def look(self, week: int) -> None:
        """Who has how many deals where, as the week begins."""
        if week >= self.first:
            life = self.life
            here = np.flatnonzero(life.closed[: life.size] < 0)
            np.add.at(self.stood[:, :, week - self.first], (life.seller[here], life.stage[here]), 1)

    def count(self, week: int, acts: tuple[Whole, ...]) -> None:
        if week >= self.first:
            np.add.at(self.acts[:, :, week - self.first], (acts[0], acts[1]), 1)

    def counts(self) -> Counts:
        life, until = self.life, self.first + self.weeks
        size = slice(0, life.size)
        seller, stage = life.seller[size], life.stage[size]
        is_lost = (life.closed[size] >= 0) & ~life.won[size]
        is_won = (life.closed[size] >= 0) & life.won[size]
        moved = [
            self._weekly(seller, life.entered[size, stage_], life.entered[size, stage_] >= 0)
            for stage_ in range(1, STAGES)
        ]
        moved.append(self._weekly(seller, life.closed[size], is_won))
        lost = [self._weekly(seller, life.closed[size], is_lost & (stage == one)) for one in range(STAGES)]
        opened = self._weekly(seller, life.created[size], np.ones(life.size, dtype=bool))
        weeks = slice(self.first, until)
        return Counts(
            self.acts,
            opened,
            self.stood,
            np.stack(moved, axis=1),
            np.stack(lost, axis=1),
            life.booked[:, weeks],
            life.expected[:, weeks],
        )

    def _weekly(self, seller: Whole, week: Whole, counts: np.ndarray) -> Whole:
        found = np.zeros((self.life.setting.sellers, self.weeks), dtype=np.int64)
        kept = counts & (week >= self.first) & (week < self.first + self.weeks)
        np.add.at(found, (seller[kept], week[kept] - self.first), 1)
        return found
