"""An obstacle is raised for a seller, becomes the commitment of a real person, and ends with what came of it."""

from datetime import date, timedelta

import pytest

from fairway.audit.actions import undo_change
from fairway.audit.models import AuditLine
from fairway.audit.queries import newest_change_of
from fairway.commitments.actions.answering import close_obstacle, look_again
from fairway.commitments.models import Commitment, Obstacle
from fairway.commitments.owning import place_of
from fairway.commitments.queries import (
    closed_in_time,
    counts_beside,
    default_check_day,
    obstacle,
    owners_for,
    waiting_for,
)
from fairway.commitments.tests.floor import (
    HIA,
    IN_TWO_WEEKS,
    LAST_WEEK,
    MONDAY,
    TODAY,
    Floor,
    the_obstacle,
)
from fairway.commitments.types import ObstacleState, Owner, OwnerRole, Refused
from fairway.exchange.models import Coverage
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Absence, Person, ReportingLine
from fairway.people.queries import person_facts
from fairway.signs.types import Cause

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def offered(floor: Floor, viewer: str = "mona") -> list[tuple[str, str]]:
    """(role, first name) of those who can take something on for Ann, in their order."""
    found = owners_for(floor.viewer(viewer), person_facts(floor.key("ann"), TODAY))
    return [(owner.role.value, owner.name.split(" ")[0]) for owner in found]


def test_it_offers_the_seller_their_manager_whoever_is_above_and_two_roles(floor: Floor) -> None:
    everybody = [("seller", "Ann"), ("manager", "Mona"), ("leader", "Lea"), ("operations", ""), ("enablement", "")]
    assert offered(floor) == offered(floor, "ann") == everybody


def test_it_offers_the_managers_of_that_day(floor: Floor) -> None:
    ReportingLine.objects.filter(person=floor.people["ann"]).update(valid_to_on=TODAY - timedelta(days=1))
    ReportingLine.objects.create(person=floor.people["ann"], manager=floor.people["max"], valid_from_on=TODAY)
    ReportingLine.objects.create(
        person=floor.people["ann"], manager=floor.people["ben"], kind="acting", valid_from_on=TODAY
    )
    rebuild_spans()
    assert [one for one in offered(floor, "olga") if one[0] != "seller"][:3] == [
        ("manager", "Max"), ("manager", "Ben"), ("leader", "Lea"),
    ]  # fmt: skip
    # Whoever raises it and leads the seller comes first, and knows only names they may know.
    assert [one for one in offered(floor, "ben") if one[0] == "manager"] == [("manager", "Ben"), ("manager", "")]


def test_it_offers_nobody_who_has_left(floor: Floor) -> None:
    Person.objects.filter(pk=floor.key("mona")).update(left_on=TODAY - timedelta(days=1))
    assert [one for one in offered(floor, "ann") if one[0] in {"manager", "leader"}] == []


def test_its_check_day_is_one_on_which_the_owner_works(floor: Floor) -> None:
    Absence.objects.create(person=floor.people["mona"], start_on=IN_TWO_WEEKS, end_on=IN_TWO_WEEKS + timedelta(days=2))
    mona = Owner(OwnerRole.MANAGER, floor.key("mona"))
    assert default_check_day(mona, 14, TODAY) == IN_TWO_WEEKS + timedelta(days=5)  # Saturday and Sunday are off too
    assert default_check_day(Owner(OwnerRole.OPERATIONS), 14, TODAY) == IN_TWO_WEEKS


def test_it_becomes_a_commitment_of_whoever_was_asked(floor: Floor) -> None:
    key = floor.raised("lea")
    row = the_obstacle(key)
    assert (row.person_id, row.state, row.week_on, row.raised_as) == (floor.key("ann"), "open", LAST_WEEK, "manager")
    promised = row.commitment
    assert (promised.owner_id, promised.role, promised.by_on) == (floor.key("lea"), "leader", IN_TWO_WEEKS)
    assert (promised.made_on, promised.kept, promised.is_together) == (TODAY, "", False)
    assert [one.key for one in waiting_for(floor.viewer("lea"))] == [key]


def test_the_same_reason_is_not_raised_twice_while_it_is_open(floor: Floor) -> None:
    key = floor.raised("mona")
    with pytest.raises(Refused, match="already"):
        floor.raised("lea")
    assert Commitment.objects.count() == Obstacle.objects.count() == 1
    floor.raised("mona", cause=Cause.CAPACITY)
    floor.raised("mona", cause=None)
    floor.raised("mona", cause=None)  # said freely, as often as there is something to say
    close_obstacle(key, ObstacleState.RESOLVED, outcome="", on=TODAY, actor_id=floor.account("mona"))
    floor.raised("mona")
    assert Obstacle.objects.filter(state="open").count() == 4


