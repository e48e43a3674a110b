"""Everything the people room keeps about one person, for that person's own export, and who has been gone for long."""

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session

from fairway.audit.recording import row_as_json
from fairway.people.models import Absence, Guest, Identity, Person, ReportingLine, User, WorkPattern

SECRET = frozenset({"password"})  # a hash that only serves whoever steals it


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Rows by what they are, every stored column of each but the password's hash."""
    person = Person.objects.get(pk=person_key)
    lines = ReportingLine.objects.order_by("valid_from_on", "pk")
    return {
        "person": [row_as_json(person)],
        "ids_in_sources": [row_as_json(row) for row in Identity.objects.filter(person=person).order_by("pk")],
        "reporting_lines": [
            {**row_as_json(row), "manager": row.manager.name if row.manager else ""}
            for row in lines.filter(person=person).select_related("manager")
        ],
        # Who worked for this person is somebody else's datum as well: that and when, not who.
        "lines_of_people_you_managed": [
            {
                "team": row.team,
                "kind": row.kind,
                "valid_from_on": row.valid_from_on.isoformat(),
                "valid_to_on": row.valid_to_on.isoformat() if row.valid_to_on else None,
            }
            for row in lines.filter(manager=person)
        ],
        "working_time": [row_as_json(row) for row in WorkPattern.objects.filter(person=person)],
        "days_off": [row_as_json(row) for row in Absence.objects.filter(person=person).order_by("start_on")],
        "guests_on_pages_about_you": [
            {**row_as_json(row), "name": row.guest.name}
            for row in Guest.objects.filter(person=person).select_related("guest").order_by("pk")
        ],
        # About whom a page is stays with that person.
        "pages_you_are_a_guest_on": [
            {**row_as_json(row), "person_id": None} for row in Guest.objects.filter(guest=person).order_by("pk")
        ],
        **_account(person.user),
    }


def _account(user: User | None) -> dict[str, list[dict[str, Any]]]:
    if user is None:
        return {"account": [], "addresses": [], "sessions": []}
    account = {name: value for name, value in row_as_json(user).items() if name not in SECRET}
    sessions = [row for row in Session.objects.all() if str(row.get_decoded().get("_auth_user_id")) == str(user.pk)]
    return {
        "account": [account],
        "addresses": [row_as_json(row) for row in EmailAddress.objects.filter(user=user)],
        "sessions": [{"ends_at": row.expire_date.isoformat()} for row in sessions],
    }


def account_key_of(person_key: int) -> int | None:
    """The key of a person's account."""
    return Person.objects.values_list("user_id", flat=True).get(pk=person_key)


def people_gone_before(day: date) -> list[int]:
    """Keys of everyone whose last day lies before a day."""
    return list(Person.objects.filter(left_on__lt=day).order_by("pk").values_list("pk", flat=True))
