"""The promise of the cause budget, held against somebody who knows everything but one seller's reason."""

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fairway.diagnosis.budget import blurring
from fairway.diagnosis.budget.blurring import Blur, coins, published
from fairway.diagnosis.budget.reading import reading, rounded
from fairway.diagnosis.budget.tests.attacking import (
    Recorded,
    chance,
    nothing,
    odds_of,
    possible_without_blur,
    with_reason,
)
from fairway.diagnosis.budget.types import BlockFacts, Counted, Published, SellerWeek, Table

FIRST = date(2026, 3, 2)
HIAS = ("calls_planned", "plans_proposed", "stakeholders_asked")
BOTH_TABLES = 4 * 4  # two counts of each move by one, which a blur makes at most twice as likely


@dataclass(frozen=True)
class World:
    """Blocks of one organisation, with people who come, go and move between them, and one seller in question."""

    blocks: tuple[BlockFacts, ...]
    target: int


def person(draws: random.Random, person_key: int, block: int) -> list[SellerWeek]:
    """Four weeks of somebody: one to three HIAs, some missed, for reasons that mostly stay."""
    usual = draws.choice(list(Counted))
    trouble = draws.random()
    return [
        SellerWeek(
            person_key,
            metric_key,
            FIRST + timedelta(days=28 * block + 7 * week),
            is_miss=draws.random() < trouble,
            counted=usual if draws.random() < 0.7 else draws.choice(list(Counted)),
        )
        for metric_key in draws.sample(HIAS, draws.randint(1, 3))
        for week in range(4)
    ]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Managers 1 to 6 in a tree, sellers from 100 on below any of them, teams nested in areas, one or two blocks."""
    draws = random.Random(draw(st.integers(0, 10**9)))
    heads = draw(st.integers(1, 6))
    managers: dict[int, int | None] = {key: draws.choice([None, *range(1, key)]) for key in range(1, heads + 1)}
    sellers = list(range(100, 100 + draw(st.integers(5, 26))))
    blocks = []
    for block in range(draw(st.integers(1, 2))):
        there = [key for key in sellers if draws.random() < 0.9]
        places = {key: draws.choice([None, *range(1, heads + 1)]) for key in there}
        weeks = tuple(week for key in there for week in person(draws, key, block))
        blocks.append(BlockFacts(weeks, {**managers, **places}, {key: f"Team {places[key]}" for key in there}))
    missed = sorted({week.person_key for facts in blocks for week in facts.weeks if week.is_miss})
    assume(missed)
    return World(tuple(blocks), draws.choice(missed))


@given(world=worlds(), seed=st.integers(0, 10**6), data=st.data())
def test_all_that_was_ever_published_fits_every_reason_of_any_one_seller(
    world: World, seed: int, data: st.DataObject
) -> None:
    truth = data.draw(st.sampled_from(list(Counted)))
    possible = set()
    for counted in Counted:
        ratios = []
        for number, facts in enumerate(world.blocks):
            as_it_is, as_it_may_be = (with_reason(facts, world.target, one) for one in (truth, counted))
            ratios.append(odds_of(published, as_it_is, as_it_may_be, seed + number))
        if all(ratio is not None for ratio in ratios):
            possible.add(counted)
            assert all(Fraction(1, BOTH_TABLES) <= ratio <= BOTH_TABLES for ratio in ratios if ratio is not None)
    assert possible == set(Counted)


@given(world=worlds(), seed=st.integers(0, 10**6), data=st.data())
def test_one_week_of_one_seller_is_hidden_as_well_as_all_of_them(world: World, seed: int, data: st.DataObject) -> None:
    for number, facts in enumerate(world.blocks):
        own = [week for week in facts.weeks if week.person_key == world.target and week.is_miss]
        if own:
            week, counted = data.draw(st.sampled_from(own)), data.draw(st.sampled_from(list(Counted)))
            others = tuple(replace(one, counted=counted) if one is week else one for one in facts.weeks)
            odds = odds_of(published, facts, replace(facts, weeks=others), seed + number)
            assert odds is not None
            assert Fraction(1, BOTH_TABLES) <= odds <= BOTH_TABLES


@given(world=worlds(), seed=st.integers(0, 10**6))
def test_no_group_is_small_and_everybody_who_missed_stands_in_one_of_each_table(world: World, seed: int) -> None:
    for facts in world.blocks:
        missed = {week.person_key for week in facts.weeks if week.is_miss}
        groups = published(facts, Recorded(seed))
        for table in Table:
            mine = [group for group in groups if group.table is table]
            assert all(group.missed >= 5 and group.sellers >= group.missed for group in mine)
            assert sum(group.missed for group in mine) in {0, len(missed)}
        if len(missed) < 5:
            assert groups == []


@given(world=worlds(), seed=st.integers(0, 10**6), data=st.data())
def test_what_is_read_is_rounded_and_small_counts_are_hidden_two_at_a_time(
    world: World, seed: int, data: st.DataObject
) -> None:
    groups = [group for facts in world.blocks for group in published(facts, Recorded(seed))]
    places = [group for group in groups if group.table is Table.PLACE]
    taken = data.draw(st.sets(st.sampled_from(range(len(places))))) if places else set()
    read = reading(places[place] for place in taken)
    assert read.misses % 5 == 0
    assert len(read.hidden) != 1
    for cause in read.shown:
        assert cause.count is not None
        assert cause.count % 5 == 0
        assert cause.count >= read.least >= 5
        assert cause.share == cause.count / read.misses


def leaky(facts: BlockFacts, blur: Blur) -> list[Published]:
    """The same publication with exact totals by reason beside the blurred ones."""
    groups = published(facts, blur)
    exact = [group for group in published(facts, nothing) if group.table is Table.PLACE]
    totals = {counted: sum(group.counts[counted] for group in exact) for counted in Counted}
    return [replace(group, name=f"{group.name} of {totals}") for group in groups]


def found_out(world: World, publish: object, seed: int = 1) -> bool:
    """Whether what such a publication gives away fits one reason of the target alone, or can rule any out."""
    odds = [
        odds_of(publish, facts, with_reason(facts, world.target, counted), seed)  # type: ignore[arg-type]
        for facts in world.blocks
        for counted in Counted
    ]
    return any(ratio is None for ratio in odds)


def test_the_attack_finds_exact_totals_and_a_count_without_a_blur(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = random.Random(7)
    weeks = tuple(week for key in range(100, 112) for week in person(draws, key, 0))
    weeks = tuple(replace(week, is_miss=True) for week in weeks)
    world = World((BlockFacts(weeks, dict.fromkeys(range(100, 112), 1)),), target=104)
    assert not found_out(world, published)
    assert found_out(world, leaky)
    monkeypatch.setattr(blurring, "_blurred", lambda counts, where, blur: {one: counts[one] for one in Counted})
    assert found_out(world, published)


def test_rounding_to_fives_and_hiding_small_counts_alone_would_give_a_reason_away() -> None:
    """Why there is a blur: seven others for each of two reasons, and the last one's reason tips one of them to ten."""
    reasons = [*[Counted.DATA] * 7, *[Counted.SKILL] * 7, Counted.SKILL]
    weeks = tuple(SellerWeek(key, HIAS[0], FIRST, is_miss=True, counted=one) for key, one in enumerate(reasons))
    facts = BlockFacts(weeks, dict.fromkeys(range(len(reasons)), 100))

    def rounded_only(facts: BlockFacts, blur: Blur) -> list[dict[Counted, int | None]]:
        counts = [{one: rounded(count) for one, count in group.counts.items()} for group in published(facts, blur)]
        return [{one: count if count >= 5 else None for one, count in each.items()} for each in counts]

    assert possible_without_blur(rounded_only, facts, person_key=14) == {Counted.SKILL}


def test_a_blur_is_as_often_so_large_as_two_coins_say(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = random.Random(11)
    monkeypatch.setattr(blurring.secrets, "randbits", draws.getrandbits)
    cell, count = next(iter(cells())), 20_000
    seen = Counter(coins(cell) for _ in range(count))
    for blur in range(-4, 5):
        expected = float(chance(blur))
        assert abs(expected - 2.0 ** -abs(blur) / 3) < 1e-12
        assert abs(seen[blur] / count - expected) < 4 * (expected / count) ** 0.5
    spread = (sum(blur**2 * times for blur, times in seen.items()) / count) ** 0.5
    assert abs(spread - blurring.SPREAD) < 0.1


def cells() -> list[blurring.Cell]:
    return [blurring.Cell(Table.PLACE, 0, Counted.DATA)]
