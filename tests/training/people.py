"""A manager with two sellers, and whoever leads the manager, for tests of training."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.test import Client

from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Person, ReportingLine


@dataclass(frozen=True, slots=True)
class House:
    """Lena leads Maya, who leads Sam and Tess."""

    lena: Person
    maya: Person
    sam: Person
    tess: Person


def house_of_training(today: date) -> House:
    """Everybody has been here for a year."""
    people = []
    for name in ("Lena Lund", "Maya Moss", "Sam Sand", "Tess Tarn"):
        slug = name.split()[0].lower()
        people.append(Person.objects.create(name=name, slug=slug, email=f"{slug}@example.com", has_read_notice=True))
    lena, maya, sam, tess = people
    since = today - timedelta(days=365)
    for person, manager in ((lena, None), (maya, lena), (sam, maya), (tess, maya)):
        ReportingLine.objects.create(person=person, manager=manager, valid_from_on=since, team="North")
    rebuild_spans()
    return House(*people)


def logged_in(person: Person) -> Client:
    client = Client()
    client.force_login(account_of(person.pk))
    return client
