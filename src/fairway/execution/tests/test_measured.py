"""The rates the page of status rules shows are the ones the bench committed."""

from pathlib import Path

from fairway.execution.measured import FILE, measured_rates
from fairway.execution.plausibility import alpha_per_hia
from fairway.execution.status import LINES_AT

ROOT = Path(__file__).parents[4]
BENCH = ROOT / "bench" / "results" / "status.json"


def test_it_shows_the_committed_measurement() -> None:
    assert FILE.read_text(encoding="utf-8") == BENCH.read_text(encoding="utf-8")


def test_it_reads_every_case_for_one_two_and_three_activities() -> None:
    rates = measured_rates()
    assert [alarm.hias for alarm in rates.usual_alarms] == [1, 2, 3]
    assert {(found.per_week, found.hias) for found in rates.detections} == {
        (r, h) for r in (3, 5, 8) for h in (1, 2, 3)
    }
    assert 0 < rates.worst_alarm < 1
    assert all(alarm.ours < alarm.fixed_rule for alarm in rates.alarms)


def test_the_status_rules_name_the_level_at_which_lines_are_set() -> None:
    told = " ".join((ROOT / "docs" / "explanation" / "status-rules.md").read_text(encoding="utf-8").split())
    alone, of_two, of_three = (f"{100 * alpha_per_hia(LINES_AT, hias):.1f} %" for hias in (1, 2, 3))
    assert f"held within {alone} for all" in told
    assert f"each of two activities gets {of_two}, of three {of_three})" in told
