"""Storing people as sources state them. The same statement twice changes nothing; Fairway's own edits stay."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.utils.text import slugify

from fairway.audit.actions import record_change
from fairway.people.actions.spans import close_gaps_in_first_lines, rebuild_spans
from fairway.people.chains import ReportingLoop
from fairway.people.models import (
    Absence,
    CalendarDay,
    CurrencyRate,
    Identity,
    Organisation,
    Person,
    RampStep,
    ReportingLine,
    WorkPattern,
)
from fairway.people.types import BEGINNING, AbsenceRow, LineKind, LineRow, PersonRow

PATTERN_FIELDS = ("timezone", "country", "region", "fte", "working_days")


NO_SUCH_SELLER = "no seller has this id"
KEPT_ALONE = "no seller has this id; kept without a manager"
IN_A_CIRCLE = "the reporting line runs in a circle; kept without a manager"


@dataclass(frozen=True, slots=True)
class Misfit:
    """What could not be taken of a row: all of it, or, when it is kept, that field alone."""

    row: object
    field: str
    value: str
    reason: str
    is_kept: bool = False


@dataclass(slots=True)
class Stored:
    """What became of a batch of rows."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    touched: set[int] = field(default_factory=set)  # person keys whose facts moved
    problems: list["Misfit"] = field(default_factory=list)


def store_people(rows: Sequence[PersonRow], *, source: str, holds_from_on: date = BEGINNING) -> Stored:
    """Add and change people. `holds_from_on` is the day from which changed dated facts (manager, zone, hours) hold:

    the beginning for a source that states facts for all time, today for one that shows only the present.
    Managers may be stated in any order. Call inside a transaction.
    """
    stored = Stored()
    known = {
        identity.native_id: identity for identity in Identity.objects.filter(source=source).select_related("person")
    }
    people: dict[str, Person] = {}
    for row in rows:
        identity = known.get(row.native_id)
        stated = _statement(row)
        if identity is not None and identity.stated == stated:
            stored.unchanged += 1
            people[row.native_id] = identity.person
            continue
        if identity is None:
            identity = _new_identity(row, source)
            known[row.native_id] = identity
            stored.added += 1
        else:
            stored.changed += 1
        _state_person(identity.person, row)
        _state_pattern(identity.person, row, identity.stated, holds_from_on)
        people[row.native_id] = identity.person
        stored.touched.add(identity.person.pk)
    _state_lines(rows, known, stored, holds_from_on)
    for row in rows:
        identity = known[row.native_id]
        if identity.stated != _statement(row):
            identity.stated = _statement(row)
            identity.save(update_fields=["stated"])
    _close_loops(rows, stored, source)
    return stored


def _statement(row: PersonRow) -> dict[str, object]:
    return {
        name: str(value) if isinstance(value, date | Decimal) else value
        for name, value in asdict(row).items()
        if value is not None
    }


def _new_identity(row: PersonRow, source: str) -> Identity:
    """A known person under a second source's id if the e-mail address is the same, else a new person."""
    person = None
    if row.email:
        person = Person.objects.filter(email__iexact=row.email).exclude(identities__source=source).first()
    if person is None:
        person = Person.objects.create(name=row.name, slug=free_slug(row.name), email=row.email or "")
    return Identity.objects.create(person=person, source=source, native_id=row.native_id, stated={})


RESERVED_SLUGS = frozenset({"team", "paste", "drafts"})


