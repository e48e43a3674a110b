"""Storing drafts suggested from what people log."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from fairway.ledger.queries import stored_counts
from fairway.ledger.types import Counts, of_week
from fairway.metrics.queries import definitions
from fairway.metrics.types import Definition
from fairway.plans.actions.changing import recorded
from fairway.plans.drafting import DraftedHia, drafts_from
from fairway.plans.models import Plan
from fairway.records.queries import activity_words


def suggestions(person_keys: Collection[int], closed_weeks: Collection[date]) -> dict[int, list[DraftedHia]]:
    """Up to two HIAs for each of those people from their closed weeks, the organisation's own words first."""
    weeks = sorted(closed_weeks)
    if not weeks:
        return {}
    known = definitions()
    words: dict[str, Definition] = {word: known[word] for word in activity_words() if word in known}
    counts = stored_counts(person_keys, weeks[0], weeks[-1])
    seen: dict[int, set[str]] = defaultdict(set)
    for person_key, metric, _ in counts:
        seen[person_key].add(metric)
    found = {}
    for person_key in person_keys:
        first = _first_week(counts, person_key, weeks)
        weekly = {
            word: [of_week(counts, person_key, word, week).done for week in weeks[first:]]
            for word in words
            if word in seen[person_key]
        }
        drafted = drafts_from(weekly, words)
        if drafted:
            found[person_key] = drafted
    return found


def _first_week(counts: Counts, person_key: int, weeks: list[date]) -> int:
    """Where somebody's records begin: weeks before are not weeks of nothing."""
    days = [week for key, _, week in counts if key == person_key]
    return weeks.index(min(days)) if days else len(weeks)


@transaction.atomic
def draft_plans(person_keys: Collection[int], closed_weeks: Collection[date], *, starts_on: date) -> int:
    """Store suggestions as drafts for people who have no plan yet. Returns how many drafts were made."""
    planned = set(Plan.objects.filter(person_id__in=list(person_keys)).values_list("person_id", flat=True))
    made = 0
    for person_key, drafted in suggestions([key for key in person_keys if key not in planned], closed_weeks).items():
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
