"""Each variant of each cause leaves the footprint it claims, in one team where it is planted."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fairway.simulation.scenario import Cause
from fairway.simulation.tests.worlds import World, world_of
from fairway.simulation.types import Fate, SimActivity


def falls(rates: tuple[float, float], to: float = 0.75) -> bool:
    before, since = rates
    return before > 0 and since < to * before


def stays(rates: tuple[float, float]) -> bool:
    before, since = rates
    return 0.65 * before < since < 1.5 * before


def own(world: World) -> Callable[[SimActivity], bool]:
    """Done under the HIA's own word, and with the outcome that counts where one must."""
    outcome = world.drawn.outcomes.get(world.hia.kind)
    return lambda row: (
        row.subtype == world.hia.kind and row.status is Fate.DONE and (outcome is None or row.outcome == outcome)
    )


def rest(world: World) -> Callable[[SimActivity], bool]:
    """Everything the seller enters that is neither planned nor a try nor the customer's answer."""
    team = world.drawn.scenario.kinds
    planned = {plan.kind for plan in world.shown.plans} | {kind.attempt for kind in team} - {""}
    return lambda row: row.direction == "outbound" and row.subtype not in planned


@pytest.mark.parametrize("variant", ["other_word", "bare_type", "other_type"])
def test_it_logs_what_is_done_under_another_word(variant: str) -> None:
    world = world_of(Cause.DATA, variant)
    assert stays(world.true(world.hia.kind))
    assert falls(world.records(own(world)))
    kind = next(kind for kind in world.drawn.scenario.kinds if kind.word == world.hia.kind)
    mistyped = sum(
        row.mistyped
        for row in world.shown.truth.weeks
        if (row.person_id, row.kind) == (world.hia.person_id, kind.word) and row.week_on >= world.since_on
    )
    assert mistyped > 0
    if variant == "bare_type":
        before, since = world.records(lambda row: row.type == kind.type and row.subtype is None)
        assert since > before + 0.5
    if variant == "other_type":
        other = {"call": "email", "email": "call", "meeting": "task", "task": "other"}[kind.type]
        before, since = world.records(lambda row: row.type == other and row.subtype is None)
        assert since > before + 0.5


@pytest.mark.parametrize(("variant", "fate"), [("left_planned", Fate.PLANNED), ("left_unconfirmed", Fate.UNCONFIRMED)])
def test_it_leaves_what_is_done_open(variant: str, fate: Fate) -> None:
    world = world_of(Cause.DATA, variant)
    assert stays(world.true(world.hia.kind))
    assert falls(world.records(own(world)))
    before, since = world.records(lambda row: row.subtype == world.hia.kind and row.status is fate)
    assert since > before + 1


@pytest.mark.parametrize(("variant", "is_told"), [("source_off", False), ("source_off_told", True)])
def test_it_turns_one_source_off_with_and_without_a_row_in_the_coverage(variant: str, is_told: bool) -> None:
    world = world_of(Cause.DATA, variant)
    kind = next(kind for kind in world.drawn.scenario.kinds if kind.word == world.hia.kind)
    assert stays(world.true(kind.word))
    before, since = world.records(lambda row: row.type == kind.type)
    assert before > 0
    assert since == 0
    assert [(row.type, row.from_on) for row in world.shown.coverage if row.person_id == world.hia.person_id] == (
        [(kind.type, world.since_on)] if is_told else []
    )


def test_it_stops_logging_of_every_kind_while_deals_go_on() -> None:
    world = world_of(Cause.DATA, "logging_stopped")
    assert stays(world.true(world.hia.kind))
    assert falls(world.records(lambda row: not row.is_auto_captured), to=0.3)
    owned = {deal.deal_id for deal in world.shown.deals if deal.owner_id == world.hia.person_id}
    assert any(row.deal_id in owned and row.changed_at.date() >= world.since_on for row in world.shown.stage_changes)


@pytest.mark.parametrize("variant", ["leave", "leave_in_parts", "leave_unrecorded"])
def test_it_keeps_somebody_away_with_and_without_a_row_in_the_absences(variant: str) -> None:
    world = world_of(Cause.ABSENCE, variant)
    person = world.hia.person_id
    before, since = world.records(lambda row: True)
    assert since < (0.65 if variant == "leave_in_parts" else 0.02) * before
    away = [row for row in world.shown.absences if row.person_id == person and row.end_on >= world.since_on]
    assert bool(away) is (variant != "leave_unrecorded")
    owned = {deal.deal_id for deal in world.shown.deals if deal.owner_id == person}
    moves = [
        row for row in world.shown.stage_changes if row.deal_id in owned and row.changed_at.date() > world.since_on
    ]
    assert variant == "leave_in_parts" or not moves


