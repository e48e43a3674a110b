"""Where a period may land: no surer and no less sure than what came."""

import numpy as np

from bench.landing import quarter
from fairway.evidence.landing import OUTCOMES, Lands
from fairway.evidence.panel import panel_of
from fairway.evidence.types import NEVER, ActFacts, DealFacts, Past
from fairway.simulation.effects.settings import Situation


def one_stage(weeks: int = 30) -> Past:
    """A seller with many deals of one stage, most of them closed."""
    many = 200
    rng = np.random.default_rng(1)
    created = rng.integers(0, weeks - 8, many)
    lasts = rng.geometric(0.2, many)
    closed = np.where(created + lasts < weeks, created + lasts, NEVER)
    return Past(
        candidates=(),
        is_own=np.empty(0, dtype=bool),
        presence=np.ones((1, weeks)),
        inbound=np.zeros((1, weeks)),
        deals=DealFacts(
            seller=np.zeros(many, dtype=np.int64),
            created=created,
            closed=closed,
            is_won=(rng.random(many) < 0.5) & (closed != NEVER),
            is_inbound=np.zeros(many, dtype=bool),
            amount=np.full(many, 100.0),
            entered=created[:, None],
            left=np.full(many, NEVER),
        ),
        acts=ActFacts(*(np.zeros(0, dtype=np.int64) for _ in range(4))),
    )


def test_nothing_ahead_leaves_what_is_booked() -> None:
    lands = Lands(panel_of(one_stage()), 0, np.array([700.0]))
    assert set(lands.of(0).outcomes) == {700.0}
    assert lands.of(0).chance(700.0) == 1.0
    assert lands.of(0).chance(701.0) == 0.0


def test_the_same_seed_gives_the_same_and_another_one_something_else() -> None:
    panel = panel_of(one_stage())
    first, again, other = (Lands(panel, 4, np.zeros(1), seed).of(0).outcomes for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert len(first) == OUTCOMES


def test_deals_that_move_faster_bring_more() -> None:
    lands = Lands(panel_of(one_stage()), 3, np.zeros(1))
    assert lands.of(0, (0.3, 0.0)).outcomes.mean() > lands.of(0).outcomes.mean()


def test_four_of_five_quarters_land_within_what_was_said_and_closer_than_at_yesterdays_rate() -> None:
    quarters = [quarter(seed, Situation.PLAIN, 52, sellers=40, weeks=65) for seed in range(71, 76)]
    inside, ours, at_rate = (np.array(column) for column in zip(*quarters, strict=True))
    assert 0.7 <= inside.mean() <= 0.9
    assert ours.sum() < 0.8 * at_rate.sum()
