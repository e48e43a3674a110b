"""From the boards of those they report to, and everything else they read, nobody can work out anything about fewer than
five others, by whatever subtraction. The bits and cells are those of the test of the two halves.
"""

from collections import defaultdict
from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings

from fairway.leadership.actions import rolling
from fairway.leadership.own.acts import acts
from fairway.leadership.own.queries import board_door
from fairway.leadership.own.types import Lens
from fairway.leadership.periods import WEEK
from fairway.leadership.queries import own_sums
from fairway.leadership.queries.own_sums import Asking, sums_of
from fairway.leadership.types import Grain
from fairway.people import access
from fairway.people.models import Person
from fairway.people.queries import keys_managed_directly, managers_among, manages_anyone
from fairway.people.types import Viewer
from tests.leadership.organisations import ON, Move, Plot, World, build, line, plots
from tests.leadership.test_nothing_small_is_told import Read, Reader, _once, bits, cells, group_in, without_the_rest

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NEWEST = date(2026, 11, 16)
WEEKS = [NEWEST - WEEK * back for back in range(5, -1, -1)]
READERS = 4  # sellers who read, beside the last: trying all takes minutes
COUNTED = [act for act in acts().values() if act.reads]


def reads_boards(reader: Reader, world: World, lenses: set[Lens]) -> Read:
    """Every sum of a whole that stands on a board the reader may open, and that their own part is theirs alone."""
    found: Read = defaultdict(set)
    for manager in world.managers:
        try:
            subject, lens = board_door(reader.viewer, Person.objects.get(pk=manager).slug)
        except access.Hidden:
            continue
        lenses.add(lens)
        below = keys_managed_directly(manager, ON) - {manager}
        asking = Asking(reader.viewer, subject, lens, WEEKS, bool(managers_among(below, ON)))
        for key, sums in sums_of(asking, COUNTED).items():
            for week_on, part in sums.whole.items():
                found[acts()[key].reads, week_on].add(group_in(part.done, world))
            for part in (sums.yours or {}).values():
                assert group_in(part.done, world) <= {reader.key}
    return found


def require_nothing_small(plot: Plot, monkeypatch: pytest.MonkeyPatch) -> dict[int, Read]:
    """By reader what they read, of whoever reports to somebody or leads somebody."""
    world, everything, lenses = build(plot), {}, set[Lens]()
    weekly, quarterly = bits(world, Grain.WEEK), bits(world, Grain.QUARTER)
    monkeypatch.setattr(rolling, "results_added", weekly)
    without_the_rest(monkeypatch)
    monkeypatch.setattr(rolling, "misses_discussed", lambda asked: _once(quarterly(asked)["discussed"]))
    monkeypatch.setattr(own_sums, "support_added", weekly)
    monkeypatch.setattr(own_sums, "misses_discussed", lambda asked: quarterly(asked)["discussed"])
    rolling.roll_up(ON)
    for key in (*world.managers, *world.sellers[:READERS], world.sellers[-1]):
        with monkeypatch.context() as patched:
            reader = Reader(world, key, patched)
            read = reads_boards(reader, world, lenses)
            everything[key] = {place: set(groups) for place, groups in read.items()}
            if manages_anyone(key, ON):
                for place, groups in reader.reads_everything().items():
                    read[place] |= groups
        for (figure, starts_on), groups in read.items():
            known = reader.led_since(starts_on) | {key}
            for cell in cells(sorted(groups, key=sorted)):
                unknown = cell - known
                assert not 0 < len(unknown) < 5, (figure, starts_on, key, sorted(unknown))
    return everything


@settings(max_examples=10)
@given(plot=plots(most_sellers=14))
def test_nobody_can_work_out_anything_about_fewer_than_five_others(plot: Plot, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic(), monkeypatch.context() as patched:
        require_nothing_small(plot, patched)
        transaction.set_rollback(True)


@pytest.mark.parametrize(("sellers", "is_read"), [(5, False), (6, True)])
def test_a_seller_reads_the_whole_once_five_others_are_left(
    sellers: int, is_read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = require_nothing_small(Plot((None,), (0,) * sellers), monkeypatch)
    *_, seller = everything
    assert (len(everything[seller].get(("held", NEWEST), ())) == 1) is is_read


def test_a_seller_who_leads_two_colleagues_reads_no_sum_of_seven(monkeypatch: pytest.MonkeyPatch) -> None:
    """They stand in for the manager of two of the six others: the rest would be four."""
    plot = Plot((None, 0), (1,) * 7)
    world = build(plot)
    monkeypatch.setattr(rolling, "results_added", bits(world, Grain.WEEK))
    without_the_rest(monkeypatch)
    rolling.roll_up(ON)
    reader = Viewer(1, world.sellers[0], False, ON)
    subject, lens = board_door(reader, "m1")
    act = [acts()["held"]]
    assert NEWEST in sums_of(Asking(reader, subject, lens, WEEKS, False), act)["held"].whole
    for place in (1, 2):
        line(world.sellers[place], world.sellers[0], kind="second", valid_from_on=NEWEST)
    sums = sums_of(Asking(reader, subject, lens, WEEKS, False), act)["held"]
    assert NEWEST not in sums.whole
    assert NEWEST in sums.hidden


def test_a_move_within_the_weeks_is_told_by_who_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of seven came at the end of October; before that there were five, of whom each reads nothing whole."""
    moves = tuple(Move(place, 1, 60) for place in range(2))
    world_plot = Plot((None, 0, 0), (2, 2, *(1,) * 5), moves)
    everything = require_nothing_small(world_plot, monkeypatch)
    *_, stayed = everything
    assert ("held", NEWEST) in everything[stayed]
    assert ("held", date(2026, 10, 12)) not in everything[stayed]
