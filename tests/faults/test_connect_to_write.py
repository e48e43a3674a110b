"""`fairway connect --writes`: an Odoo is written to where that was said, and `doctor` tells what became of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairway.crm.odoo.tests.older import USER
from fairway.crm.odoo.tests.writable import WritableOdoo
from fairway.exchange.outbox.actions import put
from fairway.exchange.outbox.queries import writing_sources
from fairway.exchange.outbox.types import Task
from fairway.exchange.queries import source
from fairway.execution.queries import today
from fairway.lib.tests.listening import listening
from fairway.people.queries import all_keys_of
from fairway.project.schedule import empty_outbox
from tests.faults.test_connect_and_sync import KEY, ONE_LINE_AND_ADVICE, Troubled, Typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def crm() -> WritableOdoo:
    return WritableOdoo()


@pytest.fixture
def typed(
    house: Path, crm: WritableOdoo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Typed]:
    monkeypatch.setenv("FAIRWAY_SECRET", KEY)
    with listening(Troubled(crm)) as server:
        yield Typed(server.url, Troubled(crm), capsys)


def doctored(typed: Typed, name: str) -> dict[str, object]:
    _, out, _ = typed.run("doctor", "--json")
    return next((check for check in json.loads(out)["odoo"] if check["name"] == name), {})


def promised(owner: int, key: str = "c1") -> bool:
    task = Task("Send the offer", today(), str(owner), table="opportunities", record_id="31")
    return put(task, source="odoo", key=key, person_key=all_keys_of("odoo")[str(USER)])


def test_a_crm_is_only_read_unless_somebody_says_otherwise_and_again_when_it_is_not_said(typed: Typed) -> None:
    assert typed.connect()[0] == 0
    assert writing_sources() == []
    assert doctored(typed, "outbox") == doctored(typed, "tasks") == {}
    assert typed.connect("--writes")[0] == 0
    assert writing_sources() == ["odoo"]
    assert typed.connect()[0] == 0
    assert writing_sources() == []


def test_a_commitment_comes_to_stand_in_odoo(typed: Typed, crm: WritableOdoo) -> None:
    typed.connect("--writes")
    assert typed.run("sync")[0] == 0
    assert promised(USER)
    assert empty_outbox()
    [made] = crm.tables["mail.activity"].values()
    assert (made["summary"], made["user_id"], made["res_model"]) == ("Send the offer", USER, "crm.lead")
    assert doctored(typed, "outbox")["detail"] == "1 confirmed"
    assert doctored(typed, "outbox")["passed"]
    assert not empty_outbox()


def test_the_doctor_says_what_was_refused_last_and_what_to_do(typed: Typed, crm: WritableOdoo) -> None:
    typed.connect("--writes")
    assert doctored(typed, "outbox")["detail"] == "nothing was put into it"
    typed.run("sync")
    promised(USER)
    promised(USER + 2, key="c2")
    empty_outbox()
    found = doctored(typed, "outbox")
    assert found["passed"] is False
    assert found["detail"] == f"1 confirmed, 1 rejected; refused last: user {USER + 2} is archived in Odoo"
    assert "connect" in str(found["advice"])


@pytest.mark.parametrize("may_create", [True, False])
def test_connecting_tries_whether_activities_can_be_made(typed: Typed, crm: WritableOdoo, may_create: bool) -> None:
    crm.may_create = may_create
    code, out, _ = typed.connect("--writes", "--json")
    [found] = [check for check in json.loads(out) if check["name"] == "tasks"]
    assert (code, found["passed"]) == (0, may_create), found


def test_without_the_type_of_to_dos_it_says_so(typed: Typed, crm: WritableOdoo) -> None:
    crm.tables["ir.model.data"].clear()
    typed.connect("--writes")
    assert "mail_activity_data_todo" in str(doctored(typed, "tasks")["detail"])


@pytest.mark.parametrize(
    "words",
    [
        ("connect", "folder", "--path", ".", "--writes"),
        ("connect", "odoo", "--url", "http://127.0.0.1:1", "--set", "writes=yes"),
    ],
)
def test_what_cannot_be_or_is_not_plainly_said_is_refused(typed: Typed, words: tuple[str, ...]) -> None:
    code, _, err = typed.run(*words)
    assert code == 2
    assert ONE_LINE_AND_ADVICE.match(err)
    assert source(words[1]) is None
