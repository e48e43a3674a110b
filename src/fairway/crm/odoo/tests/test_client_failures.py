"""What becomes of Odoo's failures: each passes by itself, or says what somebody must do."""

from datetime import timedelta
from typing import Any

import pytest

from fairway.crm.errors import SourceError, Terminal, Transient
from fairway.crm.odoo.client import OdooClient
from fairway.crm.odoo.faults import AccessRefused, SignInRefused, UnknownName
from fairway.crm.odoo.options import Options
from fairway.lib.http import JsonHttp
from fairway.lib.tests.listening import Answer, Asked, Script, listening

KEY = "0123456789abcdef"
VERSION = {"version_info": [19, 0, 0, "final", 0, ""], "version": "19.0"}


def fault(name: str, message: str, status: int = 500) -> Answer:
    return Answer(status, {"name": name, "message": message, "debug": f"Traceback ... {KEY}"})


def odoo(answer: Answer, model: str = "crm.lead") -> Script:
    """An Odoo 19 that answers well, but for calls on one model."""

    def script(asked: Asked) -> Answer:
        if asked.path == "/web/version":
            return Answer(payload=VERSION)
        if asked.path == "/json/2/res.users/context_get":
            return Answer(payload={"uid": 7, "lang": "en_US"})
        if asked.path == "/json/2/res.users/read":
            return Answer(payload=[{"id": 7, "login": "me", "company_ids": [1, 3]}])
        if f"/{model}/" in asked.path:
            return answer
        return Answer(payload=[])

    return script


def trouble(answer: Answer) -> SourceError:
    """How a search fails when Odoo answers so."""
    with listening(odoo(answer)) as server:
        client = OdooClient(Options(server.url), KEY, http=JsonHttp(server.url, sleep=lambda _seconds: None))
        with pytest.raises(SourceError) as caught:
            client.search("crm.lead", [])
    assert KEY not in caught.value.detail + caught.value.advice
    assert "Traceback" not in caught.value.detail
    return caught.value


def test_it_signs_every_call_and_names_every_company() -> None:
    with listening(odoo(Answer(payload=[5, 4]))) as server:
        client = OdooClient(Options(server.url, database="sales"), KEY)
        assert client.search("crm.lead", [["active", "=", True]], order="id desc") == [5, 4]
        asked = server.asked[-1]
    assert asked.headers["authorization"] == f"bearer {KEY}"
    assert asked.headers["x-odoo-database"] == "sales"
    assert "limit" not in asked.payload
    context = asked.payload["context"]
    assert context == {"lang": "en_US", "tz": "UTC", "active_test": False, "allowed_company_ids": [1, 3]}


def test_a_refused_key_is_for_somebody_to_replace() -> None:
    said = trouble(fault("werkzeug.exceptions.Unauthorized", "Invalid apikey", 401))
    assert isinstance(said, SignInRefused)
    assert "API key" in said.advice


def test_a_missing_model_or_method_is_named() -> None:
    said = trouble(fault("werkzeug.exceptions.NotFound", "the model 'crm.lead' does not exist", 404))
    assert isinstance(said, UnknownName)
    assert "crm.lead" in said.detail


def test_a_wrong_field_is_named_and_not_tried_again() -> None:
    with listening(odoo(fault("builtins.ValueError", "Invalid field 'nofield' on 'crm.lead'"))) as server:
        client = OdooClient(Options(server.url), KEY, http=JsonHttp(server.url, sleep=lambda _seconds: None))
        with pytest.raises(Terminal) as caught:
            client.search("crm.lead", [["nofield", "=", 1]])
        assert sum(1 for asked in server.asked if "crm.lead" in asked.path) == 1
    assert "nofield" in caught.value.advice
    assert not isinstance(caught.value, UnknownName)


def test_a_missing_right_is_told_from_other_trouble() -> None:
    said = trouble(fault("odoo.exceptions.AccessError", "You are not allowed to access 'Lead'.\n\nMore.", 403))
    assert isinstance(said, AccessRefused)
    assert "More" not in said.detail


