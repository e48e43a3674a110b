"""Undoing puts every row back as it was, or refuses and touches nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from hypothesis import given
from hypothesis import strategies as st

from fairway.audit.actions import record_change, undo_change, undoable
from fairway.audit.models import AuditLine, ChangedPerson
from fairway.audit.queries import change, changes_about, newest_change_of, newest_changes
from fairway.audit.types import Outdated, Sheet
from fairway.people.models import Absence, Person, ReportingLine, WorkPattern
from fairway.plans.models import Plan

pytestmark = pytest.mark.django_db
ACTOR = 7
DAY = date(2026, 3, 2)
SHEETS = {
    "people.Absence": "person_id",
    "people.ReportingLine": "person_id",
    "people.WorkPattern": "person_id",
    "plans.Plan": "person_id",
    "people.Person": "pk",
}


def somebody(name: str = "Ada") -> Person:
    person = Person.objects.create(name=name, slug=name.lower(), email=f"{name.lower()}@example.com")
    ReportingLine.objects.create(person=person, team="North", stated=["m1", "North", "", "None"])
    WorkPattern.objects.create(person=person, fte="0.6")
    Absence.objects.create(person=person, start_on=DAY, end_on=DAY, kind="leave")
    Plan.objects.create(person=person, metric_key="calls", target=5, starts_on=DAY)
    return person


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table a change may touch, as the database holds it."""
    models: list[type[Model]] = [apps.get_model(name) for name in (*SHEETS, "people.Identity")]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}


def made(person: Person, change_it: Callable[[], object], *, model: str, actor: int = ACTOR) -> int:
    with undoable(
        actor_id=actor,
        action="change_it",
        subject=("person", person.pk),
        sheets=[Sheet(model, {SHEETS[model]: person.pk})],
    ):
        change_it()
    newest = newest_change_of(actor)
    assert newest is not None
    return newest


def test_it_leaves_everything_that_hangs_on_a_person_when_their_own_row_is_put_back() -> None:
    person = somebody()
    before = everything()
    key = made(person, lambda: Person.objects.filter(pk=person.pk).update(left_on=DAY), model="people.Person")
    undo_change(key, actor_id=ACTOR)
    assert everything() == before


def test_it_undoes_two_changes_one_after_the_other_from_the_newest_back() -> None:
    person = somebody()
    before = everything()
    first = made(person, lambda: Plan.objects.filter(person=person).delete(), model="plans.Plan")
    between = everything()
    second = made(
        person,
        lambda: Plan.objects.create(person=person, metric_key="demos", target=2, starts_on=DAY),
        model="plans.Plan",
    )
    undo_change(second, actor_id=ACTOR)
    assert everything() == between
    undo_change(first, actor_id=ACTOR)
    assert everything() == before


def test_it_refuses_to_undo_twice_and_says_so() -> None:
    person = somebody()
    key = made(person, lambda: Absence.objects.filter(person=person).delete(), model="people.Absence")
    undo_change(key, actor_id=ACTOR)
    after = everything()
    with pytest.raises(Outdated, match="undone already"):
        undo_change(key, actor_id=ACTOR)
    assert everything() == after


def test_it_refuses_when_the_same_rows_were_changed_since_and_keeps_the_later_change() -> None:
    person = somebody()
    key = made(
        person, lambda: Absence.objects.filter(person=person).update(end_on=DAY + timedelta(1)), model="people.Absence"
    )
    Absence.objects.filter(person=person).update(end_on=DAY + timedelta(5))
    later = everything()
    with pytest.raises(Outdated, match="changed again since"):
        undo_change(key, actor_id=ACTOR)
    assert everything() == later
    assert not AuditLine.objects.get(pk=key).detail.get("is_undone")


def test_it_refuses_when_somebody_the_old_rows_point_at_is_gone() -> None:
    person, manager = somebody(), somebody("Mona")
    ReportingLine.objects.filter(person=person).update(manager=manager)
    key = made(
        person, lambda: ReportingLine.objects.filter(person=person).update(manager=None), model="people.ReportingLine"
    )
    manager.delete()
    after = everything()
    with pytest.raises(Outdated, match="removed since"):
        undo_change(key, actor_id=ACTOR)
    assert everything() == after


