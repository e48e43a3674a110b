"""Undoing: by whoever may still make the change, once, and only while nothing was changed on top of it."""

import ast
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairway.audit.actions import record_change
from fairway.audit.queries import newest_change_of, newest_changes
from fairway.desk.tests.office import (
    CONVERSATIONS,
    EXECUTIVES,
    INVITED,
    MEETINGS,
    NEXT_MONDAY,
    WEDNESDAY,
    Office,
    everything,
    opened,
    said,
)
from fairway.desk.views import changes
from fairway.exchange.actions import connect_source
from fairway.people.actions.accounts import account_of
from fairway.people.actions.storing import set_ramp

PLAN, OFF, PLACE = "/sellers/ann/plan/", "/sellers/ann/time-off/", "/sellers/ann/place/"


def add(office: Office, metric: str = EXECUTIVES, who: str = "mona") -> int:
    office.make(who, PLAN, change="add", metric=metric, target=3, per="week")
    return newest_changes(1)[0].key


def undo(office: Office, who: str, key: int, **data: str) -> list[str]:
    response = office.clients[who].post(f"/changes/{key}/undo/", data, follow=True)
    return said(response.content.decode()) if response.status_code == 200 else [str(response.status_code)]


def test_it_undoes_once_and_then_says_that_it_was(office: Office) -> None:
    key = add(office)
    assert undo(office, "mona", key) == ["Undone: everything is as it was before."]
    before = everything()
    assert undo(office, "mona", key) == ["Not undone: it has been undone already."]
    assert everything() == before


def test_it_refuses_when_the_same_person_was_changed_again_and_leaves_the_later_change(office: Office) -> None:
    first = add(office)
    second = add(office, MEETINGS)
    before = everything()
    assert "something was changed again since" in undo(office, "mona", first)[0]
    assert everything() == before
    undo(office, "mona", second)
    assert undo(office, "mona", first) == ["Undone: everything is as it was before."]


def test_a_change_to_somebody_else_does_not_stand_in_the_way(office: Office) -> None:
    key = add(office)
    office.make("mona", "/sellers/ben/plan/", change="add", metric=EXECUTIVES, target=3, per="week")
    assert undo(office, "mona", key) == ["Undone: everything is as it was before."]
    assert office.plans("ben") == {INVITED: 5, EXECUTIVES: 3}


@pytest.mark.parametrize("who", ["ann", "ben", "max", "lea"])
def test_somebody_elses_change_is_not_found(office: Office, who: str) -> None:
    key = add(office)
    before = everything()
    assert undo(office, who, key) == ["404"]
    assert undo(office, who, 999999) == ["404"]
    assert everything() == before


def test_operations_undo_anybodys_change(office: Office) -> None:
    before = everything()
    assert undo(office, "op", add(office)) == ["Undone: everything is as it was before."]
    assert everything() == before


def test_a_manager_who_handed_the_seller_over_can_no_longer_undo(office: Office) -> None:
    key = add(office)
    move = {"change": "move", "manager_key": office.key("max"), "team": "South", "from_on": WEDNESDAY.isoformat()}
    office.make("op", PLACE, **move)
    before = everything()
    assert "Ann Abel" not in office.get("mona", "/changes/")
    assert undo(office, "mona", key) == ["404"]
    assert everything() == before
    assert undo(office, "op", key) == ["Undone: everything is as it was before."]


def test_whoever_left_operations_can_no_longer_undo_what_they_did_there(office: Office) -> None:
    move = {"change": "move", "manager_key": office.key("max"), "team": "South", "from_on": WEDNESDAY.isoformat()}
    office.make("op", PLACE, **move)
    key = newest_changes(1)[0].key
    office.people["op"].is_operations = False
    office.people["op"].save()
    before = everything()
    assert undo(office, "op", key) == ["404"]
    assert everything() == before


