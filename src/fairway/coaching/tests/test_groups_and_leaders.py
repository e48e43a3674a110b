"""Groups whose people change: who may lead them, who leaves them, and what every calendar holds by then."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from fairway.audit.models import AuditLine
from fairway.coaching.actions.following import follow_people
from fairway.coaching.actions.holding import hold_session
from fairway.coaching.actions.inviting import send_invites
from fairway.coaching.actions.summarising import send_summaries
from fairway.coaching.models import CoCoach, InviteLeft, InviteSent, Session
from fairway.coaching.tests.test_calendar_address import planned as planned_alone
from fairway.coaching.tests.test_co_coach import answered, asked
from fairway.coaching.tests.test_groups import AT, DAY, does, planned, states
from fairway.commitments.tests.floor import TODAY, Floor
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import ReportingLine

pytestmark = pytest.mark.django_db
KIND = "early_stage"


@pytest.fixture
def office(floor: Floor) -> Floor:
    for who in floor.people:
        floor.account(who)
    return floor


def own(floor: Floor, who: str) -> int:
    return Session.objects.get(person=floor.people[who], kind=KIND).pk


def leads(floor: Floor, who: str, manager: str, kind: str = "line") -> None:
    """Somebody leads a seller: instead of whoever did, or beside them."""
    if kind == "line":
        ReportingLine.objects.filter(person=floor.people[who]).update(manager=floor.people[manager])
    else:
        ReportingLine.objects.create(person=floor.people[who], manager=floor.people[manager], team="North", kind=kind)
    rebuild_spans()


def told() -> dict[str, list[str]]:
    """What goes out now: by reader the subjects."""
    mail.outbox.clear()
    follow_people(timezone.now())
    send_invites(timezone.now())
    found: dict[str, list[str]] = {}
    for message in mail.outbox:
        found.setdefault(message.to[0].partition("@")[0], []).append(str(message.subject))
    return found


def in_calendar(floor: Floor, who: str) -> set[int]:
    """The sessions somebody's calendar holds after all mails."""
    newest = {row.session_id: row.method for row in InviteSent.objects.filter(person=floor.people[who]).order_by("pk")}
    return {key for key, method in newest.items() if method == "REQUEST"}