def test_too_many_requests_wait_as_long_as_asked() -> None:
    said = trouble(Answer(429, {}, headers={"Retry-After": "90"}))
    assert isinstance(said, Transient)
    assert said.retry_after == timedelta(seconds=90)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(502, raw=b"<html>", content_type="text/html"),
        Answer(503, raw=b""),
        Answer(504, {}),
        Answer(500, raw=b"<html>worker killed</html>", content_type="text/html"),
        Answer(is_reset=True),
        Answer(
            raw=b"[1, 2, 3",
        ),
        Answer(raw=b"[1, 2", length=900),
        fault("psycopg2.errors.SerializationFailure", "could not serialize access"),
        fault("odoo.sql_db.PoolError", "The Connection Pool Is Full"),
    ],
)
def test_trouble_of_the_moment_passes(answer: Answer) -> None:
    assert isinstance(trouble(answer), Transient)


def test_a_page_instead_of_odoo_is_for_somebody_to_mend() -> None:
    for status in (200, 301, 404):
        said = trouble(Answer(status, raw=b"<html>hello</html>", content_type="text/html"))
        assert isinstance(said, Terminal)
        assert "address" in said.advice


def test_a_server_that_is_not_there_passes_with_a_hint() -> None:
    with listening(odoo(Answer())) as server:
        url = server.url
    client = OdooClient(Options(url), KEY, http=JsonHttp(url, sleep=lambda _seconds: None))
    with pytest.raises(Transient) as caught:
        client.search("crm.lead", [])
    assert "host, port" in caught.value.advice


def test_it_wants_an_address_and_a_key() -> None:
    with pytest.raises(Terminal):
        OdooClient(Options("odoo.example.com"), KEY)
    with pytest.raises(Terminal):
        OdooClient(Options("https://odoo.example.com"), "")


def records(refused: set[int], gone: set[int] = frozenset()) -> Script:  # type: ignore[assignment]
    """An Odoo in which some records of a model may not be read, and some are gone; its search forgives the first."""

    def script(asked: Asked) -> Answer:
        if "/mail.activity/" not in asked.path:
            return odoo(Answer(), "nothing")(asked)
        payload: dict[str, Any] = asked.payload
        if asked.path.endswith("/fields_get"):
            return Answer(payload={"id": {}, "summary": {}})
        if asked.path.endswith("/search"):
            [[_, _, wanted]] = payload["domain"]
            return Answer(payload=[key for key in wanted if key not in gone])
        if refused & set(payload["ids"]):
            return fault("odoo.exceptions.AccessError", "Uh-oh", 403)
        if gone & set(payload["ids"]):
            return fault("odoo.exceptions.MissingError", "Record does not exist or has been deleted.", 404)
        return Answer(payload=[{"id": key} for key in payload["ids"]])

    return script


def test_one_record_that_may_not_be_read_costs_one_record() -> None:
    with listening(records({17, 40}, gone={33})) as server:
        client = OdooClient(Options(server.url), KEY)
        found = client.read("mail.activity", list(range(1, 101)), ["summary", "unknown_in_this_version"])
        asked_fields = next(asked.payload["fields"] for asked in server.asked if asked.path.endswith("activity/read"))
    assert {record["id"] for record in found} == set(range(1, 101)) - {17, 33, 40}
    assert asked_fields == ["summary"]


def test_a_model_that_may_be_searched_and_not_read_is_refused_as_a_whole() -> None:
    with listening(records(set(range(1, 401)))) as server:
        client = OdooClient(Options(server.url), KEY)
        with pytest.raises(AccessRefused):
            client.read("mail.activity", list(range(1, 401)), ["summary"])
        assert len(server.asked) < 300


# -- JSON-RPC


def rpc_odoo(answer: Answer, *, user_id: Any = 7) -> Script:
    """An Odoo 17, which knows /jsonrpc only, and answers object calls so."""

    def script(asked: Asked) -> Answer:
        if asked.path != "/jsonrpc":
            return Answer(404, raw=b"<html>", content_type="text/html")
        params = asked.payload["params"]
        if params["method"] == "version":
            return result({"server_version_info": [17, 0, 0, "final", 0, ""]})
        if params["method"] == "authenticate":
            return result(user_id)
        if params["args"][3:5] == ["res.users", "read"]:
            return result([{"id": 7, "login": "me", "company_ids": [1]}])
        return answer

    return script


