"""Who works for whom on a day, at any height."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from fairway.people.models import ManagedSpan, ReportingLine
from fairway.people.types import LineKind


def in_force(on: date, prefix: str = "") -> Q:
    """Filter for dated rows that hold on a day."""
    return Q(**{f"{prefix}valid_from_on__lte": on}) & (
        Q(**{f"{prefix}valid_to_on__isnull": True}) | Q(**{f"{prefix}valid_to_on__gte": on})
    )


def keys_below(manager_key: int, on: date) -> QuerySet[ManagedSpan, int]:
    """Keys of everyone under a manager on a day, as a subquery."""
    return ManagedSpan.objects.filter(manager_id=manager_key, from_on__lte=on, to_on__gte=on).values_list(
        "person_id", flat=True
    )


def stands_above(manager_key: int, person_key: int, on: date) -> bool:
    return ManagedSpan.objects.filter(
        manager_id=manager_key, person_id=person_key, from_on__lte=on, to_on__gte=on
    ).exists()


def direct_managers(person_key: int, on: date) -> set[int]:
    """First, acting and second managers in force on a day."""
    return direct_managers_of([person_key], on)[person_key]


def direct_managers_of(person_keys: Collection[int], on: date) -> dict[int, set[int]]:
    """The same of several people, by person, in one statement."""
    found: dict[int, set[int]] = {key: set() for key in person_keys}
    lines = ReportingLine.objects.filter(in_force(on), person_id__in=list(found), manager__isnull=False)
    for person_key, manager_key in lines.values_list("person_id", "manager_id"):
        if manager_key is not None:
            found[person_key].add(manager_key)
    return found


def keys_above(person_key: int, on: date) -> set[int]:
    """Keys of everyone who stands above somebody on a day, at any height."""
    return set(
        ManagedSpan.objects.filter(person_id=person_key, from_on__lte=on, to_on__gte=on).values_list(
            "manager_id", flat=True
        )
    )


def managers_among(person_keys: Collection[int], on: date) -> set[int]:
    """Those of the people to whom somebody reports on a day."""
    lines = ReportingLine.objects.filter(in_force(on), manager_id__in=list(person_keys))
    return {key for key in lines.values_list("manager_id", flat=True) if key is not None}


def leaders_among(person_keys: Collection[int], on: date) -> set[int]:
    """Those of the people to whom a manager reports on a day."""
    below = ReportingLine.objects.filter(in_force(on), manager_id=OuterRef("person_id"))
    lines = ReportingLine.objects.filter(Exists(below), in_force(on), manager_id__in=list(person_keys))
    return {key for key in lines.values_list("manager_id", flat=True) if key is not None}


def manages_anyone(person_key: int, on: date) -> bool:
    return ManagedSpan.objects.filter(manager_id=person_key, from_on__lte=on, to_on__gte=on).exists()


Span = tuple[int, int, date, date]  # manager, person, first and last day


def spans_now() -> set[Span]:
    """Who stands under whom over which days, at any height; of two people no two overlap. Read without the ORM: there
    are as many as people times managers above them.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT manager_id, person_id, from_on, to_on FROM {ManagedSpan._meta.db_table}")
        rows = cursor.fetchall()
    return {(manager, person, _day(start), _day(end)) for manager, person, start, end in rows}


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def keys_managed_directly(manager_key: int, on: date) -> set[int]:
    """Keys of the people whose first, acting or second manager this is on a day."""
    return set(ReportingLine.objects.filter(in_force(on), manager_id=manager_key).values_list("person_id", flat=True))


def led_since(manager_keys: Collection[int], since_on: date, until_on: date = date.max) -> dict[int, dict[int, date]]:
    """By manager whom they led directly, as a stand-in or as a second manager on any day from one to another, each with
    the last day of it.
    """
    found: dict[int, dict[int, date]] = {key: {} for key in manager_keys}
    for manager_key, person_key, _, to_on in _lines_led(found, since_on, until_on):
        own = found[manager_key]
        own[person_key] = max(own.get(person_key, date.min), to_on)
    return found


def led_now_and_soon(manager_key: int, since_on: date, on: date) -> tuple[dict[int, date], dict[int, date]]:
    """Whom somebody led on any day since then, each with the last day of it: by lines begun by `on`, and by those to
    come as well.
    """
    now: dict[int, date] = {}
    soon: dict[int, date] = {}
    for _, person_key, from_on, to_on in _lines_led([manager_key], since_on, date.max):
        soon[person_key] = max(soon.get(person_key, date.min), to_on)
        if from_on <= on:
            now[person_key] = max(now.get(person_key, date.min), to_on)
    return now, soon


def _lines_led(manager_keys: Iterable[int], since_on: date, until_on: date) -> list[tuple[int, int, date, date]]:
    """(manager, person, first day, last day) of lines of any kind that hold on a day from one to another."""
    lines = ReportingLine.objects.filter(
        Q(valid_to_on__isnull=True) | Q(valid_to_on__gte=since_on),
        manager_id__in=list(manager_keys),
        valid_from_on__lte=until_on,
    ).values_list("manager_id", "person_id", "valid_from_on", "valid_to_on")
    return [(manager, person, from_on, to_on or date.max) for manager, person, from_on, to_on in lines if manager]


def reports_of(manager_key: int, on: date) -> dict[int, str]:
    """Everyone whose first manager this is on a day, with their team."""
    lines = ReportingLine.objects.filter(in_force(on), manager_id=manager_key, kind=LineKind.LINE)
    return dict(lines.values_list("person_id", "team"))


def places_by(on: date) -> dict[int, tuple[int | None, str]]:
    """Everybody's first manager and team by a day: the newest first line begun by then, also where it has ended."""
    lines = ReportingLine.objects.filter(kind=LineKind.LINE, valid_from_on__lte=on).order_by("valid_from_on", "pk")
    return {person: (manager, team) for person, manager, team in lines.values_list("person_id", "manager_id", "team")}


def spans_under(manager_key: int, person_keys: Collection[int]) -> list[tuple[int, date, date]]:
    """When those people stood under a manager, at any height: the person, first and last day."""
    spans = ManagedSpan.objects.filter(manager_id=manager_key, person_id__in=list(person_keys))
    return list(spans.values_list("person_id", "from_on", "to_on"))


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One reporting line, for pages that show and end them."""

    key: int
    kind: str
    manager_name: str
    team: str
    from_on: date
    to_on: date | None
    role: str = ""
    manager_key: int | None = None


def lines_since(person_keys: Collection[int], since_on: date) -> dict[int, list[LineFacts]]:
    """Reporting lines of those people that hold on or after a day, oldest first."""
    rows = ReportingLine.objects.filter(
        Q(valid_to_on__isnull=True) | Q(valid_to_on__gte=since_on), person_id__in=list(person_keys)
    )
    found: dict[int, list[LineFacts]] = defaultdict(list)
    for row in rows.select_related("manager").order_by("valid_from_on", "pk"):
        found[row.person_id].append(
            LineFacts(
                row.pk,
                row.kind,
                row.manager.name if row.manager else "",
                row.team,
                row.valid_from_on,
                row.valid_to_on,
                row.role,
                row.manager_id,
            )
        )
    return found
