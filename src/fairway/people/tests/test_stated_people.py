"""People as a source states them: managers in any order and later, circles, what is taken back, Fairway's own edits."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fairway.people.actions.changing import WorkingHours, change_pattern, move_person
from fairway.people.actions.leaving_out import known_people, remove_lines, remove_people
from fairway.people.actions.reporting import store_lines
from fairway.people.actions.storing import store_people
from fairway.people.models import Person, ReportingLine, WorkPattern
from fairway.people.queries import all_keys_of, direct_managers, stands_above
from fairway.people.statements import Stored
from fairway.people.types import BEGINNING, LineRow, PersonRow

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 12)
ANN, BOB, CAT = PersonRow("ann", "Ann A."), PersonRow("bob", "Bob B."), PersonRow("cat", "Cat C.")


def below(row: PersonRow, manager: str | None) -> PersonRow:
    return replace(row, manager_native_id=manager)


def stored(*rows: PersonRow, on: date = BEGINNING) -> Stored:
    return store_people(rows, source="crm", holds_from_on=on)


def managers(on: date = ON) -> dict[str, str]:
    """Who stands directly above whom, by the source's ids."""
    keys = all_keys_of("crm")
    names = {key: native_id for native_id, key in keys.items()}
    found = {native_id: direct_managers(key, on) for native_id, key in keys.items()}
    return {native_id: names[next(iter(above))] for native_id, above in found.items() if above}


def told(done: Stored) -> list[tuple[str, str, str, bool]]:
    return [(p.row.native_id, p.field, p.value, p.is_kept) for p in done.problems]  # type: ignore[attr-defined]


def test_it_takes_managers_in_any_order() -> None:
    done = stored(below(ANN, "bob"), below(BOB, "cat"), CAT)
    assert (done.added, done.problems) == (3, [])
    assert managers() == {"ann": "bob", "bob": "cat"}
    assert stands_above(all_keys_of("crm")["cat"], all_keys_of("crm")["ann"], ON)


def test_it_changes_nothing_when_the_same_comes_again() -> None:
    rows = (below(ANN, "bob"), replace(BOB, timezone="Asia/Tokyo", fte=Decimal("0.5")), CAT)
    stored(*rows)
    before = [*Person.objects.values_list(), *ReportingLine.objects.values_list(), *WorkPattern.objects.values_list()]
    done = stored(*rows)
    assert (done.added, done.changed, done.unchanged, done.touched) == (0, 0, 3, set())
    after = [*Person.objects.values_list(), *ReportingLine.objects.values_list(), *WorkPattern.objects.values_list()]
    assert after == before


def test_it_puts_in_a_manager_who_was_unknown_before() -> None:
    done = stored(below(ANN, "bob"))
    assert told(done) == [("ann", "manager_id", "bob", True)]
    assert managers() == {}
    assert stored(BOB).problems == []
    assert managers() == {"ann": "bob"}


def test_it_puts_in_a_manager_who_was_removed_and_came_back() -> None:
    stored(below(ANN, "bob"), BOB)
    remove_people(["bob"], source="crm")
    assert managers() == {}
    stored(below(ANN, "bob"), BOB)
    assert managers() == {"ann": "bob"}


def test_it_takes_the_manager_from_everybody_in_a_circle_and_tells_each_row() -> None:
    rows = (
        below(ANN, "bob"),
        below(BOB, "cat"),
        below(CAT, "ann"),
        PersonRow("dan", "Dan D.", manager_native_id="ann"),
    )
    done = stored(*rows)
    assert sorted((row, field, kept) for row, field, _, kept in told(done)) == [
        ("ann", "manager_id", True),
        ("bob", "manager_id", True),
        ("cat", "manager_id", True),
    ]
    assert all(set(shown.split(" > ")) == {"ann", "bob", "cat"} for _, _, shown, _ in told(done))
    assert managers() == {"dan": "ann"}

    again = stored(*rows)
    assert (again.unchanged, again.changed) == (4, 0)
    assert sorted(told(again)) == sorted(told(done))
    assert managers() == {"dan": "ann"}


