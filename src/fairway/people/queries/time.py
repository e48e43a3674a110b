"""Working time, absences and zones."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fairway.lib.periods import Period, parse_working_days
from fairway.people.models import Absence, CalendarDay, Person, RampStep, WorkPattern
from fairway.people.public_holidays import public_holidays
from fairway.people.queries.organising import organisation
from fairway.people.types import BEGINNING, NOT_MY_WEEK, MarkedWeek, OrganisationFacts, PatternFacts, WorkingTime


def working_time_of(keys: Collection[int], period: Period) -> dict[int, WorkingTime]:
    """Working time of those people over a period, in six statements whatever their number."""
    home = organisation()
    patterns: dict[int, list[PatternFacts]] = defaultdict(list)
    for pattern in WorkPattern.objects.filter(person_id__in=list(keys)).order_by("valid_from_on"):
        patterns[pattern.person_id].append(_pattern(pattern, home))
    absences: dict[int, list[Period]] = defaultdict(list)
    for absence in Absence.objects.filter(
        person_id__in=list(keys), start_on__lte=period.end_on, end_on__gte=period.start_on
    ):
        absences[absence.person_id].append(Period(absence.start_on, absence.end_on))
    usual = PatternFacts(BEGINNING, home.timezone, home.country, "", WorkPattern().fte, frozenset(range(5)))
    places = {(p.country, p.region) for rows in patterns.values() for p in rows} | {(home.country, "")}
    days_off = {place: _days_off(place, period) for place in places}
    steps = ramps()
    people = Person.objects.filter(pk__in=list(keys)).values_list("pk", "hired_on", "left_on", "role")
    return {
        key: WorkingTime(
            patterns=tuple(patterns.get(key) or [usual]),
            absences=tuple(absences.get(key, ())),
            hired_on=hired_on,
            left_on=left_on,
            ramp=steps.get(role, steps.get("", ())),
            days_off=days_off,
        )
        for key, hired_on, left_on, role in people
    }


def _pattern(row: WorkPattern, home: OrganisationFacts) -> PatternFacts:
    return PatternFacts(
        valid_from_on=row.valid_from_on,
        timezone=row.timezone or home.timezone,
        country=row.country or home.country,
        region=row.region,
        fte=row.fte,
        working_days=parse_working_days(row.working_days),
    )


def patterns_of(person_keys: Collection[int]) -> dict[int, list[PatternFacts]]:
    """Every working pattern of those people as it was entered, oldest first: an empty zone or country is the
    organisation's.
    """
    found: dict[int, list[PatternFacts]] = defaultdict(list)
    for row in WorkPattern.objects.filter(person_id__in=list(person_keys)).order_by("valid_from_on"):
        days = parse_working_days(row.working_days)
        found[row.person_id].append(
            PatternFacts(row.valid_from_on, row.timezone, row.country, row.region, row.fte, days)
        )
    return found


def _days_off(place: tuple[str, str], period: Period) -> frozenset[date]:
    country, region = place
    years = range(period.start_on.year, period.end_on.year + 1)
    days = set().union(*(public_holidays(country, region, year) for year in years)) if country else set()
    own_days = CalendarDay.objects.filter(
        on__range=(period.start_on, period.end_on), country__in=("", country), region__in=("", region)
    )
    for own in own_days.order_by("country", "region"):  # the more local rule last, so that it wins
        (days.discard if own.is_working else days.add)(own.on)
    return frozenset(days)


def ramps() -> dict[str, tuple[tuple[int, Decimal], ...]]:
    """By role (empty: every other one) the shares of a target expected up to each week of employment, rising."""
    steps: dict[str, list[tuple[int, Decimal]]] = defaultdict(list)
    for step in RampStep.objects.order_by("until_week"):
        steps[step.role].append((step.until_week, step.share))
    return {role: tuple(rows) for role, rows in steps.items()}


def zone_history(source: str | None = None) -> dict[int, list[tuple[date, str]]]:
    """For each person, time zones with the day each came into force, oldest first; empty zones are the
    organisation's.
    """
    rows = WorkPattern.objects.order_by("person_id", "valid_from_on")
    if source is not None:
        rows = rows.filter(person__identities__source=source)
    zones: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for key, valid_from_on, name in rows.values_list("person_id", "valid_from_on", "timezone"):
        zones[key].append((valid_from_on, name))
    return zones


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    key: int
    start_on: date
    end_on: date
    kind: str


def absences_since(person_keys: Collection[int], since_on: date) -> dict[int, list[AbsenceFacts]]:
    """Absences of those people that end on or after a day, oldest first. Show the kind only where access allows it."""
    found: dict[int, list[AbsenceFacts]] = defaultdict(list)
    for row in Absence.objects.filter(person_id__in=list(person_keys), end_on__gte=since_on).order_by("start_on"):
        found[row.person_id].append(AbsenceFacts(row.pk, row.start_on, row.end_on, row.kind))
    return found


def weeks_marked(person_key: int, since_on: date) -> list[MarkedWeek]:
    """Weeks from a day on that a seller marked as not theirs, newest first."""
    rows = Absence.objects.filter(person_id=person_key, kind=NOT_MY_WEEK, marked_at__isnull=False, end_on__gte=since_on)
    return [
        MarkedWeek(row.pk, row.start_on, row.reason, row.marked_at)
        for row in rows.order_by("-start_on")
        if row.marked_at is not None
    ]
