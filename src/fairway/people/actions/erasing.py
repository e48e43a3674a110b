"""Removing a person from the database. The lake and everything worked out from it are removed by `execution`."""

import hmac
from datetime import date
from hashlib import sha256

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from fairway.audit.actions import forget_subject, forget_viewer
from fairway.lib.home import secret
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import ErasedIdentity, Identity, Person, ReportingLine, User


def digest_of(source: str, native_id: str) -> str:
    """What stands for an erased id: without the home's key nobody can test a guess against it."""
    return hmac.new(secret("pseudonyms.key"), f"erased\x1f{source}\x1f{native_id}".encode(), sha256).hexdigest()


def is_erased(source: str, native_id: str) -> bool:
    return ErasedIdentity.objects.filter(digest=digest_of(source, native_id)).exists()


@transaction.atomic
def erase_person(person_key: int, *, on: date) -> None:
    """Remove a person, their account, and every mention of them among other people's rows."""
    person = Person.objects.get(pk=person_key)
    for identity in person.identities.all():
        ErasedIdentity.objects.get_or_create(
            digest=digest_of(identity.source, identity.native_id), defaults={"erased_on": on}
        )
        _scrub_mentions(identity)
    forget_subject(("person", "people"), person_key)
    user_id = person.user_id
    person.delete()
    if user_id is not None:
        forget_viewer(user_id)
        _end_sessions(user_id)
        User.objects.filter(pk=user_id).delete()
    rebuild_spans()


def _scrub_mentions(identity: Identity) -> None:
    """Sources repeat a manager's id in each report's statement."""
    for other in Identity.objects.filter(source=identity.source):
        if other.stated.get("manager_native_id") == identity.native_id:
            other.stated = {**other.stated, "manager_native_id": "erased"}
            other.save(update_fields=["stated"])
    for line in ReportingLine.objects.filter(origin__startswith=identity.source):
        if line.stated and line.stated[0] == identity.native_id:
            line.stated = ["erased", *line.stated[1:]]
            line.save(update_fields=["stated"])


def _end_sessions(user_id: int) -> None:
    for session in Session.objects.all():
        if str(session.get_decoded().get("_auth_user_id")) == str(user_id):
            session.delete()


def forget_bytes() -> None:
    """Make the database give back the bytes of deleted rows. Takes an exclusive lock while it runs."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM FULL")
            cursor.execute("CHECKPOINT")
