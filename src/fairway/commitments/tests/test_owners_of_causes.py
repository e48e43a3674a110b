"""Every cause has somebody who owns it, something that can be done about it, and a day on which somebody looks."""

import pytest

from fairway.commitments.owning import cares, may_own, preselected
from fairway.commitments.types import Owner, OwnerRole
from fairway.signs.types import Cause

SELLER, MANAGER, LEADER = Owner(OwnerRole.SELLER, 1), Owner(OwnerRole.MANAGER, 2), Owner(OwnerRole.LEADER, 3)
OPERATIONS, ENABLEMENT = Owner(OwnerRole.OPERATIONS), Owner(OwnerRole.ENABLEMENT)
EVERYBODY = [SELLER, MANAGER, LEADER, OPERATIONS, ENABLEMENT]


@pytest.mark.parametrize("cause", list(Cause))
def test_it_has_two_to_four_things_to_do_an_owner_and_a_day_for_each_cause(cause: Cause) -> None:
    care = cares()[cause]
    assert 2 <= len(care.interventions) <= 4
    assert care.owners
    assert 7 <= care.check_after_days <= 28
    assert len({one.what for one in care.interventions}) == len(care.interventions)
    assert all(len(one.what) <= 60 for one in care.interventions), "it has to be read at a glance"


@pytest.mark.parametrize("cause", list(Cause))
def test_it_begins_with_what_needs_nobody_higher_up(cause: Cause) -> None:
    first = cares()[cause].interventions[0]
    assert first.by in {OwnerRole.SELLER, OwnerRole.MANAGER, OwnerRole.OPERATIONS}
    places = [one.by is OwnerRole.LEADER for one in cares()[cause].interventions]
    assert places == sorted(places), "what a leader has to change comes after everything faster"


def test_it_asks_what_these_weeks_have_been_like_and_never_says_effort() -> None:
    care = cares()[Cause.EFFORT]
    assert care.words == "What these weeks have been like"
    assert care.is_together
    texts = " ".join([care.words, *(one.what for one in care.interventions)]).casefold()
    assert not [
        word for word in ("effort", "lazy", "motivat", "work harder", "try harder", "more calls") if word in texts
    ]


@pytest.mark.parametrize("cause", [Cause.EFFORT, Cause.SKILL, Cause.RAMP, Cause.ABSENCE])
def test_it_leaves_what_is_close_to_a_person_with_those_who_meet(cause: Cause) -> None:
    assert not may_own(cause, OwnerRole.LEADER)
    assert may_own(cause, OwnerRole.MANAGER)


def test_it_lets_anybody_take_on_what_was_said_freely() -> None:
    assert all(may_own(None, role) for role in OwnerRole)


def test_it_preselects_whoever_does_the_first_thing_as_a_rule() -> None:
    assert preselected(Cause.DATA, EVERYBODY) == OPERATIONS
    assert preselected(Cause.CAPACITY, EVERYBODY) == MANAGER
    assert preselected(Cause.CAPACITY, [LEADER]) == LEADER  # nobody leads this seller directly
    assert preselected(Cause.CAPACITY, []) is None
