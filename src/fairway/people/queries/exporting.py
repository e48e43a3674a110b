"""Everyone, for an export."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from fairway.lib.periods import parse_working_days
from fairway.people.models import Absence, Person, ReportingLine, WorkPattern
from fairway.people.queries.time import AbsenceFacts
from fairway.people.types import LineKind


@dataclass(frozen=True, slots=True)
class ExportedPerson:
    key: int
    name: str
    email: str
    manager_key: int | None
    team: str
    role: str
    hired_on: date | None
    left_on: date | None
    timezone: str
    country: str
    region: str
    fte: Decimal
    working_days: frozenset[int]


@dataclass(frozen=True, slots=True)
class ExportedLine:
    manager_key: int
    team: str
    role: str
    from_on: date
    to_on: date | None


def export_rows() -> tuple[list[ExportedPerson], list[tuple[int, ExportedLine]], list[tuple[int, AbsenceFacts]]]:
    """Everyone with their newest line and pattern, every dated first line, every absence."""
    people = []
    rows = Person.objects.order_by("pk").prefetch_related(
        Prefetch("lines", ReportingLine.objects.filter(kind=LineKind.LINE).order_by("valid_from_on")),
        Prefetch("patterns", WorkPattern.objects.order_by("valid_from_on")),
    )
    for row in rows:
        line = next(reversed(list(row.lines.all())), None)
        pattern = next(reversed(list(row.patterns.all())), None) or WorkPattern()
        people.append(
            ExportedPerson(
                row.pk,
                row.name,
                row.email,
                line.manager_id if line else None,
                line.team if line else "",
                (line.role if line and line.role else row.role),
                row.hired_on,
                row.left_on,
                pattern.timezone,
                pattern.country,
                pattern.region,
                Decimal(pattern.fte),
                parse_working_days(pattern.working_days),
            )
        )
    lines = [
        (line.person_id, ExportedLine(line.manager_id, line.team, line.role, line.valid_from_on, line.valid_to_on))
        for line in ReportingLine.objects.filter(kind=LineKind.LINE, manager__isnull=False).order_by(
            "person_id", "valid_from_on"
        )
        if line.manager_id is not None
    ]
    absences = [
        (a.person_id, AbsenceFacts(a.pk, a.start_on, a.end_on, a.kind))
        for a in Absence.objects.order_by("person_id", "start_on")
    ]
    return people, lines, absences
