"""From all packs that everybody who leads somebody may take, put together by somebody who leads nobody, nothing follows
about fewer than five sellers.

As in test_nothing_small_is_told.py each seller adds a bit of their own, so every number says of whom it is the sum.
A pack goes to others: unlike a page it may hold nothing that only its viewer knows from leading a few themselves.
"""

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import example, given, settings

from fairway.leadership import page as pages
from fairway.leadership.actions import rolling
from fairway.leadership.packs.building import pack_of
from fairway.leadership.page import leadership_page
from fairway.leadership.queries.periods import quarters_back
from fairway.leadership.queries.seeing import Seen
from fairway.leadership.types import Grain, Told
from fairway.people import access
from fairway.people.queries import manages_anyone, person_facts
from fairway.people.types import Viewer
from tests.leadership.organisations import ON, Plot, World, build, plots
from tests.leadership.test_nothing_small_is_told import Read, _once, bits, cells, group_in, without_the_rest

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def read_in_packs(world: World, monkeypatch: pytest.MonkeyPatch) -> Read:
    """By figure and period the groups whose sums stand in any pack of anybody: what rows are made of is noted."""
    found: Read = defaultdict(set)

    def noting(make: Any) -> Any:
        def noted(*given: Any, **named: Any) -> Any:
            for seen in (one for one in given if isinstance(one, Seen)):
                for told in (*seen.weeks.values(), *seen.quarters.values()):
                    _note(told, world, found)
            return make(*given, **named)

        return noted

    with monkeypatch.context() as patched:
        for name in ("manager_row", "whole_row"):
            patched.setattr(pages, name, noting(getattr(pages, name)))
        for key in world.managers:
            if manages_anyone(key, ON):
                _take_all(Viewer(key, key, False, ON), world)
    return found


def _note(told: Told, world: World, found: Read) -> None:
    for figure, one in told.sums.items():
        found[figure, told.starts_on].add(group_in(one.done, world))


def _take_all(viewer: Viewer, world: World) -> None:
    below = [
        key
        for key in world.managers
        if key != viewer.person_key and access.relation(viewer, key) != "none" and manages_anyone(key, ON)
    ]
    for subject in (None, *below):
        about = person_facts(subject, ON) if subject else None
        for quarter in quarters_back(ON):
            pack_of(leadership_page(viewer, about, quarter.starts_on, is_sent=True), "Lea", NOW)


def in_packs(plot: Plot, monkeypatch: pytest.MonkeyPatch) -> tuple[World, Read]:
    world = build(plot)
    with monkeypatch.context() as patched:
        weekly, quarterly = bits(world, Grain.WEEK), bits(world, Grain.QUARTER)
        patched.setattr(rolling, "results_added", weekly)
        without_the_rest(patched)
        patched.setattr(rolling, "misses_discussed", lambda asked: _once(quarterly(asked)["discussed"]))
        rolling.roll_up(ON)
    return world, read_in_packs(world, monkeypatch)


@example(plot=Plot((None, None, 1), (1,) * 4, hired=((0, 1),)))  # a manager who leads nobody is the fifth
@settings(max_examples=10)
@given(plot=plots())
def test_nobody_can_work_out_anything_about_fewer_than_five(plot: Plot, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        _, found = in_packs(plot, monkeypatch)
        for (figure, starts_on), groups in found.items():
            for cell in cells(sorted(groups, key=sorted)):
                assert len(cell) >= 5, (figure, starts_on, sorted(cell))
        transaction.set_rollback(True)


def test_small_teams_stand_in_packs_together_and_none_alone(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Teams of 7, 3 and 4: the large one alone, the others as one, though each manager takes a pack of their own."""
    world, found = in_packs(Plot((None, 0, 0, 0), (1,) * 7 + (2,) * 3 + (3,) * 4), monkeypatch)
    large, small = frozenset(world.sellers[:7]), frozenset(world.sellers[7:])
    assert found["held", date(2026, 11, 16)] - {frozenset()} == {large, large | small}
