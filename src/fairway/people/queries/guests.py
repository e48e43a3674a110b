"""Who is let in on which page, and whom a name means."""

from collections.abc import Collection
from datetime import date

from fairway.people.models import Guest, Person
from fairway.people.queries.persons import employed_on


def pages_open_to(guest_key: int, on: date) -> set[tuple[int, str]]:
    """The pages on which somebody is let in that day, each with the person it is about."""
    rows = Guest.objects.filter(guest_id=guest_key, since_on__lte=on, until_on__gte=on)
    return set(rows.values_list("person_id", "page"))


def called(words: str, on: date) -> set[int]:
    """Keys of everybody whose whole name or e-mail address that is and who could log in that day."""
    wanted = " ".join(words.casefold().split())
    rows = Person.objects.filter(employed_on(on), user__is_active=True).values_list("pk", "name", "email")
    # Compared here: what a database makes of accents depends on the database.
    return {key for key, *said in rows.iterator() if wanted in {" ".join(each.casefold().split()) for each in said}}


def operations_among(person_keys: Collection[int]) -> set[int]:
    return set(Person.objects.filter(pk__in=list(person_keys), is_operations=True).values_list("pk", flat=True))
