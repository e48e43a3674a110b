"""A seller marks a week as not theirs: it leaves what is judged, the manager reads why, and it can be taken back."""

import re
from datetime import timedelta
from typing import Any

import pytest

from fairway.audit.queries import changes_about
from fairway.desk.personal import personal_export
from fairway.desk.tests.office import INVITED, MONDAY, NEXT_MONDAY, Office, everything, said
from fairway.diagnosis.actions import refreshing
from fairway.diagnosis.models import WeeklyDiagnosis
from fairway.execution.actions.daily import TURN, note_done
from fairway.execution.actions.scoring import score
from fairway.execution.queries import stored_standings, today
from fairway.execution.types import Status
from fairway.ledger.models import WeeklyCount
from fairway.people.models import Absence

LAST, MARK = MONDAY - timedelta(days=7), "/sellers/ann/not-my-week/"
WANTED = {"week": LAST.isoformat(), "reason": "On the fair in Lyon"}


def last_week(office: Office) -> tuple[str, float]:
    [hia] = stored_standings([office.key("ann")])[office.key("ann")].hias
    [mark] = [mark for mark in hia.weeks if mark.week_on == LAST]
    return str(mark.state), mark.expected


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_marked_week_leaves_what_is_judged_and_comes_back(office: Office) -> None:
    before = everything()
    assert last_week(office) == ("missed", 5.0)
    office.make("ann", MARK, **WANTED)
    assert last_week(office) == ("away", 0.0)
    assert WeeklyDiagnosis.objects.get(person_id=office.key("ann"), metric_key=INVITED).week_on == LAST
    office.make("ann", MARK, take_back=str(Absence.objects.get().pk))
    assert everything() == before
    actions = [change.action for change in changes_about(office.key("ann"))]
    assert actions[:2] == ["take_back_week", "mark_not_my_week"]


def test_somebody_behind_is_away_in_the_marked_week(office: Office) -> None:
    WeeklyCount.objects.filter(person_key=office.key("ann"), week_on__gte=LAST - timedelta(days=14)).update(done=0)
    score()
    key = office.key("ann")
    assert stored_standings([key])[key].hias[0].status is Status.BEHIND
    office.make("ann", MARK, **WANTED)
    assert stored_standings([key])[key].hias[0].status is Status.AWAY


def test_the_manager_reads_why_and_whoever_is_above_does_not(office: Office) -> None:
    office.make("ann", MARK, **WANTED)
    assert "marked as not Ann’s , by Ann" in words(office.get("mona", "/sellers/ann/"))
    assert "On the fair in Lyon" in office.get("mona", "/sellers/ann/")
    for who in ("lea", "op"):
        assert "Lyon" not in office.get(who, "/sellers/ann/")
    assert personal_export(office.key("ann"))["days_off"][0]["reason"] == "On the fair in Lyon"


@pytest.mark.parametrize("who", ["mona", "lea", "op", "ben"])
def test_nobody_marks_a_week_for_somebody_else(office: Office, who: str) -> None:
    assert office.clients[who].post(MARK, WANTED).status_code == 404
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"week": LAST.isoformat()},
        {"week": "soon", "reason": "a fair"},
        {"week": NEXT_MONDAY.isoformat(), "reason": "a fair"},
        {"week": (MONDAY - timedelta(days=35)).isoformat(), "reason": "a fair"},
        {"week": (LAST + timedelta(days=1)).isoformat(), "reason": "a fair"},
    ],
)
def test_only_a_week_of_late_and_with_a_reason_can_be_marked(office: Office, given: dict[str, Any]) -> None:
    page = office.make("ann", MARK, **given)
    assert not Absence.objects.exists()
    assert any(len(text) > 20 for text in said(page))


def test_a_week_is_marked_once_and_not_where_nothing_is_judged(office: Office) -> None:
    office.make("ann", MARK, **WANTED)
    assert "Nothing of that week is judged already." in said(office.make("ann", MARK, **WANTED))
    assert Absence.objects.count() == 1


def test_others_marks_cannot_be_taken_back(office: Office) -> None:
    office.make("ann", MARK, **WANTED)
    key = Absence.objects.get().pk
    office.make("ben", "/sellers/ben/not-my-week/", take_back=str(key))
    office.make("ann", MARK, take_back="nonsense")
    assert Absence.objects.count() == 1


def test_where_very_many_have_hias_nobody_waits_for_signs_and_the_worker_does_the_rest(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_done(TURN, today())
    monkeypatch.setattr(refreshing, "MOST_AT_ONCE", 0)
    office.make("ann", MARK, **WANTED)
    assert last_week(office) == ("away", 0.0)
    assert not WeeklyDiagnosis.objects.exists()
    assert refreshing.turn_day_for_all()
    assert WeeklyDiagnosis.objects.filter(person_id=office.key("ann")).exists()
