"""Dated working patterns of a source: only what it says otherwise is applied, and what it takes back goes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fairway.people.actions.changing import WorkingHours, change_pattern
from fairway.people.actions.leaving_out import remove_patterns
from fairway.people.actions.patterns import store_patterns
from fairway.people.actions.storing import store_people
from fairway.people.models import WorkPattern
from fairway.people.queries import all_keys_of
from fairway.people.statements import Stored
from fairway.people.types import PatternRow, PersonRow

pytestmark = pytest.mark.django_db
ANN = PersonRow("ann", "Ann A.", timezone="Asia/Tokyo")
MARCH, JUNE = date(2026, 3, 2), date(2026, 6, 1)
HALF = PatternRow("ann", MARCH, timezone="Asia/Tokyo", fte=Decimal("0.5"), working_days="Mon-Fri")


@pytest.fixture
def ann() -> int:
    store_people([ANN], source="crm")
    return all_keys_of("crm")["ann"]


def state(*rows: PatternRow) -> Stored:
    return store_patterns(rows, source="crm")


def held() -> list[tuple[int, str, float, str]]:
    rows = WorkPattern.objects.order_by("valid_from_on")
    return [(row.valid_from_on.year, row.timezone, float(row.fte), row.working_days) for row in rows]


def test_it_leaves_what_was_changed_here_until_the_source_says_something_else(ann: int) -> None:
    assert state(HALF).added == 1
    hours = WorkingHours(fte=Decimal("0.8"), working_days="Mon-Thu", timezone="Asia/Tokyo")
    change_pattern(ann, from_on=MARCH, hours=hours, actor_id=None)

    again = state(replace(HALF, fte=Decimal("0.50")))
    assert (again.added, again.changed, again.unchanged, again.touched) == (0, 0, 1, set())
    assert held()[1:] == [(2026, "Asia/Tokyo", 0.8, "Mon-Thu")]

    assert state(replace(HALF, fte=Decimal("0.6"))).changed == 1
    assert held()[1:] == [(2026, "Asia/Tokyo", 0.6, "Mon-Thu")], "the days are still what was said here"


def test_it_tells_whose_zone_is_another_one_now(ann: int) -> None:
    assert state(HALF).rezoned == {ann}
    assert state(replace(HALF, timezone="Europe/Berlin")).rezoned == {ann}
    assert state(replace(HALF, timezone="Europe/Berlin", fte=Decimal("0.7"))).rezoned == set()


def test_it_takes_back_a_pattern_of_its_own_and_no_other(ann: int) -> None:
    state(HALF)
    change_pattern(ann, from_on=JUNE, hours=WorkingHours(fte=Decimal("0.8"), working_days="Mon-Thu"), actor_id=None)
    assert remove_patterns(["ann|2026-06-01", "bob|2026-03-02"], source="crm") == []
    assert remove_patterns(["ann|2026-03-02"], source="other") == []
    assert remove_patterns(["ann|2026-03-02"], source="crm") == [ann]
    assert [row[2] for row in held()] == [1.0, 0.8]


def test_it_leaves_a_dated_row_alone_where_a_persons_own_row_changes(ann: int) -> None:
    state(HALF)
    store_people([replace(ANN, timezone="Europe/Berlin")], source="crm")
    assert [row[1] for row in held()] == ["Europe/Berlin", "Asia/Tokyo"]
    assert state(HALF).changed == 0
    assert [row[1] for row in held()] == ["Europe/Berlin", "Asia/Tokyo"]
