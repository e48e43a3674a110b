"""Everyone, for an export."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from fairway.lib.periods import parse_working_days
from fairway.people.models import Absence, Person, ReportingLine, WorkPattern
from fairway.people.queries.time import AbsenceFacts
from fairway.people.types import BEGINNING, LineKind, PatternFacts


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


@dataclass(frozen=True, slots=True)
class ExportedPeople:
    """Everyone with their newest line and first pattern; dated lines of those who have several; later patterns."""

    people: list[ExportedPerson]
    lines: list[tuple[int, ExportedLine]]
    patterns: list[tuple[int, PatternFacts]]
    absences: list[tuple[int, AbsenceFacts]]


def export_rows() -> ExportedPeople:
    """Everyone, oldest key first. A line for all time is a person's own; as soon as one is dated, all are listed."""
    found = ExportedPeople([], [], [], [])
    rows = Person.objects.order_by("pk").prefetch_related(
        Prefetch("lines", ReportingLine.objects.filter(kind=LineKind.LINE).order_by("valid_from_on", "pk")),
        Prefetch("patterns", WorkPattern.objects.order_by("valid_from_on")),
    )
    for row in rows:
        lines, patterns = list(row.lines.all()), list(row.patterns.all())
        line, pattern = (lines[-1] if lines else None), (patterns[0] if patterns else WorkPattern())
        found.people.append(
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
        if any(line.valid_from_on > BEGINNING or line.valid_to_on for line in lines):
            found.lines.extend(
                (row.pk, ExportedLine(one.manager_id, one.team, one.role, one.valid_from_on, one.valid_to_on))
                for one in lines
                if one.manager_id is not None
            )
        for later in patterns[1:]:
            days = parse_working_days(later.working_days)
            facts = (later.valid_from_on, later.timezone, later.country, later.region, Decimal(later.fte), days)
            found.patterns.append((row.pk, PatternFacts(*facts)))
    found.absences.extend(
        (a.person_id, AbsenceFacts(a.pk, a.start_on, a.end_on, a.kind))
        for a in Absence.objects.order_by("person_id", "start_on")
    )
    return found
