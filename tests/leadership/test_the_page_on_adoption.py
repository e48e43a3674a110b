"""What the pages on adoption say to a leader, a manager and operations, and when they have little to say."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairway.leadership.actions.rolling import roll_up
from fairway.leadership.adoption import queries
from fairway.leadership.adoption.page import adoption_page
from fairway.leadership.adoption.sections import adoption_sections
from fairway.leadership.models import RolledArea, RolledPeriod, RolledTeam
from fairway.people import access
from fairway.people.models import Person
from fairway.people.types import Viewer
from fairway.plans.models import Plan
from fairway.records.entering import FIELDS, WITHIN, Entered
from tests.leadership.organisations import FIRST, HIAS, ON, Plot, World
from tests.leadership.test_the_page import _tall, entered, page, without_obstacles

pytestmark = pytest.mark.django_db
TWO_TEAMS = Plot((None, 0, 0), (1,) * 7 + (2,) * 6, seed=3)
PATH = "/leadership/adoption/"
Lake = dict[tuple[int, date], Entered]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 27, 12, tzinfo=UTC))


def week(timed: int = 10, in_time: int = 8, **more: Any) -> Entered:
    """A week in which so many of so many were recorded on the day, and the others after five days."""
    within = tuple(in_time if days < 5 else timed for days in WITHIN)
    return Entered(**{"done": timed, "timed": timed, "within": within, "diary": 4, "marked": 3, **more})


def recorded(monkeypatch: pytest.MonkeyPatch, people: Collection[int], weeks: Mapping[date, Entered]) -> None:
    """Every one of the people has these weeks, in the place of the lake's."""

    def entered_by_week(files: object, keys: Collection[int], first: date, last: date) -> Lake:
        return {(key, on): one for key in people if key in keys for on, one in weeks.items() if first <= on <= last}

    monkeypatch.setattr(queries, "entered_by_week", entered_by_week)


