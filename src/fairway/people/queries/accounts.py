"""Accounts and who they stand for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from fairway.lib.periods import local_day
from fairway.people.models import Person, User
from fairway.people.queries.lines import in_force
from fairway.people.queries.organising import organisation
from fairway.people.queries.persons import employed_on
from fairway.people.types import Viewer


def viewer_for(user: User, on: date) -> Viewer | None:
    """A logged-in account as the access rules see it; None once its person's last day has passed."""
    columns = ("pk", "is_operations", "left_on", "has_read_notice")
    person = Person.objects.filter(user=user).only(*columns).first()
    if person is not None and person.left_on is not None and person.left_on < on:
        return None
    return Viewer(
        user_id=user.pk,
        person_key=person.pk if person else None,
        is_operations=bool(user.is_superuser or (person and person.is_operations)),
        on=on,
        has_read_notice=person is None or person.has_read_notice,
    )


def has_read_notice(person_key: int) -> bool:
    return Person.objects.filter(pk=person_key, has_read_notice=True).exists()


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
    """Who may be entered as on the demonstration: one of each kind of those employed today, the managers first."""
    today = local_day(timezone.now(), organisation().timezone)
    people = Person.objects.filter(employed_on(today), identities__source="demo").exclude(email="").order_by("pk")
    chosen: dict[str, DemoPerson] = {}
    for person in people:
        kind = person.role if person.role in {"Sales manager", "Sales leader", "Sales operations"} else "Seller"
        chosen.setdefault(kind, DemoPerson(person.name, person.slug, kind))
    order = ("Sales manager", "Seller", "Sales leader", "Sales operations")
    return [chosen[kind] for kind in order if kind in chosen]


def accounts_that_lead(on: date) -> list[tuple[Viewer, str, str]]:
    """Everybody with an account whom somebody reports to that day: as a viewer, by name, with an address."""
    rows = Person.objects.filter(in_force(on, "reports__"), employed_on(on), user__isnull=False).distinct()
    rows = rows.select_related("user")
    found = [(viewer_for(row.user, on), row.name, row.email) for row in rows.order_by("pk") if row.user is not None]
    return [(viewer, name, email) for viewer, name, email in found if viewer is not None]


def accounts_that_enter(person_keys: Collection[int], on: date) -> dict[int, tuple[Viewer, str]]:
    """Those of the people whose account would let them in that day: by key as a viewer, with their address, which may
    be empty.
    """
    rows = Person.objects.filter(pk__in=list(person_keys), user__is_active=True).select_related("user")
    found = {row.pk: (viewer_for(row.user, on), row.email) for row in rows if row.user is not None}
    return {key: (viewer, email) for key, (viewer, email) in found.items() if viewer is not None}


def account_viewer(person_key: int, on: date) -> Viewer | None:
    """A person as the access rules see them that day; None without an account that is open, or once they have left."""
    found = accounts_that_enter([person_key], on).get(person_key)
    return found[0] if found else None


def person_key_of(user_id: int) -> int | None:
    """Whose account it is; None for one without a person."""
    return Person.objects.filter(user_id=user_id).values_list("pk", flat=True).first()


def email_of(person_key: int) -> str:
    """A person's address; empty when none is known."""
    return Person.objects.values_list("email", flat=True).get(pk=person_key)


def addresses_of(person_keys: Collection[int]) -> dict[int, str]:
    """The addresses of those who have one."""
    return dict(Person.objects.filter(pk__in=person_keys).exclude(email="").values_list("pk", "email"))


class AccountState(StrEnum):
    """Whether somebody can enter."""

    NO_ADDRESS = "no address"
    NONE = "not invited"
    INVITED = "invited"
    ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class AccountFacts:
    state: AccountState
    is_operations: bool


def account_states(person_keys: Collection[int]) -> dict[int, AccountFacts]:
    """For each person whether they can enter, and whether set-up is open to them.

    On the demonstration whoever has a button there can enter, without ever choosing a password.
    """
    enterable = {person.slug for person in demo_people()} if organisation().is_demonstration else set()
    found = {}
    for person in Person.objects.filter(pk__in=list(person_keys)).select_related("user"):
        if person.slug in enterable:
            state = AccountState.ACTIVE
        elif person.user is None:
            state = AccountState.NONE if person.email else AccountState.NO_ADDRESS
        else:
            state = AccountState.ACTIVE if person.user.has_usable_password() else AccountState.INVITED
        found[person.pk] = AccountFacts(state, person.is_operations)
    return found
