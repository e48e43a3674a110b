"""A form that is refused keeps what was typed, with the reason beside it; a time that clashes is told and kept."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from fairway.coaching.actions.planning import Wish, plan_session
from fairway.coaching.models import Session, SessionRhythm
from fairway.coaching.tests.test_room_pages import ROOM, planned
from fairway.commitments.tests.floor import TODAY, Floor, at
from fairway.people.models import Absence, ReportingLine

SATURDAY = date(2026, 6, 13)


def shown(floor: Floor, by: str, address: str, **typed: str) -> str:
    """The page that comes back at once because it was refused."""
    answer = floor.clients[by].post(address, typed)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def beside(page: str, field: str) -> tuple[str, str]:
    """(what stands in a field, what is said beside it)"""
    found = re.search(rf'<input[^>]*name="{field}"[^>]*value="([^"]*)"([^>]*)>(.*?)</div>', page)
    assert found is not None, field
    if "error" in found[3]:
        assert found[2].endswith(" autofocus")
        assert 'aria-invalid="true"' in found[2]
    return found[1], re.sub(r"<[^>]+>", "", found[3])


def test_time_boxes_that_are_refused_stay_with_the_reason_beside_them(floor: Floor) -> None:
    key = planned(floor)
    page = shown(floor, "mona", f"/1-1/{key}/parts/", minutes_activities="500", minutes_own_read="7")
    assert beside(page, "minutes_activities") == ("500", "Write a number from 0 to 240.")
    assert beside(page, "minutes_own_read") == ("7", "")
    assert re.search(r"<details[^>]* open><summary>Change the time boxes", page)
    assert ["own_read", 7] not in Session.objects.get().parts


def test_time_boxes_nobody_can_hold_say_so_in_their_form(floor: Floor) -> None:
    key = planned(floor)
    page = shown(floor, "mona", f"/1-1/{key}/parts/", minutes_number="3")
    form = page[page.index(f'action="/1-1/{key}/parts/"') :]
    assert 'role="alert"' in form[: form.index("<input class")]
    assert beside(page, "minutes_number")[0] == "3"


def test_a_move_to_a_time_that_is_over_keeps_that_time_and_says_why(floor: Floor) -> None:
    key = planned(floor)
    page = shown(floor, "ann", f"/1-1/{key}/move/", on=str(TODAY - timedelta(days=1)), at="11:30")
    assert "That time is over. Choose one to come." in page
    assert (beside(page, "on")[0], beside(page, "at")[0]) == (str(TODAY - timedelta(days=1)), "11:30")
    assert re.search(r"<details[^>]* open><summary>Move it or call it off", page)


def test_a_plan_that_is_refused_keeps_everything_that_was_typed(floor: Floor) -> None:
    typed = {"kind": "one_to_one", "on": str(TODAY + timedelta(days=2)), "at": "11:30", "every_days": "400"}
    page = shown(floor, "mona", "/1-1/with/ann/", **typed)
    assert beside(page, "every_days") == ("400", "Write a number from 0 to 366.")
    assert (beside(page, "on")[0], beside(page, "at")[0]) == (typed["on"], "11:30")
    assert not Session.objects.exists()


def test_a_commitment_that_is_refused_has_the_reason_beside_its_field(floor: Floor) -> None:
    key = planned(floor)
    page = shown(floor, "mona", f"/1-1/{key}/promise/", who="seller", what="", by_on="2026-02-31")
    assert beside(page, "what") == ("", "Fill this in.")
    assert beside(page, "by_on")[1] == "Give a day that is in the calendar, such as 2026-06-24."


def test_a_programme_that_is_refused_says_so_where_it_was_typed(floor: Floor) -> None:
    page = shown(floor, "olga", "/1-1/programme/", kind="one_to_one", every_days="0", minutes_activities="5")
    open_fold = page[page.index('<details class="fold" open>') :]
    assert beside(open_fold, "every_days") == ("0", "Write a number from 1 to 366.")


def moved(floor: Floor, who: str, key: int, on: date, clock: str = "10:00") -> str:
    """What is said once a session was moved."""
    assert floor.sent(who, f"/1-1/{key}/move/", on=str(on), at=clock).status_code == 302
    notice = re.search(r'<div class="notice[^>]*>\s*<span>(.*?)</span>', floor.told(who, ROOM.format(key)))
    assert notice is not None
    return notice[1]


@pytest.mark.parametrize(
    ("who", "said"),
    [("ann", "Mona has another session then"), ("mona", "You have another session then")],
)
def test_another_session_at_that_time_is_told_without_whom_it_is_with(floor: Floor, who: str, said: str) -> None:
    planned(floor, who="ben", days=2)
    key = planned(floor, days=1)
    told = moved(floor, who, key, TODAY + timedelta(days=2), "10:20")
    assert told == f"Moved to 12 Jun 10:20. {said}."
    assert Session.objects.get(pk=key).starts_at.day == 12  # told and not refused


def test_sessions_one_after_the_other_do_not_clash(floor: Floor) -> None:
    planned(floor, who="ben", days=2)
    first = Session.objects.get()
    ends_at = f"{first.starts_at + timedelta(minutes=sum(minutes for _, minutes in first.parts)):%H:%M}"
    assert moved(floor, "mona", planned(floor), TODAY + timedelta(days=2), ends_at) == f"Moved to 12 Jun {ends_at}."


def test_two_sessions_of_the_same_two_are_told_to_both(floor: Floor) -> None:
    starts_at = datetime(2026, 6, 12, 10, tzinfo=UTC)
    plan_session(Wish(floor.key("ann"), floor.key("mona"), "check", starts_at), actor_id=None)
    said = moved(floor, "ann", planned(floor), TODAY + timedelta(days=2))
    assert said == "Moved to 12 Jun 10:00. You and Mona have other sessions then."


def test_a_session_of_a_seller_who_is_led_by_another_now_is_no_clash(floor: Floor) -> None:
    planned(floor, who="ben", days=2)
    ReportingLine.objects.filter(person=floor.people["ben"]).update(manager=floor.people["max"])
    assert moved(floor, "mona", planned(floor), TODAY + timedelta(days=2)) == "Moved to 12 Jun 10:00."


def test_a_day_off_is_told_and_what_kind_it_is_is_not(floor: Floor) -> None:
    key, day = planned(floor), TODAY + timedelta(days=5)
    Absence.objects.create(person=floor.people["mona"], start_on=day, end_on=day, kind="sick")
    assert moved(floor, "ann", key, day) == "Moved to 15 Jun 10:00. Mona is not expected at work that day."
    assert moved(floor, "mona", key, day, "11:00") == "Moved to 15 Jun 11:00. You are not expected at work that day."
    assert "You and Mona are not expected at work that day" in moved(floor, "ann", key, SATURDAY)


def test_planning_tells_the_same_as_moving(floor: Floor) -> None:
    planned(floor, who="ben", days=2)
    typed = {"kind": "one_to_one", "on": str(TODAY + timedelta(days=2)), "at": "10:00", "every_days": "0"}
    page = floor.told("ann", floor.sent("ann", "/1-1/with/ann/", **typed)["Location"])
    assert "Planned for 12 Jun 10:00. Mona has another session then." in page


def test_the_next_one_after_a_talk_tells_it_too(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    key = planned(floor)
    SessionRhythm.objects.create(person=floor.people["ann"], kind="one_to_one", every_days=7, since_on=TODAY)
    planned(floor, who="ben", days=8)
    at(monkeypatch, TODAY + timedelta(days=1))
    floor.sent("ann", f"/1-1/{key}/open/")
    floor.sent("ann", f"/1-1/{key}/hold/")
    assert "the next one is 18 Jun 10:00. Mona has another session then." in floor.told("ann", ROOM.format(key))