def free_slug(name: str) -> str:
    """An address for a person that nobody has yet."""
    stem = slugify(name)[:70] or "seller"
    taken = RESERVED_SLUGS | set(Person.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    slug = stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _state_person(person: Person, row: PersonRow) -> None:
    person.name = row.name
    for name in ("email", "role", "hired_on", "left_on"):
        value = getattr(row, name)
        if value is not None:
            setattr(person, name, value)
    person.save()


def _state_pattern(person: Person, row: PersonRow, before: dict[str, object], holds_from_on: date) -> None:
    """A changed zone, place or working time starts a new pattern; an unchanged one leaves Fairway's own edits alone."""
    stated = {name: getattr(row, name) for name in PATTERN_FIELDS if getattr(row, name) is not None}
    if {name: str(value) for name, value in stated.items()} == {
        name: str(before[name]) for name in PATTERN_FIELDS if name in before
    } and person.patterns.exists():
        return
    latest = person.patterns.order_by("-valid_from_on").first()
    start_on = holds_from_on if latest is not None else BEGINNING
    usual = {name: getattr(latest, name) for name in PATTERN_FIELDS} if latest else {}
    WorkPattern.objects.update_or_create(person=person, valid_from_on=start_on, defaults={**usual, **stated})


def _state_lines(rows: Sequence[PersonRow], known: dict[str, Identity], stored: Stored, holds_from_on: date) -> None:
    """First lines from `manager_id`, for people whose line the source has not given as dated history."""
    everyone = {native_id: identity.person_id for native_id, identity in known.items()}
    for row in rows:
        identity = known[row.native_id]
        if row.manager_native_id and row.manager_native_id not in everyone:
            stored.problems.append(Misfit(row, "manager_id", row.manager_native_id, KEPT_ALONE, is_kept=True))
        before = {name: identity.stated.get(name) for name in ("manager_native_id", "team", "role")}
        after = {"manager_native_id": row.manager_native_id, "team": row.team, "role": row.role}
        if identity.person_id not in stored.touched or (before == after and identity.stated):
            continue
        lines = ReportingLine.objects.filter(person_id=identity.person_id, kind=LineKind.LINE)
        if lines.filter(origin=f"{identity.source}:history").exists():
            continue
        manager_key = everyone.get(row.manager_native_id or "")
        _start_line(identity, manager_key, row, holds_from_on if lines.exists() else BEGINNING)


def _start_line(identity: Identity, manager_key: int | None, row: PersonRow, start_on: date) -> None:
    own = ReportingLine.objects.filter(person_id=identity.person_id, kind=LineKind.LINE)
    if start_on == BEGINNING:
        own.filter(origin=identity.source).delete()
    else:
        own.filter(origin=identity.source, valid_from_on=start_on).delete()
        own.filter(origin=identity.source, valid_to_on__isnull=True).update(valid_to_on=start_on - timedelta(days=1))
    ReportingLine.objects.create(
        person_id=identity.person_id,
        manager_id=manager_key,
        team=row.team or "",
        role=row.role or "",
        valid_from_on=start_on,
        origin=identity.source,
    )
    close_gaps_in_first_lines({identity.person_id})


def store_lines(rows: Sequence[LineRow], *, source: str) -> Stored:
    """Dated reporting lines; they replace what `manager_id` said about the same people. Call inside a transaction."""
    stored = Stored()
    everyone = dict(Identity.objects.filter(source=source).values_list("native_id", "person_id"))
    origin = f"{source}:history"
    present = {(line.person_id, line.valid_from_on): line for line in ReportingLine.objects.filter(origin=origin)}
    for row in rows:
        person_key = everyone.get(row.native_id)
        if person_key is None:
            stored.problems.append(Misfit(row, "seller_id", row.native_id, NO_SUCH_SELLER))
            continue
        if row.manager_native_id and row.manager_native_id not in everyone:
            stored.problems.append(Misfit(row, "manager_id", row.manager_native_id, KEPT_ALONE, is_kept=True))
        line = present.get((person_key, row.valid_from_on)) or ReportingLine(
            person_id=person_key, valid_from_on=row.valid_from_on, origin=origin
        )
        stated = [row.manager_native_id, row.team or "", row.role or "", str(row.valid_to_on)]
        if line.pk and line.stated == stated:
            stored.unchanged += 1
            continue
        stored.changed += 1 if line.pk else 0
        stored.added += 0 if line.pk else 1
        line.manager_id = everyone.get(row.manager_native_id or "")
        line.team, line.role, line.valid_to_on, line.stated = row.team or "", row.role or "", row.valid_to_on, stated
        line.save()
        stored.touched.add(person_key)
    ReportingLine.objects.filter(person_id__in=stored.touched, origin=source, kind=LineKind.LINE).delete()
    close_gaps_in_first_lines(stored.touched)
    _close_loops(rows, stored, source)
    return stored


def _close_loops(rows: Sequence[PersonRow | LineRow], stored: Stored, source: str) -> None:
    """Rebuild the closure; people whose lines run in a circle keep their rows and lose the manager, with a word to
    each.
    """
    stated = {row.native_id: row for row in rows}
    names = {
        key: native_id
        for native_id, key in Identity.objects.filter(source=source).values_list("native_id", "person_id")
    }
    while True:
        try:
            rebuild_spans()
        except ReportingLoop as loop:
            shown = " > ".join(names.get(key, str(key)) for key in [*loop.people, loop.people[0]])
            for key in loop.people:
                row = stated.get(names.get(key, ""))
                stored.problems.append(Misfit(row, "manager_id", shown, IN_A_CIRCLE, is_kept=True))
            ReportingLine.objects.filter(person_id__in=loop.people, manager_id__in=loop.people).update(manager=None)
            continue
        return


def store_absences(rows: Iterable[AbsenceRow], *, source: str) -> Stored:
    """Absences a source states, keyed by person and both days. Call inside a transaction."""
    stored = Stored()
    everyone = dict(Identity.objects.filter(source=source).values_list("native_id", "person_id"))
    present = {(a.person_id, a.start_on, a.end_on): a for a in Absence.objects.filter(origin=source)}
    for row in rows:
        person_key = everyone.get(row.native_id)
        if person_key is None:
            stored.problems.append(Misfit(row, "seller_id", row.native_id, NO_SUCH_SELLER))
            continue
        absence = present.get((person_key, row.start_on, row.end_on))
        if absence is not None and absence.kind == row.kind:
            stored.unchanged += 1
            continue
        if absence is None:
            present[person_key, row.start_on, row.end_on] = Absence.objects.create(
                person_id=person_key, start_on=row.start_on, end_on=row.end_on, kind=row.kind, origin=source
            )
            stored.added += 1
        else:
            absence.kind = row.kind
            absence.save(update_fields=["kind"])
            stored.changed += 1
        stored.touched.add(person_key)
    return stored


def set_up_organisation(facts: Mapping[str, object], *, actor_id: int | None = None) -> None:
    """Change the organisation's own facts; unknown names are a TypeError."""
    row = Organisation.objects.first() or Organisation()
    for name, value in facts.items():
        if not hasattr(row, name):
            raise TypeError(f"an organisation has no {name}")
        setattr(row, name, value)
    row.save()
    shown = {name: str(value) for name, value in facts.items()}
    record_change(actor_id=actor_id, action="set_up_organisation", subject=("organisation", row.pk), detail=shown)


def add_calendar_day(*, on: date, name: str, country: str, is_working: bool, actor_id: int | None) -> None:
    """A day the organisation's calendar overrules, everywhere or in one country."""
    CalendarDay.objects.update_or_create(
        on=on, country=country.upper(), region="", defaults={"name": name, "is_working": is_working}
    )
    record_change(actor_id=actor_id, action="add_calendar_day", subject=("organisation", on), detail={"name": name})


def remove_calendar_day(key: int, *, actor_id: int | None) -> None:
    CalendarDay.objects.filter(pk=key).delete()
    record_change(actor_id=actor_id, action="remove_calendar_day", subject=("organisation", key), detail={})


def add_rate(*, currency: str, on: date, rate: Decimal, actor_id: int | None) -> None:
    """Units of the organisation's currency for one unit of another, from a day on."""
    CurrencyRate.objects.update_or_create(currency=currency.upper(), on=on, defaults={"rate": rate})
    record_change(actor_id=actor_id, action="add_rate", subject=("organisation", currency), detail={"rate": str(rate)})


def set_ramp(role: str, steps: Iterable[tuple[int, float]]) -> None:
    """What share of a target is expected of a new hire up to each week of employment; an empty role means every
    role.
    """
    RampStep.objects.filter(role=role).delete()
    RampStep.objects.bulk_create(
        RampStep(role=role, until_week=week, share=Decimal(str(share))) for week, share in steps
    )
