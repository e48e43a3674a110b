"""The same scenario and seed give the same organisation, in any process and however far it is lived on."""

import os
import subprocess
import sys
from datetime import date, timedelta

from fairway.simulation.simulating import simulate
from fairway.simulation.typical import typical_scenario

PROGRAM = """
from datetime import date
from hashlib import sha256
from fairway.simulation.simulating import simulate
from fairway.simulation.typical import typical_scenario
organisation = simulate(typical_scenario(date(2026, 6, 26), sellers=6, teams=2, weeks=12), 3)
print(sha256(repr(organisation).encode()).hexdigest())
"""
LAST_DAY = date(2026, 6, 26)


def digest_in_a_process(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return run.stdout.strip()


def test_it_is_the_same_in_every_process() -> None:
    assert digest_in_a_process("1") == digest_in_a_process("4242")


def test_it_differs_by_seed() -> None:
    scenario = typical_scenario(LAST_DAY, sellers=6, teams=2, weeks=12)
    assert simulate(scenario, 3).activities != simulate(scenario, 4).activities


def test_it_has_the_same_past_when_life_goes_on() -> None:
    scenario = typical_scenario(LAST_DAY, sellers=6, teams=2, weeks=12)
    early = simulate(scenario, 3)
    late = simulate(scenario, 3, shown_until=LAST_DAY + timedelta(days=40))
    settled = {row for row in early.activities if row.status in ("done", "cancelled", "no_show")}
    assert settled
    assert settled <= set(late.activities)
    assert {row.activity_id for row in early.activities} <= {row.activity_id for row in late.activities}
    assert set(early.stage_changes) <= set(late.stage_changes)
    assert early.plans == late.plans
    assert early.people == late.people
    assert {row.deal_id: row.amount for row in early.deals}.items() <= {
        row.deal_id: row.amount for row in late.deals
    }.items()


def test_it_shows_an_earlier_day_as_it_was_then() -> None:
    scenario = typical_scenario(LAST_DAY, sellers=6, teams=2, weeks=12)
    day = LAST_DAY - timedelta(days=14)
    earlier = simulate(scenario, 3, shown_until=day)
    end_at = max(row.logged_at for row in earlier.activities)
    assert end_at.date() <= day + timedelta(days=1)  # the evening of the day lies in the next one, in UTC
    assert {row.activity_id for row in earlier.activities} == {
        row.activity_id for row in simulate(scenario, 3).activities if row.logged_at <= end_at
    }
