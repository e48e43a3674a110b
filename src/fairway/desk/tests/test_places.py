"""Managers, teams, stand-ins, last days and working time: from a day on, with the past left where it was."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from fairway.desk.tests.office import (
    INVITED,
    MONDAY,
    NEXT_MONDAY,
    WEDNESDAY,
    Office,
    effects,
    everything,
    said,
)
from fairway.people.models import Person, ReportingLine, User, WorkPattern

PLACE = "/sellers/ann/place/"
YESTERDAY = WEDNESDAY - timedelta(days=1)


def sums() -> dict[tuple[int, date], float]:
    """Managers' sums by week."""
    rows = apps.get_model("ledger.ManagerCount").objects.values_list("manager_key", "week_on", "done")
    return {(key, week_on): done for key, week_on, done in rows}


def moved(office: Office, to: str, from_on: date, team: str = "South") -> dict[str, Any]:
    return {"change": "move", "manager_key": office.key(to), "team": team, "from_on": from_on.isoformat()}


def test_a_move_holds_from_its_day_and_leaves_every_past_week(office: Office) -> None:
    before, past = everything(), sums()
    shown = effects(office.preview("op", PLACE, **moved(office, "max", NEXT_MONDAY)))
    assert f"Reports to Max Mund, South from {NEXT_MONDAY:%-d %b %Y}" in shown
    assert f"Reports to Mona Moor, North until {NEXT_MONDAY - timedelta(days=1):%-d %b %Y}" in shown
    office.make("op", PLACE, **moved(office, "max", NEXT_MONDAY))
    assert office.managers("ann", WEDNESDAY) == {"mona", "lea"}
    assert office.managers("ann", NEXT_MONDAY) == {"max", "lea"}
    assert sums() == past
    office.undo("op")
    assert everything() == before


def test_a_move_in_mid_week_leaves_the_week_with_whoever_had_it_when_it_began(office: Office) -> None:
    past = sums()
    office.make("op", PLACE, **moved(office, "max", WEDNESDAY))
    assert office.managers("ann", YESTERDAY) == {"mona", "lea"}
    assert office.managers("ann", WEDNESDAY) == {"max", "lea"}
    assert sums() == past
    assert office.clients["mona"].get("/sellers/ann/").status_code == 404
    assert office.clients["max"].get("/sellers/ann/").status_code == 200


def test_a_move_that_was_true_earlier_is_summed_from_then_on_and_undone_to_the_last_sum(office: Office) -> None:
    before, past = everything(), sums()
    since = MONDAY - timedelta(days=14)
    page = office.preview("op", PLACE, **moved(office, "max", since))
    assert "closed weeks from then on are worked out anew" in page
    office.make("op", PLACE, **moved(office, "max", since))
    mona, maxi, lea = office.key("mona"), office.key("max"), office.key("lea")
    for (manager, week_on), done in sums().items():
        shift = {mona: -4, maxi: 4}.get(manager, 0) if week_on >= since else 0
        assert done == past[manager, week_on] + shift, (manager, week_on)
    assert {week_on for manager, week_on in sums() if manager == lea} == {w for m, w in past if m == lea}
    office.undo("op")
    assert everything() == before


def test_another_team_with_the_same_manager_is_a_move_too(office: Office) -> None:
    office.make("op", PLACE, **moved(office, "mona", NEXT_MONDAY, team="Iberia"))
    lines = ReportingLine.objects.filter(person=office.people["ann"]).order_by("valid_from_on")
    assert [line.team for line in lines] == ["North", "Iberia"]
    assert (
        "That is where they stand already"
        in said(office.make("op", PLACE, **moved(office, "mona", NEXT_MONDAY, team="Iberia")))[0]
    )


def test_a_circle_is_refused_with_the_people_in_it(office: Office) -> None:
    before = everything()
    page = office.make("op", "/sellers/lea/place/", **moved(office, "ann", WEDNESDAY))
    assert "The reporting line would run in a circle" in said(page)[0]
    assert all(name in said(page)[0] for name in ("Lea Long", "Ann Abel", "Mona Moor"))
    assert everything() == before


