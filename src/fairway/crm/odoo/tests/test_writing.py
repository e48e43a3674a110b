"""Tasks as activities of an Odoo 17 over JSON-RPC, and what becomes of Odoo's failures while writing. The real 19 is
written to in tests/odoo.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from fairway.crm.errors import Rejected, Terminal, Transient
from fairway.crm.odoo.tests.older import PARTNER, USER
from fairway.crm.odoo.tests.test_client_failures import KEY, fault, odoo
from fairway.crm.odoo.tests.writable import BUSY, WritableOdoo
from fairway.crm.odoo.writer import open_odoo_to_write
from fairway.crm.source import open_writer
from fairway.exchange.outbox.types import Task, Writer
from fairway.exchange.types import SourceFacts
from fairway.lib.tests.listening import Answer, Asked, listening

TASK = Task("Send the offer", date(2026, 6, 12), str(USER), note="by post\n& signed")
TOKEN = "0123456789abcdef"


@pytest.fixture
def crm() -> WritableOdoo:
    return WritableOdoo()


@pytest.fixture
def writer(crm: WritableOdoo) -> Iterator[Writer]:
    with listening(crm) as server:
        settings = {"url": server.url, "database": "sales", "login": "anna"}
        yield open_odoo_to_write(SourceFacts("odoo", "odoo", settings, None, False), "key")


def activities(crm: WritableOdoo) -> list[dict[str, Any]]:
    return list(crm.tables["mail.activity"].values())


def put(writer: Writer, token: str = TOKEN, native_id: str = "", **more: Any) -> str:
    said = {"subject": TASK.subject, "due_on": TASK.due_on, "owner": TASK.owner, "note": TASK.note, **more}
    return writer.put_task(Task(**said), token=token, native_id=native_id)


def test_a_task_stands_on_its_owners_contact_once_however_often_it_is_put(crm: WritableOdoo, writer: Writer) -> None:
    native_id = put(writer)
    assert put(writer) == native_id
    [made] = activities(crm)
    assert (str(made["id"]), made["summary"], made["note"]) == (native_id, "Send the offer", "by post<br>&amp; signed")
    assert (made["res_model"], made["res_id"], made["user_id"]) == ("res.partner", PARTNER, USER)
    assert made["date_deadline"] == "2026-06-12"


def test_it_stands_on_the_record_it_is_about_and_moves_with_it(crm: WritableOdoo, writer: Writer) -> None:
    native_id = put(writer, table="opportunities", record_id="31")
    assert (activities(crm)[0]["res_model"], activities(crm)[0]["res_id"]) == ("crm.lead", 31)
    assert put(writer, native_id=native_id, table="accounts", record_id="50", owner=str(USER + 1)) == native_id
    [made] = activities(crm)
    assert (made["res_model"], made["res_id"], made["user_id"]) == ("res.partner", 50, USER + 1)


@pytest.mark.parametrize("is_kept", [True, False])
def test_done_is_marked_once_whether_odoo_keeps_it_or_not(crm: WritableOdoo, writer: Writer, is_kept: bool) -> None:
    crm.tables["mail.activity.type"][crm.call_type]["keep_done"] = is_kept
    native_id = put(writer)
    for _ in range(2):
        assert writer.close_task(token=TOKEN, native_id=native_id, is_done=True) == native_id
    assert len(crm.tables["mail.message"]) == 1
    assert [one["active"] for one in activities(crm)] == [False] * is_kept
    with pytest.raises(Rejected, match="marked done" if is_kept else "no longer"):
        put(writer, native_id=native_id)
    assert len(activities(crm)) == is_kept


def test_withdrawing_removes_it_and_is_content_where_nothing_is_left(crm: WritableOdoo, writer: Writer) -> None:
    native_id = put(writer)
    assert writer.close_task(token=TOKEN, native_id="", is_done=False) == native_id
    assert activities(crm) == []
    assert writer.close_task(token=TOKEN, native_id=native_id, is_done=False) == native_id
    assert writer.close_task(token="never put", native_id="", is_done=True) == ""


def test_it_touches_nothing_that_only_has_the_number_of_ours(crm: WritableOdoo, writer: Writer) -> None:
    theirs = crm.plan(crm.call_type)
    writer.close_task(token=TOKEN, native_id=str(theirs), is_done=False)
    with pytest.raises(Rejected):
        put(writer, native_id=str(theirs))
    assert [one["id"] for one in activities(crm)] == [theirs]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"owner": "999"}, "there is no user 999 in Odoo"),
        ({"owner": "anna"}, "there is no user anna in Odoo"),
        ({"owner": str(USER + 2)}, f"user {USER + 2} is archived in Odoo"),
        ({"owner": str(USER + 3)}, f"user {USER + 3} is no internal user of Odoo"),
        ({"table": "opportunities", "record_id": "99"}, "crm.lead 99 is no longer in Odoo, or cannot be seen"),
        ({"table": "people", "record_id": "7"}, "Odoo has no people 7"),
        ({"table": "leads", "record_id": "x9"}, "Odoo has no leads x9"),
    ],
)
def test_what_odoo_would_take_without_a_word_or_refuse_in_odd_ones_is_refused_here(
    crm: WritableOdoo, writer: Writer, more: dict[str, str], said: str
) -> None:
    with pytest.raises(Rejected, match=said):
        put(writer, **more)
    assert crm.loads == 0


def test_a_refusal_is_asked_for_twice_and_told_once_in_odoos_words(crm: WritableOdoo, writer: Writer) -> None:
    crm.says = ["You may not\n\nmodify this document."] * 2
    with pytest.raises(Rejected) as refused:
        put(writer)
    assert refused.value.detail == "You may not modify this document."
    assert crm.loads == 2


def test_a_database_that_was_busy_is_no_refusal(crm: WritableOdoo, writer: Writer) -> None:
    crm.says = [BUSY]
    assert put(writer)
    crm.says = [BUSY, BUSY]
    with pytest.raises(Transient):
        put(writer, token="another")
    crm.says = ["etwas auf Deutsch, das vorübergeht"]
    assert put(writer, token="a third")


# -- failures of 19, over JSON-2


def trouble(answer: Answer, model: str = "mail.activity") -> Exception:
    """How putting a task fails when calls on a model are answered so."""

    def script(asked: Asked) -> Answer:
        if asked.path.endswith("res.users/fields_get"):
            return Answer(payload={"active": {}, "share": {}, "partner_id": {}})
        if asked.path.endswith("res.users/read") and "active" in asked.payload["fields"]:
            return Answer(payload=[{"id": USER, "active": True, "share": False, "partner_id": [PARTNER, "Anna"]}])
        return odoo(answer, model)(asked)

    with listening(script) as server:
        writer = open_odoo_to_write(SourceFacts("odoo", "odoo", {"url": server.url}, None, False), KEY)
        with pytest.raises((Rejected, Transient, Terminal)) as caught:
            writer.put_task(TASK, token=TOKEN, native_id="")
    return caught.value


def test_what_odoo_asks_to_wait_is_waited() -> None:
    said = trouble(Answer(429, {}, headers={"Retry-After": "240"}))
    assert isinstance(said, Transient)
    assert said.retry_after == timedelta(seconds=240)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_in_trouble_passes(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    assert isinstance(trouble(Answer(status, raw=b"<html>", content_type="text/html")), Transient)


def test_an_expired_key_is_no_matter_of_one_task() -> None:
    said = trouble(fault("werkzeug.exceptions.Unauthorized", "Invalid apikey", 401))
    assert isinstance(said, Terminal)


@pytest.mark.parametrize("name", ["AccessError", "UserError", "ValidationError", "MissingError", "SomethingOfAnAddon"])
def test_an_error_over_one_task_is_a_refusal_of_that_task(name: str) -> None:
    said = trouble(fault(f"odoo.exceptions.{name}", "Not with this document", 422))
    assert isinstance(said, Rejected)
    assert "Not with this document" in str(said)


def test_pressing_done_is_not_repeated_where_nobody_knows_whether_it_was() -> None:
    """Each would leave a message on the customer's record."""

    def script(asked: Asked) -> Answer:
        if asked.path.endswith("check_object_reference"):
            return Answer(payload=["mail.activity", 5])
        if asked.path.endswith("mail.activity/fields_get"):
            return Answer(payload={"active": {}})
        if asked.path.endswith("mail.activity/read"):
            return Answer(payload=[{"id": 5, "active": True}])
        return odoo(Answer(is_reset=True), "mail.activity")(asked)

    with listening(script) as server:
        writer = open_odoo_to_write(SourceFacts("odoo", "odoo", {"url": server.url}, None, False), KEY)
        with pytest.raises(Transient):
            writer.close_task(token=TOKEN, native_id="5", is_done=True)
        assert [asked.path for asked in server.asked if "action_done" in asked.path] == [
            "/json/2/mail.activity/action_done"
        ]


@pytest.mark.parametrize("kind", ["demo", "folder", "report", "nothing"])
def test_what_cannot_be_written_to_says_so(kind: str) -> None:
    with pytest.raises(Terminal, match="cannot be written to"):
        open_writer(SourceFacts(kind, kind, {}, None, False), "")
