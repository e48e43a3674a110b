"""Rolling up closed weeks and quarters, once a day. Killed at any moment it goes on with the period it was at."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from fairway.leadership.asking import Added, Asked
from fairway.leadership.figures import of_grain
from fairway.leadership.lines import Lines, seats_in
from fairway.leadership.models import RolledArea, RolledPeriod, RolledSeller, RolledTeam
from fairway.leadership.periods import WeekQuarter, is_settled
from fairway.leadership.queries.periods import closed_weeks, quarters_back
from fairway.leadership.queries.pulses import pulses_of
from fairway.leadership.queries.results import results_added
from fairway.leadership.queries.support import misses_discussed, support_added
from fairway.leadership.story.adding import figures_in
from fairway.leadership.story.queries import story_of_quarter, story_of_weeks
from fairway.leadership.summing import ManagerSums, Ready, TeamSums, summed, teams_of
from fairway.leadership.types import Grain, Part, Parts, Seat, Sum
from fairway.lib.periods import week_period
from fairway.people.queries import employment, every_line
from fairway.plans.queries import plans_of

AT_ONCE = 500  # rows in one statement


@dataclass(frozen=True, slots=True)
class Span:
    """A period to write."""

    grain: Grain
    starts_on: date
    ends_on: date


def roll_up(on: date, *, told: Callable[[], None] = lambda: None) -> int:
    """Write every closed week and quarter that was not written or may still change, back to four quarters before the
    running one. Returns how many periods.
    """
    lines, closed, written = Lines(every_line()), closed_weeks(on), 0
    for quarter in quarters_back(on):
        weeks = [week for week in closed if week in quarter.weeks]
        written += _roll_weeks(weeks, lines, on)
        if weeks and weeks[-1] == quarter.weeks[-1]:
            written += _roll_quarter(quarter, on)
        told()
    return written


def _open(grain: Grain, starts: Sequence[date]) -> list[date]:
    """Those that are not settled yet."""
    settled = RolledPeriod.objects.filter(grain=grain, starts_on__in=list(starts), is_settled=True)
    return sorted(set(starts) - set(settled.values_list("starts_on", flat=True)))


def _roll_weeks(weeks: Sequence[date], lines: Lines, on: date) -> int:
    due = _open(Grain.WEEK, weeks)
    if not due:
        return 0
    people, last_on = employment(), week_period(weeks[-1]).end_on
    plans = plans_of(None, due[0], last_on)
    seats = _stored_seats(due)
    for week_on in due:
        if week_on not in seats:
            seats[week_on] = seats_in(week_period(week_on), people, lines, plans)
    selling = {seat.person_key for found in seats.values() for seat in found}
    asked = Asked(
        [week for week in weeks if week >= due[0]], [one for one in people if one.person_key in selling], plans, on
    )
    added = {**results_added(asked), **support_added(asked), **story_of_weeks(asked)}
    for week_on in due:
        span = Span(Grain.WEEK, week_on, week_period(week_on).end_on)
        _write(span, seats[week_on], _seated(added, week_on, seats[week_on]), on)
    return len(due)


def _roll_quarter(quarter: WeekQuarter, on: date) -> int:
    if not _open(Grain.QUARTER, [quarter.starts_on]):
        return 0
    seats, people = _stored_seats(quarter.weeks), employment()
    discussed = discussed_by_seat(Asked(quarter.weeks, people, {}, on), seats)
    everybody = sorted({seat for found in seats.values() for seat in found})
    span = Span(Grain.QUARTER, quarter.starts_on, quarter.ends_on)
    paths = {path[0]: path for found in seats.values() for path in _heads(found)}
    parts = {"discussed": discussed, **story_of_quarter(quarter, seats)}
    _write(span, everybody, parts, on, {"pulse": pulses_of(quarter, paths)})
    return 1


def discussed_by_seat(asked: Asked, seats: Mapping[date, Sequence[Seat]]) -> dict[Seat, Part]:
    """Misses of the asked weeks that were spoken about in time, by whom and where their seller worked."""
    found: dict[Seat, Part] = {}
    for week_on, by_person in misses_discussed(asked).items():
        for seat in seats.get(week_on, ()):
            if part := by_person.get(seat.person_key):
                before = found.get(seat, Part(0.0, 0.0))
                found[seat] = Part(before.done + part.done, before.of + part.of)
    return found


def _heads(seats: Sequence[Seat]) -> set[tuple[int, ...]]:
    """Everybody above a seller, each with whoever is above them."""
    return {seat.path[place:] for seat in seats for place in range(len(seat.path))}


def _seated(added: Added, week_on: date, seats: Sequence[Seat]) -> Parts:
    """What the sellers of a week add, by their seats."""
    by_person = {seat.person_key: seat for seat in seats}
    return {
        key: {by_person[person]: part for person, part in weeks.get(week_on, {}).items() if person in by_person}
        for key, weeks in added.items()
    }


def _stored_seats(weeks: Sequence[date]) -> dict[date, list[Seat]]:
    """Who stood under whom, as it was when a week was first written."""
    rows = RolledSeller.objects.filter(team__period__grain=Grain.WEEK, team__period__starts_on__in=list(weeks))
    found: dict[date, list[Seat]] = defaultdict(list)
    for week_on, path, person_key in rows.order_by("pk").values_list(
        "team__period__starts_on", "team__path", "person_id"
    ):
        found[week_on].append(Seat(tuple(path), person_key))
    return dict(found)


@transaction.atomic
def _write(
    span: Span, seats: Sequence[Seat], parts: Parts, on: date, ready: Mapping[str, Sequence[Ready]] | None = None
) -> None:
    period, _ = RolledPeriod.objects.update_or_create(
        grain=span.grain,
        starts_on=span.starts_on,
        defaults={"ends_on": span.ends_on, "written_on": on, "is_settled": is_settled(span.ends_on, on)},
    )
    teams = teams_of(seats)
    managers = summed(teams, parts, [*of_grain(span.grain), *figures_in(parts, span.grain)], ready)
    RolledTeam.objects.filter(period=period).delete()
    RolledArea.objects.filter(period=period).delete()
    rows = RolledTeam.objects.bulk_create(_team(period, team) for team in teams)
    RolledSeller.objects.bulk_create(
        [
            RolledSeller(team=row, person_id=key)
            for row, team in zip(rows, teams, strict=True)
            for key in sorted(team.sellers)
        ],
        batch_size=AT_ONCE,
    )
    RolledArea.objects.bulk_create(
        [_manager(period, key, below) for key, below in sorted(managers.items()) if key], batch_size=AT_ONCE
    )


def _team(period: RolledPeriod, team: TeamSums) -> RolledTeam:
    figures = {key: [*_columns(one), team.groups[key]] for key, one in team.sums.items()}
    return RolledTeam(period=period, manager_id=team.path[0] or None, path=list(team.path), figures=figures)


def _manager(period: RolledPeriod, key: int, below: ManagerSums) -> RolledArea:
    figures = {name: _columns(one) for name, one in below.sums.items()}
    return RolledArea(period=period, manager_id=key, figures=figures, partial=sorted(below.partial))


def _columns(one: Sum) -> list[Any]:
    return [round(one.done, 2), round(one.of, 2), one.sellers]
