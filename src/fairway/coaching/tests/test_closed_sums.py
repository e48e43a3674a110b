"""Sums above the direct manager: of closed quarters, counted once, and never of fewer than five, however often looked
at and whatever moved in between.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.coaching.effect import Change
from fairway.coaching.models import ClosedChange, ClosedGroup, ClosedMember, ClosedSums, Session
from fairway.coaching.sums.actions import close_quarter, forget_sums_before
from fairway.coaching.sums.queries import closed_quarter
from fairway.coaching.sums.showing import shown
from fairway.coaching.sums.types import Counted, SumsGroup, added, counted_from
from fairway.coaching.tallying import Held, Sides, groups_below
from fairway.coaching.tests.test_helping_page import a_promise, a_session, page_of
from fairway.coaching.tests.test_pulse_groups import below, floors, leaks
from fairway.commitments.tests.floor import TODAY, Floor, at
from fairway.people.actions.erasing import erase_person
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Person, ReportingLine

SPRING, SUMMER = date(2026, 4, 1), date(2026, 7, 16)
MARCH = date(2026, 3, 18)  # in the quarter that is over on TODAY
NOTHING = Counted(Held(0, 0, 0, 0), {}, Sides(0, 0, 0, 0, 0))


@dataclass
class Walk:
    """A floor over a quarter's end: who was under whom then, and whom each manager came to lead by day."""

    managers: dict[int, int | None]
    heads: dict[int, int]
    led: dict[int, set[int]]

    @classmethod
    def from_floor(cls, floor: tuple[dict[int, int | None], dict[int, int]]) -> "Walk":
        managers, heads = floor
        led = {head: {key for key, own in heads.items() if own == head} for head in managers}
        return cls(managers, dict(heads), led)

    def groups(self) -> list[SumsGroup]:
        joined = groups_below(dict(self.heads), self.managers)
        return [SumsGroup(one.head_key, len(one.units), one.sellers, NOTHING) for one in joined]

    def move(self, seller: int, head: int) -> None:
        self.heads[seller] = head
        self.led[head].add(seller)

    def told(self, viewer: int, groups: list[SumsGroup], at_the_end: set[int | None]) -> list[set[int]]:
        """The sets of sellers whose sums somebody is shown."""
        own = [group for group in groups if group.head_key in at_the_end]
        return [set(group.sellers) for group in shown(own, self.led[viewer] | {viewer})]


@given(floors(), st.data())
def test_between_two_looks_and_whatever_moved_no_difference_tells_of_fewer_than_five(
    floor: tuple[dict[int, int | None], dict[int, int]], data: st.DataObject
) -> None:
    walk = Walk.from_floor(floor)
    groups, first = walk.groups(), {}
    for viewer in walk.managers:
        first[viewer] = walk.told(viewer, groups, below(viewer, walk.managers))
        known = walk.led[viewer]
        # Beside those they lead one by one nobody is told of one to four others.
        assert not any(0 < len(one - known) < 5 for one in first[viewer])
    at_the_end = {viewer: below(viewer, walk.managers) for viewer in walk.managers}
    for seller in sorted(walk.heads):
        if data.draw(st.booleans()):
            walk.move(seller, data.draw(st.sampled_from(sorted(walk.managers))))
    for viewer in walk.managers:
        second = walk.told(viewer, groups, at_the_end[viewer])
        assert all(one in first[viewer] for one in second)  # nothing new is told, and nothing else
        assert leaks([*first[viewer], *(one for one in second if one not in first[viewer])][:6]) == []
        assert not any(0 < len(one - walk.led[viewer]) < 5 for one in second)


def test_what_would_be_counted_anew_at_each_look_would_tell_of_one() -> None:
    """Why it is not: six, of whom one moves to a team of six, are five at the second look."""
    managers = {1: None, 2: 1, 3: 1}
    heads = dict.fromkeys(range(101, 107), 2) | dict.fromkeys(range(201, 207), 3)
    before = [set(group.sellers) for group in groups_below(heads, managers)]
    after = [set(group.sellers) for group in groups_below({**heads, 101: 3}, managers)]
    assert [*map(len, leaks([*before, *after]))].count(1) > 0


