"""A week closes when its last day is over in the organisation's zone, not while somebody may still do their share."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from fairway.cli.main import main
from fairway.desk.queries import last_closed_week
from fairway.desk.tests.office import MONDAY, Office, opened
from fairway.execution.actions.scoring import score
from fairway.execution.queries import stored_standings
from fairway.people.models import Organisation

SUNDAY = MONDAY + timedelta(days=6)
LAST_WEEK = MONDAY - timedelta(days=7)
Clock = Callable[[date, int, int], None]


@pytest.fixture
def office(house: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    office = opened(monkeypatch)
    Organisation.objects.update(timezone="Asia/Kathmandu")  # 5:45 ahead of UTC, the whole year
    return office


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock to an hour and minute in UTC, and works out standings as the new day would."""

    def turn(day: date, hour: int, minute: int) -> None:
        now = datetime.combine(day, time(hour, minute), tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)
        score()

    return turn


def newest(office: Office) -> tuple[date, bool, str]:
    """The last week of Ann's standing as stored: its Monday, whether it has closed, and what is said of it."""
    key = office.key("ann")
    mark = stored_standings([key])[key].hias[0].weeks[-1]
    return mark.week_on, mark.is_closed, str(mark.state)


def states(capsys: pytest.CaptureFixture[str], *when: str) -> list[str]:
    """What `fairway board` says of Ann's weeks, oldest first."""
    capsys.readouterr()
    assert main(["board", "--json", *when]) == 0
    answer = json.loads(capsys.readouterr().out)
    return [week["state"] for seller in answer["sellers"] if seller["seller_id"] == "u-ann" for week in _weeks(seller)]


def _weeks(seller: dict[str, list[dict[str, list[dict[str, str]]]]]) -> list[dict[str, str]]:
    return seller["hias"][0]["weeks"]


def test_it_judges_no_week_on_its_last_day(office: Office, clock: Clock) -> None:
    for hour, minute in ((0, 30), (18, 14)):  # Sunday, 6:15 and 23:59 there
        clock(SUNDAY, hour, minute)
        assert newest(office) == (MONDAY, False, "partial")
        assert last_closed_week() == LAST_WEEK
        assert "not closed yet" in office.get("ann", f"/sellers/ann/second_stakeholders_invited/?week={_label(MONDAY)}")


def test_it_closes_the_week_with_the_last_minute_of_its_last_day(office: Office, clock: Clock) -> None:
    clock(SUNDAY, 18, 15)  # Monday, midnight there
    key = office.key("ann")
    closed = stored_standings([key])[key].hias[0].last_closed
    assert closed is not None
    assert (closed.week_on, str(closed.state)) == (MONDAY, "missed")  # four done of five
    assert newest(office)[0] == MONDAY + timedelta(days=7)
    assert last_closed_week() == MONDAY


def test_it_answers_as_of_now_unless_the_end_of_a_day_is_asked_for(
    office: Office, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    clock(SUNDAY, 12, 0)
    assert states(capsys)[-1] == "partial"
    assert states(capsys, "--as-of", str(SUNDAY))[-1] == "missed"
    assert states(capsys, "--as-of", str(SUNDAY + timedelta(days=7)))[-3:] == ["missed", "missed", "missed"]


def test_it_answers_for_a_day_that_is_over_as_of_its_end(
    office: Office, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    clock(SUNDAY + timedelta(days=1), 12, 0)
    assert states(capsys, "--as-of", str(SUNDAY))[-1] == "missed"
    assert states(capsys, "--as-of", str(SUNDAY - timedelta(days=1)))[-1] == "partial"


def _label(week_on: date) -> str:
    year, number, _ = week_on.isocalendar()
    return f"{year}-W{number:02d}"