@pytest.mark.parametrize(
    "variant", ["more_deals", "late_stage_work", "customer_work", "took_over_deals", "colleague_left"]
)
def test_it_fills_the_time_with_other_customer_work(variant: str) -> None:
    world = world_of(Cause.CAPACITY, variant)
    day_before, last_day = world.since_on - timedelta(days=1), world.shown.last_day
    assert falls(world.true(world.hia.kind))
    before, since = world.records(rest(world))
    assert since > (1.4 if variant == "customer_work" else 1.05) * before
    if variant == "more_deals":
        early = world.since_on - timedelta(weeks=7)
        assert world.open_deals(last_day) > 1.4 * world.open_deals(early)
    if variant == "late_stage_work":
        half = (world.drawn.shape.stages + 1) // 2
        before_late = world.open_deals(world.since_on - timedelta(weeks=4), first=half)
        assert world.open_deals(last_day, first=half) > before_late + 2
    if variant in ("took_over_deals", "colleague_left"):
        assert world.open_deals(world.since_on + timedelta(days=6)) > 1.25 * world.open_deals(day_before)
        assert any(
            row.owner_id == world.hia.person_id and row.changed_at.date() == world.since_on
            for row in world.shown.owner_changes
        )


@pytest.mark.parametrize(
    "variant", ["few_leads", "few_accounts", "few_targets", "few_deals", "few_early_deals", "few_late_deals"]
)
def test_it_leaves_too_little_to_do_it_on(variant: str) -> None:
    world = world_of(Cause.OPPORTUNITY, variant)
    person = world.hia.person_id
    kind = next(kind for kind in world.drawn.scenario.kinds if kind.word == world.hia.kind)
    assert falls(world.true(kind.word))
    if variant == "few_leads":
        assert falls(world.leads(), to=0.8)
    elif variant in ("few_accounts", "few_targets"):
        owned = [row.owner_id for row in world.shown.accounts]
        others = {row.person_id for row in world.shown.people if row.is_seller} - {person}
        assert owned.count(person) < 0.4 * max(owned.count(other) for other in others)
    else:
        first, last = kind.stages or (0, 99)
        before = world.open_deals(world.since_on - timedelta(days=1), first=first, last=last)
        after = world.open_deals(world.since_on + timedelta(days=6), first=first, last=last)
        assert after < 0.7 * before


@pytest.mark.parametrize("variant", ["raised", "from_the_start", "whole_team"])
def test_it_asks_for_more_than_anybody_comparable_does(variant: str) -> None:
    world = world_of(Cause.TARGET, variant)
    first, last = world.target
    assert (first < last) is (variant == "raised")
    others = [row.person_id for row in world.shown.people if row.is_seller]
    best = max(world.true(world.hia.kind, person=other)[1] for other in others)
    assert last > 1.2 * best
    assert world.true(world.hia.kind)[1] > 0.75 * world.hia.rate * last  # what was usual goes on


@pytest.mark.parametrize("variant", ["other_work_up", "other_work_stays", "other_hia_up"])
def test_it_spends_the_time_on_other_work(variant: str) -> None:
    world = world_of(Cause.PRIORITY, variant)
    assert falls(world.true(world.hia.kind))
    before, since = world.records(rest(world))
    assert since > (1.2 if variant == "other_work_up" else 0.75) * before
    if variant == "other_hia_up":
        others = {row.kind for row in world.shown.plans if row.person_id == world.hia.person_id} - {world.hia.kind}
        assert any(since > 1.15 * before for before, since in (world.true(other) for other in others))


@pytest.mark.parametrize("variant", ["tries_under_a_word", "tries_no_show", "tries_outcome"])
def test_it_turns_fewer_tries_into_the_act(variant: str) -> None:
    world = world_of(Cause.SKILL, variant)
    word = world.hia.kind
    kind = next(kind for kind in world.drawn.scenario.kinds if kind.word == word)
    assert falls(world.records(own(world)))
    if variant == "tries_under_a_word":
        assert stays(world.records(lambda row: row.subtype == kind.attempt))
    else:
        assert stays(world.records(lambda row: row.subtype == word))
        in_vain = world.records(lambda row: row.subtype == word and not own(world)(row))
        assert in_vain[1] > 1.2 * in_vain[0]


@pytest.mark.parametrize("variant", ["falls_at_once", "falls_step_by_step"])
def test_it_lets_everything_fall_while_leads_come_as_ever(variant: str) -> None:
    world = world_of(Cause.EFFORT, variant)
    assert falls(world.true(world.hia.kind), to=0.85)
    assert falls(world.records(rest(world)), to=0.85)
    before, since = world.leads()
    assert since >= 0.6 * before


@pytest.mark.parametrize("variant", ["hired", "changed_role"])
def test_it_has_somebody_grow_into_a_role(variant: str) -> None:
    world = world_of(Cause.RAMP, variant)
    assert world.hia.since_on is not None
    lines = [row for row in world.shown.lines if row.person_id == world.hia.person_id]
    assert lines[-1].from_on == world.hia.since_on
    assert len(lines) == (1 if variant == "hired" else 2)
    weeks = sorted(
        (row.week_on, row.done)
        for row in world.shown.truth.weeks
        if (row.person_id, row.kind) == (world.hia.person_id, world.hia.kind) and row.week_on >= world.hia.since_on
    )
    assert sum(done for _, done in weeks) < 0.8 * len(weeks) * world.target[1]