def test_it_restores_the_others_once_the_circle_is_mended() -> None:
    stored(below(ANN, "bob"), below(BOB, "ann"))
    done = stored(below(ANN, "cat"), below(BOB, "ann"), CAT)
    assert done.problems == []
    assert managers() == {"ann": "cat", "bob": "ann"}


def test_it_leaves_lines_alone_that_stood_before_somebody_closed_a_circle() -> None:
    stored(below(BOB, "ann"), ANN)
    done = stored(below(ANN, "bob"))
    assert [row for row, *_ in told(done)] == ["ann"]
    assert managers() == {"bob": "ann"}


def test_it_keeps_nobody_as_their_own_manager() -> None:
    assert [row for row, *_ in told(stored(below(ANN, "ann")))] == ["ann"]
    assert managers() == {}


def test_it_takes_back_what_the_source_takes_back() -> None:
    said = replace(ANN, email="ann@ex.am", role="seller", left_on=ON, fte=Decimal("0.5"), timezone="Asia/Tokyo")
    stored(said)
    stored(ANN)
    person = Person.objects.get()
    assert (person.email, person.role, person.left_on) == ("", "", None)
    pattern = WorkPattern.objects.get()
    assert (pattern.fte, pattern.timezone) == (1, "")


def test_it_takes_nothing_back_of_what_the_source_leaves_unsaid() -> None:
    stored(replace(ANN, manager_native_id="bob", team="North", left_on=ON, email="ann@ex.am"), BOB)
    done = stored(replace(ANN, unsaid=frozenset({"manager_native_id", "team", "left_on", "email"})), BOB)
    assert (done.changed, managers()) == (0, {"ann": "bob"})
    assert ReportingLine.objects.get(person__name="Ann A.").team == "North"
    assert Person.objects.values_list("left_on", "email").get(name="Ann A.") == (ON, "ann@ex.am")


def test_it_leaves_alone_what_was_edited_here_until_the_source_says_something_else() -> None:
    stored(replace(ANN, team="North", fte=Decimal(1)), BOB)
    key = all_keys_of("crm")["ann"]
    Person.objects.filter(pk=key).update(left_on=ON, name="Ann Other")
    move_person(key, manager_key=all_keys_of("crm")["bob"], team="South", from_on=date(2026, 3, 2), actor_id=None)
    hours = WorkingHours(fte=Decimal("0.6"), working_days="Mon-Wed")
    change_pattern(key, from_on=date(2026, 3, 2), hours=hours, actor_id=None)

    stored(replace(ANN, team="North", fte=Decimal(1), role="seller"), BOB)
    person = Person.objects.get(pk=key)
    assert (person.name, person.left_on, person.role) == ("Ann Other", ON, "seller")
    assert managers() == {"ann": "bob"}
    assert [float(row.fte) for row in WorkPattern.objects.filter(person=key).order_by("valid_from_on")] == [1, 0.6]

    stored(replace(ANN, timezone="Asia/Tokyo", fte=Decimal(1), role="seller", team="North"), BOB)
    patterns = WorkPattern.objects.filter(person=key).order_by("valid_from_on")
    assert [(row.timezone, float(row.fte)) for row in patterns] == [("Asia/Tokyo", 1), ("Asia/Tokyo", 0.6)]


def test_it_starts_a_line_and_a_pattern_today_for_a_source_that_shows_only_the_present() -> None:
    stored(below(replace(ANN, timezone="Asia/Tokyo"), "bob"), BOB, CAT, on=date(2026, 1, 5))
    stored(below(replace(ANN, timezone="Europe/Paris"), "cat"), BOB, CAT, on=ON)
    assert managers(date(2025, 1, 1)) == {"ann": "bob"}
    assert managers(date(2026, 6, 11)) == {"ann": "bob"}
    assert managers(ON) == {"ann": "cat"}
    zones = WorkPattern.objects.filter(person__name="Ann A.").order_by("valid_from_on")
    assert [(row.valid_from_on, row.timezone) for row in zones] == [(BEGINNING, "Asia/Tokyo"), (ON, "Europe/Paris")]


