"""What came of sessions: held against planned, and what was done of activities by week, with the sessions about them.

For rooms that asked the access door; nothing here asks who looks.
"""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q

from fairway.coaching.effect import Course
from fairway.coaching.models import Session
from fairway.coaching.tallying import Planned
from fairway.coaching.types import State
from fairway.commitments.queries import is_blind
from fairway.exchange.queries import blind_spots
from fairway.ledger.queries import stored_counts
from fairway.ledger.types import of_week
from fairway.lib.periods import Period, local_day, week_of, week_period, weeks_between
from fairway.metrics.queries import definitions_for
from fairway.people.queries import organisation, working_time_of
from fairway.people.working_time import share_of_week
from fairway.plans.expecting import expected_in_week
from fairway.plans.queries import plans_of
from fairway.records.queries import activity_words
from fairway.signs.measuring import type_of

WEEK = timedelta(days=7)
LOOKED_BACK = 52  # weeks


def planned_sessions(person_keys: Collection[int], since_on: date, until_on: date) -> list[Planned]:
    """Sessions of some sellers whose day fell from one day to another, both included, in the organisation's zone."""
    zone = organisation().timezone
    rows = Session.objects.filter(person_id__in=list(person_keys), starts_at__date__gte=since_on - timedelta(days=1))
    found = [
        (local_day(starts_at, zone), Planned(person_key, kind, State(state), moved))
        for person_key, kind, state, moved, starts_at in rows.order_by("starts_at", "pk").values_list(
            "person_id", "kind", "state", "moved", "starts_at"
        )
    ]
    return [one for on, one in found if since_on <= on <= until_on]


def courses_of(person_keys: Collection[int], on: date) -> list[Course]:
    """What was done of each activity in force by closed week, and in which a session about it was held; of the last
    52 weeks, in statements constant in their number.
    """
    newest = week_of(on, organisation().week_starts_on) - WEEK
    weeks = weeks_between(newest - WEEK * (LOOKED_BACK - 1), newest)
    period = Period(weeks[0], week_period(newest).end_on)
    held = _weeks_with_talks(person_keys, weeks)
    plans = plans_of(person_keys, period.start_on, period.end_on)
    held_plans = {
        (person_key, metric): [plan for plan in own if plan.metric_key == metric and not plan.is_draft]
        for person_key, own in plans.items()
        for metric in sorted({plan.metric_key for plan in own if not plan.is_draft})
    }
    metrics = {metric for _, metric in held_plans}
    counts = stored_counts(person_keys, weeks[0], newest, metric_keys=metrics)
    times, blind = working_time_of(person_keys, period), blind_spots(person_keys, period.start_on, period.end_on)
    words = activity_words()
    types = {key: type_of(one, words) for key, one in definitions_for(metrics, words=words).items()}

    def share(person_key: int, metric: str, week_on: date) -> float:
        if not share_of_week(times[person_key], week_on):
            return float("nan")
        expected = expected_in_week(held_plans[person_key, metric], times[person_key], week_on)
        if not expected or is_blind(blind.get(person_key, ()), types.get(metric, ""), week_period(week_on)):
            return float("nan")
        return of_week(counts, person_key, metric, week_on).done / expected

    return [
        Course(
            person_key,
            [share(person_key, metric, week_on) for week_on in weeks],
            [(person_key, metric, week_on) in held for week_on in weeks],
        )
        for person_key, metric in held_plans
    ]


def _weeks_with_talks(person_keys: Collection[int], weeks: list[date]) -> set[tuple[int, str, date]]:
    """By seller and activity the weeks in which a session about it was held."""
    home = organisation()
    about = ~Q(metric_key="") & Q(state=State.HELD, held_at__date__gte=weeks[0] - timedelta(days=1))
    rows = Session.objects.filter(about, person_id__in=list(person_keys))
    return {
        (person_key, metric, week_of(local_day(held_at, home.timezone), home.week_starts_on))
        for person_key, metric, held_at in rows.values_list("person_id", "metric_key", "held_at")
        if held_at is not None
    }
