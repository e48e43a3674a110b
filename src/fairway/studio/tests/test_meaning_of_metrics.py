"""Signs that a count stopped meaning what it meant: planted ones are found, and steady teams show none."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from numpy.random import Generator, default_rng

from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.types import Condition
from fairway.studio.queries.watched import least_minutes
from fairway.studio.sentinel.changing import TooFew, changed_ratio, changed_share
from fairway.studio.sentinel.signs import (
    BEFORE,
    RECENT,
    duration_sign,
    objective_sign,
    spans_of,
    together_sign,
    week_end_sign,
)
from fairway.studio.sentinel.types import Finding, Parts, Told, Watched

FIRST = date(2026, 1, 5)
WEEKS = [FIRST + timedelta(days=7 * number) for number in range(RECENT + BEFORE)]
Bent = Callable[[Generator, Watched], Watched]


def friday(_person: int, week_on: date) -> date:
    return week_on + timedelta(days=4)


def team(rng: Generator, *, sellers: int = 12, a_week: float = 5, bent: Bent | None = None) -> list[Watched]:
    """Sellers who differ in how much they do, how long it takes and when they enter it; `bent` from the last six on."""
    rows = []
    for seller in range(sellers):
        rate, length, late = rng.gamma(8, a_week / 8), rng.gamma(6, 2), rng.uniform(0.2, 3)
        ends = rng.dirichlet(np.full(5, 8))
        for week in WEEKS:
            for _ in range(rng.poisson(rate)):
                day = week + timedelta(days=int(rng.choice(5, p=ends)))
                begun = datetime.combine(day, time(9), UTC) + timedelta(minutes=int(rng.integers(480)))
                entered = begun + timedelta(hours=float(rng.exponential(late)))
                row = Watched(seller, week, day, entered, float(round(rng.gamma(4, length / 4) + 1)), False)
                is_bent = bent is not None and week >= WEEKS[BEFORE]
                rows.append(bent(rng, row) if is_bent and bent is not None else row)
    return rows


def told(rows: list[Watched], limit: float | None = None) -> dict[str, Told]:
    every = (duration_sign(rows, WEEKS, limit), week_end_sign(rows, WEEKS, friday), together_sign(rows, WEEKS))
    return {str(one.kind): one for one in every}


def half(rng: Generator) -> bool:
    return bool(rng.random() < 0.5)


def on_fridays(rng: Generator, row: Watched) -> Watched:
    return replace(row, day_on=friday(0, row.week_on)) if half(rng) else row


def two_minutes(rng: Generator, row: Watched) -> Watched:
    return replace(row, minutes=2.0) if half(rng) else row


def at_once(rng: Generator, row: Watched) -> Watched:
    at = datetime.combine(friday(0, row.week_on), time(16), UTC) + timedelta(seconds=int(rng.integers(500)))
    return replace(row, logged_at=at)


@pytest.mark.parametrize(("kind", "bent"), [("week_end", on_fridays), ("duration", two_minutes), ("together", at_once)])
def test_it_finds_what_was_planted_in_half_of_the_records_and_nothing_beside_it(kind: str, bent: Bent) -> None:
    runs = [told(team(default_rng(seed), bent=bent)) for seed in range(16)]
    assert sum(run[kind].finding is Finding.SIGN for run in runs) >= 14
    beside = [one for run in runs for name, one in run.items() if name != kind]
    assert sum(one.finding is Finding.SIGN for one in beside) <= 1
    assert all("before" in run[kind].sentence for run in runs)


@pytest.mark.parametrize("limit", [None, 8.0])
def test_it_sees_no_sign_in_teams_that_go_on_as_before(limit: float | None) -> None:
    runs = [told(team(default_rng(seed)), limit) for seed in range(100, 130)]
    signs = sum(one.finding is Finding.SIGN for run in runs for one in run.values())
    assert signs <= 1
    assert all(one.finding is Finding.NO_SIGN for run in runs[:20] for one in run.values())


def test_lengths_that_gather_just_above_the_limit_are_told_by_the_limit() -> None:
    def stretched(rng: Generator, row: Watched) -> Watched:
        return replace(row, minutes=20.5) if half(rng) else row

    [sign] = [one for one in told(team(default_rng(5), bent=stretched), 20.0).values() if one.finding is Finding.SIGN]
    assert "are from 20 to 22 minutes" in sign.sentence


def outcomes(rng: Generator, *, weeks: int, acts: float, share: float, sellers: int = 12) -> Parts:
    own = rng.beta(20 * share, 20 * (1 - share), sellers)
    done = rng.poisson(acts * weeks, sellers)
    return {seller: (float(rng.binomial(done[seller], own[seller])), float(done[seller])) for seller in range(sellers)}


def test_more_of_it_with_less_behind_it_is_a_sign_and_more_of_both_is_none() -> None:
    found: dict[str, int] = {"hollow": 0, "real": 0, "same": 0}
    for seed in range(30):
        rng = default_rng(seed)
        before = outcomes(rng, weeks=BEFORE, acts=6, share=0.4)
        late = {"hollow": (12, 0.15), "real": (12, 0.4), "same": (6, 0.4)}
        for name, (acts, share) in late.items():
            recent = outcomes(default_rng(1000 + seed), weeks=RECENT, acts=acts, share=share)
            found[name] += objective_sign("replies", before, recent).finding is Finding.SIGN
    assert found["hollow"] >= 28
    assert found["real"] + found["same"] <= 1


def test_fewer_events_for_each_act_are_no_sign_while_no_more_is_done() -> None:
    """Then it is the season, or the accounts: nobody did more for less."""
    before = dict.fromkeys(range(8), (40.0, 100.0))
    recent = dict.fromkeys(range(8), (10.0, 46.0))
    assert objective_sign("replies", before, recent).finding is Finding.NO_SIGN


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "0 sellers"),
        (team(default_rng(1), sellers=3), "3 sellers"),
        (team(default_rng(1), sellers=9, a_week=0.2), "only"),
    ],
)
def test_it_cannot_tell_of_few_and_says_why(rows: list[Watched], reason: str) -> None:
    one = week_end_sign(rows, WEEKS, friday)
    assert (one.finding, one.change) == (Finding.CANNOT_TELL, None)
    assert one.sentence.startswith("Cannot tell: ")
    assert reason in one.sentence


def test_it_cannot_tell_before_enough_weeks_have_closed() -> None:
    with pytest.raises(TooFew, match="18 weeks; 19 are needed"):
        spans_of(WEEKS[1:])


def test_what_a_mailbox_enters_by_itself_is_not_entered_together() -> None:
    rows = [replace(row, is_auto_captured=True) for row in team(default_rng(2), bent=at_once)]
    assert together_sign(rows, WEEKS).finding is Finding.CANNOT_TELL


def test_one_seller_alone_is_no_sign_of_the_metric() -> None:
    """Jackknifed by seller: what one of twelve does moves the share and its error as well."""
    before = dict.fromkeys(range(12), (10.0, 50.0))
    recent = dict.fromkeys(range(11), (5.0, 25.0)) | {11: (200.0, 200.0)}
    change = changed_share(before, recent)
    assert change.recent - change.before > 0.2
    assert change.low < 0


def test_its_limits_are_those_of_a_jackknife_worked_out_by_hand() -> None:
    """Events per act 0.5 before; of late 0.4 for each of six but 0.1 for one of them."""
    before = dict.fromkeys(range(6), (25.0, 50.0))
    recent = dict.fromkeys(range(5), (20.0, 50.0)) | {5: (5.0, 50.0)}
    logs = np.log([(85 / 250) / 0.5] * 5 + [0.4 / 0.5])
    whole = np.log((105 / 300) / 0.5)
    error = float(np.sqrt(5 / 6 * ((logs - whole) ** 2).sum()))
    change = changed_ratio(before, recent)
    assert change.low == pytest.approx(float(np.exp(whole - 2.576 * error)))
    assert change.high == pytest.approx(float(np.exp(whole + 2.576 * error)))


def test_chance_alone_makes_no_commonest_length() -> None:
    """Picked from and tested on the same weeks, one of fifty such teams would show a sign."""
    signs = 0
    for seed in range(150):
        rng = default_rng(seed)
        rows = [
            Watched(seller, week, week, None, float(rng.integers(1, 5)), False)
            for seller in range(6)
            for week in WEEKS
            for _ in range(2)
        ]
        signs += duration_sign(rows, WEEKS, None).finding is Finding.SIGN
    assert signs <= 2


def test_the_limit_is_the_definitions_own_and_no_look_backs() -> None:
    own = catalogue()["quiet_customers_contacted"]
    assert least_minutes(own) is None
    long = Condition("at_least", "duration_min", (5.0,))
    assert least_minutes(replace(own, where=(*own.where, long))) == 5
    assert least_minutes(replace(own, where=(Condition("none", parts=(long,)),))) is None
