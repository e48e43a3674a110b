"""Working out standings and storing them for pages."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction

from fairway.execution.models import MetricNoise, SellerScore
from fairway.execution.packing import packed
from fairway.execution.queries import COUNTED_WEEKS, ground_for, measured_noise, standings_on, today
from fairway.execution.types import SellerStanding
from fairway.ledger.queries import stored_counts
from fairway.lib.periods import week_of
from fairway.people.queries import organisation, sellers_on
from fairway.plans.queries import has_plan, keys_with_plan, planned_metrics
from fairway.records.queries import activity_words

CHUNK_PEOPLE = 400


def score(person_keys: Collection[int] | None = None) -> int:
    """Score those people (or everyone on the board) as of today and store it. Returns how many."""
    on = today()
    everyone = [person.key for person in sellers_on(on, with_plan=has_plan(on))]
    keys = everyone if person_keys is None else [key for key in everyone if key in set(person_keys)]
    if person_keys is None:
        SellerScore.objects.exclude(person_key__in=everyone).delete()
    for start in range(0, len(keys), CHUNK_PEOPLE):
        chunk = keys[start : start + CHUNK_PEOPLE]
        _store(standings_on(ground_for(chunk, on), chunk), on)
    return len(keys)


@transaction.atomic
def _store(standings: dict[int, SellerStanding], on: date) -> None:
    SellerScore.objects.filter(person_key__in=list(standings)).delete()
    SellerScore.objects.bulk_create(
        [
            SellerScore(
                person_key=key,
                scored_on=on,
                state=s.state,
                step_kind=s.next_step.kind,
                step_text=s.next_step.text,
                step_note=s.next_step.note,
                away_until_on=s.away_until_on,
                hias=[packed(hia) for hia in s.hias],
            )
            for key, s in standings.items()
        ]
    )


def measure_noise() -> None:
    """Measure anew how noisy each planned activity's weeks are, over everyone and half a year."""
    on, starts = today(), organisation().week_starts_on
    newest = week_of(on, starts)
    weeks = [newest - timedelta(days=7 * back) for back in range(COUNTED_WEEKS, 0, -1)]
    people, planned, words = sorted(keys_with_plan(on)), planned_metrics(), activity_words()
    parts = (
        stored_counts(people[start : start + CHUNK_PEOPLE], weeks[0], weeks[-1], metric_keys={*planned, *words})
        for start in range(0, len(people), CHUNK_PEOPLE)
    )
    for key, value in measured_noise(parts, planned, weeks, words).items():
        MetricNoise.objects.update_or_create(metric_key=key, defaults={"dispersion": value, "measured_on": on})


def forget_scores(person_key: int) -> int:
    """Remove what was worked out about an erased person. Returns how many rows."""
    return SellerScore.objects.filter(person_key=person_key).delete()[0]


def forget_noise(metrics: Collection[str]) -> None:
    """Remove what was measured about metrics that are no more."""
    MetricNoise.objects.filter(metric_key__in=list(metrics)).delete()
