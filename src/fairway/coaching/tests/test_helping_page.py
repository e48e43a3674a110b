"""Whether coaching is helping: figures counted by hand, for the seller, whoever leads them, and in sums above."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest

from fairway.coaching.models import Session
from fairway.coaching.queries.helping import courses_of
from fairway.coaching.tallying import Held, Planned, Sides, by_kind, held_of, sides_of
from fairway.coaching.types import State
from fairway.commitments.models import Commitment
from fairway.commitments.tests.floor import HIA, LAST_WEEK, TODAY, Floor
from fairway.commitments.types import CommitmentFacts, Kept, OwnerRole
from fairway.people.models import Absence

HELPING = "/1-1/is-it-helping/"
WEEK = timedelta(days=7)


def a_session(floor: Floor, who: str, on: date, state: str = "held", **more: object) -> None:
    moment = datetime.combine(on, time(10), UTC)
    held_at = moment if state == "held" else None
    said = {"kind": "one_to_one", "parts": [], **more}
    Session.objects.create(person=floor.people[who], starts_at=moment, state=state, held_at=held_at, **said)


def a_promise(floor: Floor, who: str, role: str, kept: str, on: date = LAST_WEEK, **more: object) -> None:
    owner = floor.people[who if role == "seller" else "mona"]
    said = {"what": "x", "made_on": on - WEEK, "by_on": on, **more}
    Commitment.objects.create(person=floor.people[who], owner=owner, role=role, kept=kept, **said)


def page_of(floor: Floor, who: str, address: str = HELPING) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", floor.told(who, address)))


@pytest.fixture
def talked(floor: Floor) -> Floor:
    """Ann: four sessions in 13 weeks, two of them held, one called off, one let go by; one held before that."""
    a_session(floor, "ann", TODAY - WEEK)
    a_session(floor, "ann", TODAY - 2 * WEEK, "called_off", moved=2)
    a_session(floor, "ann", TODAY - 3 * WEEK, "planned", kind="check")
    a_session(floor, "ann", TODAY - 4 * WEEK, kind="check", moved=1)
    a_session(floor, "ann", TODAY - 20 * WEEK)
    a_session(floor, "ann", TODAY, "open", kind="practice")  # today is not over
    a_session(floor, "ann", TODAY + WEEK, "planned", kind="review")
    for role, kept in (("seller", "kept"), ("seller", "not_kept"), ("seller", "cannot_tell"), ("manager", "kept")):
        a_promise(floor, "ann", role, kept)
    a_promise(floor, "ann", "manager", "kept", TODAY - 20 * WEEK)
    a_promise(floor, "ann", "manager", "withdrawn")
    a_promise(floor, "ann", "operations", "not_kept")
    return floor


@pytest.mark.parametrize("who", ["ann", "mona"])
def test_a_seller_and_whoever_leads_them_read_the_same_counts(talked: Floor, who: str) -> None:
    page = page_of(talked, who)
    assert "2 of 4 held, 1 called off, 1 neither held nor called off; 2 moved to another time." in page
    assert "1:1 Held 1 of 2 Called off 1 Moved 1 Activity check Held 1 of 2 Called off 0 Moved 1" in page
    coach, seller = {"ann": ("Whoever leads you", "You"), "mona": ("You and others who lead them", "Sellers")}[who]
    assert f"Commitments kept {coach} 1 of 1 {seller} 1 of 2 1 more fell due" in page
    longer = page_of(talked, who, HELPING + "?weeks=26")
    assert "3 of 5 held" in longer
    assert f"Commitments kept {coach} 2 of 2 {seller} 1 of 2" in longer
    assert page_of(talked, who, HELPING + "?weeks=7000") == page


def test_of_one_seller_no_effect_is_told(talked: Floor) -> None:
    assert "cannot be told from one seller" in page_of(talked, "ann")
    assert "Cannot tell, because fewer than" in page_of(talked, "mona")
    assert "Cannot tell yet whether coaching is helping" in page_of(talked, "mona")


def test_a_course_has_shares_of_what_was_agreed_and_the_weeks_of_talks(talked: Floor) -> None:
    talked.counts("ann", {LAST_WEEK: 4, LAST_WEEK - WEEK: 5, LAST_WEEK - 2 * WEEK: 0})
    Absence.objects.create(
        person=talked.people["ann"], start_on=LAST_WEEK - 3 * WEEK, end_on=LAST_WEEK - 2 * WEEK - timedelta(days=1)
    )
    Session.objects.filter(starts_at__date=TODAY - 2 * WEEK).update(metric_key=HIA)  # called off
    Session.objects.filter(starts_at__date=TODAY - WEEK).update(metric_key=HIA)
    (course,) = courses_of([talked.key("ann")], TODAY)
    assert len(course.done) == len(course.talks) == 52
    assert course.done[-3:] == pytest.approx([0.0, 1.0, 0.8])
    assert course.done[-4] != course.done[-4]  # away: not known
    assert course.done[0] != course.done[0]  # before anything was agreed
    assert [place for place, talk in enumerate(course.talks) if talk] == [51]


def test_what_is_planned_is_held_called_off_or_let_go() -> None:
    some = [
        Planned(1, "check", State.HELD, 0),
        Planned(1, "x", State.OPEN, 3),
        Planned(2, "check", State.CALLED_OFF, 1),
    ]
    assert held_of(some) == Held(planned=3, held=1, called_off=1, moved=2)
    assert held_of(some).let_go == 1
    assert [*by_kind(some, ["check"])] == ["check", "x"]


def test_what_both_promised_together_counts_on_both_sides() -> None:
    def promise(role: OwnerRole, kept: Kept, *, is_together: bool = False) -> CommitmentFacts:
        return CommitmentFacts(1, 1, 2, role, "x", TODAY, TODAY, is_together=is_together, kept=kept)

    some = [
        promise(OwnerRole.MANAGER, Kept.KEPT, is_together=True),
        promise(OwnerRole.MANAGER, Kept.NOT_KEPT),
        promise(OwnerRole.SELLER, Kept.OPEN),
        promise(OwnerRole.ENABLEMENT, Kept.KEPT),
    ]
    assert sides_of(some) == Sides(seller_kept=1, seller_of=1, coach_kept=1, coach_of=2, untold=1)


@pytest.mark.parametrize("who", ["ann", "mona"])
def test_the_room_counts_the_same_commitments_as_this_page(talked: Floor, who: str) -> None:
    a_promise(talked, "ann", "seller", "kept", TODAY)  # kept before its day was over
    a_promise(talked, "ann", "manager", "not_kept", TODAY - WEEK, is_together=True)
    room = page_of(talked, who, f"/1-1/{Session.objects.get(state='open').pk}/")
    coach, seller = {"ann": ("Whoever leads you", "You"), "mona": ("You and others who lead them", "Sellers")}[who]
    assert f"Commitments kept {coach} 1 of 2 {seller} 1 of 3" in page_of(talked, who)
    assert re.search(r"as under Is it helping\. (Mona|the manager) 1 of 2 Ann 1 of 3", room)