def test_an_acting_manager_sees_the_person_until_the_last_day_and_no_longer(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    until = WEDNESDAY + timedelta(days=2)
    asked = {"change": "manager", "kind": "acting", "manager_key": office.key("max"), "from_on": WEDNESDAY.isoformat()}
    assert said(office.make("op", PLACE, **asked)) == ["An acting manager needs a last day."]
    asked["until_on"] = until.isoformat()
    assert f"Acting manager Max Mund from {WEDNESDAY:%-d %b %Y} until {until:%-d %b %Y}" in effects(
        office.preview("op", PLACE, **asked)
    )
    office.make("op", PLACE, **asked)
    assert office.clients["max"].get("/sellers/ann/plan/").status_code == 200
    from django.utils import timezone

    now = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=2))
    assert office.clients["max"].get("/sellers/ann/plan/").status_code == 200
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=3))
    assert office.clients["max"].get("/sellers/ann/plan/").status_code == 404
    assert office.clients["max"].get("/sellers/ann/").status_code == 404
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    office.undo("op")
    assert everything() == before


def test_two_managers_both_see_and_plan(office: Office) -> None:
    office.make(
        "op", PLACE, change="manager", kind="second", manager_key=office.key("max"), from_on=WEDNESDAY.isoformat()
    )
    for who in ("mona", "max"):
        assert "Ann Abel" in office.get(who, "/board/")
        office.make(
            who, "/sellers/ann/plan/", change="target", metric=INVITED, target=6 if who == "max" else 7, per="week"
        )
    assert office.plans("ann") == {INVITED: 6}
    line = ReportingLine.objects.get(kind="second")
    again = {"change": "manager", "kind": "second", "manager_key": office.key("max"), "from_on": WEDNESDAY.isoformat()}
    assert "stands beside the first already" in said(office.make("op", PLACE, **again))[0]
    office.make("op", PLACE, change="end", line=line.pk)
    line.refresh_from_db()
    assert line.valid_to_on == WEDNESDAY


def test_a_line_of_somebody_else_cannot_be_ended_through_this_page(office: Office) -> None:
    line = ReportingLine.objects.get(person=office.people["cara"])
    for key in (line.pk, 999999):
        assert "not there any more" in said(office.make("op", PLACE, change="end", line=key))[0]
    assert office.clients["op"].post(PLACE, {"change": "end", "line": "x"}).status_code == 302
    line.refresh_from_db()
    assert line.valid_to_on is None


def test_somebody_stands_in_for_a_manager_with_the_whole_team_as_one_change(office: Office) -> None:
    before = everything()
    until = NEXT_MONDAY + timedelta(days=11)
    asked = {
        "change": "stand_in",
        "manager_key": office.key("max"),
        "from_on": NEXT_MONDAY.isoformat(),
        "until_on": until.isoformat(),
    }
    shown = effects(office.preview("op", "/sellers/mona/place/", **asked))
    assert "Ann Abel" in shown
    assert "Ben Bell" in shown
    office.make("op", "/sellers/mona/place/", **asked)
    for who in ("ann", "ben"):
        assert office.managers(who, NEXT_MONDAY) == {"mona", "max", "lea"}
        assert office.managers(who, until + timedelta(days=1)) == {"mona", "lea"}
    office.undo("op")
    assert everything() == before


def test_a_whole_team_is_handed_over_as_one_change(office: Office) -> None:
    before, past = everything(), sums()
    asked = {"change": "hand_over", "manager_key": office.key("max"), "from_on": WEDNESDAY.isoformat()}
    office.make("op", "/sellers/mona/place/", **asked)
    assert office.managers("ann", WEDNESDAY) == office.managers("ben", WEDNESDAY) == {"max", "lea"}
    assert ReportingLine.objects.get(person=office.people["ann"], valid_from_on=WEDNESDAY).team == "North"
    assert sums() == past
    assert office.clients["mona"].get("/board/").status_code == 404
    office.undo("op")
    assert everything() == before


def test_a_last_day_ends_the_account_and_undoing_it_brings_everything_back(office: Office) -> None:
    before = everything()
    assert f"Last day {YESTERDAY:%-d %b %Y}" in effects(
        office.preview("op", PLACE, change="leaving", last_on=YESTERDAY.isoformat())
    )
    office.make("op", PLACE, change="leaving", last_on=YESTERDAY.isoformat())
    assert office.clients["ann"].get("/me/").headers["Location"].startswith("/log-in/")
    assert "Ann Abel" not in office.get("mona", "/board/")
    assert office.clients["mona"].get("/sellers/ann/").status_code == 200
    office.undo("op")
    assert everything() == before
    assert Person.objects.get(slug="ann").identities.count() == 1
    assert "Ann Abel" in office.get("mona", "/board/")


def test_a_last_day_to_come_leaves_the_board_as_it_is_until_then(office: Office) -> None:
    office.make("op", PLACE, change="leaving", last_on=NEXT_MONDAY.isoformat())
    assert "Ann Abel" in office.get("mona", "/board/")
    assert office.clients["ann"].get("/me/").status_code == 200
    office.make("op", PLACE, change="leaving", last_on="")
    assert Person.objects.get(slug="ann").left_on is None


