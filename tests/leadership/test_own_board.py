"""Managers' own activities: chosen, agreed to, counted, and read by the manager, whoever is above, and the sellers."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fairway.audit.models import AuditLine, LookLine
from fairway.coaching.models import Observation, Session
from fairway.commitments.models import Commitment, Obstacle
from fairway.leadership.actions.rolling import roll_up
from fairway.leadership.models import OwnChoice
from fairway.leadership.own.actions import answer_choice, choose_acts, forget_choices_before
from fairway.leadership.own.types import Chosen
from fairway.ledger.models import CountedMetric, WeeklyCount
from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Organisation, Person, ReportingLine
from fairway.plans.models import Plan

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)  # a Friday; the newest closed week began 16 Nov
NEWEST = date(2026, 11, 16)
OWN = "/leadership/own/"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 27, 12, tzinfo=UTC))


class Office:
    """Cleo over Lea over Mona with some sellers, and Max, who leads one."""

    def __init__(self, sellers: int) -> None:
        Organisation.objects.create(name="Works")
        self.keys: dict[str, int] = {}
        self.sellers = [f"s{number}" for number in range(sellers)]
        lines = [("lea", "cleo"), ("mona", "lea"), ("max", "lea"), ("tom", "max")]
        lines += [(seller, "mona") for seller in self.sellers]
        for who in ("cleo", "lea", "mona", "max", "tom", "olga", *self.sellers):
            person = Person.objects.create(
                name=f"{who.title()} Family", slug=who, email=f"{who}@example.com", has_read_notice=True,
                is_operations=who == "olga",
            )  # fmt: skip
            self.keys[who] = person.pk
        for who, manager in lines:
            ReportingLine.objects.create(person_id=self.keys[who], manager_id=self.keys[manager])
        rebuild_spans()
        metric = CountedMetric.objects.create(key="calls")
        first = NEWEST - timedelta(weeks=14)
        WeeklyCount.objects.create(person_key=self.keys["tom"], week_on=first, month_on=first, metric=metric, done=1)
        self.clients: dict[str, Client] = {}

    def session(self, seller: str, weeks_back: int, *, is_held: bool) -> None:
        at = datetime(2026, 11, 18, 10, tzinfo=UTC) - timedelta(weeks=weeks_back)
        state = {"state": "held", "held_at": at} if is_held else {"state": "called_off"}
        who = {"person_id": self.keys[seller], "coach_id": self.keys["mona"]}
        Session.objects.create(kind="one_to_one", starts_at=at, parts=[["own_read", 30]], **who, **state)

    def promise(self, seller: str, *, is_kept: bool, by: str = "mona") -> None:
        said = {"made_on": NEWEST, "by_on": NEWEST + timedelta(days=2), "kept": "kept" if is_kept else "not_kept"}
        Commitment.objects.create(
            person_id=self.keys[seller], owner_id=self.keys[by], role="manager", what="A call", **said
        )

    def obstacle(self, seller: str, weeks_back: int, *, is_removed: bool, by: str = "lea") -> None:
        on = NEWEST - timedelta(weeks=weeks_back)
        made = Commitment.objects.create(
            person_id=self.keys[seller], owner_id=self.keys[by], role="leader", what="A way out", made_on=on, by_on=on
        )
        closed = {"state": "resolved", "closed_on": on + timedelta(days=3)} if is_removed else {}
        Obstacle.objects.create(person_id=self.keys[seller], commitment=made, week_on=on, raised_as="manager", **closed)

    def chose(
        self, who: str = "mona", acts: str = "held kept", *, on: date = date(2026, 8, 3), yes: bool = True
    ) -> int:
        chosen = [Chosen(act, Decimal(1 if act == "observed" else 80), ON + timedelta(days=30)) for act in acts.split()]
        choose_acts(self.keys[who], chosen, on=on, is_led=True, actor_id=None)
        key = OwnChoice.objects.latest("pk").pk
        if yes:
            answer_choice(key, is_yes=True, by_key=self.keys["lea"], on=on, actor_id=None)
        return key

    def client(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = Client()
            self.clients[who].force_login(account_of(self.keys[who]))
        return self.clients[who]

    def page(self, who: str, address: str = f"{OWN}mona/") -> str:
        response = self.client(who).get(address)
        assert response.status_code == 200, (who, address, response.status_code)
        return words(response.content.decode())

    def opens(self, address: str) -> set[str]:
        return {who for who in self.keys if self.client(who).get(address).status_code == 200}


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


def card(page: str, name: str) -> str:
    """What stands in the card of one act, up to its rule."""
    found = re.search(rf"{name} (\S.*?) What is counted", page)
    assert found is not None, (name, page)
    return found[1]


def test_a_manager_reads_hand_counted_weeks_and_how_they_stand() -> None:
    office = Office(6)
    for seller in office.sellers[:5]:
        office.session(seller, 0, is_held=seller in {"s0", "s1", "s2"})  # 3 of 5 in the newest week
        office.session(seller, 1, is_held=seller != "s4")  # 4 of 5 the week before
    for was_kept in (True, True, False):
        office.promise("s0", is_kept=was_kept)
    roll_up(ON)
    office.chose()
    page = office.page("mona", OWN)
    held = card(page, "Sessions held as planned")
    assert held.startswith("Executing Target: at least 80 of 100 3 of 5 in the week of 16 Nov")
    assert "7 of 10 in 2 weeks" in held
    kept = card(page, "Promises to sellers kept")
    assert kept.startswith("Too early Target: at least 80 of 100 2 of 3 in the week of 16 Nov")
    for seller in office.sellers[:5]:
        before = Session.objects.filter(person_id=office.keys[seller], starts_at__date=date(2026, 11, 11))
        before.update(state="called_off")
    roll_up(ON)
    page = office.page("mona", OWN)
    assert card(page, "Sessions held as planned").startswith("Behind")
    assert "Look at next week’s calendar first" in page
    assert "Your own activities: one of 2 behind" in page


def test_sellers_read_their_own_part_and_the_whole_where_five_others_are_left() -> None:
    office = Office(6)
    for place, seller in enumerate(office.sellers):
        office.session(seller, 0, is_held=place < 4)
        office.session(seller, 1, is_held=True)
    office.promise("s0", is_kept=True)
    roll_up(ON)
    office.chose()
    page = office.page("s5")
    held = card(page, "Sessions held as planned")
    assert held.startswith("Executing Target: at least 80 of 100 4 of 6 in the week of 16 Nov")
    assert "Your sessions held: 1 of 2 in 13 weeks" in held
    assert "Promises to you kept: nothing was due" in card(page, "Promises to sellers kept")
    assert "Promises to you kept: 1 of 1" in card(office.page("s0"), "Promises to sellers kept")
    assert "S4" not in page


def test_of_a_team_of_five_a_seller_reads_their_own_part_alone_and_whoever_is_above_the_whole() -> None:
    office = Office(5)
    for place, seller in enumerate(office.sellers):
        office.session(seller, 0, is_held=place < 4)
    roll_up(ON)
    office.chose()
    held = card(office.page("s4"), "Sessions held as planned")
    assert held.startswith("Cannot tell")
    assert "fewer than five of your colleagues" in held
    assert "Your sessions held: 0 of 1 in 13 weeks" in held
    assert "4 of 5" not in held
    assert "4 of 5" in card(office.page("lea"), "Sessions held as planned")
    assert "4 of 5" in card(office.page("cleo"), "Sessions held as planned")


def test_of_a_team_of_four_whoever_is_above_reads_nothing_and_the_manager_all() -> None:
    office = Office(4)
    for seller in office.sellers:
        office.session(seller, 0, is_held=seller != "s0")
    roll_up(ON)
    office.chose()
    for who in ("lea", "cleo"):
        held = card(office.page(who), "Sessions held as planned")
        assert held.startswith("Cannot tell")
        assert "of 4" not in held
    assert "3 of 4" in card(office.page("mona"), "Sessions held as planned")


def test_only_the_manager_those_above_and_those_who_report_to_them_open_it() -> None:
    office = Office(5)
    office.chose()
    assert office.opens(f"{OWN}mona/") == {"mona", "lea", "cleo", *office.sellers}
    assert office.opens(OWN) == {"cleo", "lea", "mona", "max"}
    assert office.opens(f"{OWN}s0/") == set()
    assert office.opens(f"{OWN}nobody/") == set()
    assert office.opens(f"{OWN}lea/") == {"lea", "cleo", "mona", "max"}


def form(*acts: str, **changes: str) -> dict[str, str]:
    found = {f"act-{act}": "on" for act in acts}
    for act in ("held", "kept", "removed", "reviewed", "discussed"):
        found |= {f"target-{act}": "80", f"review-{act}": str(ON + timedelta(days=60))}
    return found | {name.replace("__", "-"): value for name, value in changes.items()}


def test_it_is_chosen_by_the_manager_agreed_to_by_whoever_leads_them_and_ends_the_one_before() -> None:
    office = Office(5)
    before = office.chose(acts="removed reviewed")
    office.client("mona").post(f"{OWN}choose/", form("held", "kept"))
    assert "Waits for Lea" in office.page("mona", OWN)
    assert "Obstacles removed within 14 days" in office.page("s0")  # in force until then
    assert "Sessions held as planned" not in office.page("s0")
    assert "waits for your yes" in office.page("lea", OWN)
    waiting = OwnChoice.objects.get(answer="", ends_on=None).pk
    for who in ("mona", "s0", "cleo", "max"):
        given = office.client(who).post(f"{OWN}mona/answer/", {"choice": waiting, "answer": "yes"})
        assert given.status_code == 404, who
    office.client("lea").post(f"{OWN}mona/answer/", {"choice": waiting, "answer": "yes"})
    row, old = OwnChoice.objects.get(pk=waiting), OwnChoice.objects.get(pk=before)
    assert (row.answer, row.starts_on, row.ends_on) == ("yes", ON, None)
    assert old.ends_on == ON - timedelta(days=1)
    assert "Sessions held as planned" in office.page("s0")
    assert "1 of 2 have chosen" in office.page("lea", OWN)
    told = (
        AuditLine.objects.filter(subject_key=str(office.keys["mona"])).order_by("pk").values_list("action", flat=True)
    )
    assert list(told)[-2:] == ["choose_own_activities", "agree_to_own_activities"]


def test_a_no_leaves_what_is_in_force_and_is_said_to_the_manager() -> None:
    office = Office(5)
    office.chose(acts="removed reviewed")
    waiting = office.chose(acts="held kept", on=ON, yes=False)
    office.client("lea").post(f"{OWN}mona/answer/", {"choice": waiting, "answer": "no"})
    assert "was not agreed to" in office.page("mona", OWN)
    assert "Obstacles removed within 14 days" in office.page("mona", OWN)
    again = office.client("lea").post(f"{OWN}mona/answer/", {"choice": waiting, "answer": "yes"}, follow=True)
    assert (
        "waits for no answer any more" in words(again.content.decode())
        or "Load the page again" in again.content.decode()
    )
    assert OwnChoice.objects.get(pk=waiting).answer == "no"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (form("held"), "Choose two, or three at most"),
        (form("held", "kept", "removed", "reviewed"), "Choose two, or three at most"),
        (form("held", "kept", target__kept="101"), "Write a number between 1 and 100"),
        (form("held", "kept", target__kept=""), "Say how much of it you aim for"),
        (form("held", "kept", review__kept=""), "Say on which day"),
        (form("held", "kept", review__kept=str(ON)), "Choose a day from tomorrow on"),
        (form("held", "observed"), "Choose two, or three at most"),  # not hers to choose
    ],
)
def test_what_cannot_be_chosen_is_said_and_nothing_typed_is_lost(sent: dict[str, str], said: str) -> None:
    office = Office(5)
    sent = sent | {"target-held": "77"}
    page = office.client("mona").post(f"{OWN}choose/", sent).content.decode()
    assert said in words(page)
    assert 'value="77"' in page
    assert not OwnChoice.objects.exists()


def test_whoever_nobody_leads_begins_at_once() -> None:
    office = Office(5)
    sent = {"act-observed": "on", "act-taken_on": "on", "target-observed": "1", "target-taken_on": "70"}
    sent |= {f"review-{act}": str(ON + timedelta(days=60)) for act in ("observed", "taken_on")}
    office.client("cleo").post(f"{OWN}choose/", sent)
    row = OwnChoice.objects.get()
    assert (row.person_id, row.answer, row.answered_by_id) == (office.keys["cleo"], "yes", None)


def test_a_leaders_acts_are_counted_and_a_manager_reads_what_concerns_them_alone() -> None:
    office = Office(5)
    for weeks_back, manager in ((0, "mona"), (0, "max"), (3, "max")):
        Observation.objects.create(
            person_id=office.keys[manager], observer_id=office.keys["lea"], kind="one_to_one", rubric="r",
            session_on=NEWEST - timedelta(weeks=weeks_back), seen={},
        )  # fmt: skip
    for removed in (True, True, False):
        office.obstacle("s0", 3, is_removed=removed)
    office.obstacle("tom", 3, is_removed=False)
    office.obstacle("s0", 3, is_removed=False, by="cleo")  # not hers
    office.obstacle("s0", 0, is_removed=False)  # too young to tell
    roll_up(ON)
    office.chose("lea", "observed taken_on")
    own = office.page("lea", OWN)
    observed = card(own, "Sessions of managers observed")
    assert observed.startswith("Executing Target: 1 a week 2 in the week of 16 Nov, 1 aimed for")
    assert "3 in 13 closed weeks, 13 aimed for" in observed
    assert "2 of 4" in card(own, "Obstacles taken on removed within 14 days")
    for who, seen, removed in (("mona", "1 in 13 weeks", "2 of 3 in"), ("max", "2 in 13 weeks", "0 of 1 in")):
        page = office.page(who, f"{OWN}lea/")
        assert f"Your sessions observed: {seen}" in page
        assert f"Obstacles of your sellers out of the way in time: {removed}" in page
        assert "aimed for" not in page
        assert "2 of 4" not in page
    # Max leads one seller alone, who stands in no group: from above nothing of obstacles is read.
    above = card(office.page("cleo", f"{OWN}lea/"), "Obstacles taken on removed within 14 days")
    assert above.startswith("Cannot tell")
    assert "of 4" not in above


def test_of_a_seller_who_comes_tomorrow_nobody_is_told_today() -> None:
    office = Office(5)
    office.obstacle("s0", 3, is_removed=True)
    office.obstacle("tom", 3, is_removed=False)
    roll_up(ON)
    office.chose("lea", "observed taken_on")
    ReportingLine.objects.create(
        person_id=office.keys["tom"],
        manager_id=office.keys["mona"],
        kind="second",
        valid_from_on=ON + timedelta(days=1),
    )
    rebuild_spans()
    assert "Obstacles of your sellers out of the way in time: 1 of 1 in" in office.page("mona", f"{OWN}lea/")


def test_weeks_before_it_was_agreed_to_say_nothing_and_a_target_holds_from_its_day() -> None:
    office = Office(6)
    for weeks_back in range(6):
        for place, seller in enumerate(office.sellers):
            office.session(seller, weeks_back, is_held=place < 3)  # always 3 of 6
    roll_up(ON)
    office.chose(on=NEWEST - timedelta(weeks=1, days=3))
    assert "6 of 12 in 2 weeks" in card(office.page("mona"), "Sessions held as planned")
    assert card(office.page("mona"), "Sessions held as planned").startswith("Behind")
    choose_acts(
        office.keys["mona"],
        [Chosen("held", Decimal(50), ON), Chosen("kept", Decimal(50), ON)],
        on=NEWEST - timedelta(days=1),
        is_led=False,
        actor_id=None,
    )
    assert card(office.page("mona"), "Sessions held as planned").startswith("Executing")  # the newest by the new target


def test_a_seller_finds_the_board_from_their_own_page_once_something_is_in_force() -> None:
    office = Office(5)
    Plan.objects.create(person_id=office.keys["s0"], metric_key="call_plan_written", target=3, starts_on=ON)
    assert f"{OWN}mona/" not in office.client("s0").get("/me/").content.decode()
    office.chose(yes=False)
    assert f"{OWN}mona/" not in office.client("s0").get("/me/").content.decode()
    office.chose()
    assert f"{OWN}mona/" in office.client("s0").get("/me/").content.decode()


def test_it_is_said_when_nothing_was_worked_out_or_the_newest_week_is_missing() -> None:
    office = Office(5)
    office.chose()
    for who in ("mona", "s0", "lea"):
        held = card(office.page(who), "Sessions held as planned")
        assert held.startswith("Cannot tell"), who
        assert "Cannot tell, because that was not worked out." in held, who
    roll_up(ON - timedelta(days=7))
    assert "Not up to date" in office.page("mona")


def test_a_look_is_written_down_of_whoever_reads_a_managers_board() -> None:
    office = Office(5)
    office.chose()
    office.page("s0")
    office.page("mona")
    looks = LookLine.objects.filter(page="own activities")
    assert set(looks.values_list("subject_key", flat=True)) == {office.keys["mona"]}


def test_it_asks_as_many_statements_for_a_large_team_as_for_a_small_one() -> None:
    counts = []
    for sellers in (6, 14):
        Person.objects.all().delete()
        Organisation.objects.all().delete()
        CountedMetric.objects.all().delete()
        office = Office(sellers)
        for seller in office.sellers:
            office.session(seller, 0, is_held=True)
        roll_up(ON)
        office.chose(acts="held discussed reviewed")
        for who in ("mona", "lea", "s0"):
            office.page(who)
            with CaptureQueriesContext(connection) as asked:
                office.page(who)
            counts.append(len(asked))
    assert counts[:3] == counts[3:], counts
    assert max(counts) <= 45, counts


def test_choices_are_forgotten_by_the_day_they_ended_and_go_with_whoever_made_them() -> None:
    office = Office(5)
    first = office.chose()
    office.chose(acts="removed reviewed", on=ON)
    forget_choices_before(ON - timedelta(days=1))
    assert OwnChoice.objects.filter(pk=first).exists()
    forget_choices_before(ON)
    assert not OwnChoice.objects.filter(pk=first).exists()
    assert OwnChoice.objects.count() == 1
    Person.objects.get(slug="lea").delete()
    assert OwnChoice.objects.get().answered_by is None
    Person.objects.get(slug="mona").delete()
    assert not OwnChoice.objects.exists()


def test_only_whoever_leads_somebody_is_shown_the_way_to_own_activities() -> None:
    office = Office(5)
    roll_up(ON)
    assert f'href="{OWN}"' in office.client("lea").get("/leadership/").content.decode()
    assert f'href="{OWN}"' not in office.client("olga").get("/leadership/").content.decode()


def test_a_leader_who_took_over_this_week_is_not_told_that_it_is_too_early() -> None:
    office = Office(6)
    for back in range(6):
        for seller in office.sellers:
            office.session(seller, back, is_held=True)
    office.chose()
    roll_up(ON)
    monday = NEWEST + timedelta(weeks=1)
    ReportingLine.objects.filter(person_id=office.keys["mona"]).update(valid_to_on=monday - timedelta(days=1))
    ReportingLine.objects.create(person_id=office.keys["mona"], manager_id=office.keys["max"], valid_from_on=monday)
    rebuild_spans()
    held = card(office.page("max"), "Sessions held as planned")
    assert held.startswith("Cannot tell")
    assert "before whoever reads it stood above" in held


def test_a_board_reads_obstacles_of_its_own_leader_alone() -> None:
    office = Office(6)
    office.chose("lea", "observed taken_on")
    roll_up(ON)
    lea = office.client("lea")
    lea.get(OWN)
    for back in range(12):  # asked of somebody else, and of Lea as something else than a leader
        office.obstacle("s0", back, is_removed=True, by="cleo")
    with CaptureQueriesContext(connection) as asked:
        lea.get(OWN)
    [read] = [one["sql"] for one in asked if 'FROM "commitments_obstacle"' in one["sql"] and "BETWEEN" in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(read)
        assert cursor.fetchall() == []


def test_obstacles_taken_on_tell_from_above_nothing_of_one_seller_who_came_in_mid_week() -> None:
    """Nobody of the area has an obstacle that week but one who moved in on Wednesday."""
    office = Office(6)
    for who in ("nina", "sam"):
        person = Person.objects.create(name=f"{who.title()} Family", slug=who, has_read_notice=True)
        office.keys[who] = person.pk
    ReportingLine.objects.filter(person_id__in=[office.keys["max"], office.keys["tom"]]).delete()
    wednesday, sam = NEWEST + timedelta(days=2), office.keys["sam"]
    ReportingLine.objects.create(
        person_id=sam, manager_id=office.keys["nina"], valid_to_on=wednesday - timedelta(days=1)
    )
    ReportingLine.objects.create(person_id=sam, manager_id=office.keys["mona"], valid_from_on=wednesday)
    rebuild_spans()
    office.obstacle("sam", 0, is_removed=True)
    office.chose("lea", "observed taken_on")
    roll_up(ON)
    taken_on = card(office.page("cleo", f"{OWN}lea/"), "Obstacles taken on removed within 14 days")
    assert taken_on.startswith("Cannot tell")
    assert "1 of 1" not in taken_on
    assert "1 of 1" in card(office.page("lea", OWN), "Obstacles taken on removed within 14 days")
