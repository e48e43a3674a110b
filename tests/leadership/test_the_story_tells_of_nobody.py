"""From whatever somebody reads of the leading story, with all they know from leading sellers or being one, nothing
follows about fewer than five others.

An activity of a seller is an item, and adds a bit of its own to every sum it stands in; so each sum says of which items
it is. Decisions are read of all activities at once: what stands alone and what stands with others may be taken from
each other as well.
"""

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import example, given, settings

from fairway.coaching.support.asking import Added, Asked
from fairway.coaching.support.types import Part, Parts, Seat
from fairway.leadership.actions import rolling
from fairway.leadership.periods import WeekQuarter
from fairway.leadership.queries import exporting
from fairway.leadership.queries.exporting import kept_about
from fairway.leadership.queries.periods import quarters_back
from fairway.leadership.queries.seeing import Seen
from fairway.leadership.story import page as pages
from fairway.leadership.story.adding import BEGUN, COURSE, DECISIONS, DOES, DOUBT, figure_key, with_others
from fairway.leadership.story.page import story_page
from fairway.people.models import Person
from fairway.people.queries import manages_anyone
from fairway.people.types import Viewer
from tests.leadership.organisations import ON, Move, Plot, World, build, plots
from tests.leadership.test_nothing_small_is_told import Reader, cells

pytestmark = [pytest.mark.django_db, pytest.mark.once]
METRICS = ("first_meetings_requested", "early_stage_conversations")
FAMILIES = {
    **dict.fromkeys((DOES, DOUBT), "weekly"),
    **dict.fromkeys(DECISIONS, "decided"),
    **dict.fromkeys(COURSE, "course"),
}
Item = tuple[int, str]


class Bits:
    """An item for each seller and activity, with a bit of its own."""

    def __init__(self, world: World) -> None:
        self.items: list[Item] = [(key, metric) for key in world.sellers for metric in METRICS]

    def part(self, item: Item) -> Part:
        return Part(float(2 ** self.items.index(item)), float(2 ** self.items.index(item)))

    def in_sum(self, value: float) -> frozenset[Item]:
        return frozenset(item for place, item in enumerate(self.items) if int(value) >> place & 1)

    def has(self, item: Item, salt: int) -> bool:
        """Whether a seller has an activity then: most do, some do not, and it changes."""
        return (self.items.index(item) * 5 + salt) % 3 != 0

    def of_weeks(self, asked: Asked) -> Added:
        return {
            figure_key(kind, metric): {
                week_on: {
                    key: self.part((key, metric))
                    for key, own in self.items
                    if own == metric and self.has((key, own), week_on.toordinal() // 7)
                }
                for week_on in asked.weeks
            }
            for metric in METRICS
            for kind in (DOES, DOUBT)
        }

    def of_quarter(self, quarter: WeekQuarter, seats: Any) -> Parts:
        """Everybody at the last seat they had."""
        last: dict[int, Seat] = {seat.person_key: seat for week_on in sorted(seats) for seat in seats[week_on]}
        found: Parts = {}
        for kinds, salt in ((DECISIONS, 1), (COURSE, 2)):
            own: dict[str, dict[str, dict[Seat, Part]]] = defaultdict(lambda kinds=kinds: {kind: {} for kind in kinds})
            for key, metric in self.items:
                if key in last and self.has((key, metric), salt):
                    for kind in kinds:
                        own[metric][kind][last[key]] = self.part((key, metric))
            found = {**found, **with_others(own)}
        return found


class StoryReader:
    """One viewer, and every sum the story lets them read, by family of figures and period."""

    def __init__(self, viewer: Viewer, bits: Bits, monkeypatch: pytest.MonkeyPatch) -> None:
        self.viewer, self.bits = viewer, bits
        monkeypatch.setattr(exporting, "today", lambda: ON)
        self.read: dict[tuple[str, date], set[frozenset[Item]]] = defaultdict(set)
        for name in ("sums_seen", "whole_sums_seen"):
            monkeypatch.setattr(pages, name, self._noting(getattr(pages, name)))

    def _noting(self, query: Any) -> Any:
        def noted(*given: Any) -> Any:
            found = query(*given)
            for seen in [found] if isinstance(found, Seen) else found.values():
                for told in (*seen.weeks.values(), *seen.quarters.values()):
                    for key, one in told.sums.items():
                        self._note(key, told.starts_on, one.done)
            return found

        return noted

    def _note(self, key: str, starts_on: date, done: float) -> None:
        family = FAMILIES.get(key.partition(":")[0])
        if family and ":" in key and done:
            self.read[family, starts_on].add(self.bits.in_sum(done))

    def reads_everything(self) -> None:
        for quarter in quarters_back(ON):
            story_page(self.viewer, quarter.starts_on)
        if self.viewer.person_key is not None:
            for row in kept_about(self.viewer.person_key)["sums_of_everybody_below_you"]:
                for key, one in row["figures"].items():
                    self._note(key, row["starts_on"], one["done"])


def require_nobody(plot: Plot, monkeypatch: pytest.MonkeyPatch) -> list[dict[tuple[str, date], set[frozenset[Item]]]]:
    """Builds the organisation and lets everybody read who leads or is in operations. Returns what each read."""
    everything = []
    world = build(plot)
    bits = Bits(world)
    with monkeypatch.context() as patched:
        patched.setattr(rolling, "results_added", lambda asked: {})
        patched.setattr(rolling, "support_added", lambda asked: {})
        patched.setattr(rolling, "story_of_weeks", bits.of_weeks)
        patched.setattr(rolling, "story_of_quarter", bits.of_quarter)
        rolling.roll_up(ON)
    olga = Person.objects.create(name="Olga Orth", slug="olga", email="olga@example.com", is_operations=True).pk
    viewers = [Viewer(key, key, False, ON) for key in world.managers if manages_anyone(key, ON)]
    viewers += [Viewer(key, key, True, ON) for key in (*world.managers, *world.sellers[:2], olga)]
    for viewer in viewers:
        with monkeypatch.context() as patched:
            reader = StoryReader(viewer, bits, patched)
            reader.reads_everything()
            leading = Reader(world, viewer.person_key or 0, patched)
        for (family, starts_on), groups in reader.read.items():
            known = leading.led_since(starts_on) | {viewer.person_key}
            for cell in cells(sorted(groups, key=sorted)):
                unknown = {key for key, _ in cell} - known
                assert not 0 < len(unknown) < 5, (family, starts_on, viewer, sorted(unknown))
        everything.append(reader.read)
    return everything


# Operations who were a second manager of three of seven: four would be left.
ONCE_LED = Plot((None, None), (1,) * 7, tuple(Move(place, 0, 1, "second", 60) for place in range(3)))
SMALL_TEAMS = Plot((None, 0, 0, 0), (1,) * 7 + (2,) * 3 + (3,) * 4)


@settings(max_examples=10)
@example(plot=ONCE_LED)
@example(plot=SMALL_TEAMS)
@given(plot=plots())
def test_nobody_can_work_out_anything_about_fewer_than_five(plot: Plot, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        require_nobody(plot, monkeypatch)
        transaction.set_rollback(True)


def test_something_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of eleven sellers in two teams the leader reads both activities, and decisions of either."""
    leader, *_ = require_nobody(Plot((None, 0, 0), (1,) * 16 + (2,) * 12), monkeypatch)
    quarter = date(2026, 7, 6)
    assert {family for family, _ in leader} == {"weekly", "decided", "course"}
    assert leader["decided", quarter]
    assert BEGUN in FAMILIES