def test_working_time_changes_from_a_day_and_is_undone(office: Office) -> None:
    before = everything()
    asked = {
        "change": "pattern",
        "from_on": NEXT_MONDAY.isoformat(),
        "fte": "0.6",
        "working_days": "Mon-Wed",
        "timezone": "",
        "country": "de",
        "region": "by",
    }
    assert "Works Mon-Wed, 60% of full time, DE BY" in effects(office.preview("op", PLACE, **asked))
    office.make("op", PLACE, **asked)
    patterns = WorkPattern.objects.filter(person=office.people["ann"]).order_by("valid_from_on")
    assert [(p.working_days, str(p.fte.normalize()), p.country) for p in patterns] == [
        ("Mon-Fri", "1", ""),
        ("Mon-Wed", "0.6", "DE"),
    ]
    office.undo("op")
    assert everything() == before


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"fte": "0"}, "share of full time lies between"),
        ({"fte": "1.2"}, "Share of full time"),
        ({"working_days": "Everyday"}, "is not a weekday"),
        ({"timezone": "Mars/Base"}, "no time zone is called"),
        ({"country": "XX"}, "No calendar of public holidays is known for XX"),
        ({"country": "DE", "region": "ZZ"}, "No calendar of public holidays is known for DE ZZ"),
    ],
)
def test_working_time_that_cannot_be_is_refused(office: Office, given: dict[str, str], reason: str) -> None:
    before = everything()
    usual = {"change": "pattern", "from_on": NEXT_MONDAY.isoformat(), "fte": "1", "working_days": "Mon-Fri"}
    assert reason in " ".join(said(office.make("op", PLACE, **{**usual, **given})))
    assert everything() == before


def test_an_unknown_change_is_not_found_and_changes_nothing(office: Office) -> None:
    before = everything()
    for data in ({}, {"change": "nothing"}, {"change": "", "last_on": ""}):
        assert office.clients["op"].post(PLACE, {**data, "confirm": "yes"}).status_code == 404
    assert everything() == before


@pytest.mark.parametrize("who", ["ann", "ben", "mona", "max", "lea"])
def test_only_operations_change_places(office: Office, who: str) -> None:
    before = everything()
    assert office.clients[who].get(PLACE).status_code == 404
    data = {**moved(office, "max", WEDNESDAY), "confirm": "yes"}
    assert office.clients[who].post(PLACE, data).status_code == 404
    assert everything() == before


def test_operations_set_an_address_that_somebody_is_invited_and_logs_in_with(office: Office) -> None:
    cara = Person.objects.get(slug="cara")
    User.objects.filter(pk=cara.user_id).delete()
    Person.objects.filter(pk=cara.pk).update(email="")
    before = everything()
    asked = {"change": "address", "email": "Cara@New.example"}
    shown = effects(office.preview("op", "/sellers/cara/place/", **asked))
    assert "Invited and logged in with cara@new.example" in shown
    office.make("op", "/sellers/cara/place/", **asked)
    office.undo("op")
    assert everything() == before
    office.make("op", "/sellers/cara/place/", **asked)
    page = office.clients["op"].post("/setup/people/cara/invite/", follow=True).content.decode()
    link = re.search(r"<code>(http[^<]+)</code>", page)
    assert link is not None
    Client().post(link[1], {"password": "swing before score"})
    assert Client().login(username="cara@new.example", password="swing before score")


@pytest.mark.parametrize(
    "who,email,problem",
    [
        ("cara", "cara@new", "is no e-mail address"),
        ("cara", "ben@example.com", "Ben Bell’s address already"),
        ("ann", "ann@new.example", "logs in with ann@example.com already"),
    ],
)
def test_an_address_is_refused_that_cannot_be_ones_own(office: Office, who: str, email: str, problem: str) -> None:
    before = everything()
    assert problem in said(office.make("op", f"/sellers/{who}/place/", change="address", email=email))[0]
    assert everything() == before


@pytest.mark.parametrize("kind", ["acting", "second"])
def test_the_first_manager_is_not_set_beside_themselves(office: Office, kind: str) -> None:
    before = everything()
    asked = {"change": "manager", "kind": kind, "manager_key": office.key("mona"), "from_on": WEDNESDAY.isoformat()}
    page = office.make("op", PLACE, **asked, until_on=NEXT_MONDAY.isoformat())
    assert said(page) == ["Mona Moor is their first manager then already."]
    assert everything() == before
