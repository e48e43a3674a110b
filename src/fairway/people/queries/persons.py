"""People as of a day. Callers pass keys they may see; `access.py` says which."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from fairway.people.models import Identity, Person, ReportingLine, WorkPattern
from fairway.people.queries.lines import in_force, keys_below
from fairway.people.queries.organising import organisation
from fairway.people.types import LineKind, PersonFacts
from fairway.web.words import name_order

PlanCondition = Exists  # given by the plans room: whether the person of a row has a plan


def employed_on(on: date) -> Q:
    return (Q(hired_on__isnull=True) | Q(hired_on__lte=on)) & (Q(left_on__isnull=True) | Q(left_on__gte=on))


def people_facts(on: date, people: QuerySet[Person]) -> list[PersonFacts]:
    """Those people as of a day, in four statements whatever their number, ordered by name."""
    home_zone = organisation().timezone
    lines = ReportingLine.objects.filter(in_force(on), kind=LineKind.LINE).order_by("valid_from_on")
    rows = people.order_by("pk").prefetch_related(
        Prefetch("identities", Identity.objects.order_by("pk")),
        Prefetch("lines", lines),
        Prefetch("patterns", WorkPattern.objects.order_by("valid_from_on")),
    )
    # Ordered here: what a database makes of accents depends on the database.
    return [_facts(person, on, home_zone) for person in sorted(rows, key=lambda person: name_order(person.name))]


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


@dataclass(frozen=True, slots=True)
class ShownAs:
    """How the frame of a page calls whoever looks at it: the role is the team of that day, else what they do."""

    key: int
    name: str
    role: str


def shown_as(key: int, on: date) -> ShownAs:
    """One person as of a day, in one statement; Person.DoesNotExist when there is none."""
    lines = ReportingLine.objects.filter(in_force(on), kind=LineKind.LINE, person=OuterRef("pk"))
    newest = lines.order_by("-valid_from_on", "-pk")
    team, in_line = (Subquery(newest.values(column)[:1]) for column in ("team", "role"))
    name, *roles = Person.objects.values_list("name", team, in_line, "role").get(pk=key)
    return ShownAs(key, name, next(filter(None, roles), ""))


def facts_of(person_keys: Collection[int], on: date) -> list[PersonFacts]:
    """Those people who are employed on a day, by name."""
    return people_facts(on, Person.objects.filter(employed_on(on), pk__in=list(person_keys)))


def person_by_slug(slug: str, on: date) -> PersonFacts | None:
    facts = people_facts(on, Person.objects.filter(slug=slug))
    return facts[0] if facts else None


def sellers_on(
    on: date,
    *,
    with_plan: PlanCondition,
    below: int | None = None,
    team: str | None = None,
    left_within: timedelta = timedelta(0),
) -> list[PersonFacts]:
    """Who stands on a board that day: everyone employed who manages nobody and is not operations, or has a plan.

    `with_plan` is the condition that a person has one (plans.queries.has_plan). `below` cuts to those under a manager
    at any depth, `team` to a team of that name. `left_within` adds people who left so recently that their weeks are
    still shown.
    """
    manages = ReportingLine.objects.filter(in_force(on), manager=OuterRef("pk"))
    there = (Q(hired_on__isnull=True) | Q(hired_on__lte=on)) & (
        Q(left_on__isnull=True) | Q(left_on__gte=on - left_within)
    )
    people = Person.objects.filter(there).filter(Q(with_plan) | (~Exists(manages) & Q(is_operations=False)))
    if below is not None:
        people = people.filter(pk__in=keys_below(below, on))
    facts = people_facts(on, people)
    return [person for person in facts if team is None or person.team.casefold() == team.casefold()]


def people_count() -> int:
    """How many people are known, gone ones included."""
    return Person.objects.count()


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