def result(value: Any) -> Answer:
    return Answer(payload={"jsonrpc": "2.0", "id": 1, "result": value})


def rpc_fault(name: str, message: str) -> Answer:
    data = {"name": name, "message": message, "debug": "Traceback"}
    return Answer(
        payload={"jsonrpc": "2.0", "id": 1, "error": {"code": 200, "message": "Odoo Server Error", "data": data}}
    )


def over_rpc(url: str, login: str = "me") -> OdooClient:
    return OdooClient(Options(url, database="sales", login=login), KEY, http=JsonHttp(url, sleep=lambda _seconds: None))


def test_an_older_odoo_is_called_by_login() -> None:
    with listening(rpc_odoo(result([3]))) as server:
        client = over_rpc(server.url)
        assert client.version == 17
        assert client.search("crm.lead", []) == [3]
        arguments = server.asked[-1].payload["params"]["args"]
    assert arguments[:6] == ["sales", 7, KEY, "crm.lead", "search", []]
    assert arguments[6]["domain"] == []


def test_an_older_odoo_needs_a_login_and_a_database() -> None:
    with listening(rpc_odoo(result([]))) as server, pytest.raises(Terminal) as caught:
        OdooClient(Options(server.url), KEY).search("crm.lead", [])
    assert "login" in caught.value.advice


def test_an_answer_without_a_result_is_nothing() -> None:
    with listening(rpc_odoo(Answer(payload={"jsonrpc": "2.0", "id": 1}))) as server:
        assert over_rpc(server.url).call("crm.lead", "action_set_lost", [1]) is None


@pytest.mark.parametrize(
    ("name", "message", "kind"),
    [
        ("odoo.exceptions.AccessError", "You are not allowed", AccessRefused),
        ("odoo.exceptions.AccessDenied", "Access Denied", SignInRefused),
        ("builtins.KeyError", "'hr.leave'", UnknownName),
        ("odoo.exceptions.UserError", "Object hr.leave doesn't exist", UnknownName),
        ("builtins.AttributeError", "The method 'crm.lead.x' does not exist", UnknownName),
        ("builtins.ValueError", "Invalid field 'x' on model 'crm.lead'", Terminal),
        ("psycopg2.OperationalError", 'FATAL:  database "sales" does not exist', Terminal),
        ("psycopg2.errors.DeadlockDetected", "deadlock detected", Transient),
        ("odoo.exceptions.ValidationError", "No", Terminal),
    ],
)
def test_named_faults_over_json_rpc_are_told_apart(name: str, message: str, kind: type[SourceError]) -> None:
    with listening(rpc_odoo(rpc_fault(name, message))) as server, pytest.raises(kind) as caught:
        over_rpc(server.url).search("crm.lead", [])
    assert "Traceback" not in caught.value.detail


@pytest.mark.parametrize("user_id", [False, None, 0.5])
def test_a_refused_password_is_for_somebody_to_replace(user_id: Any) -> None:
    with listening(rpc_odoo(result([]), user_id=user_id)) as server, pytest.raises(SignInRefused):
        over_rpc(server.url).search("crm.lead", [])


@pytest.mark.parametrize(("told", "version"), [(["saas~18", 2], 18), ([18, 0], 18), (["18.1", 0], 18)])
def test_it_reads_versions_of_hosted_and_own_servers(told: list[Any], version: int) -> None:
    def script(_asked: Asked) -> Answer:
        return Answer(payload={"version_info": told})

    with listening(script) as server:
        assert OdooClient(Options(server.url), KEY).version == version


def test_it_refuses_versions_it_cannot_read() -> None:
    def script(asked: Asked) -> Answer:
        return result({"server_version_info": [14, 0]}) if asked.path == "/jsonrpc" else Answer(404, {})

    with listening(script) as server, pytest.raises(Terminal) as caught:
        assert OdooClient(Options(server.url), KEY).version
    assert "17" in caught.value.advice