@pytest.mark.parametrize("owner", ["lea", "operations", "enablement"])
def test_what_these_weeks_have_been_like_stays_between_the_two(floor: Floor, owner: str) -> None:
    with pytest.raises(Refused, match="between seller and manager"):
        floor.raised(owner, cause=Cause.EFFORT)


def test_what_these_weeks_have_been_like_is_owned_by_both(floor: Floor) -> None:
    key = floor.raised("mona", cause=Cause.EFFORT)
    assert the_obstacle(key).commitment.is_together
    assert [one.key for one in waiting_for(floor.viewer("ann"))] == [key]
    assert [one.key for one in waiting_for(floor.viewer("mona"))] == [key]


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        (ObstacleState.RESOLVED, "kept"),
        (ObstacleState.DID_NOT_HELP, "kept"),
        (ObstacleState.WITHDRAWN, "withdrawn"),
    ],
)
def test_it_ends_once_with_what_came_of_it(floor: Floor, state: ObstacleState, kept: str) -> None:
    key = floor.raised("lea")
    close_obstacle(key, state, outcome="  The desk   agreed ", on=TODAY, actor_id=floor.account("lea"))
    row = the_obstacle(key)
    assert (row.state, row.outcome, row.closed_on, row.closed_by) == (
        state, "The desk agreed", TODAY, floor.account("lea"),
    )  # fmt: skip
    assert row.commitment.kept == kept
    assert waiting_for(floor.viewer("lea")) == []
    for again in (
        lambda: close_obstacle(key, ObstacleState.RESOLVED, outcome="", on=TODAY, actor_id=1),
        lambda: look_again(key, IN_TWO_WEEKS, outcome="", on=TODAY, actor_id=1),
    ):
        with pytest.raises(Refused, match="not open any more"):
            again()


def test_its_age_goes_on_when_its_day_is_moved(floor: Floor) -> None:
    key = floor.raised("lea", on=TODAY - timedelta(days=12), by_on=TODAY - timedelta(days=1))
    viewer = floor.viewer("lea")
    assert obstacle(viewer, key).commitment.is_overdue(TODAY)
    look_again(key, IN_TWO_WEEKS, outcome="Waits for the board", on=TODAY, actor_id=floor.account("lea"))
    found = obstacle(viewer, key)
    assert (found.commitment.age(TODAY), found.commitment.moved, found.commitment.by_on) == (12, 1, IN_TWO_WEEKS)
    assert not found.commitment.is_due(TODAY)
    assert found.outcome == "Waits for the board"
    with pytest.raises(Refused, match="no day"):
        look_again(key, TODAY, outcome="", on=TODAY, actor_id=floor.account("lea"))


def test_each_step_is_a_line_in_the_audit_that_can_be_undone(floor: Floor) -> None:
    key = floor.raised("lea")
    close_obstacle(key, ObstacleState.RESOLVED, outcome="Done", on=TODAY, actor_id=floor.account("mona"))
    assert list(AuditLine.objects.values_list("action", flat=True)) == ["raise_obstacle", "close_obstacle"]
    for state in ("open", None):
        newest = newest_change_of(floor.account("mona"))
        undone = newest if state else AuditLine.objects.get(action="raise_obstacle").pk
        assert undone is not None
        undo_change(undone, actor_id=floor.account("mona"))
        assert list(Obstacle.objects.values_list("state", flat=True)) == ([state] if state else [])
    assert not Commitment.objects.exists()


def test_the_ledger_stands_beside_it_week_by_week_without_a_verdict(floor: Floor) -> None:
    """Asked four weeks ago; counts by hand, a week of leave and one the source did not show."""
    asked_on = MONDAY - 4 * WEEK
    by_hand = {asked_on - n * WEEK: done for n, done in ((6, 9), (4, 5), (3, 4), (2, 2), (1, 1))}
    floor.counts("ann", by_hand | {asked_on: 3, asked_on + 2 * WEEK: 4, asked_on + 3 * WEEK: 6, MONDAY: 9})
    leave, unseen = asked_on + WEEK, asked_on + 2 * WEEK
    Absence.objects.create(person=floor.people["ann"], start_on=leave, end_on=leave + timedelta(days=6))
    Coverage.objects.create(
        person=floor.people["ann"], from_on=unseen, to_on=unseen + timedelta(days=1), state="no_data", source="crm"
    )
    key = floor.raised("lea", on=asked_on, by_on=TODAY, week_on=asked_on - WEEK)
    found = counts_beside([obstacle(floor.viewer("mona"), key)], TODAY)[key]
    assert [(week.week_on, week.done) for week in found.before] == [
        (asked_on - n * WEEK, done) for n, done in ((4, 5.0), (3, 4.0), (2, 2.0), (1, 1.0))
    ]
    assert [week.done for week in found.since] == [3.0, None, None, 6.0]  # the running week is not closed
    assert {week.expected for week in (*found.before, *found.since) if week.done is not None} == {5.0}


