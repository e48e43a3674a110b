"""Everybody's reporting lines and employment over time, for what is worked out about all sellers at once."""

from django.db.models import QuerySet

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


def ever_below(manager_key: int) -> QuerySet[ManagedSpan, int]:
    """Keys of everybody who stood under a manager on any day, at any height, as a subquery."""
    return ManagedSpan.objects.filter(manager_id=manager_key).values_list("person_id", flat=True)
