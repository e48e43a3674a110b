"""Sessions as they were led, of everybody: for sums over many. Nothing here asks who looks."""

from collections.abc import Collection
from datetime import date, timedelta

from fairway.coaching.models import Session
from fairway.coaching.types import Led, State
from fairway.lib.periods import local_day
from fairway.people.queries import organisation


def sessions_led(since_on: date, until_on: date, of: Collection[int] | None = None) -> list[Led]:
    """Every session whose day falls from one day to another, both included, in the organisation's zone, or that was
    held on such a day; the earliest first. `of` narrows to some sellers.
    """
    zone, edge = organisation().timezone, timedelta(days=1)
    days = (since_on - edge, until_on + edge)
    rows = Session.objects.filter(starts_at__date__range=days) | Session.objects.filter(held_at__date__range=days)
    rows = rows if of is None else rows.filter(person_id__in=list(of))
    found = []
    for row in rows.defer("told").order_by("starts_at", "pk"):
        on = local_day(row.starts_at, zone)
        held_on = local_day(row.held_at, zone) if row.state == State.HELD and row.held_at else None
        if since_on <= on <= until_on or (held_on and since_on <= held_on <= until_on):
            minutes = sum(minutes for _, minutes in row.parts)
            found.append(Led(row.person_id, on, minutes, row.state == State.HELD, held_on, row.metric_key))
    return found


def talks_held(coach_key: int, since_on: date, until_on: date) -> int:
    """How many sessions with one seller alone somebody held on days from one to another, both included, in the
    organisation's zone.
    """
    zone, edge = organisation().timezone, timedelta(days=1)
    rows = Session.objects.filter(coach_id=coach_key, state=State.HELD, group=None)
    held = rows.filter(held_at__date__range=(since_on - edge, until_on + edge)).values_list("held_at", flat=True)
    return sum(since_on <= local_day(at, zone) <= until_on for at in held if at is not None)