def test_a_move_whose_old_line_would_now_close_a_circle_stays(office: Office) -> None:
    move = {"change": "move", "manager_key": "", "team": "", "from_on": WEDNESDAY.isoformat()}
    office.make("op", "/sellers/max/place/", **move)
    key = newest_changes(1)[0].key
    under = {"change": "move", "manager_key": office.key("max"), "team": "", "from_on": WEDNESDAY.isoformat()}
    office.make("op", "/sellers/lea/place/", **under)
    before = everything()
    assert "The reporting line would run in a circle" in undo(office, "op", key)[0]
    assert everything() == before


def test_it_goes_back_to_a_page_of_ours_and_nowhere_else(office: Office) -> None:
    for back, goal in (
        ("/sellers/", "/sellers/"),
        ("https://elsewhere.example/", "/changes/"),
        ("//elsewhere.example/", "/changes/"),
        ("javascript:alert(1)", "/changes/"),
        ("", "/changes/"),
    ):
        key = add(office)
        response = office.clients["mona"].post(f"/changes/{key}/undo/", {"back": back})
        assert response.headers["Location"] == goal


def test_the_list_says_what_for_whom_and_by_whom(office: Office) -> None:
    add(office)
    office.make("ann", OFF, start_on=NEXT_MONDAY.isoformat(), end_on=NEXT_MONDAY.isoformat())
    mine, everyones = office.get("mona", "/changes/"), office.get("op", "/changes/")
    assert "Activity added: Calls to executives" in mine
    assert "Ann Abel" in mine
    assert "Days off entered" not in mine
    assert "Days off entered" in everyones
    assert "Activity added" not in office.get("ann", "/changes/")


RECORDING = {"recorded", "_recorded", "record_change", "undoable"}
Values = dict[str, list[ast.expr]]


