"""Adding adoption to weeks that were settled before it was kept: what they have already stays as it is."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from fairway.coaching.support.asking import Asked, seated
from fairway.coaching.support.types import Parts, Seat
from fairway.leadership.adoption.figures import stored_figures
from fairway.leadership.adoption.queries import adoption_added
from fairway.leadership.models import RolledArea, RolledPeriod, RolledTeam
from fairway.leadership.queries.seats import stored_seats
from fairway.leadership.summing import area_columns, summed, team_columns, teams_of
from fairway.leadership.types import Grain
from fairway.people.queries import employment


def add_to_settled(weeks: Sequence[date], on: date) -> int:
    """Returns how many of the closed weeks got it."""
    rows = RolledPeriod.objects.filter(grain=Grain.WEEK, starts_on__in=list(weeks), is_settled=True, has_adoption=False)
    periods = {row.starts_on: row for row in rows}
    if not periods:
        return 0
    seats = stored_seats(periods)
    selling = {seat.person_key for found in seats.values() for seat in found}
    between = [week for week in weeks if min(periods) <= week <= max(periods)]
    asked = Asked(between, [one for one in employment() if one.person_key in selling], {}, on)
    added = adoption_added(asked)
    for week_on, period in periods.items():
        own = seats.get(week_on, [])
        _add(period, own, seated(added, week_on, own))
    return len(periods)


@transaction.atomic
def _add(period: RolledPeriod, seats: Sequence[Seat], parts: Parts) -> None:
    teams = teams_of(seats)
    stored = list(RolledTeam.objects.filter(period=period))
    rows = {tuple(row.path): row for row in stored}
    if len(rows) == len(stored):  # else managers were erased: no telling whose
        managers = summed(teams, parts, stored_figures())
        for team in teams:
            rows[team.path].figures |= team_columns(team)
        areas = list(RolledArea.objects.filter(period=period, manager_id__in=list(managers)))
        for area in areas:
            below = managers[area.manager_id]
            area.figures |= area_columns(below)
            area.partial = sorted({*area.partial, *below.partial})
        RolledTeam.objects.bulk_update(rows.values(), ["figures"], batch_size=500)
        RolledArea.objects.bulk_update(areas, ["figures", "partial"], batch_size=500)
    period.has_adoption = True
    period.save(update_fields=["has_adoption"])
