"""What cannot be taken back is asked once more before it is done, without a script."""

import re

import pytest

from fairway.coaching.models import Session
from fairway.coaching.tests.test_room_pages import ROOM, planned
from fairway.commitments.tests.floor import Floor, at

START = re.compile(r"<details><summary[^>]*>Start the talk</summary>.*?</details>")


def folded(page: str, summary: str) -> str:
    """What stands under a folded question."""
    parts = re.findall(rf"<details[^>]*><summary[^>]*>{summary}</summary>(.*?)</details>", page)
    assert len(parts) == 1, summary
    return str(parts[0])


@pytest.mark.parametrize("step", ["", "open/"])
def test_calling_off_is_asked_once_more_whether_or_not_the_talk_has_begun(floor: Floor, step: str) -> None:
    key = planned(floor)
    if step:
        floor.sent("mona", ROOM.format(key) + step)
    told = folded(floor.told("ann", ROOM.format(key)), "Call it off")
    assert "nobody can bring it back" in told
    assert f'action="/1-1/{key}/call-off/"' in told
    assert "Yes, call it off" in told


def test_beginning_a_day_early_says_when_it_is_planned_first(floor: Floor) -> None:
    told = folded(floor.told("mona", ROOM.format(planned(floor))), "Start the talk")
    assert "Planned for Thu 11 Jun, 10:00." in told
    assert "Start it now" in told


def test_at_its_time_it_begins_with_one_press(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    key = planned(floor)
    at(monkeypatch, Session.objects.get().starts_at.date())  # nine, for ten
    page = floor.told("mona", ROOM.format(key))
    assert not START.search(page)
    assert re.search(r"<button[^>]*>Start the talk</button>", page)


def test_an_address_is_renewed_and_withdrawn_only_once_it_is_said_what_stops(floor: Floor) -> None:
    floor.sent("ann", "/1-1/calendar/address/", do="make")
    page = floor.told("ann", "/1-1/calendar/")
    for summary, value in (("Renew it", "renew"), ("Withdraw it", "withdraw")):
        told = folded(page, summary)
        assert "get nothing more" in told
        assert f'value="{value}"' in told
