"""The demonstration's half year of 1:1s, on a small sales floor with counts written by hand."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fairway.cli.demo import recall
from fairway.cli.main import main as fairway
from fairway.coaching.models import Session, SessionNote, SessionPromise, SessionRhythm, SessionTap
from fairway.commitments.actions.checking import check_commitments
from fairway.commitments.checking import kept_by
from fairway.commitments.models import Commitment
from fairway.commitments.queries import commitment_facts, tallies_of
from fairway.commitments.tests.floor import HIA, LAST_WEEK, TODAY, Floor, opened
from fairway.crm.demo import meeting
from fairway.leadership.models import ManagerReview
from fairway.people.models import Absence
from fairway.simulation.meeting import Rhythm

WEEK = timedelta(days=7)
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def floor(house: Path, monkeypatch: pytest.MonkeyPatch) -> Floor:
    """Ann has five invitations a week and does four to six of them; Mona, who leads her, was away for three weeks."""
    floor = opened(monkeypatch)
    monkeypatch.setitem(meeting.PROMISES, HIA, "Invite a second person on {n} open deals")
    monkeypatch.setitem(meeting.RHYTHMS, "Ann Abel", Rhythm(7, next_in_days=1))
    monkeypatch.setitem(meeting.RHYTHMS, "Ben Bell", Rhythm(14, silent_days=40))
    floor.counts("ann", {LAST_WEEK - WEEK * back: 4 + back % 3 for back in range(40)})
    away_on = LAST_WEEK - 10 * WEEK
    Absence.objects.create(person=floor.people["mona"], start_on=away_on, end_on=away_on + 3 * WEEK)
    return floor


def held(floor: Floor, who: str) -> list[Session]:
    return list(Session.objects.filter(person=floor.people[who], state="held").order_by("held_at"))


def everything() -> list[object]:
    """What is told of the past, without the keys rows happened to get."""
    return [
        list(
            Session.objects.order_by("starts_at", "person_id").values_list("person_id", "starts_at", "held_at", "told")
        ),
        list(SessionNote.objects.order_by("edited_at", "part").values_list("part", "version", "text", "edited_at")),
        list(SessionTap.objects.order_by("at").values_list("focus", "at")),
        list(Commitment.objects.order_by("made_on", "what").values_list("what", "made_on", "by_on", "kept", "done")),
    ]


def test_nobody_meets_on_a_day_off_or_at_a_weekend_and_nothing_is_after_now(floor: Floor) -> None:
    recall(7)
    away_on = LAST_WEEK - 10 * WEEK
    sessions = held(floor, "ann")
    assert len(sessions) > 15
    for one in sessions:
        day = one.starts_at.date()
        assert day.weekday() < 5
        assert not away_on <= day <= away_on + 3 * WEEK
        assert one.planned_at < one.starts_at <= one.opened_at < one.held_at < NOW
    assert not SessionNote.objects.filter(edited_at__gt=NOW).exclude(session__state="planned").exists()
    assert not SessionTap.objects.filter(at__gt=NOW).exists()
    assert not Commitment.objects.filter(made_on__gte=TODAY).exists()


def test_who_was_not_met_for_weeks_shows_the_gap_and_others_have_a_next_talk(floor: Floor) -> None:
    recall(7)
    assert TODAY - held(floor, "ben")[-1].held_at.date() >= timedelta(days=40)
    assert not Session.objects.filter(person=floor.people["ben"], state="planned").exists()
    [coming] = Session.objects.filter(person=floor.people["ann"], state="planned")
    assert coming.starts_at.date() == TODAY + timedelta(days=1)
    assert "No 1:1 for" in floor.told("mona", "/1-1/")
    assert SessionRhythm.objects.get(person=floor.people["ann"]).every_days == 7


def test_what_became_of_a_promise_is_what_checking_says_and_nothing_else(floor: Floor) -> None:
    recall(7)
    counted = Commitment.objects.filter(quantity__isnull=False)
    assert SessionPromise.objects.filter(commitment__in=counted).count() == len(counted) > 15
    tallies = tallies_of([commitment_facts(row) for row in counted], TODAY)
    for row in counted:
        assert row.kept == kept_by(tallies[row.pk], float(row.quantity or 0), by_on=row.by_on, on=TODAY)
    before = everything()
    check_commitments(TODAY)
    assert everything() == before


def test_the_same_seed_tells_the_same_past_and_it_comes_in_once(floor: Floor) -> None:
    recall(7)
    first = everything()
    recall(7)
    assert everything() == first
    for model in (Session, Commitment, SessionRhythm, ManagerReview):
        model.objects.all().delete()
    recall(7)
    assert everything() == first
    for model in (Session, Commitment, SessionRhythm, ManagerReview):
        model.objects.all().delete()
    recall(8)
    assert everything() != first


def test_a_page_of_the_past_is_for_the_two_and_says_what_was_so_then(floor: Floor) -> None:
    recall(7)
    one = held(floor, "ann")[-3]
    for who in ("ann", "mona"):
        assert "Last three weeks" in floor.told(who, f"/1-1/{one.pk}/")
    for who in ("lea", "cleo", "max", "ben", "olga"):
        assert floor.clients[who].get(f"/1-1/{one.pk}/").status_code == 404


def test_notes_count_their_saves_and_name_one_of_the_two(floor: Floor) -> None:
    recall(7)
    both = {floor.account("ann"), floor.account("mona")}
    for one in held(floor, "ann"):
        notes = list(SessionNote.objects.filter(session=one).order_by("part", "version"))
        assert {note.edited_by for note in notes} <= both
        for part, saves in Counter(note.part for note in notes).items():
            own = [note for note in notes if note.part == part]
            assert [note.version for note in own] == [*range(1, saves + 1)]
            assert all(one_.edited_at <= other.edited_at for one_, other in zip(own, own[1:], strict=False))


@pytest.mark.parametrize("flag", [[], ["--with-notes"]])
def test_an_export_holds_sessions_and_only_when_asked_what_was_written(
    floor: Floor, tmp_path: Path, flag: list[str]
) -> None:
    recall(7)
    assert fairway(["export", str(tmp_path / "out"), *flag]) == 0
    native = tmp_path / "out" / "native"
    lines = {file.stem: len(file.read_text(encoding="utf-8").splitlines()) - 1 for file in native.iterdir()}
    assert lines["sessions"] == Session.objects.count()
    assert lines["session_promises"] == SessionPromise.objects.count()
    assert lines["session_rhythms"] == SessionRhythm.objects.count()
    assert ("session_notes" in lines, "session_taps" in lines) == (bool(flag), bool(flag))
    text = "".join(file.read_text(encoding="utf-8") for file in native.iterdir())
    assert (SessionNote.objects.filter(part="practice").first().text.split(".")[0] in text) is bool(flag)  # type: ignore[union-attr]


def test_dates_of_a_past_follow_the_day_it_is_told_on(floor: Floor) -> None:
    recall(7)
    days: list[date] = [one.held_at.date() for one in held(floor, "ann")]
    assert TODAY - 27 * WEEK < days[0] < days[-1] < TODAY
