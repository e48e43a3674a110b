"""A second source's ids: whom they mean, and what they leave alone."""

import pytest

from fairway.people.actions.storing import store_people
from fairway.people.models import Person, ReportingLine
from fairway.people.queries import keys_by_native_id
from fairway.people.types import PersonRow

pytestmark = pytest.mark.django_db


def person(native_id: str, name: str, email: str | None = None, **stated: str) -> PersonRow:
    return PersonRow(native_id=native_id, name=name, email=email, **stated)  # type: ignore[arg-type]


def test_it_takes_the_same_id_under_the_same_name_for_the_same_person() -> None:
    store_people([person("7", "Anna Brandt"), person("8", "Bo Reyes")], source="odoo")
    store_people([person("7", "anna brandt")], source="folder")
    assert Person.objects.count() == 2
    assert keys_by_native_id(["7"]) == keys_by_native_id(["7"], source="odoo")


def test_it_takes_the_same_id_under_another_name_for_somebody_else() -> None:
    store_people([person("7", "Anna Brandt")], source="odoo")
    store_people([person("7", "Chika Mori")], source="folder")
    assert Person.objects.count() == 2


def test_it_takes_two_addresses_for_two_people() -> None:
    store_people([person("7", "Anna Brandt", "anna@one.example")], source="odoo")
    store_people([person("7", "Anna Brandt", "anna@two.example")], source="other")
    assert Person.objects.count() == 2


def test_it_never_gives_one_person_two_ids_of_one_source() -> None:
    store_people([person("7", "Anna Brandt", "anna@one.example")], source="odoo")
    store_people([person("x", "Anna Brandt", "anna@one.example"), person("7", "Anna Brandt")], source="folder")
    assert Person.objects.count() == 2


def test_it_leaves_the_line_a_second_source_says_nothing_about() -> None:
    store_people(
        [person("1", "Lena Shaw"), person("7", "Anna Brandt", manager_native_id="1", team="North")], source="odoo"
    )
    store_people([person("7", "Anna Brandt")], source="folder")
    [line] = ReportingLine.objects.filter(person__name="Anna Brandt")
    assert (line.manager.name if line.manager else None, line.team, line.origin) == ("Lena Shaw", "North", "odoo")
