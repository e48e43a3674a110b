"""A sales organisation of any size for a bench: teams of ten, a head for every twenty teams, HIAs for everybody."""

from dataclasses import dataclass
from datetime import date, timedelta

PER_TEAM = 10
TEAMS_PER_HEAD = 20
WORD_HIAS = (("discovery_plan_written", 5), ("mutual_plan_sent", 3), ("reference_visit_offered", 2))
RULE_HIAS = (("prospecting_attempts", 8), ("tier_a_meeting_requests", 1), ("customer_meeting_requests", 1))


@dataclass(frozen=True, slots=True)
class Staff:
    """Keys of everybody made. Every other team has HIAs that count a word; the rest HIAs with rules and joins."""

    sellers: list[int]
    managers: list[int]  # the manager of sellers[10 * n : 10 * n + 10] is managers[n]
    heads: list[int]

    def team(self, number: int) -> list[int]:
        return self.sellers[number * PER_TEAM : (number + 1) * PER_TEAM]


def hire(sellers: int, *, today: date) -> Staff:
    """Store sellers, their managers, heads and one leader, with reporting lines, accounts and three HIAs a seller."""
    from django.db import transaction

    from fairway.people.actions.spans import rebuild_spans
    from fairway.people.models import Organisation, Person

    teams = -(-sellers // PER_TEAM)
    heads = -(-teams // TEAMS_PER_HEAD)
    with transaction.atomic():
        Organisation.objects.create(name="Bench", timezone="UTC", country="", currency="USD")
        people = Person.objects.bulk_create(
            [_person("Leader", "Sales leader")]
            + [_person(f"Head {n}", "Sales leader") for n in range(heads)]
            + [_person(f"Manager {n}", "Sales manager") for n in range(teams)]
            + [_person(f"Seller {n}", "Account executive") for n in range(sellers)],
            batch_size=2000,
        )
        keys = [person.pk for person in people]
        leader, heads_at, managers_at = keys[0], keys[1 : 1 + heads], keys[1 + heads : 1 + heads + teams]
        staff = Staff(sellers=keys[1 + heads + teams :], managers=managers_at, heads=heads_at)
        _lines(staff, leader)
        _accounts(people[1 + heads : 1 + heads + teams])
        rebuild_spans()
        _plans(staff, starts_on=today - timedelta(days=7 * 40 + today.weekday()))
    return staff


def _person(name: str, role: str) -> "object":
    from django.utils.text import slugify

    from fairway.people.models import Person

    return Person(name=name, slug=slugify(name), role=role)


def _lines(staff: Staff, leader: int) -> None:
    from fairway.people.models import Identity, ReportingLine, WorkPattern

    above = [(key, leader, "Heads") for key in staff.heads]
    above += [(key, staff.heads[n // TEAMS_PER_HEAD], "Managers") for n, key in enumerate(staff.managers)]
    above += [(key, staff.managers[n // PER_TEAM], f"Team {n // PER_TEAM}") for n, key in enumerate(staff.sellers)]
    ReportingLine.objects.bulk_create(
        [ReportingLine(person_id=key, manager_id=manager, team=team) for key, manager, team in above], batch_size=2000
    )
    everyone = [leader, *staff.heads, *staff.managers, *staff.sellers]
    Identity.objects.bulk_create(
        [Identity(person_id=key, source="bench", native_id=str(key)) for key in everyone], batch_size=2000
    )
    WorkPattern.objects.bulk_create([WorkPattern(person_id=key) for key in everyone], batch_size=2000)


def _accounts(managers: "list[object]") -> None:
    from fairway.people.models import Person, User

    for manager in managers:
        name = manager.slug  # type: ignore[attr-defined]
        manager.user = User(username=name, email=f"{name}@example.test", password="!")  # type: ignore[attr-defined]
    User.objects.bulk_create([manager.user for manager in managers], batch_size=2000)  # type: ignore[attr-defined]
    for manager in managers:
        manager.user_id = manager.user.pk  # type: ignore[attr-defined]
    Person.objects.bulk_update(managers, ["user"], batch_size=500)  # type: ignore[type-var]


def hias_of(place: int) -> tuple[tuple[str, int], ...]:
    """Metric keys with weekly targets of the seller at that place in `Staff.sellers`."""
    return WORD_HIAS if (place // PER_TEAM) % 2 == 0 else RULE_HIAS


def _plans(staff: Staff, *, starts_on: date) -> None:
    from fairway.plans.models import Plan

    Plan.objects.bulk_create(
        [
            Plan(person_id=key, metric_key=metric, target=target, starts_on=starts_on)
            for place, key in enumerate(staff.sellers)
            for metric, target in hias_of(place)
        ],
        batch_size=2000,
    )
