"""A target changed in mid-week counts from today only when manager and seller both say so."""

from datetime import timedelta

import pytest

from fairway.desk.tests.office import INVITED, MONDAY, NEXT_MONDAY, WEDNESDAY, Office, effects, everything, said
from fairway.lib.periods import Period
from fairway.people.queries import working_time_of
from fairway.plans.expecting import expected_in_week
from fairway.plans.models import Agreement
from fairway.plans.queries import plans_of

PLAN = "/sellers/ann/plan/"
ASKED = {"change": "target", "metric": INVITED, "target": 10, "per": "week", "is_agreed": "on"}


def question() -> str:
    return f"/me/agreements/{Agreement.objects.get().pk}/"


def expected(office: Office, week_on: object = MONDAY) -> float:
    """What is expected of Ann in a week, by the rules of the scorecard."""
    key = office.key("ann")
    time = working_time_of([key], Period(MONDAY, NEXT_MONDAY + timedelta(days=6)))[key]
    plans = plans_of([key], MONDAY, NEXT_MONDAY + timedelta(days=6))[key]
    return expected_in_week(plans, time, week_on)  # type: ignore[arg-type]


def test_without_the_sellers_word_it_begins_on_monday(office: Office) -> None:
    shown = effects(office.preview("mona", PLAN, **ASKED))
    assert f"10 a week from {NEXT_MONDAY:%-d %b %Y}" in shown
    assert f"Asked whether Second stakeholder invited, 10 a week, may count from {WEDNESDAY:%-d %b %Y}" in shown
    page = office.make("mona", PLAN, **ASKED)
    assert "Ann Abel is asked whether it may count from today." in said(page)[0]
    assert office.plans("ann", WEDNESDAY) == {INVITED: 5}
    assert office.plans("ann") == {INVITED: 10}
    assert expected(office) == 5.0


def test_the_seller_is_asked_on_their_own_page_and_nobody_else_is(office: Office) -> None:
    office.make("mona", PLAN, **ASKED)
    assert "May the new target for Second stakeholder invited count from" in office.get("ann", "/me/")
    assert "May the new target" not in office.get("mona", "/sellers/ann/")
    assert "May the new target" not in office.get("ben", "/me/")


def test_a_yes_lets_it_count_from_the_day_it_was_changed_in_proportion(office: Office) -> None:
    office.make("mona", PLAN, **ASKED)
    before = everything()
    page = office.clients["ann"].post(question(), {"answer": "yes"}, follow=True).content.decode()
    assert said(page) == ["Agreed, this week counts in proportion."]
    assert office.plans("ann", WEDNESDAY - timedelta(days=1)) == {INVITED: 5}
    assert office.plans("ann", WEDNESDAY) == {INVITED: 10}
    # By hand: Monday and Tuesday two fifths of 5, Wednesday to Friday three fifths of 10.
    assert expected(office) == pytest.approx(2 + 6)
    assert expected(office, NEXT_MONDAY) == 10.0
    assert "May the new target" not in office.get("ann", "/me/")
    office.undo("ann")
    assert everything() == before


def test_a_no_leaves_it_with_monday(office: Office) -> None:
    office.make("mona", PLAN, **ASKED)
    page = office.clients["ann"].post(question(), {"answer": "no"}, follow=True).content.decode()
    assert said(page) == ["It begins with the next week."]
    assert office.plans("ann", WEDNESDAY) == {INVITED: 5}
    assert office.plans("ann") == {INVITED: 10}
    assert "May the new target" not in office.get("ann", "/me/")


def test_nobody_else_can_say_yes(office: Office) -> None:
    office.make("mona", PLAN, **ASKED)
    before = everything()
    for who in ("mona", "lea", "ben", "max", "op"):
        assert office.clients[who].post(question(), {"answer": "yes"}).status_code == 404
    for answer in ({}, {"answer": "perhaps"}):
        assert office.clients["ann"].post(question(), answer).status_code == 404
    assert everything() == before


def test_the_manager_cannot_undo_what_the_seller_agreed_to_behind_them(office: Office) -> None:
    office.make("mona", PLAN, **ASKED)
    office.clients["ann"].post(question(), {"answer": "yes"})
    agreed = everything()
    office.undo("mona", status=404)
    assert everything() == agreed


def test_the_question_ends_with_the_week(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.make("mona", PLAN, **ASKED)
    from django.utils import timezone

    later = timezone.now() + timedelta(days=5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    before = everything()
    assert "May the new target" not in office.get("ann", "/me/")
    assert office.clients["ann"].post(question(), {"answer": "yes"}).status_code == 404
    assert everything() == before


def test_a_seller_who_cannot_log_in_is_not_asked_and_the_page_says_so(office: Office) -> None:
    page = office.make("mona", "/sellers/ben/plan/", **ASKED)
    assert "cannot log in yet to agree" in said(page)[0]
    assert not Agreement.objects.exists()
    assert office.plans("ben") == {INVITED: 10}


def test_another_change_takes_the_open_question_back(office: Office) -> None:
    office.make("mona", PLAN, **ASKED)
    office.make("mona", PLAN, change="target", metric=INVITED, target=7, per="week")
    assert not Agreement.objects.exists()
    office.make("mona", PLAN, **{**ASKED, "target": 9})
    office.make("mona", PLAN, change="end", metric=INVITED)
    assert "May the new target" not in office.get("ann", "/me/")


def test_on_a_monday_nothing_has_to_be_asked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import timezone

    monday = timezone.now() + timedelta(days=5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: monday)
    assert "may count from today" not in office.get("mona", PLAN)
    office.make("mona", PLAN, **ASKED)
    assert not Agreement.objects.exists()
    assert office.plans("ann", NEXT_MONDAY) == {INVITED: 10}