def later(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.mark.parametrize("do", ["open", "call-off", "move", "bring"])
def test_a_second_manager_of_one_of_them_neither_leads_nor_breaks_up_the_group(floor: Floor, do: str) -> None:
    leads(floor, "ann", "max", kind="second")
    key = planned(floor)
    assert "Start the talk" not in floor.told("max", f"/1-1/group/{key}/")
    assert does(floor, key, do, by="max", on=str(DAY), at="12:00", seller="tom") == 404
    assert states(key) == {"ann": "planned", "ben": "planned"}


def test_whoever_leads_all_of_them_for_a_while_leads_the_group(floor: Floor) -> None:
    key = planned(floor)
    for who in ("ann", "ben"):
        leads(floor, who, "max", kind="acting")
    does(floor, key, "open", by="max")
    assert states(key) == {"ann": "open", "ben": "open"}


def test_an_appointment_with_one_seller_goes_where_the_group_stands_for_it(office: Floor) -> None:
    planned_alone(office, "ann", days=5, kind=KIND)
    bens = planned_alone(office, "ben", days=6, kind=KIND)
    told()
    assert in_calendar(office, "mona") == {own(office, "ann"), bens}
    planned(office)
    assert any(subject.startswith("In a group: ") for subject in told()["mona"])
    assert in_calendar(office, "mona") == {own(office, "ann")}
    assert told() == {}


def test_joining_a_group_at_the_same_time_reaches_the_calendars(office: Floor) -> None:
    planned_alone(office, "ann", days=1, kind=KIND)
    told()
    planned(office)
    found = told()
    assert found["mona"] == ["Early opportunities with 2 sellers"]
    assert found["ann"] == ["In a group: Early opportunities with Mona"]


def test_days_later_its_leader_keeps_an_appointment_when_the_one_that_stood_for_all_leaves(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(office, on=str(TODAY + timedelta(days=9)))
    told()
    later(monkeypatch, timezone.now() + timedelta(days=3))
    office.clients.clear()  # logged in again by then
    first = min(own(office, "ann"), own(office, "ben"))
    who = Session.objects.get(pk=first).person.slug
    office.sent(who, f"/1-1/{first}/call-off/")
    told()
    assert in_calendar(office, "mona") == {max(own(office, "ann"), own(office, "ben"))}


def test_a_seller_who_passes_on_leaves_and_the_rest_stays_in_their_leaders_calendar(office: Floor) -> None:
    for who in ("ann", "ben"):
        planned_alone(office, who, days=5, kind=KIND)
    told()
    key = planned(office)
    told()
    leads(office, "ann", "max")
    told()
    assert states(key) == {"ben": "planned"}
    assert in_calendar(office, "mona") == {own(office, "ben")}
    assert in_calendar(office, "max") == {own(office, "ann")}
    assert told() == {}


def test_a_group_stays_with_whoever_comes_to_lead_the_most_of_it(floor: Floor) -> None:
    leads(floor, "tom", "mona")
    key = planned(floor, "ann", "ben", "tom", on=str(TODAY + timedelta(days=5)))
    for who, manager in (("ann", "lea"), ("ben", "lea"), ("tom", "max")):
        leads(floor, who, manager)
    follow_people(timezone.now())
    assert {*states(key)} == {"ann", "ben"}
    assert floor.clients["lea"].get(f"/1-1/group/{key}/").status_code == 200
    assert floor.clients["mona"].get(f"/1-1/group/{key}/").status_code == 404


def test_a_run_that_was_cut_off_before_it_parted_a_group_is_made_good_by_the_next(floor: Floor) -> None:
    key = planned(floor)
    leads(floor, "ben", "max")
    Session.objects.filter(person=floor.people["ben"]).update(coach=floor.people["max"])  # as far as it came
    follow_people(timezone.now())
    assert {*states(key)} == {"ann"}


def test_leaving_a_group_gives_a_session_the_parts_of_its_kind_back(floor: Floor) -> None:
    form = {"kind": KIND, "every_days": "28", "minutes_branch": "10", "minutes_matter": "20"}
    floor.sent("olga", "/1-1/programme/", **form)
    planned(floor)
    assert [part for part, _ in Session.objects.get(pk=own(floor, "ann")).parts] == ["matter"]
    floor.sent("ann", f"/1-1/{own(floor, 'ann')}/move/", on=str(TODAY + timedelta(days=6)), at="11:00")
    assert [part for part, _ in Session.objects.get(pk=own(floor, "ann")).parts] == ["branch", "matter"]


def test_a_move_to_the_time_it_has_leaves_nobody_out(floor: Floor) -> None:
    key = planned(floor)
    floor.sent("ann", f"/1-1/{own(floor, 'ann')}/move/", on=str(DAY), at="10:00")
    assert {*states(key)} == {"ann", "ben"}


def test_a_seller_does_not_end_or_put_back_theirs_while_the_group_talks(floor: Floor) -> None:
    key = planned(floor)
    does(floor, key, "open")
    for do in ("hold", "unopen"):
        assert floor.sent("ann", f"/1-1/{own(floor, 'ann')}/{do}/")["Location"] == f"/1-1/group/{key}/"
    assert states(key) == {"ann": "open", "ben": "open"}


def test_a_co_coach_of_two_is_none_of_the_group_their_session_joins(office: Floor) -> None:
    alone = planned_alone(office, "ann", days=5, kind=KIND)
    asked(office, alone, "mona", "Max Mill")
    answered(office, alone, "ann")
    assert office.clients["max"].get(f"/1-1/{alone}/beside/").status_code == 200
    planned(office)
    assert office.clients["max"].get(f"/1-1/{alone}/beside/").status_code == 404
    assert not CoCoach.objects.filter(ended_on=None).exists()


def test_an_export_holds_what_its_owner_wrote_and_nothing_of_a_group_they_called_off(floor: Floor) -> None:
    key = planned(floor)
    does(floor, key, "notes/matter", by="ann", text="Ann wrote this", base="")
    floor.sent("ann", f"/1-1/{own(floor, 'ann')}/call-off/")
    does(floor, key, "notes/practice", by="ben", text="Ben alone said this", base="")
    export = floor.clients["ann"].get("/me/export/").content.decode()
    assert "Ann wrote this" in export
    assert "Ben alone said this" not in export


def test_joining_and_leaving_stand_in_the_audit(floor: Floor) -> None:
    planned(floor)
    floor.sent("ann", f"/1-1/{own(floor, 'ann')}/move/", on=str(TODAY + timedelta(days=6)), at="11:00")
    actions = [line.action for line in AuditLine.objects.order_by("pk")]
    assert actions.count("join_group") == 2
    assert actions.count("leave_group") == 1


def test_its_leader_has_one_summary_also_where_one_of_them_ended_before(
    office: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = planned(office)
    does(office, key, "open")
    hold_session(own(office, "ann"), metric_key="", cause=None, told={}, actor_id=None)
    does(office, key, "hold")
    later(monkeypatch, timezone.now() + timedelta(minutes=11))
    mail.outbox.clear()
    send_summaries()
    assert sorted(message.to[0] for message in mail.outbox) == [
        "ann@example.com",
        "ben@example.com",
        "mona@example.com",
    ]


def test_an_erased_sellers_appointment_goes_out_under_a_number_the_calendar_takes(office: Floor) -> None:
    """Told twice of it, taken out and told again, Mona's calendar counts further than the session itself."""
    planned(office)
    told()
    InviteSent.objects.filter(person=office.people["mona"]).update(sequence=7)
    office.people["ann"].delete()
    assert all(row.sequence == 8 for row in InviteLeft.objects.filter(person=office.people["mona"]))
    assert InviteLeft.objects.exists()


@pytest.mark.parametrize("page", ["group/{}/", "group/{}/notes/", "{}/", "{}/beside/", "{}/beside/notes/"])
def test_a_number_no_key_can_have_is_an_address_nobody_has(floor: Floor, page: str) -> None:
    assert floor.clients["mona"].get("/1-1/" + page.format(2**63)).status_code == 404


def test_a_time_that_is_taken_is_said_of_a_group_once(floor: Floor) -> None:
    planned_alone(floor, "ben", days=1)
    Session.objects.update(starts_at=AT)
    planned(floor)
    page = floor.told("mona", "/1-1/")
    assert page.count("another session then") + page.count("other sessions then") == 1
