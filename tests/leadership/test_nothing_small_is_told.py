"""From nothing a leader can read of sums, by whatever subtraction, anything follows about fewer than five sellers whom
they did not lead themselves.

Every seller adds a number that is a bit of its own, so that each number that is read says of whom it is the sum. What
can be worked out from sums are sums over cells: sellers who stand together in every one of them. So no cell may be
small.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings

from fairway.coaching.support.asking import Added, Asked
from fairway.coaching.support.types import Part
from fairway.leadership import page as pages
from fairway.leadership.actions import rolling
from fairway.leadership.figures import figures
from fairway.leadership.models import RolledArea
from fairway.leadership.page import leadership_page
from fairway.leadership.queries import exporting
from fairway.leadership.queries.exporting import kept_about
from fairway.leadership.queries.periods import quarters_back
from fairway.leadership.queries.seeing import Seen, sums_seen
from fairway.leadership.types import About, Grain
from fairway.people import access
from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Person, ReportingLine
from fairway.people.queries import manages_anyone, person_facts
from fairway.people.types import ENDLESS, Viewer
from tests.leadership.organisations import FIRST, ON, Move, Plot, World, build, plots

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WEEK_ON = date(2026, 11, 16)
Read = dict[tuple[str, date], set[frozenset[int]]]  # by figure and period the groups of which somebody read a sum


def has(figure: str, place: int, week_on: date) -> bool:
    """Whether a seller has what a figure is about in a week: some do, some do not, and it changes."""
    return (place * 7 + week_on.toordinal() // 7 * 3 + len(figure)) % 4 != 0


def bits(world: World, grain: Grain) -> Any:
    places = {key: place for place, key in enumerate(world.everybody)}

    def added(asked: Asked) -> Added:
        return {
            one.key: {
                week_on: {
                    key: Part(float(2**place), float(2**place))
                    for key, place in places.items()
                    if one.about is About.TEAM or has(one.key, place, week_on)
                }
                for week_on in asked.weeks
            }
            for one in figures()
            if one.grain is grain
        }

    return added


def group_in(value: float, world: World) -> frozenset[int]:
    return frozenset(key for place, key in enumerate(world.everybody) if int(value) >> place & 1)


class Reader:
    """One viewer, and everything they come to read."""

    def __init__(self, world: World, key: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world, self.key, self.read = world, key, defaultdict(set)
        self.viewer = Viewer(key, key, False, ON)
        monkeypatch.setattr(exporting, "today", lambda: ON)
        for name in ("sums_seen", "own_sums_seen"):
            monkeypatch.setattr(pages, name, self._noting(getattr(pages, name)))

    def _noting(self, query: Any) -> Any:
        def noted(*given: Any) -> Any:
            found = query(*given)
            for seen in [found] if isinstance(found, Seen) else found.values():
                for told in (*seen.weeks.values(), *seen.quarters.values()):
                    for figure, one in told.sums.items():
                        self.read[figure, told.starts_on].add(group_in(one.done, self.world))
            return found

        return noted

    def reads_everything(self) -> Read:
        """Their own page and that of everybody below, of every quarter, and their own export."""
        for subject in (None, *self.world.managers):
            if subject is not None and subject != self.key:
                is_open = access.relation(self.viewer, subject) != "none" and manages_anyone(subject, ON)
                if not is_open:
                    continue
            about = person_facts(subject, ON) if subject not in (None, self.key) else None
            for quarter in quarters_back(ON):
                leadership_page(self.viewer, about, quarter.starts_on)
        kept = kept_about(self.key)
        for row in kept["sums_of_everybody_below_you"]:
            for figure, one in row["figures"].items():
                self.read[figure, row["starts_on"]].add(group_in(one["done"], self.world))
        for row in kept["sums_of_sellers_you_led"]:
            for figure, (done, *_) in row["figures"].items():
                self.read[figure, row["period__starts_on"]].add(group_in(done, self.world))
        return self.read

    def led_since(self, day: date) -> set[int]:
        """Whom they led themselves on any day since then, in any kind of line."""
        rows = ReportingLine.objects.filter(manager_id=self.key)
        return {row.person_id for row in rows if (row.valid_to_on or ENDLESS) >= day and row.valid_from_on <= ON}


def cells(groups: Collection[frozenset[int]]) -> list[frozenset[int]]:
    """Sellers who stand in exactly the same of the groups."""
    standing: dict[frozenset[int], set[int]] = defaultdict(set)
    for key in frozenset().union(*groups):
        standing[frozenset(n for n, group in enumerate(groups) if key in group)].add(key)
    return [frozenset(keys) for keys in standing.values()]


def without_the_rest(patched: pytest.MonkeyPatch) -> None:
    """What is added up beside the bits: it would be read as bits. Story and adoption have tests of their own."""
    for name in ("support_added", "adoption_added", "story_of_weeks"):
        patched.setattr(rolling, name, lambda asked: {})
    patched.setattr(rolling, "story_of_quarter", lambda quarter, seats: {})


def require_nothing_small(plot: Plot, monkeypatch: pytest.MonkeyPatch) -> list[Read]:
    """Builds the organisation, and lets everybody who leads somebody read all there is. Returns what each manager read,
    in their order.
    """
    everything: list[Read] = []
    world = build(plot)
    with monkeypatch.context() as patched:
        weekly, quarterly = bits(world, Grain.WEEK), bits(world, Grain.QUARTER)
        patched.setattr(rolling, "results_added", weekly)
        patched.setattr(rolling, "misses_discussed", lambda asked: _once(quarterly(asked)["discussed"]))
        without_the_rest(patched)
        rolling.roll_up(ON)
    for key in world.managers:
        everything.append({})
        if not manages_anyone(key, ON):
            continue
        with monkeypatch.context() as patched:
            reader = Reader(world, key, patched)
            everything[-1] = reader.reads_everything()
            for (figure, starts_on), groups in everything[-1].items():
                known = reader.led_since(starts_on) | {key}
                for cell in cells(sorted(groups, key=sorted)):
                    unknown = cell - known
                    assert not 0 < len(unknown) < 5, (figure, starts_on, key, sorted(unknown))
    return everything


def _once(by_week: dict[date, dict[int, Part]]) -> dict[date, dict[int, Part]]:
    """Each seller in one week of the quarter alone, so that a bit stays a bit."""
    weeks = sorted(by_week)
    return {
        week_on: {key: part for key, part in parts.items() if weeks[key % len(weeks)] == week_on}
        for week_on, parts in by_week.items()
    }


@settings(max_examples=20)
@given(plot=plots())
def test_nobody_can_work_out_anything_about_fewer_than_five(plot: Plot, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        require_nothing_small(plot, monkeypatch)
        transaction.set_rollback(True)


def test_a_leader_reads_of_every_team_of_five_and_of_small_ones_together(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Teams of 7, 3, 4 and 2 below one leader: the large one alone, the three others as one."""
    plot = Plot((None, 0, 0, 0, 0), (1,) * 7 + (2,) * 3 + (3,) * 4 + (4,) * 2)
    leader, *managers = require_nothing_small(plot, monkeypatch)
    assert {len(group) for group in leader["held", WEEK_ON]} == {7, 16}  # alone, and with the nine others
    # Each manager reads their own whole.
    assert [{len(group) for group in read["held", WEEK_ON]} for read in managers] == [{7}, {3}, {4}, {2}]