def test_several_groups_add_up_and_come_back_from_the_database_as_they_went() -> None:
    one = Counted(Held(3, 1, 1, 2), {"check": Held(3, 1, 1, 2)}, Sides(1, 2, 3, 4, 5))
    two = Counted(Held(1, 1, 0, 0), {"review": Held(1, 1, 0, 0)}, Sides(1, 1, 1, 1, 1))
    both = added([one, two])
    assert both == Counted(Held(4, 2, 1, 2), {**one.kinds, **two.kinds}, Sides(2, 3, 4, 5, 6))
    assert added([one, one]).kinds == {"check": Held(6, 2, 2, 4)}
    assert counted_from(both.as_json()) == both


def joined(floor: Floor, manager: str, *names: str) -> None:
    for name in names:
        person = Person.objects.create(name=f"{name} x", slug=name, email=f"{name}@example.com")
        floor.people[name] = person
        ReportingLine.objects.create(person=person, manager=floor.people[manager], team="North")
    rebuild_spans()


def moves(floor: Floor, who: str, manager: str, on: date) -> None:
    """From a day on somebody else leads them."""
    ReportingLine.objects.filter(person=floor.people[who]).update(valid_to_on=on - timedelta(days=1))
    ReportingLine.objects.create(
        person=floor.people[who], manager=floor.people[manager], team="South", valid_from_on=on
    )
    rebuild_spans()


@pytest.fixture
def spring(floor: Floor) -> Floor:
    """Mona leads Ann, Ben and three more, Max leads Tom and four more; sessions and promises of the quarter before."""
    joined(floor, "mona", "cal", "dot", "eve")
    joined(floor, "max", "fay", "gus", "hal", "ida")
    a_session(floor, "ann", MARCH)
    a_session(floor, "ann", MARCH + timedelta(days=1), "called_off", kind="check", moved=2)
    a_session(floor, "tom", MARCH)
    a_session(floor, "ben", date(2025, 12, 30))
    a_session(floor, "ben", SPRING)
    for kept in ("kept", "not_kept"):
        a_promise(floor, "ann", "seller", kept, MARCH)
    a_promise(floor, "ann", "manager", "kept", MARCH)
    return floor


def test_a_leader_reads_sums_of_the_closed_quarter_and_the_day_they_stand_for(spring: Floor) -> None:
    assert "Sums over five sellers or more are counted once" in page_of(spring, "lea")
    assert "30 Jun" in page_of(spring, "lea")
    assert [close_quarter(), close_quarter()] == [True, False]
    page = page_of(spring, "lea")
    assert "1 Jan to 31 Mar, counted on 10 Jun" in page
    assert "as of 31 Mar" in page
    assert "2 of 3 held, 1 called off; 1 moved to another time." in page
    assert "Activity check Held 0 of 1 Called off 1 Moved 1" in page
    assert "Sellers of Mona Moor Held 1 of 2 Kept by sellers 1 of 2" in page
    assert "Sellers of Max Mill Held 1 of 1 Kept by sellers none due" in page
    assert "Whoever leads them 1 of 1" in page
    assert "Cannot tell, because fewer than" in page
    assert not any(name in page for name in ("Ann Abel", "Tom Tarn"))


