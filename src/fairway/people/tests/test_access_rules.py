"""The one door against an oracle in plain Python, on random dated reporting lines; and what each relation opens."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.people import access
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Person, ReportingLine
from fairway.people.types import Edit, Facet, Relation, Viewer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
PEOPLE = 6
SPAN = 8  # days around today in which lines begin and end

# What the issue of access says, once more and by hand: rows are facets, columns relations.
SEES = {
    # facet: self, manager, above, operations
    Facet.COUNTS: (True, True, True, True),
    Facet.RECORDS: (True, True, True, True),
    Facet.ABSENCE: (True, True, True, True),
    Facet.ABSENCE_KIND: (True, False, False, True),
    Facet.NOTES: (True, True, False, False),
    Facet.REASONS: (True, True, False, False),
    Facet.DIAGNOSES: (True, True, False, False),
    Facet.TRANSCRIPTS: (True, True, False, False),
    Facet.TALK_BALANCE: (True, True, False, False),
    Facet.LOOKS: (True, False, False, False),
    Facet.CHOICES: (True, True, False, True),
    Facet.LESSON: (True, True, False, False),
    Facet.OBSTACLES: (True, True, False, False),
}
CHANGES = {
    Edit.PLAN: (False, True, False, True),
    Edit.TIME_OFF: (True, True, False, True),
    Edit.MATCH: (True, True, False, True),
    Edit.PLACE: (False, False, False, True),
    Edit.OBSTACLE: (True, True, False, True),
}
COLUMNS = (Relation.SELF, Relation.MANAGER, Relation.ABOVE, Relation.OPERATIONS)


@dataclass(frozen=True)
class Line:
    """Somebody works for somebody of a lower number, over days counted from today."""

    who: int
    manager: int
    kind: str
    since: int | None
    until: int | None

    def holds(self, day: int) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def lines() -> st.SearchStrategy[list[Line]]:
    def one(who: int) -> st.SearchStrategy[Line]:
        edge = st.none() | st.integers(-SPAN, SPAN)
        kinds = st.sampled_from(["line", "acting", "second"])
        return st.builds(Line, st.just(who), st.integers(0, who - 1), kinds, edge, edge)

    return st.lists(st.integers(1, PEOPLE - 1).flatmap(one), max_size=12)


def relations(told: list[Line], viewer: int, person: int, day: int) -> set[Relation]:
    """What a viewer is to a person on a day: every relation that holds, found by walking up the lines of that day."""
    found = {Relation.SELF} if viewer == person else set()
    todo, seen = [(person, 0)], set()
    while todo:
        who, height = todo.pop()
        for line in told:
            if line.who == who and line.holds(day):
                if line.manager == viewer:
                    found.add(Relation.MANAGER if height == 0 else Relation.ABOVE)
                if (line.manager, height) not in seen:
                    seen.add((line.manager, height))
                    todo.append((line.manager, height + 1))
    return found


def nearest(found: set[Relation]) -> Relation:
    return next((one for one in (Relation.SELF, Relation.MANAGER, Relation.ABOVE) if one in found), Relation.NONE)


def opens(
    table: dict[Facet, tuple[bool, ...]] | dict[Edit, tuple[bool, ...]], what: object, held: set[Relation]
) -> bool:
    return any(table[what][place] for place, one in enumerate(COLUMNS) if one in held)  # type: ignore[index]


@pytest.fixture
def keys(db: None) -> list[int]:
    return [Person.objects.create(name=f"P{number}", slug=f"p{number}").pk for number in range(PEOPLE)]


def stored(told: list[Line], keys: list[int]) -> None:
    ReportingLine.objects.all().delete()
    ReportingLine.objects.bulk_create(
        ReportingLine(
            person_id=keys[line.who],
            manager_id=keys[line.manager],
            kind=line.kind,
            valid_from_on=date(1900, 1, 1) if line.since is None else TODAY + timedelta(days=line.since),
            valid_to_on=None if line.until is None else TODAY + timedelta(days=line.until),
        )
        for line in told
    )
    rebuild_spans()


@given(told=lines(), day=st.integers(-SPAN - 1, SPAN + 1), operations=st.integers(-1, PEOPLE - 1))
def test_it_opens_to_each_viewer_what_an_oracle_opens(
    keys: list[int], told: list[Line], day: int, operations: int
) -> None:
    stored(told, keys)
    for viewer in range(PEOPLE):
        asks = Viewer(viewer, keys[viewer], viewer == operations, TODAY + timedelta(days=day))
        held = {person: relations(told, viewer, person, day) for person in range(PEOPLE)}
        for person in range(PEOPLE):
            near = nearest(held[person])
            expected = Relation.OPERATIONS if near is Relation.NONE and viewer == operations else near
            assert access.relation(asks, keys[person]) is expected
            also = {near} | ({Relation.OPERATIONS} if viewer == operations else set())
            assert access.facets(asks, keys[person]) == {facet for facet in Facet if opens(SEES, facet, also)}
        for facet in Facet:
            everyone = {
                person: {nearest(held[person])} | ({Relation.OPERATIONS} if viewer == operations else set())
                for person in held
            }
            shown = {keys[person] for person in held if opens(SEES, facet, everyone[person])}
            assert access.visible_keys(asks, keys, facet) == shown, facet
        for edit in Edit:
            may = {keys[p] for p in held if opens(CHANGES, edit, {nearest(held[p])}) or viewer == operations}
            assert access.editable_keys(asks, keys, edit) == may
            assert {key for key in keys if access.may_edit(asks, key, edit)} == may


@settings(max_examples=25)
@given(told=lines(), day=st.integers(-SPAN - 1, SPAN + 1))
def test_leaders_are_those_to_whom_managers_report(keys: list[int], told: list[Line], day: int) -> None:
    stored(told, keys)
    direct = {(line.manager, line.who) for line in told if line.holds(day)}
    managers = {manager for manager, _ in direct}
    for viewer in range(PEOPLE):
        asks = Viewer(viewer, keys[viewer], is_operations=False, on=TODAY + timedelta(days=day))
        above = {p for p in range(PEOPLE) if relations(told, p, viewer, day) & {Relation.MANAGER, Relation.ABOVE}}
        leading = {p for p in above if any((p, q) in direct for q in managers)}
        found = [person.key for person in access.leaders_of(asks)]
        assert sorted(found) == sorted(keys[p] for p in leading)
        own = [key for key in found if any(keys[p] == key and (p, viewer) in direct for p in leading)]
        assert found[: len(own)] == own  # one's own managers stand first
        led = {keys[q] for q in managers if (viewer, q) in direct}
        assert {person.key for person in access.managers_led_by(asks)} == led


@pytest.mark.parametrize(("facet", "relation"), list(product(Facet, COLUMNS)))
def test_the_table_of_the_code_is_the_table_of_the_promise(facet: Facet, relation: Relation) -> None:
    assert (facet in access.OPEN_TO[relation]) == SEES[facet][COLUMNS.index(relation)]


def test_nobody_sees_anything_of_a_stranger() -> None:
    assert access.OPEN_TO[Relation.NONE] == frozenset()


def test_an_account_without_a_person_sees_nobody(keys: list[int]) -> None:
    stored([Line(1, 0, "line", None, None)], keys)
    nobody = Viewer(99, None, is_operations=False, on=TODAY)
    for key in keys:
        assert access.facets(nobody, key) == frozenset()
        with pytest.raises(access.Hidden):
            access.person_by_key(nobody, key)
    assert access.visible_keys(nobody, keys) == set()
    assert access.editable_keys(nobody, keys, Edit.TIME_OFF) == set()


def test_what_is_hidden_and_what_is_not_there_are_the_same(keys: list[int]) -> None:
    stored([Line(1, 0, "line", None, None)], keys)
    peer = Viewer(2, keys[2], is_operations=False, on=TODAY)
    for slug in ("p1", "nobody"):
        with pytest.raises(access.Hidden) as hidden:
            access.person_by_slug(peer, slug)
        assert str(hidden.value) == ""


def test_seeing_is_not_changing(keys: list[int]) -> None:
    stored([Line(1, 0, "line", None, None), Line(2, 1, "line", None, None)], keys)
    above = Viewer(0, keys[0], is_operations=False, on=TODAY)
    assert access.person_by_slug(above, "p2").key == keys[2]
    for edit in Edit:
        with pytest.raises(access.Hidden):
            access.require_edit(above, "p2", edit)
    with pytest.raises(access.Hidden):
        access.person_by_slug(above, "p2", Facet.NOTES)