def recorded_actions(file: Path) -> set[str]:
    """What a module records as actions, as patterns: literals, constants, either side of a choice."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    values: Values = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            targets, given = elements(node.targets[0]), elements(node.value)
            for target, value in zip(targets, given, strict=False):
                if isinstance(target, ast.Name):
                    values[target.id].append(value)
    found: set[str] = set()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in RECORDING:
            named = [given.value for given in call.keywords if given.arg == "action"]
            found |= set().union(*(texts(node, values) for node in (*call.args[1:2], *named)))
    return found


def elements(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def texts(node: ast.expr, values: Values) -> set[str]:
    """The texts an expression can be. What a function is handed is known where it is called."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return texts(node.body, values) | texts(node.orelse, values)
    if isinstance(node, ast.JoinedStr):
        return {"".join(str(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values)}
    known = values.get(node.id, []) if isinstance(node, ast.Name) else []
    return set().union(*(texts(value, values) for value in known))


def test_every_change_that_is_written_down_has_words_of_its_own() -> None:
    """Whatever the rooms record as an action stands in the list in a person's words."""
    source = Path(changes.__file__).parents[2]
    files = [file for file in source.rglob("*.py") if "actions" in (file.stem, file.parent.name)]
    recorded = set().union(*(recorded_actions(file) for file in files if "audit" not in file.parts))
    assert len(recorded) >= 30
    assert {"agree_at_once", "accept_counter", "change_source", "define_metric", "set_ramp"} <= recorded
    assert [one for one in recorded if not any(re.fullmatch(one, known) for known in changes.WORDS)] == []


def tried(office: Office, who: str, address: str, **data: object) -> None:
    """A change somebody confirms, whether or not they may by now."""
    status = office.clients[who].post(address, {**data, "confirm": "yes"}).status_code
    assert status in {200, 302, 404}


STEPS: dict[str, Callable[[Office, int], object]] = {
    "add": lambda o, n: tried(
        o, "mona", PLAN, change="add", metric=(EXECUTIVES, MEETINGS, CONVERSATIONS)[n % 3], target=n + 1, per="week"
    ),
    "target": lambda o, n: tried(
        o, "mona", PLAN, change="target", metric=INVITED, target=n + 2, per="week", is_agreed="on"
    ),
    "end": lambda o, n: tried(o, "mona", PLAN, change="end", metric=(INVITED, EXECUTIVES)[n % 2]),
    "team": lambda o, n: tried(o, "mona", "/sellers/team/", team="North", metric_1=MEETINGS, target_1=n + 1),
    "paste": lambda o, n: tried(
        o, "mona", "/sellers/paste/", lines=f"Ann Abel\t{CONVERSATIONS}\t{n + 1}\nBen Bell\t{INVITED}\t9"
    ),
    "off": lambda o, n: tried(
        o,
        "ann",
        OFF,
        start_on=(WEDNESDAY + timedelta(days=5 * n - 10)).isoformat(),
        end_on=(WEDNESDAY + timedelta(days=5 * n - 8)).isoformat(),
        kind="rest",
    ),
    "move": lambda o, n: tried(
        o,
        "op",
        PLACE,
        change="move",
        manager_key=o.key(("max", "lea")[n % 2]),
        team=f"T{n}",
        from_on=(WEDNESDAY + timedelta(days=7 * n - 14)).isoformat(),
    ),
    "second": lambda o, n: tried(
        o,
        "op",
        PLACE,
        change="manager",
        kind=("second", "acting")[n % 2],
        manager_key=o.key("max"),
        from_on=WEDNESDAY.isoformat(),
        until_on=(WEDNESDAY + timedelta(days=n)).isoformat(),
    ),
    "hours": lambda o, n: tried(
        o, "op", PLACE, change="pattern", from_on=NEXT_MONDAY.isoformat(), fte=f"0.{n + 1}", working_days="Mon-Thu"
    ),
    "leave": lambda o, n: tried(o, "op", PLACE, change="leaving", last_on=(WEDNESDAY + timedelta(days=n)).isoformat()),
}


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 4)), min_size=1, max_size=6))
def test_any_run_of_everyday_changes_undone_from_the_newest_back_leaves_everything_as_it_was(
    db: None, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, int]]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        office = opened(monkeypatch)
        states, keys = [], []
        for name, number in steps:
            before, newest = everything(), {who: newest_change_of(user(office, who)) for who in ("mona", "ann", "op")}
            STEPS[name](office, number)
            line = newest_changes(1)
            if line and line[0].key not in newest.values() and line[0].key not in keys:
                states.append(before)
                keys.append(line[0].key)
            else:
                assert everything() == before  # refused, so nothing was changed
        for key, state in zip(reversed(keys), reversed(states), strict=True):
            assert undo(office, "op", key)[-1] == "Undone: everything is as it was before."
            assert everything() == state
        transaction.set_rollback(True)


def user(office: Office, who: str) -> int:
    return int(office.clients[who].session["_auth_user_id"])


def test_a_change_about_nobody_names_what_it_is_about(office: Office) -> None:
    connect_source(name="our-odoo", kind="odoo", settings={})
    set_ramp("", [(4, 0.5)])
    page = " ".join(re.sub(r"<[^>]+>", " ", office.get("op", "/changes/")).split())
    assert "Source connected For our-odoo By operator" in page
    assert "Ramp of new hires set For everybody By operator" in page
    assert "nobody shown here" not in page


HIDDEN_FROM_OPERATIONS = (
    "give_observation",
    "look_back_on_session",
    "answer_observation",
    "choose_own_activities",
    "agree_to_own_activities",
    "decline_own_activities",
    "hand_in_assignment",
    "answer_assignment",
)


@pytest.mark.parametrize("action", HIDDEN_FROM_OPERATIONS)
def test_observations_and_own_activities_of_managers_are_told_to_whoever_did_it_alone(
    office: Office, action: str
) -> None:
    doer = account_of(office.key("lea")).pk
    record_change(actor_id=doer, action=action, subject=("person", office.key("mona")), detail={})
    told = {who for who in ("lea", "mona", "op") if changes.WORDS[action] in office.get(who, "/changes/")}
    assert told == {"lea"}
