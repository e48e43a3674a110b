"""Accounts: made by operations, entered by invitation. An account sees what its person may see."""

from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from fairway.audit.actions import record_change, undoable
from fairway.audit.types import Sheet
from fairway.lib.periods import local_day
from fairway.people.actions.changing import RefusedChange
from fairway.people.models import LogInAttempt, Person, User
from fairway.people.queries.accounts import demo_people
from fairway.people.queries.organising import organisation

SALT = "fairway.invitation"
FIRST_SALT = "fairway.first-account"
SEVEN_DAYS = 7 * 24 * 3600
MOST_LETTERS = 200  # of a name


class NoAddress(ValueError):
    """A person without an e-mail address of their own cannot have an account."""


class NoName(ValueError):
    """Nobody can be told apart by that."""


class Known(ValueError):
    """Somebody of this address is here already, as something else than operations."""

    def __init__(self, person: Person) -> None:
        super().__init__(f"{person.email} is {person.name}'s address, who is here already")
        self.person_key = person.pk


@transaction.atomic
def account_of(person_key: int) -> User:
    """The person's account, made without a usable password if there is none yet. NoAddress without an e-mail
    address of their own.
    """
    person = Person.objects.get(pk=person_key)
    if person.user is not None:
        if person.email and not person.user.has_usable_password():
            _follow(person.user, person.email)
        return person.user
    if not person.email:
        raise NoAddress(f"{person.name} has no e-mail address")
    user = User.objects.filter(email__iexact=person.email).first()
    if user is not None and hasattr(user, "person"):
        raise NoAddress(f"{person.name} has the address of {user.person.name}'s account")
    if user is None:
        first, _, last = person.name.partition(" ")
        user = User(
            username=person.email.lower(), email=person.email.lower(), first_name=first[:150], last_name=last[:150]
        )
        user.set_unusable_password()
        user.save()
    person.user = user
    person.save(update_fields=["user"])
    return user


@transaction.atomic
def set_address(person_key: int, *, email: str, actor_id: int | None) -> None:
    """The e-mail address somebody is invited and logs in with. RefusedChange for one that is none, that is another's,
    or for somebody who logs in already.
    """
    email = email.strip().lower()
    person = Person.objects.select_related("user").get(pk=person_key)
    try:
        validate_email(email)
    except ValidationError as error:
        raise RefusedChange(f"{email[:60]!r} is no e-mail address.") from error
    other = Person.objects.filter(email__iexact=email).exclude(pk=person_key).first()
    others = User.objects.filter(email__iexact=email)
    if other is not None or others.exclude(pk=person.user_id or 0).exists():
        raise RefusedChange(f"{email} is {other.name if other else 'somebody else'}’s address already.")
    if person.user is not None and person.user.has_usable_password():
        raise RefusedChange(f"{person.name} logs in with {person.user.email} already.")
    with undoable(
        actor_id=actor_id,
        action="set_address",
        subject=("person", person_key),
        sheets=[Sheet("people.Person", {"pk": person_key})],
    ):
        Person.objects.filter(pk=person_key).update(email=email)
    if person.user is not None:
        _follow(person.user, email)


def _follow(user: User, email: str) -> None:
    """An account nobody has entered yet goes by its person's address, also after a change of that was undone."""
    user.email = user.username = email.lower()
    user.save(update_fields=["email", "username"])


def invite(person_key: int, *, actor_id: int | None) -> str:
    """A token that lets a person choose a password, once, within seven days."""
    user = account_of(person_key)
    record_change(actor_id=actor_id, action="invite", subject=("person", person_key), detail={})
    # The password hash is part of what is signed: once a password is chosen the link is worth nothing.
    return signing.dumps({"user": user.pk, "state": user.password[-12:]}, salt=SALT)


def _invited(token: str) -> User | None:
    try:
        given = signing.loads(token, salt=SALT, max_age=SEVEN_DAYS)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=given["user"], is_active=True).first()
    return user if user and user.password[-12:] == given["state"] and has_left(user) is None else None