def test_it_counts_what_was_out_of_the_way_within_fourteen_days(floor: Floor) -> None:
    def asked(days_ago: int, closed_after: int | None, state: ObstacleState, cause: Cause) -> None:
        on = TODAY - timedelta(days=days_ago)
        key = floor.raised("lea", on=on, by_on=on + timedelta(days=10), cause=cause)
        if closed_after is not None:
            day = on + timedelta(days=closed_after)
            close_obstacle(key, state, outcome="", on=day, actor_id=floor.account("lea"))

    asked(60, 14, ObstacleState.RESOLVED, Cause.TARGET)  # in time, to the day
    asked(50, 15, ObstacleState.RESOLVED, Cause.TARGET)  # a day late
    asked(40, 5, ObstacleState.DID_NOT_HELP, Cause.TARGET)
    asked(30, 5, ObstacleState.WITHDRAWN, Cause.TARGET)  # nobody's
    asked(20, None, ObstacleState.OPEN, Cause.TARGET)  # late already
    asked(5, None, ObstacleState.OPEN, Cause.CAPACITY)  # still has time
    asked(4, 1, ObstacleState.RESOLVED, Cause.PRIORITY)
    asked(120, 1, ObstacleState.RESOLVED, Cause.PRIORITY)  # longer ago than is shown
    assert closed_in_time(floor.viewer("lea")) == (2, 5)
    assert closed_in_time(floor.viewer("mona")) == (0, 0)


def test_the_form_raises_in_one_go_with_what_it_preselects(floor: Floor) -> None:
    page = floor.told("mona", f"/obstacles/raise/ann/?hia={HIA}&reason={place_of(Cause.OPPORTUNITY)}")
    assert "Name ten accounts or deals this can be done with now" in page
    assert f'value="{IN_TWO_WEEKS}"' in page
    response = floor.sent(
        "mona", "/obstacles/raise/ann/", metric=HIA, reason=place_of(Cause.OPPORTUNITY), what="Name ten accounts",
        owner=f"leader:{floor.key('lea')}", check_on=f"{IN_TWO_WEEKS}",
    )  # fmt: skip
    assert response.status_code == 302
    row = Obstacle.objects.get()
    assert (row.cause, row.metric_key, row.week_on, row.raised_as) == ("opportunity", HIA, LAST_WEEK, "manager")


def wrong(floor: Floor, **changed: str) -> int:
    """The answer to a form that is right but for that."""
    given = {"metric": HIA, "what": "Name ten accounts", "owner": "operations:", "check_on": f"{IN_TWO_WEEKS}"}
    return floor.sent("mona", "/obstacles/raise/ann/", **{**given, **changed}).status_code


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"what": ""}, 200),
        ({"check_on": f"{TODAY}"}, 200),
        ({"check_on": "soon"}, 200),
        ({"reason": place_of(Cause.EFFORT)}, 200),  # operations do not own that
        ({"reason": "no_cause"}, 200),
        ({"owner": "leader:999999"}, 404),
        ({"metric": "win_rate"}, 404),  # none of Ann's HIAs
    ],
)
def test_the_form_says_what_is_wrong_and_raises_nothing(floor: Floor, changed: dict[str, str], status: int) -> None:
    assert wrong(floor, **changed) == status
    assert not Obstacle.objects.exists()
    assert wrong(floor) == 302


def test_a_day_to_look_again_is_asked_for(floor: Floor) -> None:
    key = floor.raised("lea")
    floor.sent("lea", f"/obstacles/{key}/answer/", answer="later")
    assert the_obstacle(key).commitment.moved == 0
    floor.sent("lea", f"/obstacles/{key}/answer/", answer="later", next_on=f"{date(2026, 7, 1)}")
    assert the_obstacle(key).commitment.by_on == date(2026, 7, 1)
