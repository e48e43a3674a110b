"""What the page says to a leader, a manager and operations, and when it has little to say."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairway.audit.models import LookLine
from fairway.coaching.models import PublishedPulse, PulseGroup
from fairway.commitments.models import Commitment, Obstacle
from fairway.diagnosis.budget.actions import publish_causes
from fairway.diagnosis.budget.counting import BLOCK, block_of
from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis
from fairway.execution.models import DailyStep
from fairway.leadership.actions import rolling
from fairway.leadership.actions.rolling import roll_up
from fairway.leadership.models import RolledArea, RolledTeam
from fairway.leadership.own.actions import answer_choice, choose_acts
from fairway.leadership.own.queries import choices_since
from fairway.leadership.own.types import Chosen
from fairway.ledger.models import CountedMetric
from fairway.people.actions.accounts import account_of
from fairway.people.models import Organisation, Person, RampStep
from tests.leadership.organisations import FIRST, HIAS, ON, Plot, World, build, line

pytestmark = pytest.mark.django_db
TWO_TEAMS = Plot((None, 0, 0), (1,) * 7 + (2,) * 6, seed=3)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 27, 12, tzinfo=UTC))


def entered(person_key: int) -> Client:
    Person.objects.update(has_read_notice=True)
    client = Client()
    client.force_login(account_of(person_key))
    return client


def page(person_key: int, path: str = "/leadership/") -> str:
    """The words of the page, without its frame."""
    text = entered(person_key).get(path).content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def asked_of(owner: int, seller: int, days_ago: int) -> Obstacle:
    on = ON - timedelta(days=days_ago)
    made = Commitment.objects.create(
        person_id=seller, owner_id=owner, role="leader", what="Legal answers within two days", made_on=on, by_on=ON
    )
    return Obstacle.objects.create(
        person_id=seller, commitment=made, metric_key=HIAS[0], week_on=on, raised_as="manager", cause="capacity"
    )


def without_obstacles(plot: Plot) -> World:
    world = build(plot)
    Obstacle.objects.all().delete()
    Commitment.objects.all().delete()
    return world


def test_before_the_first_night_it_says_what_will_stand_there() -> None:
    world = without_obstacles(TWO_TEAMS)
    said = page(world.managers[0])
    assert "Nothing is waiting on you" in said
    assert "Nothing to show yet" in said
    assert "Everybody below you" not in said


def test_a_leader_reads_each_manager_from_a_to_z_and_everybody_together() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    said = page(world.managers[0])
    places = [said.index(words) for words in ("Everybody below you", "Manager 1", "Manager 2")]
    assert places == sorted(places)
    assert "Sellers you lead yourself" not in said
    assert said.count("Ask first:") == 2
    assert not re.search(r"Seller \d", said)


def test_whoever_leads_managers_alone_begins_here_and_whoever_leads_sellers_on_the_board() -> None:
    world = without_obstacles(Plot((None, 0), (1,) * 6))
    leader, manager = world.managers
    first = {key: entered(key).get("/").headers["Location"] for key in (leader, manager, world.sellers[0])}
    assert first == {leader: "/leadership/", manager: "/board/", world.sellers[0]: "/me/"}
    Person.objects.filter(pk=world.sellers[5]).update(is_operations=True)
    line(world.sellers[5], leader, valid_from_on=ON, kind="second")
    assert entered(leader).get("/").headers["Location"] == "/leadership/"
    Person.objects.filter(pk=world.sellers[5]).update(is_operations=False)
    assert entered(leader).get("/").headers["Location"] == "/board/"


def test_a_manager_who_waits_for_a_yes_stands_in_the_headline_and_goes_once_answered() -> None:
    world = without_obstacles(TWO_TEAMS)
    leader, manager = world.managers[0], world.managers[1]
    chosen = [Chosen(act, Decimal(80), ON + timedelta(days=60)) for act in ("held", "kept")]
    choose_acts(manager, chosen, on=ON, is_led=True, actor_id=None)
    said = page(leader)
    assert "Manager asks for your yes" in said
    assert "Answer Manager who chose activities of their own" in said
    assert "asks for your yes" not in page(manager)
    asked_of(leader, world.sellers[0], 11)
    assert "Two things are waiting on you" in page(leader)
    [waits] = choices_since([manager], ON)[manager]
    answer_choice(waits.key, is_yes=True, by_key=leader, on=ON, actor_id=None)
    assert "One obstacle is waiting on you" in page(leader)


def test_of_a_quarter_that_is_over_nothing_is_asked_first() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    assert "Ask first:" in page(world.managers[0])
    assert "Ask first:" not in page(world.managers[0], "/leadership/?quarter=2026-07-06")


def test_operations_read_every_manager_and_no_row_of_people_who_are_not_below_them() -> None:
    build(TWO_TEAMS)
    roll_up(ON)
    olga = Person.objects.create(name="Olga Orth", slug="olga", email="olga@example.com", is_operations=True)
    said = page(olga.pk)
    assert "Go down to" in said
    assert "Everybody below you" not in said
    assert "Sellers you lead yourself" not in said


def test_a_manager_reads_their_own_sellers_whole_and_nobody_elses() -> None:
    world = without_obstacles(Plot((None, 0, 0), (1,) * 3 + (2,) * 6, seed=3))
    roll_up(ON)
    said = page(world.managers[1])
    assert "Sellers you lead yourself" in said
    assert "of 3" in said
    assert "Manager" not in said.replace("Managers", "")
    assert entered(world.managers[1]).get("/leadership/managers/m2/").status_code == 404
    assert entered(world.managers[1]).get("/leadership/managers/m0/").status_code == 404
    assert entered(world.sellers[0]).get("/leadership/").status_code == 404


def test_it_is_said_when_the_newest_week_is_missing_or_the_work_failed() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON - timedelta(days=7))
    said = page(world.managers[0])
    assert "Not up to date" in said
    assert "could not be worked out" not in said
    assert "At goal pace – Cannot tell, because this was not worked out yet." in said  # no old number as a new one
    DailyStep.objects.create(name="leaders", tried_at=timezone.now() - timedelta(hours=1))
    assert "could not be worked out" in page(world.managers[0])


def test_what_waits_on_a_leader_stands_there_with_its_age_and_those_below_read_it_too() -> None:
    world = without_obstacles(TWO_TEAMS)
    asked_of(world.managers[0], world.sellers[0], 11)
    said = page(world.managers[0])
    assert "One obstacle is waiting on you" in said
    assert re.search(r"Legal answers within two days .*Asked 11 days ago", said)
    below = page(world.managers[1])
    assert "Nothing is waiting on you" in below
    assert re.search(r"Asked of whoever leads you .*Asked 11 days ago by .*, with Manager 0", below)
    assert "Legal answers" not in page(world.managers[2])


def test_reasons_a_leader_can_remove_stand_there_with_how_long_they_have_stood() -> None:
    world = without_obstacles(Plot((None, 0), (1,) * 20))
    WeeklyDiagnosis.objects.all().delete()
    SellerAnswer.objects.all().delete()
    newest = block_of(ON) - 2 * BLOCK
    for block_on in (newest - BLOCK, newest):
        for key in world.sellers:
            said = {"status": "behind", "first_cause": "capacity"}
            WeeklyDiagnosis.objects.create(person_id=key, week_on=block_on, metric_key=HIAS[0], **said)
    publish_causes(blur=lambda cell: 0)
    words = page(world.managers[0])
    assert re.search(r"Reasons that are yours to remove .* Load for 8 weeks without a gap about 40 of 40", words)
    assert "None stands out" in page(world.managers[1])


def test_the_pulse_of_a_quarter_stands_by_area_and_for_whoever_is_above() -> None:
    world = without_obstacles(TWO_TEAMS)
    pulse = PublishedPulse.objects.create(period_on=date(2026, 7, 1))
    for place, agreeing in ((1, 5), (2, 7)):
        answers = {"areas": 1, "answers": 6, "agreeing": {"helped": agreeing, "free": 1}}
        PulseGroup.objects.create(pulse=pulse, head_id=world.managers[place], **answers)
    roll_up(ON)
    said = page(world.managers[0])
    found = re.findall(r"Sellers find it helps about (\d+) of (\d+)", said)
    assert found == [("12", "12"), ("5", "6"), ("6", "6")]  # a blur takes seven of six, which is brought to six


def test_an_earlier_quarter_shows_its_own_weeks_and_an_unknown_one_the_running() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    assert "Q3 2026, closed weeks 31 Aug to 4 Oct" in page(world.managers[0], "/leadership/?quarter=2026-07-06")
    for stated in ("", "2026-07-07", "soon"):
        assert "Q4 2026, closed weeks 5 Oct to 22 Nov" in page(world.managers[0], f"/leadership/?quarter={stated}")


def test_whoever_is_looked_at_reads_that_they_were() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    entered(world.managers[0]).get("/leadership/managers/m1/")
    assert set(LookLine.objects.values_list("subject_key", "page")) == {(world.managers[1], "leadership")}


def test_the_page_asks_as_many_statements_for_many_managers_as_for_few() -> None:
    counts = []
    for teams in (2, 12):
        Person.objects.all().delete()
        world = _tall(teams)
        roll_up(ON)
        client = entered(world.managers[0])
        client.get("/leadership/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/leadership/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 45, counts


def _tall(teams: int) -> World:
    for model in (Organisation, RampStep, CountedMetric):
        model.objects.all().delete()
    return without_obstacles(Plot((None, *[0] * teams), tuple(1 + n % teams for n in range(6 * teams)), seed=1))


def test_a_roll_up_that_was_killed_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    without_obstacles(TWO_TEAMS)
    written = 0
    write = rolling._write

    def killed(*given: object) -> None:
        nonlocal written
        written += 1
        if written > 4:
            raise KeyboardInterrupt
        write(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(rolling, "_write", killed)
        with pytest.raises(KeyboardInterrupt):
            roll_up(ON)
    half = RolledArea.objects.count()
    assert half > 0
    roll_up(ON)
    weeks = (ON - FIRST).days // 7
    assert RolledArea.objects.filter(period__grain="week").count() == 3 * weeks > half
    before = list(RolledTeam.objects.order_by("period__starts_on", "path").values_list("path", "figures"))
    roll_up(ON)
    assert list(RolledTeam.objects.order_by("period__starts_on", "path").values_list("path", "figures")) == before


def test_somebody_erased_goes_and_the_sums_of_others_stay() -> None:
    world = without_obstacles(TWO_TEAMS)
    roll_up(ON)
    week = date(2026, 10, 19)  # settled
    before = RolledArea.objects.get(manager_id=world.managers[0], period__starts_on=week).figures
    Person.objects.get(pk=world.sellers[0]).delete()
    Person.objects.get(pk=world.managers[1]).delete()
    assert all(world.managers[1] not in row.path for row in RolledTeam.objects.all())
    roll_up(ON + timedelta(days=1))
    assert RolledArea.objects.get(manager_id=world.managers[0], period__starts_on=week).figures == before
