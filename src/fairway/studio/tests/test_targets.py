"""Targets: back-solved by hand, chances counted, hours and calendars kept."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import log
from types import SimpleNamespace
from typing import Any

import pytest

from fairway.ledger.types import NOTHING, Count
from fairway.lib.periods import Period
from fairway.metrics.types import Counting, Definition, MetricClass, Unit
from fairway.people.types import BEGINNING, PatternFacts, WorkingTime
from fairway.studio.levels import Level, headroom_of, level_of
from fairway.studio.queries.choosing import funnel_of
from fairway.studio.targets import (
    Asking,
    Funnel,
    Term,
    chance_of,
    needed_per_week,
    part_of_goal,
    review_day,
    target_for,
)
from fairway.studio.tests.choices import INVITED, candidate

MONDAY = date(2026, 11, 30)


def time(*absences: Period, days_off: frozenset[date] = frozenset()) -> WorkingTime:
    pattern = PatternFacts(BEGINNING, "UTC", "DE", "", Decimal(1), frozenset(range(5)))
    return WorkingTime((pattern,), tuple(absences), days_off={("DE", ""): days_off})


def asking(level: Level, funnel: Funnel | None = None, **more: Any) -> Asking:
    given: dict[str, Any] = {
        "candidate": candidate(INVITED, minutes_each=30.0),
        "level": level,
        "funnel": funnel,
        "log_gap": log(1.5),
        "gap_share": 0.8,
        "hours_free": 5.0,
        "term": Term(MONDAY, 20, time()),
    }
    return Asking(**{**given, **more})


def others(*levels: float, weeks: int = 26) -> tuple[tuple[float, ...], ...]:
    return tuple((level,) * weeks for level in levels)


def test_it_solves_back_through_the_funnel_as_by_hand() -> None:
    """One event for four acts; eight acts a week give two events; half as many again need one more, so four acts."""
    funnel = Funnel(acts_per_week=8, events=52, weeks=26, role=tuple((50.0, 200.0) for _ in range(6)))
    assert needed_per_week(funnel, log(1.5)) == pytest.approx(12.0, rel=0.02)


def test_it_takes_what_stands_at_a_weeks_end_as_it_stands_and_adds_up_what_happened() -> None:
    """Nine of 21 accounts covered in every week are nine, not 9 x 26; the acts of the last quarter keep them so."""
    counts = {"coverage": Count(done=9, of=21), "held": Count(done=2), INVITED: Count(done=4)}
    weeks = tuple(MONDAY - timedelta(days=7 * back) for back in range(52, 0, -1))

    def total(_person: int, metric: str, of_weeks: Sequence[date]) -> Count:
        return sum((counts[metric] for _ in of_weeks), NOTHING)

    seller: Any = SimpleNamespace(weeks=weeks, person=SimpleNamespace(key=1), peers=(2,), total=total)
    coverage = Definition("coverage", "Coverage", MetricClass.OBJECTIVE, "accounts", Counting.SHARE, unit=Unit.SHARE)
    held = Definition("held", "Held", MetricClass.OBJECTIVE, "activities")
    assert funnel_of(INVITED, coverage, seller) == Funnel(4.0, 9.0, 13.0, of=21.0, role=((9.0, 52.0),))
    assert funnel_of(INVITED, held, seller) == Funnel(4.0, 52.0, 26.0, role=((52.0, 104.0),))


def test_it_draws_a_conversion_of_few_events_toward_the_role() -> None:
    """No event of 20 acts does not mean that acts never work: the role converts one in four."""
    role = tuple((50.0, 200.0) for _ in range(6))
    lucky = Funnel(acts_per_week=1, events=13, weeks=26, role=role)
    needed = needed_per_week(lucky, log(2.0))
    assert needed is not None
    assert 2.0 < needed < 3.0  # at one in two it would be 2, at one in four 3


def test_it_never_asks_an_objective_to_more_than_double() -> None:
    funnel = Funnel(acts_per_week=8, events=52, weeks=26, role=tuple((50.0, 200.0) for _ in range(6)))
    assert needed_per_week(funnel, log(9.0)) == needed_per_week(funnel, log(2.0))


def test_no_more_events_are_promised_than_acts_are_added() -> None:
    """Who never did it, and holds 34 meetings a quarter anyway, does not hold 68 by doing it twice a month."""
    funnel = Funnel(acts_per_week=0, events=68, weeks=26, role=tuple((50.0, 20.0) for _ in range(6)))
    proposal = target_for(asking(Level(0.0, 0.3, 0.5, others(0, 0, 1, 1)), funnel, log_gap=log(2.0)))
    a_week = float(proposal.target) if proposal.per == "week" else float(proposal.target) * 12 / 52
    assert proposal.objective_from == 34
    assert proposal.objective_to == pytest.approx(34 + 13 * a_week, abs=0.1)


def test_it_takes_the_smaller_of_what_is_needed_and_what_others_reach() -> None:
    reachable = Level(2.0, 4.0, 5.0, others(3, 4, 5, 6))
    funnel = Funnel(acts_per_week=2, events=52, weeks=26, role=tuple((50.0, 50.0) for _ in range(6)))
    assert target_for(asking(reachable, funnel)).target == 3
    far = Funnel(acts_per_week=2, events=26, weeks=26, role=tuple((5.0, 50.0) for _ in range(6)))
    proposal = target_for(asking(reachable, far, log_gap=log(2.0)))
    assert proposal.needed is not None
    assert proposal.needed > 5
    assert proposal.target == 5


def test_the_numbers_beside_a_target_have_the_chance_they_would_have_themselves() -> None:
    level = Level(2.0, 4.0, 5.0, others(3, 4, 5, 6))
    proposal = target_for(asking(level, log_gap=None))
    assert [number for number, _ in proposal.beside] == [proposal.target + step for step in (-2, -1, 1, 2)]
    for number, share in proposal.beside:
        chance = chance_of(number, level.peer_weeks)
        assert chance is not None
        assert share == pytest.approx(chance.share, abs=0.005)
    shares = [share for _, share in proposal.beside]
    assert shares == sorted(shares, reverse=True)


def test_it_is_capped_by_the_hours_there_are() -> None:
    level = Level(2.0, 9.0, 12.0, others(9, 10, 12, 14))
    proposal = target_for(asking(level, log_gap=None, gap_share=None, hours_free=1.0))
    assert proposal.target == 4  # two more of half an hour each
    assert proposal.hours_per_week == 1.0
    needing = Funnel(acts_per_week=2, events=26, weeks=26, role=tuple((5.0, 50.0) for _ in range(6)))
    assert target_for(asking(level, needing, hours_free=1.0)).is_capped


def test_it_plans_by_the_month_what_is_rarer_than_weekly() -> None:
    proposal = target_for(asking(Level(0.2, 0.4, 0.5, others(0.3, 0.4, 0.5)), log_gap=None))
    assert (proposal.per, proposal.target) == ("month", 2)


def test_it_counts_how_often_comparable_sellers_reach_a_number() -> None:
    weeks = [(4.0, 5.0, 2.0, 6.0) * 5, (3.0, 3.0, 5.0, 5.0) * 5, (1.0, 2.0, 4.0, 2.0) * 5]
    chance = chance_of(4.0, weeks)
    assert chance is not None
    assert chance.share == pytest.approx(30 / 60)
    assert (chance.weeks, chance.sellers) == (60, 3)
    assert chance.low < 0.5 < chance.high


def test_it_counts_sellers_rather_than_weeks_where_sellers_differ() -> None:
    """Two who always do and two who never do are four witnesses, not 104."""
    split = chance_of(4.0, others(6, 6, 1, 1))
    mixed = chance_of(4.0, [(6.0, 1.0) * 13] * 4)
    assert split is not None
    assert mixed is not None
    assert split.share == mixed.share == 0.5
    assert split.high - split.low > 2 * (mixed.high - mixed.low)


def test_it_says_nothing_from_two_sellers_or_a_few_weeks() -> None:
    assert chance_of(4.0, others(6, 6)) is None
    assert chance_of(4.0, others(6, 6, 6, weeks=4)) is None


def test_it_reviews_after_the_lag_in_working_days() -> None:
    assert review_day(Term(MONDAY, 20, time())) == (date(2026, 12, 25), 0)


def test_it_leaves_holidays_and_days_off_out_of_the_lag() -> None:
    holidays = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
    away = Period(MONDAY + timedelta(days=7), MONDAY + timedelta(days=11))
    day, left_out = review_day(Term(MONDAY, 20, time(away, days_off=holidays)))
    assert left_out == 7
    assert day == date(2027, 1, 5)


def test_it_moves_the_objective_no_further_than_its_gap() -> None:
    funnel = Funnel(acts_per_week=2, events=52, weeks=26, role=tuple((50.0, 50.0) for _ in range(6)))
    proposal = target_for(asking(Level(2.0, 8.0, 9.0, others(8, 9, 9)), funnel))
    assert proposal.objective_from == 26
    assert proposal.objective_to == pytest.approx(39)
    assert proposal.share_of_gap == pytest.approx(0.8)


def test_its_middle_and_top_are_those_counted_by_hand() -> None:
    """Of seven the fourth is the middle; the top quarter begins half way between the fifth and the sixth."""
    level = level_of([1.0], [[value] for value in (9.0, 0.3, 7.1, 2.0, 11.0, 2.5, 7.0)], recent=8)
    assert level.peers_middle == 7.0
    assert level.peers_top == pytest.approx((7.1 + 9.0) / 2)


def test_it_knows_who_stands_at_the_top_already() -> None:
    level = level_of([9.0] * 8, [[4.0] * 8, [6.0] * 8, [8.0] * 8, [9.0] * 8], recent=8)
    assert headroom_of(level).is_at_ceiling
    assert not headroom_of(level_of([5.0] * 8, [[4.0] * 8, [6.0] * 8, [8.0] * 8], recent=8)).is_at_ceiling


def test_it_compares_with_nobody_where_there_are_two_others() -> None:
    headroom = headroom_of(level_of([5.0] * 8, [[4.0] * 8, [6.0] * 8], recent=8))
    assert headroom.peers_top is None
    assert not headroom.is_at_ceiling


def test_it_says_what_part_of_the_way_to_the_goal_a_move_gives() -> None:
    """At 80,000 a quarter and a goal of 100,000, a tenth more is 8,000 of the 20,000 that are missing."""
    assert part_of_goal(10, 11, pace=80_000, goal=100_000) == 0.4
    assert part_of_goal(10, 20, pace=80_000, goal=100_000) == 1
    assert part_of_goal(10, 11, pace=120_000, goal=100_000) is None  # nothing is missing
    assert part_of_goal(10, 11, pace=80_000, goal=None) is None
    assert part_of_goal(0, 11, pace=80_000, goal=100_000) is None
