"""Reading samples and ratings, and what either side may see of them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from fairway.audit.recording import row_as_json
from fairway.execution.queries import today
from fairway.people import access
from fairway.people.types import Facet, Relation, Viewer
from fairway.studio import models
from fairway.studio.quality.types import Answer, CountedRecord, Rating, Sample, Side


def sample_facts(row: models.Sample) -> Sample:
    record = CountedRecord(
        row.metric_key, row.table, row.record_id, row.day_on, row.account_id, row.opportunity_id, row.word
    )
    ratings = {Side(one.side): _rating(one) for one in row.ratings.all()}
    return Sample(row.pk, row.person_id, row.week_on, record, ratings)


def _rating(row: models.Rating) -> Rating:
    answers = {name: Answer(answer) for name, answer in row.answers.items()}
    return Rating(Side(row.side), answers, row.note, row.rated_by, row.rated_at)


def sample(key: int) -> Sample | None:
    row = models.Sample.objects.filter(pk=key).prefetch_related("ratings").first()
    return sample_facts(row) if row else None


def samples_of(person_keys: Collection[int] | None, since_week_on: date) -> list[Sample]:
    """Samples of those people, or of everybody, from a week on, the newest week first."""
    rows = models.Sample.objects.filter(week_on__gte=since_week_on).prefetch_related("ratings")
    if person_keys is not None:
        rows = rows.filter(person_id__in=list(person_keys))
    return [sample_facts(row) for row in rows.order_by("-week_on", "person_id", "place")]


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
    return {
        "samples": [row_as_json(row) for row in rows],
        "ratings": [told for row in rows for told in _ratings_told(row)],
    }


def _ratings_told(row: models.Sample) -> list[dict[str, Any]]:
    is_open = not sample_facts(row).is_rated_by_both and today() <= sample_facts(row).last_on
    told = []
    for one in row.ratings.all():
        given = row_as_json(one)
        if is_open and one.side == Side.MANAGER:
            given |= {"answers": "shown once you have rated", "note": ""}
        told.append(given)
    return told


def everything() -> Sequence[Sample]:
    """Every sample with its ratings, oldest first, for an export."""
    rows = models.Sample.objects.order_by("pk").prefetch_related("ratings")
    return [sample_facts(row) for row in rows]
