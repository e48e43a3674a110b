"""Drawn organisations come in many shapes, about half of their sellers are healthy, and a seed says all of it."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from fairway.simulation.organisations import DrawnOrganisation, HiaTruth, drawn_organisation
from fairway.simulation.people import person_id, plans_of
from fairway.simulation.scenario import Cause, Scenario
from fairway.simulation.simulating import simulate

PROGRAM = """
from dataclasses import replace
from hashlib import sha256
from fairway.simulation.organisations import drawn_organisation
from fairway.simulation.simulating import simulate
drawn = drawn_organisation(12, sellers=5)
shown = simulate(replace(drawn.scenario, weeks=20, warm_up_weeks=8), 12)
print(sha256(repr((drawn.hias, shown)).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def many() -> list[DrawnOrganisation]:
    return [drawn_organisation(seed) for seed in range(60)]


def digest_in_a_process(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return run.stdout.strip()


def test_it_is_the_same_in_every_process() -> None:
    assert digest_in_a_process("1") == digest_in_a_process("4242")


def test_it_differs_by_seed() -> None:
    assert drawn_organisation(1).scenario != drawn_organisation(2).scenario


def people(scenario: Scenario) -> int:
    return sum(len(team.sellers) for team in scenario.teams)


def test_it_draws_many_shapes(many: list[DrawnOrganisation]) -> None:
    sizes = [people(drawn.scenario) for drawn in many]
    assert min(sizes) < 20
    assert max(sizes) > 60
    assert all(12 <= size <= 80 for size in sizes)
    assert all(20 <= drawn.shape.weeks <= 60 for drawn in many)
    assert {drawn.shape.language for drawn in many} == {"en", "de", "fr", "es"}
    assert {drawn.shape.tries for drawn in many} == {"word", "no_show", "outcome", "unseen"}
    plans = [plan for drawn in many for team in drawn.scenario.teams for plan in team.plans]
    assert {plan.per for plan in plans} == {"week", "month"}
    assert min(plan.target for plan in plans) == 1
    assert max(plan.target for plan in plans if plan.usual is None) >= 20
    assert {len(team.plans) for drawn in many for team in drawn.scenario.teams} == {1, 2, 3}


def test_it_leaves_about_half_of_the_sellers_healthy(many: list[DrawnOrganisation]) -> None:
    short: dict[tuple[int, str], bool] = {}
    for drawn in many:
        for hia in drawn.hias:
            if hia.variant != "whole_team":
                key = (drawn.seed, hia.person_id)
                short[key] = short.get(key, False) or hia.cause is not None
    assert 0.44 < sum(short.values()) / len(short) < 0.56


def test_it_plants_every_cause_often(many: list[DrawnOrganisation]) -> None:
    sellers = Counter(
        cause for cause, _ in {(hia.cause, (drawn.seed, hia.person_id)) for drawn in many for hia in drawn.hias}
    )
    planted = {cause: count for cause, count in sellers.items() if cause is not None}
    assert set(planted) == set(Cause)
    assert min(planted.values()) > 0.35 * max(planted.values())  # tries cannot be seen everywhere, so skill is rarer


def test_it_begins_two_to_twelve_weeks_ago_and_leaves_a_tenth_to_six_tenths(many: list[DrawnOrganisation]) -> None:
    for drawn in many:
        for hia in drawn.hias:
            if hia.cause in (Cause.OPPORTUNITY, Cause.PRIORITY, Cause.SKILL, Cause.CAPACITY, Cause.EFFORT):
                assert hia.since_on is not None
                assert 2 <= (drawn.shape.monday(0) - hia.since_on).days / 7 <= 12
                assert 0.1 <= hia.rate <= 0.6


def test_it_tells_every_hia_of_everybody_still_there_once(many: list[DrawnOrganisation]) -> None:
    def key(hia: HiaTruth) -> tuple[str, str]:
        return hia.person_id, hia.kind

    for drawn in many:
        expected = {
            (person_id(spec.name), word)
            for team in drawn.scenario.teams
            for spec in team.sellers
            if spec.left_weeks_ago is None
            for word in plans_of(spec, team)
        }
        told = [key(hia) for hia in drawn.hias]
        assert len(told) == len(set(told))
        assert set(told) == expected


def test_it_knows_the_monday_of_a_closed_week() -> None:
    for drawn in (drawn_organisation(seed) for seed in range(20)):
        last_day, monday = drawn.scenario.last_day, drawn.shape.monday(1)
        assert monday.weekday() == 0
        assert 6 <= (last_day - monday).days <= 12  # its Sunday is over


def test_it_holds_healthy_sellers_at_their_targets() -> None:
    drawn = next(d for d in (drawn_organisation(seed, sellers=12) for seed in range(40, 80)) if d.shape.weeks < 30)
    shown = simulate(drawn.scenario, drawn.seed)
    done = Counter[tuple[str, str]]()
    weeks = Counter[tuple[str, str]]()
    for row in shown.truth.weeks:
        done[row.person_id, row.kind] += row.done
        weeks[row.person_id, row.kind] += 1
    plans = {(row.person_id, row.kind): row for row in shown.plans}
    healthy = [(hia.person_id, hia.kind) for hia in drawn.hias if hia.cause is None and hia.variant == ""]
    weekly = [key for key in healthy if key in plans and plans[key].per == "week"]
    expected = sum(plans[key].target * weeks[key] for key in weekly)
    assert len(weekly) > 3
    assert sum(done[key] for key in weekly) > 0.9 * expected  # days away are not taken off here