def has_left(user: User) -> date | None:
    """The last day of an account's person, once it has passed: the account lets nobody in any more."""
    today = local_day(timezone.now(), organisation().timezone)
    return Person.objects.filter(user=user, left_on__lt=today).values_list("left_on", flat=True).first()


def invited_person(token: str) -> tuple[str, str] | None:
    """(name, address to log in with) of whoever a token invites; None when it is not valid any more."""
    user = _invited(token)
    return (user.get_full_name(), user.email) if user else None


def is_spent(token: str, *, is_first: bool = False) -> bool:
    """Whether a link was handed out here, to somebody or for the first account, whatever became of it since."""
    try:
        signing.loads(token, salt=FIRST_SALT if is_first else SALT)
    except signing.BadSignature:
        return False
    return True


def accept_invitation(token: str, password: str) -> User | None:
    user = _invited(token)
    if user is not None:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def set_operations(person_key: int, *, is_operations: bool, actor_id: int | None) -> None:
    """Let somebody into set-up, people and health, or take it back."""
    Person.objects.filter(pk=person_key).update(is_operations=is_operations)
    record_change(
        actor_id=actor_id,
        action="set_operations",
        subject=("person", person_key),
        detail={"is_operations": is_operations},
    )


@transaction.atomic
def add_operator(*, name: str, email: str) -> int:
    """A person of operations, with an account. Returns the person's key; the same again for one who is in already.

    NoName, NoAddress or Known, with nothing changed.
    """
    name, email = name.strip(), email.strip()
    if not name or len(name) > MOST_LETTERS:
        raise NoName(f"{name[:40]!r} is no name")
    try:
        validate_email(email)
    except ValidationError as error:
        raise NoAddress(f"{email[:60]!r} is no e-mail address") from error
    person = Person.objects.filter(email__iexact=email).first()
    if person is not None and not person.is_operations:
        raise Known(person)
    key = person.pk if person else _new_operator(name, email)
    account_of(key)
    return key


def _new_operator(name: str, email: str) -> int:
    from fairway.people.actions.storing import free_slug

    person = Person.objects.create(name=name, email=email, slug=free_slug(name), role="Sales operations")
    set_operations(person.pk, is_operations=True, actor_id=None)
    return person.pk


def end_what_has_expired() -> None:
    """Remove sessions that nobody can use any more, and counters of attempts that count no longer."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    LogInAttempt.objects.filter(expires__lt=now).delete()


def is_first_account_open() -> bool:
    """Whether nobody can log in here yet, so that whoever started the server has to be let in."""
    return not User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def first_account_token() -> str:
    """A token with which the first account is made; worth nothing once somebody can log in, or after a week."""
    return signing.dumps({"may": "make the first account"}, salt=FIRST_SALT)


def is_first_account_token(token: str) -> bool:
    try:
        signing.loads(token, salt=FIRST_SALT, max_age=SEVEN_DAYS)
    except signing.BadSignature:
        return False
    return is_first_account_open()


@transaction.atomic
def make_first_account(token: str, *, name: str, email: str, password: str) -> User | None:
    """The first account of a home, in operations; None when the token is not valid (any more)."""
    if not is_first_account_token(token):
        return None
    person = Person.objects.filter(email__iexact=email).first()  # a seller or manager may be the one who sets up
    if person is not None:
        set_operations(person.pk, is_operations=True, actor_id=None)
    user = account_of(person.pk if person else _new_operator(name, email))
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def demo_account(slug: str) -> User | None:
    """The account of one of the demonstration's people."""
    person = Person.objects.filter(slug=slug, identities__source="demo").first()
    return account_of(person.pk) if person and person.email else None


def mark_demo_roles() -> None:
    """The demonstration's operations person may enter set-up; its people have read the notice, and those it offers to
    enter as have an account, so that the others can ask for them.
    """
    people = Person.objects.filter(identities__source="demo")
    people.filter(role="Sales operations").update(is_operations=True)
    people.update(has_read_notice=True)
    for key in people.filter(slug__in=[one.slug for one in demo_people()]).values_list("pk", flat=True):
        account_of(key)
