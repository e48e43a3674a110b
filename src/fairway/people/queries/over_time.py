"""Everybody's reporting lines and employment over time, for what is worked out about all sellers at once."""

from datetime import date

from django.db.models import Q, QuerySet

from fairway.people.models import ManagedSpan, Person, ReportingLine
from fairway.people.types import Employment, LineKind, LineSpan


def every_line() -> list[LineSpan]:
    """Every reporting line of any kind, oldest first."""
    rows = ReportingLine.objects.order_by("valid_from_on", "pk")
    columns = ("person_id", "manager_id", "kind", "valid_from_on", "valid_to_on")
    return [
        LineSpan(person, manager, LineKind(kind), from_on, to_on)
        for person, manager, kind, from_on, to_on in rows.values_list(*columns)
    ]


def employment() -> list[Employment]:
    """Everybody, also who is gone."""
    rows = Person.objects.order_by("pk").values_list("pk", "hired_on", "left_on", "is_operations", "role")
    return [Employment(*row) for row in rows]


def led_directly_since(manager_key: int, since_on: date) -> list[tuple[int, date]]:
    """Whom somebody has led directly, in a line of any kind, on any day since then: the person, and the last day of
    it.
    """
    lines = ReportingLine.objects.filter(
        Q(valid_to_on__isnull=True) | Q(valid_to_on__gte=since_on), manager_id=manager_key
    )
    return [(person, to_on or date.max) for person, to_on in lines.values_list("person_id", "valid_to_on")]


def ever_below(manager_key: int) -> QuerySet[ManagedSpan, int]:
    """Keys of everybody who stood under a manager on any day, at any height, as a subquery."""
    return ManagedSpan.objects.filter(manager_id=manager_key).values_list("person_id", flat=True)
