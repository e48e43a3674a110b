"""Reading samples and ratings, and what either side may see of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from fairway.audit.recording import row_as_json
from fairway.execution.queries import today
from fairway.people import access
from fairway.people.types import Facet, Relation, Viewer
from fairway.studio import models
from fairway.studio.quality.types import DAYS_TO_RATE, Answer, CountedRecord, Rating, Sample, Side


def sample_facts(row: models.Sample, given: Iterable[models.Rating] | None = None) -> Sample:
    """`given` are its ratings, where they were read already."""
    record = CountedRecord(
        row.metric_key, row.table, row.record_id, row.day_on, row.account_id, row.opportunity_id, row.word
    )
    ratings = {Side(one.side): _rating(one) for one in (row.ratings.all() if given is None else given)}
    return Sample(row.pk, row.person_id, row.week_on, record, ratings)


def _rating(row: models.Rating) -> Rating:
    answers = {name: Answer(answer) for name, answer in row.answers.items()}
    return Rating(Side(row.side), answers, row.note, row.rated_by, row.rated_at)


def sample(key: int) -> Sample | None:
    row = models.Sample.objects.filter(pk=key).prefetch_related("ratings").first()
    return sample_facts(row) if row else None


def samples_of(person_keys: Collection[int], since_week_on: date) -> list[Sample]:
    """Samples of those people from a week on, the newest week first."""
    rows = models.Sample.objects.filter(week_on__gte=since_week_on, person_id__in=list(person_keys))
    ordered = rows.order_by("-week_on", "person_id", "place").prefetch_related("ratings")
    return [sample_facts(row) for row in ordered]


def counts_since(week_on: date) -> dict[int, tuple[int, int]]:
    """How many samples of everybody were drawn from a week on, and how many of them both sides rated."""
    rows = models.Sample.objects.filter(week_on__gte=week_on).annotate(sides=Count("ratings"))
    found: dict[int, tuple[int, int]] = {}
    for person_key, sides in rows.values_list("person_id", "sides"):
        drawn, rated = found.get(person_key, (0, 0))
        found[person_key] = (drawn + 1, rated + (sides == len(Side)))
    return found


def count_to_rate(person_key: int, side: Side, on: date) -> int:
    """How many samples of somebody wait for the rating of one side."""
    drawn = samples_of([person_key], on - timedelta(days=DAYS_TO_RATE + 7))
    return sum(side not in one.ratings and not one.is_open_on(on) for one in drawn)


def side_of(viewer: Viewer, person_key: int) -> Side | None:
    """Whose side a viewer rates on: one's own, or that of whoever leads somebody directly. Operations are of none."""
    if Facet.REASONS not in access.facets(viewer, person_key):
        return None
    return Side.SELLER if access.relation(viewer, person_key) is Relation.SELF else Side.MANAGER


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about one person for that person's own export. What a manager answered comes with it as soon as the
    page shows it too: once they have rated themselves, or when the time for it is over.
    """
    rows = list(models.Sample.objects.filter(person_id=person_key).order_by("pk").prefetch_related("ratings"))
    on = today()
    return {
        "samples": [row_as_json(row) for row in rows],
        "ratings": [told for row in rows for told in _ratings_told(row, on)],
    }


def _ratings_told(row: models.Sample, on: date) -> list[dict[str, Any]]:
    is_open = sample_facts(row).is_open_on(on)
    told = []
    for one in row.ratings.all():
        given = row_as_json(one)
        if not is_open and one.side == Side.MANAGER:
            given |= {"answers": "shown once you have rated", "note": ""}
        told.append(given)
    return told


def everything() -> Sequence[Sample]:
    """Every sample with its ratings, oldest first, for an export: in two statements, however many there are."""
    given: dict[int, list[models.Rating]] = defaultdict(list)
    for one in models.Rating.objects.order_by("pk").iterator(chunk_size=2000):
        given[one.sample_id].append(one)
    rows = models.Sample.objects.order_by("pk").iterator(chunk_size=2000)
    return [sample_facts(row, given[row.pk]) for row in rows]