def test_it_says_whose_time_zone_was_corrected() -> None:
    assert stored(replace(ANN, timezone="Asia/Tokyo"), BOB).rezoned == set()
    assert stored(replace(ANN, timezone="Europe/Paris"), BOB).rezoned == {all_keys_of("crm")["ann"]}


def test_it_knows_a_person_of_another_source_by_their_address() -> None:
    stored(replace(ANN, email="ann@ex.am"))
    store_people(
        [PersonRow("77", "Ann Again", email="ANN@ex.am"), PersonRow("78", "Twin", email="ann@ex.am")], source="erp"
    )
    assert all_keys_of("erp")["77"] == all_keys_of("crm")["ann"]
    assert all_keys_of("erp")["78"] != all_keys_of("crm")["ann"]


def test_it_gives_people_of_one_name_addresses_of_their_own() -> None:
    stored(*(PersonRow(f"p{number}", "Kim Lee") for number in range(4)))
    assert sorted(Person.objects.values_list("slug", flat=True)) == ["kim-lee", "kim-lee-2", "kim-lee-3", "kim-lee-4"]


def test_it_cuts_what_the_database_cannot_hold() -> None:
    stored(replace(ANN, name="x" * 400, team="t" * 400, role="r" * 400, email="e" * 400))
    assert len(Person.objects.get().name) == 200


def lines(*rows: LineRow) -> Stored:
    return store_lines(rows, source="crm")


def span(on: str, manager: str, until: str | None = None) -> LineRow:
    return LineRow("ann", date.fromisoformat(on), manager, valid_to_on=date.fromisoformat(until) if until else None)


def test_it_lets_dated_lines_take_the_place_of_the_manager_of_the_row() -> None:
    stored(below(ANN, "cat"), BOB, CAT)
    done = lines(span("2026-01-01", "bob"), span("2026-04-01", "cat", "2026-05-31"))
    assert (done.added, done.problems) == (2, [])
    asked = [date(2025, 12, 31), date(2026, 3, 31), date(2026, 4, 1), ON]
    assert [managers(on).get("ann") for on in asked] == [None, "bob", "cat", None]
    again = lines(span("2026-01-01", "bob"), span("2026-04-01", "cat", "2026-05-31"))
    assert (again.unchanged, again.touched) == (2, set())


def test_it_runs_neighbours_as_stated_once_a_dated_line_is_gone() -> None:
    stored(below(ANN, "cat"), BOB, CAT)
    lines(span("2026-01-01", "bob"), span("2026-04-01", "cat"))
    assert remove_lines(["ann|2026-04-01", "ann|2019-01-01", "nobody|2026-04-01"], source="crm") == 1
    assert managers(ON) == {"ann": "bob"}
    assert remove_lines(["ann|2026-01-01"], source="crm") == 1
    assert managers(date(2020, 1, 1)) == {"ann": "cat"}  # what the row itself says holds for all time again


def test_it_cuts_only_the_days_on_which_dated_lines_run_in_a_circle() -> None:
    stored(ANN, BOB, CAT)
    done = store_lines(
        [
            LineRow("ann", date(2026, 1, 1), "bob"),
            LineRow("bob", date(2026, 6, 1), "ann"),
            LineRow("ann", date(2025, 1, 1), "bob", valid_to_on=date(2025, 12, 31)),
            LineRow("ann", date(2027, 1, 1), "cat"),
        ],
        source="crm",
    )
    told_of = {(p.row.native_id, p.row.valid_from_on) for p in done.problems}  # type: ignore[attr-defined]
    assert told_of == {("ann", date(2026, 1, 1)), ("bob", date(2026, 6, 1))}
    assert managers(date(2025, 6, 1)) == {"ann": "bob"}
    assert managers(ON) == {}


def test_it_knows_whom_an_id_names() -> None:
    stored(ANN, BOB)
    assert set(known_people(["ann", "zed"], source="crm")) == {"ann"}
