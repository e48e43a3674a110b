"""The programme: what operations set for a kind of session, and what both of a pair may still change of one."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.audit.models import AuditLine
from fairway.coaching.actions.planning import change_parts, set_rhythm
from fairway.coaching.actions.programme import reset_template, set_template
from fairway.coaching.kinds import LONGEST, SHORTEST, fitted, kinds
from fairway.coaching.models import Session, SessionRhythm, SessionTemplate
from fairway.coaching.queries.programme import programme, programme_of
from fairway.coaching.queries.sessions import gaps_of
from fairway.coaching.tests.test_room_pages import planned
from fairway.coaching.types import Part, Refused
from fairway.commitments.tests.floor import TODAY, Floor

SHORT = {Part.OWN_READ: 5, Part.BRANCH: 10, Part.PROMISES: 5}
FORM = {
    "kind": "one_to_one",
    "every_days": "7",
    "minutes_own_read": "5",
    "minutes_branch": "10",
    "minutes_promises": "5",
}


def set_here(floor: Floor, *, is_locked: bool = True) -> None:
    set_template("one_to_one", 7, SHORT, is_locked=is_locked, actor_id=floor.account("olga"))


@given(minutes=st.dictionaries(st.sampled_from(Part), st.integers(0, 100)))
def test_whatever_is_asked_for_is_refused_or_ends_with_at_most_a_minute_on_the_number(minutes: dict[Part, int]) -> None:
    try:
        parts = fitted("own", minutes)
    except Refused:
        return
    assert SHORTEST <= sum(parts.values()) <= LONGEST
    assert all(parts.values())
    assert parts == {part: number for part, number in minutes.items() if number}
    assert Part.NUMBER not in [*parts][:-1]
    assert parts.get(Part.NUMBER, 1) == 1


@pytest.mark.parametrize(
    ("minutes", "why"),
    [
        ({Part.BRANCH: 2}, "5 to 240 minutes, not 2"),
        ({Part.BRANCH: 10, Part.NUMBER: 5}, "The number comes last and takes 1 minute, or none"),
        ({Part.NUMBER: 10}, "what can be done"),
    ],
)
def test_it_says_why_parts_cannot_be_held(minutes: dict[Part, int], why: str) -> None:
    with pytest.raises(Refused, match=why):
        fitted("own", minutes)


@pytest.mark.django_db
def test_what_operations_set_holds_for_sessions_planned_from_then_on(floor: Floor) -> None:
    before = Session.objects.get(pk=planned(floor))
    set_here(floor, is_locked=False)
    assert programme()["one_to_one"].every_days == 7
    assert programme()["check"] == kinds()["check"]
    assert gaps_of([floor.key("ann")], TODAY)[floor.key("ann")].every_days == 7
    later = Session.objects.get(pk=planned(floor, who="ben"))
    assert later.parts == [["own_read", 5], ["branch", 10], ["promises", 5]]
    before.refresh_from_db()
    assert len(before.parts) == len(kinds()["one_to_one"].parts)
    reset_template("one_to_one", actor_id=None)
    assert programme() == kinds()
    assert [*AuditLine.objects.order_by("pk").values_list("action", flat=True)][-1] == "reset_session_template"


@pytest.mark.django_db
def test_nobody_changes_what_is_locked_for_their_own(floor: Floor) -> None:
    key = planned(floor)
    set_here(floor)
    with pytest.raises(Refused, match="Operations can change that"):
        change_parts(key, {Part.BRANCH: 20}, actor_id=None)
    with pytest.raises(Refused, match="comes back after 7 days"):
        set_rhythm(floor.key("ann"), "one_to_one", 21, actor_id=None)
    assert not SessionRhythm.objects.exists()
    set_rhythm(floor.key("ann"), "one_to_one", 0, actor_id=None)  # this once
    set_rhythm(floor.key("ann"), "one_to_one", 7, actor_id=None)
    assert "Change the time boxes" not in floor.told("mona", f"/1-1/{key}/")
    floor.sent("ann", f"/1-1/{key}/parts/", minutes_branch="20")
    assert len(Session.objects.get(pk=key).parts) == len(kinds()["one_to_one"].parts)


@pytest.mark.django_db
def test_both_change_the_time_boxes_of_a_session_to_come(floor: Floor) -> None:
    key = planned(floor)
    for who, minutes in (("ann", 20), ("mona", 25)):
        assert "Change the time boxes" in floor.told(who, f"/1-1/{key}/")
        floor.sent(who, f"/1-1/{key}/parts/", minutes_branch=str(minutes), minutes_own_read="5", minutes_number="1")
        parts = [["own_read", 5], ["branch", minutes], ["number", 1]]
        assert Session.objects.get(pk=key).parts == parts
    floor.sent("mona", f"/1-1/{key}/parts/", minutes_number="1")
    assert Session.objects.get(pk=key).parts == parts
    floor.sent("mona", f"/1-1/{key}/open/")
    floor.sent("mona", f"/1-1/{key}/parts/", minutes_branch="60")
    assert Session.objects.get(pk=key).parts == parts


@pytest.mark.django_db
def test_operations_set_lock_and_take_back_on_one_page(floor: Floor) -> None:
    page = floor.told("olga", "/1-1/programme/")
    assert "1:1: 45 minutes, every 14 days" in page
    assert floor.sent("olga", "/1-1/programme/", **FORM, is_locked="on").status_code == 302
    assert "1:1: 20 minutes, every 7 days, locked, set here" in floor.told("olga", "/1-1/programme/")
    assert programme_of("one_to_one").is_locked
    wrong = floor.clients["olga"].post("/1-1/programme/", {**FORM, "minutes_number": "9", "every_days": "21"})
    assert "The number comes last" in unescape(wrong.content.decode())
    assert re.search(r'name="every_days"[^>]*value="21"', wrong.content.decode())  # what was typed stays
    assert programme_of("one_to_one").every_days == 7
    floor.sent("olga", "/1-1/programme/one_to_one/reset/")
    assert not SessionTemplate.objects.exists()
