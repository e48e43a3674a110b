"""Reading people as of a day. Callers pass keys they may see; `access.py` says which."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from fairway.lib.periods import Period, parse_working_days
from fairway.people.models import (
    Absence,
    CalendarDay,
    CurrencyRate,
    Identity,
    ManagedSpan,
    Organisation,
    Person,
    RampStep,
    ReportingLine,
    User,
    WorkPattern,
)
from fairway.people.public_holidays import public_holidays
from fairway.people.types import (
    BEGINNING,
    LineKind,
    OrganisationFacts,
    PatternFacts,
    PersonFacts,
    Viewer,
    WorkingTime,
)


def organisation() -> OrganisationFacts:
    """The organisation; its defaults before anyone has set it up."""
    row = Organisation.objects.first() or Organisation()
    return OrganisationFacts(
        name=row.name,
        timezone=row.timezone,
        week_starts_on=row.week_starts_on,
        country=row.country,
        currency=row.currency,
        fiscal_pattern=row.fiscal_pattern,
        fiscal_first_month=row.fiscal_first_month,
        is_demonstration=row.is_demonstration,
    )


def viewer_for(user: User, on: date) -> Viewer:
    """A logged-in account as the access rules see it."""
    person = Person.objects.filter(user=user).only("pk", "is_operations").first()
    return Viewer(
        user_id=user.pk,
        person_key=person.pk if person else None,
        is_operations=bool(user.is_superuser or (person and person.is_operations)),
        on=on,
    )


def in_force(on: date, prefix: str = "") -> Q:
    """Filter for dated rows that hold on a day."""
    return Q(**{f"{prefix}valid_from_on__lte": on}) & (
        Q(**{f"{prefix}valid_to_on__isnull": True}) | Q(**{f"{prefix}valid_to_on__gte": on})
    )


def employed_on(on: date) -> Q:
    return (Q(hired_on__isnull=True) | Q(hired_on__lte=on)) & (Q(left_on__isnull=True) | Q(left_on__gte=on))


def people_facts(on: date, people: QuerySet[Person]) -> list[PersonFacts]:
    """Those people as of a day, in four statements whatever their number, ordered by name."""
    home_zone = organisation().timezone
    lines = ReportingLine.objects.filter(in_force(on), kind=LineKind.LINE).order_by("valid_from_on")
    rows = people.order_by("name", "pk").prefetch_related(
        Prefetch("identities", Identity.objects.order_by("pk")),
        Prefetch("lines", lines),
        Prefetch("patterns", WorkPattern.objects.order_by("valid_from_on")),
    )
    return [_facts(person, on, home_zone) for person in rows]


def _facts(person: Person, on: date, home_zone: str) -> PersonFacts:
    identity = next(iter(person.identities.all()), None)
    line = next(reversed(list(person.lines.all())), None)
    zones = [pattern.timezone for pattern in person.patterns.all() if pattern.valid_from_on <= on]
    return PersonFacts(
        key=person.pk,
        native_id=identity.native_id if identity else str(person.pk),
        name=person.name,
        slug=person.slug,
        role=(line.role if line and line.role else person.role),
        team=line.team if line else "",
        manager_key=line.manager_id if line else None,
        hired_on=person.hired_on,
        left_on=person.left_on,
        timezone=(zones[-1] if zones else "") or home_zone,
        source=identity.source if identity else "",
    )


def person_facts(key: int, on: date) -> PersonFacts:
    """One person as of a day; Person.DoesNotExist when there is none."""
    facts = people_facts(on, Person.objects.filter(pk=key))
    if not facts:
        raise Person.DoesNotExist(f"no person has the key {key}")
    return facts[0]


def sellers_on(
    on: date,
    *,
    with_plan: Collection[int],
    below: int | None = None,
    team: str | None = None,
    left_within: timedelta = timedelta(0),
) -> list[PersonFacts]:
    """Who stands on a board that day: everyone employed who manages nobody and is not operations, or has a plan.

    `below` cuts to everyone under a manager at any depth, `team` to a team of that name. `left_within` adds people who
    left so recently that their weeks are still shown.
    """
    manages = ReportingLine.objects.filter(in_force(on), manager=OuterRef("pk"))
    there = (Q(hired_on__isnull=True) | Q(hired_on__lte=on)) & (
        Q(left_on__isnull=True) | Q(left_on__gte=on - left_within)
    )
    people = Person.objects.filter(there).filter(
        Q(pk__in=list(with_plan)) | (~Exists(manages) & Q(is_operations=False))
    )
    if below is not None:
        people = people.filter(pk__in=keys_below(below, on))
    facts = people_facts(on, people)
    return [person for person in facts if team is None or person.team.casefold() == team.casefold()]


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
    lines = ReportingLine.objects.filter(in_force(on), person_id=person_key, manager__isnull=False)
    return {key for key in lines.values_list("manager_id", flat=True) if key is not None}


def manages_anyone(person_key: int, on: date) -> bool:
    return ManagedSpan.objects.filter(manager_id=person_key, from_on__lte=on, to_on__gte=on).exists()


def leads_managers(person_key: int, on: date) -> bool:
    """Whether somebody below this person manages somebody too."""
    below = ManagedSpan.objects.filter(manager_id=OuterRef("person_id"), from_on__lte=on, to_on__gte=on)
    spans = ManagedSpan.objects.filter(manager_id=person_key, from_on__lte=on, to_on__gte=on)
    return spans.filter(Exists(below)).exists()


def keys_by_native_id(native_ids: Iterable[str], *, source: str | None = None) -> dict[str, int]:
    """Person keys by a source's ids; without a source, ids that exactly one person carries."""
    rows = Identity.objects.filter(native_id__in=list(native_ids))
    if source is not None:
        rows = rows.filter(source=source)
    found: dict[str, set[int]] = defaultdict(set)
    for native_id, key in rows.values_list("native_id", "person_id"):
        found[native_id].add(key)
    return {native_id: keys.pop() for native_id, keys in found.items() if len(keys) == 1}


