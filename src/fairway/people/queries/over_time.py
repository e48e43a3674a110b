"""Everybody's reporting lines and employment over time, for what is worked out about all sellers at once."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from fairway.people.models import ManagedSpan, Person, ReportingLine
from fairway.people.types import Employment, LineKind, LineSpan


def every_line(of: Collection[int] | None = None) -> list[LineSpan]:
    """Every reporting line of any kind, oldest first; `of` narrows to those of some people and to some people."""
    rows = ReportingLine.objects.order_by("valid_from_on", "pk")
    rows = rows if of is None else rows.filter(Q(person_id__in=list(of)) | Q(manager_id__in=list(of)))
    columns = ("person_id", "manager_id", "kind", "valid_from_on", "valid_to_on")
    return [
        LineSpan(person, manager, LineKind(kind), from_on, to_on)
        for person, manager, kind, from_on, to_on in rows.values_list(*columns)
    ]


def employment(of: Collection[int] | None = None) -> list[Employment]:
    """Everybody, also who is gone; `of` narrows to some people."""
    rows = Person.objects.order_by("pk") if of is None else Person.objects.filter(pk__in=list(of)).order_by("pk")
    columns = rows.values_list("pk", "hired_on", "left_on", "is_operations", "role")
    return [Employment(*row) for row in columns]


def ever_below(manager_key: int) -> QuerySet[ManagedSpan, int]:
    """Keys of everybody who stood under a manager on any day, at any height, as a subquery."""
    return ManagedSpan.objects.filter(manager_id=manager_key).values_list("person_id", flat=True)
