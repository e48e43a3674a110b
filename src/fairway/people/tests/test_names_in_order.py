"""Lists of people stand in one order wherever they are read, whatever the database makes of accents."""

from datetime import date

import pytest

from fairway.people.models import Person
from fairway.people.queries import everyone_on

pytestmark = pytest.mark.django_db


def test_it_puts_people_in_order_without_regard_to_case_and_accents() -> None:
    for number, name in enumerate(("Mann", "Álvaro", "danner", "Łuk", "Zoe", "Çelik", "Alva")):
        Person.objects.create(name=name, slug=f"p{number}")
    names = [person.name for person in everyone_on(date(2026, 6, 1))]
    assert names == ["Alva", "Álvaro", "Çelik", "danner", "Łuk", "Mann", "Zoe"]