def all_keys_of(source: str) -> dict[str, int]:
    """Every id a source knows, with the person's key."""
    return dict(Identity.objects.filter(source=source).values_list("native_id", "person_id"))


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
    ramps = _ramps()
    people = Person.objects.filter(pk__in=list(keys)).values_list("pk", "hired_on", "left_on", "role")
    return {
        key: WorkingTime(
            patterns=tuple(patterns.get(key) or [usual]),
            absences=tuple(absences.get(key, ())),
            hired_on=hired_on,
            left_on=left_on,
            ramp=ramps.get(role, ramps.get("", ())),
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


def _ramps() -> dict[str, tuple[tuple[int, object], ...]]:
    steps: dict[str, list[tuple[int, object]]] = defaultdict(list)
    for step in RampStep.objects.order_by("until_week"):
        steps[step.role].append((step.until_week, step.share))
    return {role: tuple(rows) for role, rows in steps.items()}


def zone_history(source: str | None = None) -> dict[int, list[tuple[date, str]]]:
    """For each person, time zones with the day each came into force, oldest first; empty zones are the organisation's."""
    rows = WorkPattern.objects.order_by("person_id", "valid_from_on")
    if source is not None:
        rows = rows.filter(person__identities__source=source)
    zones: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for key, valid_from_on, name in rows.values_list("person_id", "valid_from_on", "timezone"):
        zones[key].append((valid_from_on, name))
    return zones


def currency_rates() -> list[tuple[str, date, object]]:
    return list(CurrencyRate.objects.order_by("currency", "on").values_list("currency", "on", "rate"))


def person_by_slug(slug: str, on: date) -> PersonFacts | None:
    facts = people_facts(on, Person.objects.filter(slug=slug))
    return facts[0] if facts else None


def keys_managed_directly(manager_key: int, on: date) -> set[int]:
    """Keys of the people whose first, acting or second manager this is on a day."""
    return set(ReportingLine.objects.filter(in_force(on), manager_id=manager_key).values_list("person_id", flat=True))


def all_people_native_ids(person_keys: Collection[int] | None) -> dict[int, str]:
    """The id a first source gives each of those people, or everyone."""
    rows = Identity.objects.order_by("-pk")
    if person_keys is not None:
        rows = rows.filter(person_id__in=list(person_keys))
    return dict(rows.values_list("person_id", "native_id"))


def has_read_notice(person_key: int) -> bool:
    return Person.objects.filter(pk=person_key, has_read_notice=True).exists()


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One reporting line, for pages that show and end them."""

    key: int
    kind: str
    manager_name: str
    team: str
    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    key: int
    start_on: date
    end_on: date
    kind: str


def lines_since(person_keys: Collection[int], since_on: date) -> dict[int, list[LineFacts]]:
    """Reporting lines of those people that hold on or after a day, oldest first."""
    rows = ReportingLine.objects.filter(
        Q(valid_to_on__isnull=True) | Q(valid_to_on__gte=since_on), person_id__in=list(person_keys)
    )
    found: dict[int, list[LineFacts]] = defaultdict(list)
    for row in rows.select_related("manager").order_by("valid_from_on", "pk"):
        found[row.person_id].append(
            LineFacts(
                row.pk, row.kind, row.manager.name if row.manager else "", row.team, row.valid_from_on, row.valid_to_on
            )
        )
    return found


def absences_since(person_keys: Collection[int], since_on: date) -> dict[int, list[AbsenceFacts]]:
    """Absences of those people that end on or after a day, oldest first. Show the kind only where access allows it."""
    found: dict[int, list[AbsenceFacts]] = defaultdict(list)
    for row in Absence.objects.filter(person_id__in=list(person_keys), end_on__gte=since_on).order_by("start_on"):
        found[row.person_id].append(AbsenceFacts(row.pk, row.start_on, row.end_on, row.kind))
    return found


def names_of(person_keys: Collection[int]) -> dict[int, str]:
    return dict(Person.objects.filter(pk__in=list(person_keys)).values_list("pk", "name"))


def everyone_on(on: date) -> list[PersonFacts]:
    """Everyone employed on a day, managers and operations included."""
    return people_facts(on, Person.objects.filter(employed_on(on)))


def people_leaving(person_keys: Collection[int]) -> dict[int, date]:
    """Last days, of those who have one."""
    rows = Person.objects.filter(pk__in=list(person_keys), left_on__isnull=False).values_list("pk", "left_on")
    return {key: left_on for key, left_on in rows if left_on is not None}


def identifiers_of(person_keys: Collection[int]) -> dict[str, list[int]]:
    """Folded names, e-mail addresses and ids of those people, each with the people it may mean."""
    found: dict[str, set[int]] = defaultdict(set)
    people = Person.objects.filter(pk__in=list(person_keys)).prefetch_related("identities")
    for person in people:
        words = [person.name, person.email, *(identity.native_id for identity in person.identities.all())]
        for word in filter(None, words):
            found[" ".join(word.casefold().split())].add(person.pk)
    return {word: sorted(keys) for word, keys in found.items()}


def account_names(user_ids: Collection[int]) -> dict[int, str]:
    """Names of accounts, by key."""
    rows = User.objects.filter(pk__in=list(user_ids)).select_related("person")
    return {row.pk: row.person.name if hasattr(row, "person") else row.get_full_name() or row.email for row in rows}


@dataclass(frozen=True, slots=True)
class DemoPerson:
    name: str
    slug: str
    role: str


def demo_people() -> list[DemoPerson]:
    """Who may be entered as on the demonstration: one of each kind, the managers first."""
    people = Person.objects.filter(identities__source="demo").exclude(email="").order_by("pk")
    chosen: dict[str, DemoPerson] = {}
    for person in people:
        kind = person.role if person.role in {"Sales manager", "Sales leader", "Sales operations"} else "Seller"
        chosen.setdefault(kind, DemoPerson(person.name, person.slug, kind))
    order = ("Sales manager", "Seller", "Sales leader", "Sales operations")
    return [chosen[kind] for kind in order if kind in chosen]


def every_identity_of(person_key: int) -> list[tuple[str, str]]:
    """(source, native id) pairs of a person."""
    return list(Identity.objects.filter(person_id=person_key).values_list("source", "native_id"))


def is_untouched() -> bool:
    """Whether nobody and no account is known here."""
    return not Person.objects.exists() and not User.objects.exists()


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