def all_weeks(one: Entered) -> dict[date, Entered]:
    return {FIRST + timedelta(weeks=n): one for n in range((ON - FIRST).days // 7)}


def test_a_leader_reads_by_team_how_soon_records_came_in(monkeypatch: pytest.MonkeyPatch) -> None:
    world = without_obstacles(TWO_TEAMS)
    recorded(monkeypatch, world.sellers, all_weeks(week()))
    roll_up(ON)
    said = page(world.managers[0], PATH)
    places = [said.index(words) for words in ("Everybody below you", "Manager 1", "Manager 2")]
    assert places == sorted(places)
    weeks = 7  # of the running quarter
    assert f"Recorded within two days {13 * 8 * weeks} of {13 * 10 * weeks} Half recorded the same day" in said
    assert f"Recorded within two days {7 * 8 * weeks} of {7 * 10 * weeks}" in said
    assert f"Marked as held or not {6 * 3 * weeks} of {6 * 4 * weeks}" in said
    assert "Activities agreed" in said
    assert not any(f"Seller {number}" in said for number in range(13))


def test_half_is_told_by_the_days_within_which_half_came(monkeypatch: pytest.MonkeyPatch) -> None:
    world = without_obstacles(TWO_TEAMS)
    recorded(monkeypatch, world.sellers, all_weeks(week(in_time=4)))
    roll_up(ON)
    assert "Half recorded within 5 days" in page(world.managers[0], PATH)


def test_without_the_time_of_recording_it_says_so_and_blames_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    world = without_obstacles(TWO_TEAMS)
    recorded(monkeypatch, world.sellers, all_weeks(week(timed=0, in_time=0, done=9, diary=0, marked=0)))
    roll_up(ON)
    said = page(world.managers[0], PATH)
    assert "Recorded within two days – Cannot tell, because the CRM does not say when activities were recorded" in said
    assert "Marked as held or not – Cannot tell, because no meeting or call stood in the diary" in said
    assert "How the CRM and Fairway are used" in said


def test_before_the_first_night_it_says_what_will_stand_there() -> None:
    world = without_obstacles(TWO_TEAMS)
    assert "Nothing to show yet" in page(world.managers[0], PATH)


def test_weeks_that_were_never_worked_out_are_not_called_too_small() -> None:
    """Weeks rolled up before adoption was kept, and not yet added to."""
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    forget_adoption()
    said = page(world.managers[0], PATH)
    assert "Recorded within two days – Cannot tell, because this was not worked out yet." in said
    assert "fewer than five" not in said.partition("Fairway’s loop")[0]


def forget_adoption() -> None:
    """As it was before adoption was kept."""
    RolledPeriod.objects.update(has_adoption=False)
    for model in (RolledTeam, RolledArea):
        for row in model.objects.all():
            row.figures = {key: one for key, one in row.figures.items() if not is_adoption(key)}
            row.save()
    for area in RolledArea.objects.all():
        area.partial = [key for key in area.partial if not is_adoption(key)]
        area.save()


def is_adoption(key: str) -> bool:
    return key in {"in_time", "marked", "by_itself", "together"} or key.startswith(("days.", "filled."))


def test_settled_weeks_get_adoption_once_and_keep_all_else(monkeypatch: pytest.MonkeyPatch) -> None:
    world = without_obstacles(Plot((None, 0, 0, 0), (1,) * 7 + (2,) * 3 + (3,) * 3, seed=3))
    one = week(filled=dict.fromkeys(FIELDS, (1, 2)))
    recorded(monkeypatch, world.sellers[:12], all_weeks(one))
    roll_up(ON)
    before = everything()
    forget_adoption()
    assert everything() != before
    roll_up(ON)
    assert everything() == before
    recorded(monkeypatch, world.sellers, all_weeks(week(timed=99)))
    roll_up(ON)
    settled = set(RolledPeriod.objects.filter(is_settled=True).values_list("pk", flat=True))
    assert {key: one for key, one in everything().items() if key[1] in settled} == {
        key: one for key, one in before.items() if key[1] in settled
    }


def everything() -> dict[tuple[Any, ...], Any]:
    found: dict[tuple[Any, ...], Any] = {}
    for team in RolledTeam.objects.all():
        found["team", team.period_id, tuple(team.path)] = team.figures
    for area in RolledArea.objects.all():
        found["area", area.period_id, area.manager_id] = (area.figures, sorted(area.partial))
    return found


def agreed_since(world: World, week_on: date, metric: str = HIAS[0]) -> None:
    Plan.objects.all().delete()
    for person in world.sellers:
        Plan.objects.create(person_id=person, metric_key=metric, target=3, starts_on=week_on)


def changing(since_on: date, chance: Random) -> dict[date, Entered]:
    return {
        on: week(in_time=chance.choice((7, 8, 9)) if on >= since_on else chance.choice((3, 4, 5)))
        for on in all_weeks(week())
    }


def test_before_and_since_take_eight_weeks_on_either_side(monkeypatch: pytest.MonkeyPatch) -> None:
    world = without_obstacles(TWO_TEAMS)
    since_on = FIRST + timedelta(weeks=4)
    agreed_since(world, since_on)
    recorded(monkeypatch, world.sellers, changing(since_on, Random(1)))
    roll_up(ON)
    said = page(world.managers[0], PATH)
    assert "there are 4 weeks before and 6 since in which there was any; it takes 8 of either." in said
    assert "this says what came after, and not what brought it" in said


def test_before_and_since_say_how_much_changed_and_how_sure_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    on = ON + timedelta(weeks=12)
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
    world = without_obstacles(TWO_TEAMS)
    since_on = FIRST + timedelta(weeks=10)
    agreed_since(world, since_on)
    chance = Random(1)
    weeks = {FIRST + timedelta(weeks=n): week(in_time=4 if n < 10 else chance.choice((7, 8, 9))) for n in range(24)}
    recorded(monkeypatch, world.sellers, weeks)
    roll_up(on)
    said = page(world.managers[0], PATH)
    assert "in force in the week of Mon 9 Nov 2026" in said
    settled = 12  # weeks since which are two weeks old
    done = sum(one.within[2] for day, one in weeks.items() if since_on <= day < since_on + timedelta(weeks=settled))
    assert f"{7 * 40} of {7 * 100} in 10 weeks" in said
    assert f"{7 * done} of {7 * 10 * settled} in {settled} weeks" in said
    assert "could be anywhere from" in said
    assert "Cannot tell whether it changed: of 100, 0 more" in said  # marked, which did not


def test_a_team_whose_activities_were_agreed_before_anything_is_kept_has_no_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = without_obstacles(TWO_TEAMS)
    agreed_since(world, FIRST - timedelta(weeks=3))
    recorded(monkeypatch, world.sellers, all_weeks(week()))
    roll_up(ON)
    assert "Cannot tell, because no week from before is kept." in page(world.managers[0], PATH)


def test_a_small_team_is_shown_to_its_own_manager_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    world = without_obstacles(Plot((None, 0, 0), (1,) * 3 + (2,) * 6, seed=3))
    recorded(monkeypatch, world.sellers, all_weeks(week()))
    roll_up(ON)
    own = page(world.managers[1], PATH)
    assert f"Recorded within two days {3 * 8 * 7} of {3 * 10 * 7}" in own
    above = page(world.managers[0], PATH)
    assert f"of {3 * 10 * 7} " not in above
    assert "Not shown: it would tell of fewer than five sellers." in above


@pytest.mark.parametrize("path", [PATH, f"{PATH}fields/"])
def test_sellers_have_no_such_page_and_operations_have(path: str) -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    assert entered(world.sellers[0]).get(path).status_code == 404
    olga = Person.objects.create(name="Olga Orth", slug="olga", email="olga@example.com", is_operations=True)
    assert entered(olga.pk).get(path).status_code == 200
    with pytest.raises(access.Hidden):
        adoption_sections(Viewer(1, world.sellers[0], False, ON), None)


@pytest.mark.parametrize("path, most", [(PATH, 40), (f"{PATH}fields/", 45)])
def test_the_pages_ask_as_many_statements_for_many_managers_as_for_few(
    path: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    for teams in (2, 12):
        Person.objects.all().delete()
        RolledPeriod.objects.all().delete()
        world = _tall(teams)
        recorded(monkeypatch, world.sellers, all_weeks(week()))
        roll_up(ON)
        client = entered(world.managers[0])
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= most, counts


def test_each_field_says_what_the_seller_gets_and_for_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    world = without_obstacles(TWO_TEAMS)
    agreed_since(world, FIRST, "second_stakeholders_invited")
    filled = dict.fromkeys(FIELDS, (0, 0)) | {"account_id": (3, 4)}
    recorded(monkeypatch, world.sellers, all_weeks(week(filled=filled)))
    roll_up(ON)
    said = page(world.managers[0], f"{PATH}fields/")
    assert "13 of 13 sellers have an agreed activity." in said
    vain, _, rest = said.partition("Activities: fields, and what the seller gets for each")
    assert "Opportunities" in vain
    assert "Reason for a loss" in vain
    assert "Who takes part in it" not in vain
    counted = "Counts their own activity, and whether a commitment about it was kept: Second stakeholder invited"
    assert f"Who takes part in it {counted}, for 13 sellers." in rest
    assert f"Filled {13 * 3 * 7} of {13 * 4 * 7}" in said
    own = page(world.managers[1], f"{PATH}fields/")
    assert ", for 7 sellers" in own
    assert "for 13 sellers" not in own


def test_nothing_is_agreed_and_fields_give_nothing_back() -> None:
    world = without_obstacles(TWO_TEAMS)
    Plan.objects.all().delete()
    said = page(world.managers[0], f"{PATH}fields/")
    assert "No activity is agreed yet" in said
    assert "Outcome" in said.partition("Activities: fields")[0]
    assert "Amount For everybody: What is open and won stands in where your period may land." in said


def test_a_pack_says_what_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    world = without_obstacles(Plot((None, 0, 0), (1,) * 3 + (2,) * 6, seed=3))
    recorded(monkeypatch, world.sellers, all_weeks(week()))
    roll_up(ON)
    sections = adoption_sections(Viewer(1, world.managers[0], False, ON), None)
    titles = [one.title for one in sections]
    assert titles == ["Adoption: Everybody below you", "Adoption: Manager 1", "Adoption: Manager 2"]
    for section in sections:
        for grid in section.grids:
            assert all(len(row) == len(grid.headings) for row in grid.rows), grid.caption
    small, large = ({row[1]: row[2:5] for row in section.grids[0].rows} for section in sections[1:3])
    assert small["Recorded within two days"] == (None, None, None)
    assert large["Recorded within two days"] == (6 * 8 * 7, 6 * 10 * 7, f"{6 * 8 * 7} of {6 * 10 * 7}")
    [own] = adoption_sections(Viewer(1, world.managers[1], False, ON), None)
    assert {row[1]: row[2] for row in own.grids[0].rows}["Recorded within two days"] is None


def test_teams_that_began_in_different_weeks_are_not_compared_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row of a manager of managers adds up two teams; that of whoever leads sellers is compared."""
    world = without_obstacles(Plot((None, 0, 1, 1), (2,) * 7 + (3,) * 6, seed=3))
    Plan.objects.all().delete()
    for place, person in enumerate(world.sellers):
        start = FIRST + timedelta(weeks=2 if place < 7 else 9)
        Plan.objects.create(person_id=person, metric_key=HIAS[0], target=3, starts_on=start)
    recorded(monkeypatch, world.sellers, all_weeks(week()))
    roll_up(ON)
    rows = adoption_page(Viewer(1, world.managers[0], False, ON), None).rows
    assert next(one for one in rows if one.name == "Manager 1").compared is None
    rows = adoption_page(Viewer(1, world.managers[1], False, ON), None).rows
    assert all(one.compared for one in rows if one.name in {"Manager 2", "Manager 3"})