def test_a_leader_who_leads_three_of_seven_reads_no_sum_of_all_seven(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The team of another manager, three of whom the leader leads as well: the rest would be four."""
    second = tuple(Move(place, 0, 1, "second") for place in range(3))
    leader, manager = require_nothing_small(Plot((None, 0), (1,) * 7, second), monkeypatch)
    assert leader.get(("held", WEEK_ON), set()) == set()
    assert {len(group) for group in manager["held", WEEK_ON]} == {7}


def test_a_leader_who_leads_two_of_seven_reads_their_sum(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    second = tuple(Move(place, 0, 1, "second") for place in range(2))
    leader, _ = require_nothing_small(Plot((None, 0), (1,) * 7, second), monkeypatch)
    assert {len(group) for group in leader["held", WEEK_ON]} == {7}


def test_whom_somebody_will_lead_tomorrow_is_not_known_today(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """One seller of another team comes to the leader tomorrow: until then a sum of their own five and that one would
    tell of that one. Found by the property above.
    """
    tomorrow = (ON - FIRST).days + 1
    plot = Plot((None, 0), (0,) * 5 + (1,), (Move(5, 0, tomorrow),))
    leader, _ = require_nothing_small(plot, monkeypatch)
    assert {len(group) for group in leader["held", WEEK_ON]} == {5}


def test_nor_is_it_told_of_them_beside_those_who_stay(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of another manager's seven come to the leader tomorrow: today the seven could be told, tomorrow the rest
    would be four.
    """
    tomorrow = (ON - FIRST).days + 1
    moves = tuple(Move(place, 0, tomorrow) for place in range(3))
    leader, _ = require_nothing_small(Plot((None, 0), (1,) * 7, moves), monkeypatch)
    assert leader.get(("held", WEEK_ON), set()) == set()


def test_the_page_has_no_number_of_a_small_team(db: None, client: Client) -> None:
    world = build(Plot((None, 0), (1,) * 4))
    Person.objects.update(has_read_notice=True)
    rolling.roll_up(ON)
    client.force_login(account_of(world.managers[0]))
    for path in ("/leadership/", "/leadership/managers/m1/"):
        text = client.get(path).content.decode()
        assert "Not shown: it would tell of fewer than five sellers." in text
        assert set(re.findall(r'<dd class="big figures">([^< ]+)', text)) == {"–"}
    client.force_login(account_of(world.managers[1]))
    text = client.get("/leadership/").content.decode()
    assert "Sellers you lead yourself" in text
    assert re.search(r'<dd class="big figures">4 <small>|<small>of 4</small>', text)


def test_two_looks_say_no_more_than_one_when_a_line_is_changed_for_days_past(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody is found to have worked elsewhere all along: the week that is written keeps who stood in it, or the one
    look less the other would be theirs alone.
    """
    world = build(Plot((None, 0, 0), (1,) * 7 + (2,) * 7))
    monkeypatch.setattr(rolling, "results_added", bits(world, Grain.WEEK))
    monkeypatch.setattr(rolling, "support_added", lambda asked: {})

    def groups() -> dict[int, frozenset[int]]:
        rolling.roll_up(ON)
        rows = RolledArea.objects.filter(period__starts_on=WEEK_ON, period__grain=Grain.WEEK)
        return {row.manager_id: group_in(row.figures["held"][0], world) for row in rows}

    first = groups()
    ReportingLine.objects.filter(person_id=world.sellers[0]).update(manager_id=world.managers[2])
    rebuild_spans()
    assert groups() == first
    assert {len(group) for group in first.values()} == {7, 14}


def test_a_leader_reads_no_week_in_which_a_manager_worked_under_another(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Manager 2 came from leader 1 to leader 0 in October."""
    came = Move(-3, 0, 40)
    old, new = date(2026, 9, 28), date(2026, 11, 16)
    world = build(Plot((None, None, 1), (2,) * 7 + (0,) * 6 + (1,) * 6, (came,)))
    rolling.roll_up(ON)
    for place, weeks in ((0, {new}), (2, {old, new})):
        viewer = Viewer(1, world.managers[place], False, ON)
        seen = sums_seen(viewer, [world.managers[2]], [old, new], {})
        assert set(seen[world.managers[2]].weeks) == weeks
    assert sums_seen(Viewer(1, world.managers[1], False, ON), [world.managers[2]], [new], {}) == {}
    assert set(sums_seen(Viewer(1, None, True, ON), [world.managers[2]], [old, new], {})[world.managers[2]].weeks) == {
        old,
        new,
    }


def test_who_sat_in_two_teams_of_a_quarter_is_one_seller_when_the_rest_is_counted(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of a small team moved to the other in September, so both sit in either: of five sellers the leader, who leads
    one, would read the sum of four.
    """
    moved = tuple(Move(place, 2, 14) for place in range(2))
    led = (Move(0, 0, 20, "second"),)
    world = build(Plot((None, 0, 0), (1,) * 4 + (2,), (*moved, *led)))
    monkeypatch.setattr(rolling, "misses_discussed", lambda asked: _all_in(asked.weeks, world))
    rolling.roll_up(ON)
    quarter = next(one for one in quarters_back(ON) if one.starts_on == date(2026, 7, 6))
    viewer = Viewer(1, world.managers[0], False, ON)
    seen = sums_seen(viewer, [world.managers[0]], [], {quarter.starts_on: quarter.weeks})
    told = seen[world.managers[0]].quarters[quarter.starts_on]
    assert "discussed" in told.hidden
    ReportingLine.objects.filter(kind="second").delete()
    seen = sums_seen(viewer, [world.managers[0]], [], {quarter.starts_on: quarter.weeks})
    assert "discussed" in seen[world.managers[0]].quarters[quarter.starts_on].sums


def _all_in(weeks: Collection[date], world: World) -> dict[date, dict[int, Part]]:
    return {week_on: dict.fromkeys(world.sellers, Part(1.0, 1.0)) for week_on in weeks}