def test_nothing_above_the_direct_manager_changes_until_the_next_quarter_is_over(
    spring: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_quarter()
    before = page_of(spring, "cleo")
    moves(spring, "ann", "max", TODAY)
    a_session(spring, "ann", MARCH + timedelta(days=2))
    Session.objects.filter(person=spring.people["tom"]).delete()
    a_promise(spring, "ben", "seller", "kept", MARCH)
    close_quarter()
    assert page_of(spring, "cleo") == before
    at(monkeypatch, SUMMER)
    del spring.clients["cleo"]  # what let her in is over by then
    assert "1 Jan to 31 Mar, counted on 10 Jun" in page_of(spring, "cleo")
    close_quarter()
    page = page_of(spring, "cleo")
    assert "1 Apr to 30 Jun: fewer than five sellers, or somebody came or went in that time" in page
    assert "Max Mill" not in page  # Ann joined his team in that quarter, and left Mona's


def test_whoever_comes_to_lead_some_of_a_group_is_not_shown_the_few_others(spring: Floor) -> None:
    close_quarter()
    assert ClosedChange.objects.get(head=spring.people["lea"]).groups == 2
    moves(spring, "ann", "lea", TODAY)
    page = page_of(spring, "lea")
    assert "Sellers of Mona Moor" not in page
    assert "Sellers of Max Mill Held 1 of 1" in page
    assert "A group is left out: beside those you lead or led yourself" in page
    assert "What is done after a session is not shown" in page
    moves(spring, "ann", "mona", TODAY + timedelta(days=1))  # and whoever led one of them once knows them still
    assert closed_quarter(spring.viewer("lea", TODAY + timedelta(days=2))).is_whole is False  # type: ignore[union-attr]
    assert "Sellers of Mona Moor Held 1 of 2" in page_of(spring, "cleo")


def test_whoever_a_leader_leads_directly_stands_in_no_sum_with_few_others(floor: Floor) -> None:
    """Three below Mona and Max, and two of Lea's own: five together would leave three beside those she sees alone."""
    joined(floor, "lea", "dot", "eve")
    a_session(floor, "dot", MARCH)
    close_quarter()
    assert ClosedMember.objects.count() == 5
    page = page_of(floor, "lea")
    assert "fewer than five sellers beside those you lead or led yourself" in page
    assert "3 teams together under Lea Long Held 1 of 1" in page_of(floor, "cleo")


@pytest.mark.parametrize("who", ["lea", "cleo"])
def test_fewer_than_five_sellers_are_no_sum(floor: Floor, who: str) -> None:
    a_session(floor, "ann", MARCH)
    close_quarter()
    page = page_of(floor, who)
    assert "fewer than five sellers, or somebody came or went in that time. Not shown" in page
    assert "Kept by" not in page
    assert not ClosedGroup.objects.exists()


def test_a_quarter_nothing_is_known_of_stays_open_for_what_is_brought_in(floor: Floor) -> None:
    assert close_quarter() is False
    a_session(floor, "ann", MARCH)
    assert close_quarter() is True


def test_what_is_done_after_sessions_is_kept_as_it_was_worked_out(
    spring: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Change(sellers=6, talks=14, before=0.5, after=0.8, more=0.2, low=0.1, high=0.3)
    monkeypatch.setattr("fairway.coaching.sums.actions.change_after", lambda courses: found)
    close_quarter()
    quarter = closed_quarter(spring.viewer("cleo"))
    assert quarter is not None
    assert quarter.change == found
    page = page_of(spring, "cleo")
    assert "More is done after a session" in page
    assert "of 6 sellers, in the 52 weeks up to 31 Mar" in page


def test_operations_who_lead_nobody_and_sellers_are_shown_none(spring: Floor) -> None:
    close_quarter()
    for who in ("olga", "ann", "mona"):
        assert "Below the managers you lead" not in page_of(spring, who), who
    Person.objects.filter(slug="max").update(is_operations=True)
    assert "Below the managers you lead" not in page_of(spring, "max")


def test_an_erased_seller_is_in_no_list_of_who_was_counted_and_the_sum_stays(spring: Floor) -> None:
    close_quarter()
    erase_person(spring.key("ann"), on=TODAY)
    assert ClosedMember.objects.count() == 9
    assert "Sellers of Mona Moor" not in page_of(spring, "lea")  # four are left, so it is not shown any more
    assert ClosedGroup.objects.count() == 2


def test_sums_of_quarters_that_began_too_long_ago_go_with_who_was_counted(spring: Floor) -> None:
    close_quarter()
    forget_sums_before(date(2026, 1, 1))
    assert ClosedSums.objects.get().period_on == date(2026, 1, 1)
    forget_sums_before(date(2026, 1, 2))
    assert not ClosedMember.objects.exists()


@pytest.mark.parametrize("left", [False, True])
def test_a_team_in_which_somebody_came_or_went_is_not_counted_and_the_others_are(spring: Floor, left: bool) -> None:
    """Leaders read weeks in which each seller counts where they were: beside those the sum would tell of the mover."""
    ann = spring.people["ann"]
    lines = ReportingLine.objects.filter(person=ann)
    if left:
        Person.objects.filter(pk=ann.pk).update(left_on=MARCH)
        lines.update(valid_to_on=MARCH)
    else:
        lines.update(valid_from_on=MARCH)
        ReportingLine.objects.create(
            person=ann, manager=spring.people["cleo"], team="North", valid_to_on=MARCH - timedelta(days=1)
        )
    rebuild_spans()
    close_quarter()
    page = page_of(spring, "cleo")
    assert "Mona Moor" not in page
    # With four left Mona's team would stand with Max's, and one who went is in that sum as well.
    assert ("Sellers of Max Mill Held 1 of 1" in page) is not left
