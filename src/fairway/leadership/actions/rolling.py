"""Rolling up closed weeks and quarters, once a day. Killed at any moment it goes on with the period it was at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fairway.coaching.support.asking import Asked, seated
from fairway.coaching.support.lines import Lines, seats_in
from fairway.coaching.support.queries import misses_discussed, support_added
from fairway.coaching.support.types import Part, Parts, Seat
from fairway.leadership.adoption.actions import add_to_settled
from fairway.leadership.adoption.figures import stored_figures
from fairway.leadership.adoption.queries import adoption_added
from fairway.leadership.figures import of_grain
from fairway.leadership.models import RolledArea, RolledPeriod, RolledSeller, RolledTeam
from fairway.leadership.periods import WeekQuarter, is_settled
from fairway.leadership.queries.applied import applied_of
from fairway.leadership.queries.periods import closed_weeks, quarters_back
from fairway.leadership.queries.pulses import pulses_of
from fairway.leadership.queries.results import results_added
from fairway.leadership.queries.seats import stored_seats
from fairway.leadership.story.adding import figures_in
from fairway.leadership.story.queries import story_of_quarter, story_of_weeks
from fairway.leadership.summing import ManagerSums, Ready, TeamSums, area_columns, summed, team_columns, teams_of
from fairway.leadership.types import Figure, Grain
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
        written += _roll_weeks(weeks, lines, on) + add_to_settled(weeks, on)
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
    seats = stored_seats(due)
    for week_on in due:
        if week_on not in seats:
            seats[week_on] = seats_in(week_period(week_on), people, lines, plans)
    selling = {seat.person_key for found in seats.values() for seat in found}
    asked = Asked(
        [week for week in weeks if week >= due[0]], [one for one in people if one.person_key in selling], plans, on
    )
    added = {**results_added(asked), **support_added(asked), **adoption_added(asked), **story_of_weeks(asked)}
    for week_on in due:
        span = Span(Grain.WEEK, week_on, week_period(week_on).end_on)
        _write(span, seats[week_on], seated(added, week_on, seats[week_on]), on)
    return len(due)


def _roll_quarter(quarter: WeekQuarter, on: date) -> int:
    if not _open(Grain.QUARTER, [quarter.starts_on]):
        return 0
    seats, people = stored_seats(quarter.weeks), employment()
    discussed = discussed_by_seat(Asked(quarter.weeks, people, {}, on), seats)
    everybody = sorted({seat for found in seats.values() for seat in found})
    span = Span(Grain.QUARTER, quarter.starts_on, quarter.ends_on)
    paths = {path[0]: path for found in seats.values() for path in _heads(found)}
    parts = {"discussed": discussed, **story_of_quarter(quarter, seats)}
    _write(span, everybody, parts, on, {"pulse": pulses_of(quarter, paths), "applied": applied_of(quarter, paths)})
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


@transaction.atomic
def _write(
    span: Span, seats: Sequence[Seat], parts: Parts, on: date, ready: Mapping[str, Sequence[Ready]] | None = None
) -> None:
    period, _ = RolledPeriod.objects.update_or_create(
        grain=span.grain,
        starts_on=span.starts_on,
        defaults={
            "ends_on": span.ends_on,
            "written_on": on,
            "is_settled": is_settled(span.ends_on, on),
            "has_adoption": span.grain is Grain.WEEK,
        },
    )
    teams = teams_of(seats)
    managers = summed(teams, parts, [*_figures(span.grain), *figures_in(parts, span.grain)], ready)
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


def _figures(grain: Grain) -> list[Figure]:
    return [*of_grain(grain), *(stored_figures() if grain is Grain.WEEK else ())]


def _team(period: RolledPeriod, team: TeamSums) -> RolledTeam:
    return RolledTeam(period=period, manager_id=team.path[0] or None, path=list(team.path), figures=team_columns(team))


def _manager(period: RolledPeriod, key: int, below: ManagerSums) -> RolledArea:
    return RolledArea(period=period, manager_id=key, figures=area_columns(below), partial=sorted(below.partial))
