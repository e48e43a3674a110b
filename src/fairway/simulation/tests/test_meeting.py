"""How two people meet: days kept and missed, an hour both are at work, and what a talk is about."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from fairway.simulation.draws import stream
from fairway.simulation.meeting import APART, Rhythm, Talking, days_met, start_of, stretches

FROM, TO = date(2026, 1, 5), date(2026, 6, 30)
DENVER, TOKYO, LONDON = ZoneInfo("America/Denver"), ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/London")


def met(rhythm: Rhythm) -> list[date]:
    return days_met(rhythm, FROM, TO, lambda day: day.weekday() < 5, stream(7, "test"))


def test_a_rhythm_that_is_kept_has_no_gap_longer_than_half_as_long_again() -> None:
    days = met(Rhythm(14))
    gaps = [later - earlier for earlier, later in zip(days, days[1:], strict=False)]
    assert max(gaps) <= timedelta(days=21)
    assert all(day.weekday() < 5 for day in days)


def test_a_rhythm_that_is_not_kept_leaves_gaps_and_silence_at_the_end() -> None:
    assert len(met(Rhythm(14, share_held=0.5))) < len(met(Rhythm(14)))
    assert met(Rhythm(14, silent_days=40))[-1] <= TO - timedelta(days=40)


def test_they_begin_when_both_are_at_work_and_an_hour_from_what_is_taken() -> None:
    first = start_of(FROM, DENVER, LONDON)
    assert first is not None
    assert first.astimezone(LONDON).hour < 17
    second = start_of(FROM, DENVER, LONDON, taken=[first])
    assert second is not None
    assert abs(second - first) >= APART
    far = start_of(FROM, DENVER, TOKYO)
    assert far is not None
    assert far.astimezone(TOKYO).date() == FROM + timedelta(days=1)


def test_no_hour_is_found_where_none_is_left() -> None:
    taken = [datetime(2026, 1, 5, hour, tzinfo=UTC) for hour in range(24)]
    assert start_of(FROM, LONDON, LONDON, taken=taken) is None


def test_a_talk_adds_up_and_is_less_about_results_as_its_manager_learns() -> None:
    rng, talking = stream(7, "talk"), Talking(0.5, 0.1, 1.0)

    def share(progress: float) -> float:
        parts = [stretches(talking, progress, rng) for _ in range(50)]
        assert all(abs(sum(share for _, share in talk) - 1) < 1e-9 for talk in parts)
        return sum(share for talk in parts for focus, share in talk if focus == "results") / 50

    assert share(0.0) > 0.4
    assert share(1.0) < 0.2
