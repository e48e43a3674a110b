"""From nothing anybody can read of adoption, by whatever subtraction, anything follows about fewer than five sellers
whom they did not lead themselves.

Every seller adds a bit of their own, as in the test of the two halves: each number that is read says of whom it is.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import example, given, settings

from fairway.coaching.support.asking import Added, Asked
from fairway.coaching.support.types import Part
from fairway.leadership.actions import rolling
from fairway.leadership.adoption import fields_page, page, sections
from fairway.leadership.adoption.fields_page import fields_page as fields_of
from fairway.leadership.adoption.figures import ANY, filled, stored_figures
from fairway.leadership.queries import exporting
from fairway.leadership.queries.exporting import kept_about
from fairway.leadership.queries.periods import quarters_back
from fairway.people.queries import manages_anyone
from fairway.people.types import Viewer
from tests.leadership.organisations import ON, Move, Plot, World, build, plots
from tests.leadership.test_nothing_small_is_told import Read, Reader, cells, group_in, has, without_the_rest

pytestmark = [pytest.mark.django_db, pytest.mark.once]
KEYS = frozenset(one.key for one in stored_figures())


def bits(world: World) -> Any:
    """Every stored figure of adoption; who has what a figure is about changes from week to week and by what is counted
    out of: figures counted out of the same records are about the same sellers.
    """
    places = {key: place for place, key in enumerate(world.everybody)}

    def added(asked: Asked) -> Added:
        return {
            key: {
                week_on: {
                    person: Part(float(2**place), float(2**place))
                    for person, place in places.items()
                    if has(base_of(key), place, week_on)
                }
                for week_on in asked.weeks
            }
            for key in KEYS
        } | {ANY: {week_on: dict.fromkeys(places, Part(1.0, 1.0)) for week_on in asked.weeks}}

    return added


def base_of(key: str) -> str:
    return "timed" if key.startswith("days.") or key in {"in_time", "together"} else key


class AdoptionReader(Reader):
    """Reads both pages of adoption in every quarter, the pack, and the own export."""

    def __init__(self, world: World, key: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world, self.key, self.read = world, key, defaultdict(set)
        self.viewer = Viewer(key, key, False, ON)
        monkeypatch.setattr(exporting, "today", lambda: ON)
        for module in (page, fields_page):
            for name in ("sums_seen", "own_sums_seen"):
                monkeypatch.setattr(module, name, self._noting(getattr(module, name)))

    def reads_everything(self) -> Read:
        for quarter in quarters_back(ON):
            sections.adoption_sections(self.viewer, quarter.starts_on)
        fields_of(self.viewer)
        kept = kept_about(self.key)
        for row in kept["sums_of_everybody_below_you"]:
            for figure, one in row["figures"].items():
                self.read[figure, row["starts_on"]].add(group_in(one["done"], self.world))
        for row in kept["sums_of_sellers_you_led"]:
            for figure, (done, *_) in row["figures"].items():
                self.read[figure, row["period__starts_on"]].add(group_in(done, self.world))
        return self.read


def together(read: Read) -> Mapping[tuple[str, date], set[frozenset[int]]]:
    """What is counted out of the same records is read together: one less the other says something too."""
    found: dict[tuple[str, date], set[frozenset[int]]] = defaultdict(set)
    for (figure, starts_on), groups in read.items():
        if figure in KEYS:
            found[base_of(figure), starts_on] |= groups
    return found


def require_nothing_small(plot: Plot, monkeypatch: pytest.MonkeyPatch) -> list[Mapping[Any, set[frozenset[int]]]]:
    everything = []
    world = build(plot)
    with monkeypatch.context() as patched:
        patched.setattr(rolling, "results_added", lambda asked: {})
        without_the_rest(patched)
        patched.setattr(rolling, "adoption_added", bits(world))
        rolling.roll_up(ON)
    for key in (key for key in world.managers if manages_anyone(key, ON)):
        with monkeypatch.context() as patched:
            reader = AdoptionReader(world, key, patched)
            read = together(reader.reads_everything())
            everything.append(read)
            for (figure, starts_on), groups in read.items():
                known = reader.led_since(starts_on) | {key}
                for cell in cells(sorted(groups, key=sorted)):
                    unknown = cell - known
                    assert not 0 < len(unknown) < 5, (figure, starts_on, key, sorted(unknown))
    return everything


@settings(max_examples=15)
@example(plot=Plot((None, 0, 0), (1,) * 9 + (2,) * 8, (Move(3, 2, 17), Move(-2, 0, 30)), seed=5))
@given(plot=plots())
def test_nobody_can_work_out_anything_about_fewer_than_five(plot: Plot, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        require_nothing_small(plot, monkeypatch)
        transaction.set_rollback(True)


def test_a_leader_reads_of_a_large_team_and_of_small_ones_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of twelve and of four, in weeks in which nine of the large team have any."""
    leader, *_ = require_nothing_small(Plot((None, 0, 0), (1,) * 12 + (2,) * 4), monkeypatch)
    sizes = {len(group) for (figure, _), groups in leader.items() if figure == "timed" for group in groups}
    assert sizes == {9}


def test_a_figure_less_a_part_of_it_is_of_whole_groups_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six sellers, four of whom link accounts, and a small team of three who do: what is linked is counted once as what
    is filled and once as what could have a tier. Were the groups of either its own, one less the other would be the
    small team's.
    """
    world = build(Plot((None, 0, 0), (1,) * 6 + (2,) * 3))
    linking = {*world.sellers[:4], *world.sellers[6:]}
    could, linked = filled("account_id").key, filled("account.tier").key

    def added(asked: Asked) -> Added:
        bits_of = {key: float(2**place) for place, key in enumerate(world.sellers)}
        every = {key: Part(bits_of[key] if key in linking else 0.0, bits_of[key]) for key in world.sellers}
        own = {key: Part(0.0, bits_of[key]) for key in linking}
        return {
            name: dict.fromkeys(asked.weeks, parts) for name, parts in ((ANY, every), (could, every), (linked, own))
        }

    monkeypatch.setattr(rolling, "adoption_added", added)
    rolling.roll_up(ON)
    week_on = date(2026, 11, 16)
    told = page.sums_seen(Viewer(1, world.managers[0], False, ON), [world.managers[0]], [week_on], {})
    sums = told[world.managers[0]].weeks[week_on].sums
    assert group_in(sums[could].done, world) == set(world.sellers[:4])
    assert linked not in sums or not sums[linked].of


def test_the_reader_reads_what_it_is_meant_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or nothing it reads would prove anything."""
    world = build(Plot((None, 0), (1,) * 12))
    monkeypatch.setattr(rolling, "adoption_added", bits(world))
    rolling.roll_up(ON)
    reader = AdoptionReader(world, world.managers[0], monkeypatch)
    assert {figure for figure, _ in reader.reads_everything()} >= KEYS
