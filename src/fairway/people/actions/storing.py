"""Storing people as sources state them. The same statement twice changes nothing; Fairway's own edits stay."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from anyascii import anyascii
from django.utils.text import slugify

from fairway.audit.actions import record_change
from fairway.people.actions.reporting import Said, close_loops, state_first_lines
from fairway.people.models import CalendarDay, CurrencyRate, Identity, Organisation, Person, RampStep, WorkPattern
from fairway.people.queries.identities import erased_ids
from fairway.people.queries.organising import stop_keeping_organisation
from fairway.people.statements import Stored, fitted, says_otherwise, statement_of
from fairway.people.types import BEGINNING, PersonRow

PATTERN_FIELDS = ("timezone", "country", "region", "fte", "working_days")
PERSON_FIELDS = ("name", "email", "role", "hired_on", "left_on")
CHUNK = 500


def store_people(rows: Sequence[PersonRow], *, source: str, holds_from_on: date = BEGINNING) -> Stored:
    """Add and change people. `holds_from_on` is the day from which changed dated facts (manager, zone, hours) hold:

    the beginning for a source that states facts for all time, today for one that shows only the present.
    Managers may be stated in any order. Erased people are passed over. Call inside a transaction.
    """
    stored, erased = Stored(), erased_ids()
    known = {
        identity.native_id: identity for identity in Identity.objects.filter(source=source).select_related("person")
    }
    wanted = {row.native_id: row for row in rows if not erased.has_person(source, row.native_id)}
    stored.unchanged = len(rows) - len(wanted)  # erased, or stated again further down
    fresh = _add_people([row for key, row in wanted.items() if key not in known], source, known)
    said = [
        Said(row, known[key], known[key].stated, statement_of(row, source, erased, known[key].stated))
        for key, row in wanted.items()
    ]
    changed = [one for one in said if one.before != one.after]
    stored.added = len(fresh)
    stored.changed = len(changed) - len(fresh)
    stored.unchanged += len(said) - len(changed)
    stored.touched = {one.identity.person_id for one in changed}
    _state_people(changed)
    _state_patterns(changed, holds_from_on, stored)
    for one in changed:
        one.identity.stated = one.after
    Identity.objects.bulk_update([one.identity for one in changed], ["stated"], batch_size=CHUNK)
    restored = state_first_lines(said, known, stored, source=source, holds_from_on=holds_from_on)
    close_loops(list(wanted.values()), stored, source, restored=restored)
    return stored


def _add_people(rows: Sequence[PersonRow], source: str, known: dict[str, Identity]) -> list[Identity]:
    """Identities for rows of unknown ids, added to `known`: a person another source knows, else a new one."""
    if not rows:
        return []
    elsewhere = _Elsewhere({identity.person_id for identity in known.values()}, source)
    slugs = set(RESERVED_SLUGS) | set(Person.objects.values_list("slug", flat=True))
    fresh, people, numbers = [], {}, Counter[str]()
    for row in rows:
        person = elsewhere.take(row)
        if person is None:
            person = Person(
                name=fitted("name", row.name), slug=_slug(row.name, slugs, numbers), email=fitted("email", row.email)
            )
            fresh.append(person)
        people[row.native_id] = person
    Person.objects.bulk_create(fresh, batch_size=CHUNK)
    identities = Identity.objects.bulk_create(
        [Identity(person=person, source=source, native_id=key, stated={}) for key, person in people.items()],
        batch_size=CHUNK,
    )
    known.update({identity.native_id: identity for identity in identities})
    return identities


class _Elsewhere:
    """People other sources know. Each is given away once."""

    def __init__(self, taken: set[int], source: str) -> None:
        """`taken` are keys of people this source knows already."""
        self._taken = taken
        self._by_email: dict[str, Person] = {}
        self._by_id_and_name: dict[tuple[str, str], Person] = {}
        for person in Person.objects.exclude(email="").order_by("-pk"):
            self._by_email[person.email.casefold()] = person
        for identity in Identity.objects.exclude(source=source).select_related("person").order_by("-pk"):
            self._by_id_and_name[identity.native_id, identity.person.name.casefold()] = identity.person

    def take(self, row: PersonRow) -> Person | None:
        """Whoever has the same e-mail address, else the same id under the same name: a folder that names people by a
        CRM's ids means that CRM's people.
        """
        email = (row.email or "").casefold()
        person = self._by_email.get(email) if email else None
        if person is None:
            person = self._by_id_and_name.get((row.native_id, row.name.casefold()))
            if person is not None and email and person.email:
                return None  # two addresses are two people
        if person is None or person.pk in self._taken:
            return None
        self._taken.add(person.pk)
        return person


RESERVED_SLUGS = frozenset(
    {"team", "paste", "drafts"}
    | {"proposals", "metrics", "sort", "lesson", "agreement", "one-to-ones", "meaning", "start", "quality"}
)


def free_slug(name: str) -> str:
    """An address for a person that nobody has yet."""
    return _slug(name, set(RESERVED_SLUGS) | set(Person.objects.values_list("slug", flat=True)), Counter())


def _slug(name: str, taken: set[str], numbers: Counter[str]) -> str:
    """The first address of that name that is not taken, now taken. `numbers` says where counting stands."""
    stem = slugify(anyascii(name))[:70] or "seller"
    slug = stem
    while slug in taken:
        numbers[stem] = max(numbers[stem], 1) + 1
        slug = f"{stem}-{numbers[stem]}"
    taken.add(slug)
    return slug


def _state_people(changed: Sequence[Said]) -> None:
    """What the source says otherwise than before; what it has taken back is empty again."""
    people: dict[int, Person] = {}
    for one in changed:
        person = people.setdefault(one.identity.person_id, one.identity.person)
        for name in PERSON_FIELDS:
            if says_otherwise(one.before, one.after, name):
                # Texts as they were understood: a job called after somebody erased is not.
                said = getattr(one.row, name) if name.endswith("_on") else one.after.get(name)
                setattr(person, name, said if name.endswith("_on") else fitted(name, str(said or "")))
    Person.objects.bulk_update(list(people.values()), PERSON_FIELDS, batch_size=CHUNK)


def _state_patterns(changed: Sequence[Said], holds_from_on: date, stored: Stored) -> None:
    """What the source says otherwise about zone, place and hours holds from that day on: a pattern starts there, and
    later ones that went on with the old value take the new one, but for those that dated rows state.
    """
    patterns: dict[int, list[WorkPattern]] = defaultdict(list)
    keys = [one.identity.person_id for one in changed]
    for start in range(0, len(keys), CHUNK):
        for row in WorkPattern.objects.filter(person_id__in=keys[start : start + CHUNK]).order_by("valid_from_on"):
            patterns[row.person_id].append(row)
    touched: dict[int, WorkPattern] = {}
    for one in changed:
        rows = patterns[one.identity.person_id]
        said = [name for name in PATTERN_FIELDS if says_otherwise(one.before, one.after, name)]
        if rows and not said:
            continue
        if rows and "timezone" in said:
            stored.rezoned.add(one.identity.person_id)
        base = _pattern_on(rows, one.identity.person_id, holds_from_on)
        later = [row for row in rows if row.valid_from_on > base.valid_from_on and not row.stated]
        for name in said:
            old, new = getattr(base, name), _stated_pattern(one.row, name)
            for row in [base, *(row for row in later if getattr(row, name) == old)]:
                setattr(row, name, new)
        touched.update({id(row): row for row in [base, *later]})
        rows[:] = sorted({id(row): row for row in [*rows, base]}.values(), key=lambda row: row.valid_from_on)
    WorkPattern.objects.bulk_create([row for row in touched.values() if row.pk is None], batch_size=CHUNK)
    WorkPattern.objects.bulk_update([row for row in touched.values() if row.pk], PATTERN_FIELDS, batch_size=CHUNK)


def _pattern_on(rows: Sequence[WorkPattern], person_key: int, on: date) -> WorkPattern:
    """The pattern that starts on a day; a new one goes on as the one before it, the very first from the beginning."""
    before = [row for row in rows if row.valid_from_on <= on]
    if not rows:
        return WorkPattern(person_id=person_key, valid_from_on=BEGINNING)
    if before and before[-1].valid_from_on == on:
        return before[-1]
    usual = {name: getattr((before or rows)[-1], name) for name in PATTERN_FIELDS}
    return WorkPattern(person_id=person_key, valid_from_on=on, **usual)


def _stated_pattern(row: PersonRow, name: str) -> object:
    value = getattr(row, name)
    if value is None:
        return getattr(WorkPattern(), name)
    return fitted(name, value) if name in {"timezone", "country", "region"} else value


def set_up_organisation(facts: Mapping[str, object], *, actor_id: int | None = None) -> None:
    """Change the organisation's own facts; unknown names are a TypeError."""
    row = Organisation.objects.first() or Organisation()
    for name, value in facts.items():
        if not hasattr(row, name):
            raise TypeError(f"an organisation has no {name}")
        setattr(row, name, value)
    row.save()
    stop_keeping_organisation()
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


def set_ramp(role: str, steps: Iterable[tuple[int, float]], *, actor_id: int | None = None) -> None:
    """What share of a target is expected of a new hire up to each week of employment; an empty role means every
    role.
    """
    rows = [RampStep(role=role, until_week=week, share=Decimal(str(share))) for week, share in steps]
    RampStep.objects.filter(role=role).delete()
    RampStep.objects.bulk_create(rows)
    shown = {"role": role, "steps": [[row.until_week, str(row.share)] for row in rows]}
    record_change(actor_id=actor_id, action="set_ramp", subject=("organisation", "ramp"), detail=shown)
