"""How statements for a record of learning are doing, as counts."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q

from fairway.training.models import Statement


@dataclass(frozen=True, slots=True)
class ToldOf:
    """`problem`: the reason of the newest that was refused."""

    is_set: bool
    there: int
    waiting: int
    refused: int
    problem: str


def told_of_statements() -> ToldOf:
    """Over everybody, two statements."""
    refused = Statement.objects.exclude(problem="")
    counts = Statement.objects.aggregate(
        there=Count("pk", filter=~Q(sent_at=None)),
        waiting=Count("pk", filter=Q(sent_at=None, problem="")),
        refused=Count("pk", filter=~Q(problem="")),
    )
    newest = refused.order_by("-pk").values_list("problem", flat=True).first() or ""
    return ToldOf(bool(settings.LEARNING_RECORD_STORE[0]), problem=newest, **counts)
