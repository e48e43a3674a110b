"""The rates the page of status rules shows are the ones the bench committed."""

from pathlib import Path

from fairway.execution.measured import FILE, measured_rates

BENCH = Path(__file__).parents[4] / "bench" / "results" / "status.json"


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
