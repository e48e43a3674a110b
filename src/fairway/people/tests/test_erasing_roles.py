"""A role called after somebody erased keeps its ramp and its people, under a name that says nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fairway.people.actions.erasing import erase_person
from fairway.people.actions.reporting import store_lines
from fairway.people.actions.storing import set_ramp, store_people
from fairway.people.models import Person, ReportingLine
from fairway.people.queries import all_keys_of
from fairway.people.queries.time import ramps
from fairway.people.types import LineRow, PersonRow

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 12)
GONE = PersonRow("gone", "Quintilla Zwanziger")
ANN = PersonRow("ann", "Ann A.", role="Apprentice of Quintilla Zwanziger", team="Quintilla Zwanziger's")
BOB = PersonRow("bob", "Bob B.", role="Deputy of Quintilla Zwanziger")
LINES = [LineRow(row.native_id, date(2026, 1, 1), "gone", row.team, row.role) for row in (ANN, BOB)]


def kept_roles() -> dict[str, str]:
    return {person.name: person.role for person in Person.objects.order_by("name")}


def test_it_erases_somebody_after_whom_two_roles_with_a_ramp_are_called() -> None:
    store_people([GONE, ANN, BOB], source="crm")
    for row, share in ((ANN, 0.25), (BOB, 0.75)):
        set_ramp(str(row.role), [(4, share), (8, 1)])
    erase_person(all_keys_of("crm")["gone"], on=ON)
    roles = kept_roles()
    assert ramps() == {
        roles["Ann A."]: ((4, Decimal("0.25")), (8, Decimal(1))),
        roles["Bob B."]: ((4, Decimal("0.75")), (8, Decimal(1))),
    }
    assert all(role.startswith("(erased ") and "Quintilla" not in role for role in ramps())


def test_it_finds_nothing_new_when_the_source_names_the_role_again() -> None:
    long = replace(ANN, role="Apprentice of Quintilla Zwanziger" + ", east" * 20)
    lines = [replace(LINES[0], role=long.role), LINES[1]]
    store_people([GONE, long, BOB], source="crm")
    store_lines(lines, source="crm")
    erase_person(all_keys_of("crm")["gone"], on=ON)
    before = kept_roles()
    people, dated = store_people([long, BOB], source="crm"), store_lines(lines, source="crm")
    assert (people.changed, dated.changed, kept_roles()) == (0, 0, before)
    assert [line.role for line in ReportingLine.objects.order_by("person__name")] == list(before.values())
    assert {line.team for line in ReportingLine.objects.all()} == {"(erased)", ""}
