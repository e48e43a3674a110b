"""Does training help: in words, for those who look after it, and as sums alone. And what leaders read of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from fairway.coaching.models import Session
from fairway.leadership.periods import WeekQuarter
from fairway.leadership.queries.applied import applied_of
from fairway.leadership.types import Sum
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Organisation, Person, ReportingLine
from fairway.training.helping.queries import field_panel
from fairway.training.models import Attempt, Enrolment, FieldAssignment, Reached
from tests.training.field import NEWEST, ON, Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
PAGE = "/practice/helping/"
WEEK = timedelta(weeks=1)


def managers(office: Office, count: int) -> list[int]:
    """So many more below Lea, each with a seller of their own."""
    found = []
    for number in range(count):
        manager, seller = (
            Person.objects.create(name=f"{kind} {number}", slug=f"{kind}{number}", email=f"{kind}{number}@example.com")
            for kind in ("lead", "sold")
        )
        ReportingLine.objects.create(person_id=manager.pk, manager_id=office.keys["lea"])
        ReportingLine.objects.create(person_id=seller.pk, manager_id=manager.pk)
        found.append(manager.pk)
    rebuild_spans()
    return found


def began(key: int, on: date) -> None:
    at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    Reached.objects.create(person_id=key, module="where-you-stand", part="lesson", version=1, done_at=at)


def week_by_week(manager: int, since_back: int, held: int) -> None:
    """A session a week, of which `held` of four are, from so many weeks back to the newest."""
    seller = ReportingLine.objects.get(manager_id=manager).person_id
    for back in range(since_back):
        on = NEWEST - back * WEEK
        at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
        is_held = back % 4 < held
        state = {"state": "held", "held_at": at} if is_held else {"state": "called_off"}
        parts = [["own_read", 30]]
        Session.objects.create(
            person_id=seller, coach_id=manager, kind="one_to_one", starts_at=at, parts=parts, **state
        )


def test_it_tells_who_began_beside_who_had_not() -> None:
    office = Office()
    keys = managers(office, 10)
    began_on = NEWEST - 14 * WEEK
    for place, key in enumerate(keys):
        if place < 5:
            began(key, began_on + timedelta(days=2))
        week_by_week(key, 30, 2)
    late = Session.objects.filter(coach_id__in=keys[:5], starts_at__date__gte=began_on + WEEK)
    late.update(state="held", held_at=datetime(2026, 11, 27, tzinfo=UTC))
    page = office.page("lea", PAGE)
    assert "50 of 100 more than among managers who had not begun." in page
    assert "5 managers who began 50% before, 100% after" in page
    assert "5 managers not yet, same weeks 50%, then 50%" in page
    assert "Managers who began do more of it than those who had not" in page
    assert "lead 0" not in page  # nobody's name


def test_who_enrolled_alone_has_not_begun_and_it_began_where_the_first_thing_was_done() -> None:
    office = Office()
    lone, done, tried = (office.keys[who] for who in ("max", "mona", "lea"))
    for key in (lone, done, tried):
        Enrolment.objects.create(person_id=key, track="managers", language="de", started_on=NEWEST - 9 * WEEK)
    began(done, NEWEST - 3 * WEEK)
    began(tried, NEWEST)
    night = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)  # a Sunday, but in Auckland already a Monday
    row = {"module": "where-you-stand", "exercise": "first-sort", "version": 1, "seed": 1, "changed_at": night}
    Attempt.objects.create(person_id=tried, begun_at=night, **row)
    Attempt.objects.create(person_id=lone, begun_at=night, **{**row, "module": "sort-anything"})
    Organisation.objects.update(timezone="Pacific/Auckland")
    field = field_panel(ON)
    weeks_back = {key: field.newest - start for key, start in field.starts.items()}
    assert weeks_back == {done: 3, tried: 2}


def test_with_few_it_cannot_be_told_and_only_those_who_look_after_it_read_it() -> None:
    office = Office()
    assert office.opens(PAGE) == {"cleo", "lea", "olga"}
    page = office.page("olga", PAGE)
    assert "Cannot tell yet whether training helps" in page
    assert "fewer than 5 managers began long enough ago" in page


def test_leaders_read_training_applied_of_five_managers_or_more() -> None:
    office = Office()
    keys = managers(office, 5)
    quarter = WeekQuarter("Q3", [date(2026, 8, 31) + number * WEEK for number in range(13)])
    paths = {key: (key, office.keys["lea"], office.keys["cleo"]) for key in keys}
    for place, key in enumerate(keys):
        answered = {"answer": "done", "read_on": ON} if place < 3 else {}
        FieldAssignment.objects.create(person_id=key, module="try-it", taken_on=date(2026, 9, 20), **answered)
    (ready,) = applied_of(quarter, paths)
    assert (ready.path, ready.sum) == ((office.keys["lea"], office.keys["cleo"]), Sum(3, 5, 5))
    FieldAssignment.objects.filter(person_id=keys[0]).delete()
    assert applied_of(quarter, paths) == []
