"""The learning record store of this house, and how statements for it are doing, as counts."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q

from fairway.training.models import Statement
from fairway.training.standards.store import Store


def record_store() -> Store:
    """The one this house sends to, as the environment names it."""
    return Store(*settings.LEARNING_RECORD_STORE)


@dataclass(frozen=True, slots=True)
class ToldOf:
    """`problem`: the reason of the newest that was refused; `waits_why`: of the newest that did not get as far."""

    is_set: bool
    there: int
    waiting: int
    refused: int
    problem: str
    waits_why: str


def told_of_statements() -> ToldOf:
    """Over everybody, three statements."""
    counts = Statement.objects.aggregate(
        there=Count("pk", filter=~Q(sent_at=None)),
        waiting=Count("pk", filter=Q(sent_at=None, problem="")),
        refused=Count("pk", filter=~Q(problem="")),
    )
    return ToldOf(record_store().is_set, problem=_newest("problem"), waits_why=_newest("waits_why"), **counts)


def _newest(reason: str) -> str:
    return Statement.objects.exclude(**{reason: ""}).order_by("-pk").values_list(reason, flat=True).first() or ""
