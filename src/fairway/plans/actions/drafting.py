"""Storing drafts suggested from what people log."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from fairway.ledger.queries import stored_counts
from fairway.ledger.types import of_week
from fairway.metrics.queries import definitions, own_definitions
from fairway.plans.actions.changing import recorded
from fairway.plans.drafting import DraftedHia, drafts_for
from fairway.plans.models import Plan
from fairway.records.queries import activity_words


def suggestions(
    person_keys: Collection[int], closed_weeks: Collection[date], shares: Mapping[int, Mapping[date, float]]
) -> dict[int, list[DraftedHia]]:
    """Up to two HIAs for each of those people from their closed weeks, the organisation's own words first.

    `shares` is how much of a full-time week each is there for, by week; weeks of which it says nothing, or nothing, are
    no weeks at work. Targets are for a full-time week, so counts are too.
    """
    weeks = sorted(closed_weeks)
    if not weeks:
        return {}
    known = definitions()
    words = {word for word in activity_words() if word in known}
    counts = stored_counts(person_keys, weeks[0], weeks[-1])
    seen: dict[int, set[str]] = defaultdict(set)
    first: dict[int, date] = {}
    for person_key, metric, week in counts:
        seen[person_key].add(metric)
        first[person_key] = min(first.get(person_key, week), week)  # weeks before are not weeks of nothing
    team = {}
    for person_key in person_keys:
        share = shares.get(person_key, {})
        worked = [week for week in weeks if week >= first.get(person_key, date.max) and share.get(week, 0.0) > 0]
        team[person_key] = {
            metric: [of_week(counts, person_key, metric, week).done / share[week] for week in worked]
            for metric in seen[person_key]
            if metric in known
        }
    return drafts_for(team, known, own_words=words, classed=own_definitions().keys())


@transaction.atomic
def draft_plans(
    person_keys: Collection[int],
    closed_weeks: Collection[date],
    *,
    starts_on: date,
    shares: Mapping[int, Mapping[date, float]],
) -> int:
    """Store suggestions as drafts for people who have no plan yet. Returns how many drafts were made."""
    planned = set(Plan.objects.filter(person_id__in=list(person_keys)).values_list("person_id", flat=True))
    made = 0
    open_to = [key for key in person_keys if key not in planned]
    for person_key, drafted in suggestions(open_to, closed_weeks, shares).items():
        for hia in drafted:
            Plan.objects.create(
                person_id=person_key,
                metric_key=hia.metric_key,
                target=hia.target,
                starts_on=starts_on,
                is_draft=True,
                origin="draft",
            )
            made += 1
    return made


def discard_draft(person_key: int, *, metric_key: str, actor_id: int | None) -> None:
    """Throw one draft away."""
    with recorded([person_key], "discard_draft", actor_id, metric=metric_key):
        # Ended, not deleted: somebody who turned a draft down is not offered one again by the next sync.
        drafts = Plan.objects.filter(person_id=person_key, metric_key=metric_key, is_draft=True)
        drafts.update(ends_on=F("starts_on") - timedelta(days=1))