def test_it_takes_everything_back_when_what_follows_refuses() -> None:
    person = somebody()
    key = made(person, lambda: Absence.objects.filter(person=person).delete(), model="people.Absence")
    after = everything()

    def refuses() -> None:
        raise ValueError("it cannot be")

    with pytest.raises(ValueError, match="cannot be"):
        undo_change(key, actor_id=ACTOR, then=refuses)
    assert everything() == after
    assert not AuditLine.objects.get(pk=key).detail.get("is_undone")


def test_a_change_without_rows_is_recorded_and_cannot_be_undone() -> None:
    record_change(actor_id=ACTOR, action="invite", subject=("person", 3), detail={})
    [line] = newest_changes()
    assert not line.can_be_undone
    assert newest_change_of(ACTOR) is None
    with pytest.raises(Outdated):
        undo_change(line.key, actor_id=ACTOR)


def test_a_change_to_many_people_is_found_from_each_of_them() -> None:
    people = [somebody(f"Seller{number}") for number in range(40)]
    keys = [person.pk for person in people]
    sheet = Sheet("plans.Plan", {"person_id__in": keys})
    with undoable(actor_id=ACTOR, action="paste_plans", subject=("people", keys), sheets=[sheet]):
        Plan.objects.filter(person_id__in=keys).update(target=9)
    assert all([line.action for line in changes_about(key)] == ["paste_plans"] for key in keys)
    [line] = newest_changes()
    assert line.person_keys == tuple(sorted(keys))
    undo_change(line.key, actor_id=ACTOR)
    assert set(Plan.objects.values_list("target", flat=True)) == {5}
    assert [undone.action for undone in changes_about(keys[39])] == ["undo_paste_plans", "paste_plans"]
    assert ChangedPerson.objects.count() == 80


def test_undoings_stand_beside_what_they_undid_and_not_in_the_list() -> None:
    person = somebody()
    key = made(person, lambda: Absence.objects.filter(person=person).delete(), model="people.Absence")
    undo_change(key, actor_id=ACTOR)
    [line] = newest_changes()
    assert (line.key, line.is_undone, line.can_be_undone) == (key, True, False)
    found = change(key)
    assert found is not None
    assert found.models == {"people.Absence"}


EDITS: dict[str, tuple[str, Callable[[Person, int], object]]] = {
    "move a line": (
        "people.ReportingLine",
        lambda p, n: ReportingLine.objects.filter(person=p).update(team=f"T{n}"),
    ),
    "new line": ("people.ReportingLine", lambda p, n: ReportingLine.objects.create(person=p, team=f"N{n}")),
    "no lines": ("people.ReportingLine", lambda p, n: ReportingLine.objects.filter(person=p).delete()),
    "day off": (
        "people.Absence",
        lambda p, n: Absence.objects.create(person=p, start_on=DAY + timedelta(n), end_on=DAY + timedelta(n), kind="x"),
    ),
    "no days off": ("people.Absence", lambda p, n: Absence.objects.filter(person=p).delete()),
    "hours": ("people.WorkPattern", lambda p, n: WorkPattern.objects.filter(person=p).update(fte=f"0.{n + 1}")),
    "from a day": (
        "people.WorkPattern",
        lambda p, n: WorkPattern.objects.update_or_create(
            person=p, valid_from_on=DAY + timedelta(n), defaults={"working_days": "Mon,Wed"}
        ),
    ),
    "target": ("plans.Plan", lambda p, n: Plan.objects.filter(person=p).update(target=n + 1)),
    "plan": (
        "plans.Plan",
        lambda p, n: Plan.objects.create(person=p, metric_key=f"m{n}", target=1, starts_on=DAY, quality_target="0.5"),
    ),
    "no plans": ("plans.Plan", lambda p, n: Plan.objects.filter(person=p).delete()),
    "last day": ("people.Person", lambda p, n: Person.objects.filter(pk=p.pk).update(left_on=DAY + timedelta(n))),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 5)), min_size=1, max_size=8))
def test_any_run_of_changes_undone_from_the_newest_back_leaves_every_row_as_it_was(
    steps: list[tuple[str, int]],
) -> None:
    for model in (AuditLine, Person):
        model._default_manager.all().delete()
    person, _ = somebody(), somebody("Bystander")
    states, keys = [], []
    for name, number in steps:
        model_name, edit = EDITS[name]
        states.append(everything())
        keys.append(made(person, lambda edit=edit, number=number: edit(person, number), model=model_name))  # type: ignore[misc]
    for key, state in zip(reversed(keys), reversed(states), strict=True):
        undo_change(key, actor_id=ACTOR)
        assert everything() == state
