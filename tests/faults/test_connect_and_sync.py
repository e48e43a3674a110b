"""`fairway connect`, `sync` and `doctor` with a CRM that is not there, not right, or falls silent half-way."""

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fairway.cli.main import main
from fairway.crm.odoo.tests.older import OlderOdoo
from fairway.exchange.queries import positions_of, secret_of, source
from fairway.lib.tests.listening import Answer, Asked, listening

pytestmark = pytest.mark.django_db
KEY = "key"
ONE_LINE_AND_ADVICE = re.compile(r"^fairway: [^\n]+\n[^\n]+\n$")


@dataclass
class Troubled:
    """An Odoo that answers like one until told otherwise. `trouble` gets every call and may answer in its place."""

    odoo: OlderOdoo = field(default_factory=OlderOdoo)
    trouble: Callable[[Asked], Answer | None] = lambda asked: None

    def __call__(self, asked: Asked) -> Answer:
        return self.trouble(asked) or self.odoo(asked)


@dataclass
class Typed:
    """Commands typed against that Odoo."""

    url: str
    crm: Troubled
    capsys: pytest.CaptureFixture[str]

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, stdout and stderr."""
        self.capsys.readouterr()
        try:
            code = main(list(words))
        except SystemExit as end:  # argparse
            code = int(str(end.code))
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def connect(self, *words: str) -> tuple[int, str, str]:
        return self.run("connect", "odoo", "--url", self.url, "--database", "sales", "--login", "anna", *words)

    def connected(self) -> "Typed":
        code, _, err = self.connect()
        assert code == 0, err
        return self


@pytest.fixture
def typed(house: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    monkeypatch.setenv("FAIRWAY_SECRET", KEY)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    crm = Troubled()
    with listening(crm) as server:
        yield Typed(server.url, crm, capsys)


def on(model: str, answer: Answer, *, after: int = 0) -> Callable[[Asked], Answer | None]:
    """Answer calls on a model like that, once it was called so many times."""
    calls = 0

    def trouble(asked: Asked) -> Answer | None:
        nonlocal calls
        called = asked.payload["params"]["args"][3:4] if asked.payload else []
        calls += called == [model]
        return answer if called == [model] and calls > after else None

    return trouble


# -- connecting


def test_it_connects_with_a_key_from_the_environment_and_says_what_it_found(typed: Typed) -> None:
    code, out, _ = typed.connect("--json")
    checks = {check["name"]: check for check in json.loads(out)}
    assert code == 0
    assert checks["version"]["passed"]
    assert not checks["done activities stay"]["passed"]
    assert all(check["passed"] or (check["disables"] and check["advice"]) for check in checks.values())
    stored = source("odoo")
    assert stored is not None
    assert stored.settings == {"url": typed.url, "database": "sales", "login": "anna", "drafts": True}
    assert secret_of("odoo") == KEY


@pytest.mark.parametrize("words", [(), ("--secret-file", "-")])
def test_it_takes_the_key_from_standard_input(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.delenv("FAIRWAY_SECRET")
    monkeypatch.setattr("sys.stdin", io.StringIO(KEY + "\n"))
    assert typed.connect(*words)[0] == 0
    assert secret_of("odoo") == KEY


def test_it_takes_the_key_from_a_file(typed: Typed, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAIRWAY_SECRET")
    (house / "key").write_text(KEY + "\n", encoding="utf-8")
    assert typed.connect("--secret-file", str(house / "key"))[0] == 0
    assert typed.connect("--secret-file", str(house / "none"))[0] == 2


def test_without_a_key_it_says_where_to_put_it(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAIRWAY_SECRET")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, _, err = typed.connect()
    assert code == 2
    assert "FAIRWAY_SECRET" in err
    assert ONE_LINE_AND_ADVICE.match(err)


@pytest.mark.parametrize(
    ("words", "trouble", "said"),
    [
        (("--login", "nobody"), None, "does not accept the key"),
        (("--url", "http://127.0.0.1:1"), None, "no connection"),
        (("--set", "timezone=Mars/Base"), None, "timezone"),
        ((), Answer(404, raw=b"<html>", content_type="text/html"), "404"),
        ((), Answer(200, raw=b"<html>", content_type="text/html"), "not JSON"),
        ((), Answer(429, {}, headers={"Retry-After": "900"}), "429"),
        ((), Answer(500, raw=b"<html>", content_type="text/html"), "500"),
    ],
)
def test_it_stores_nothing_that_cannot_be_read(
    typed: Typed, words: tuple[str, ...], trouble: Answer | None, said: str
) -> None:
    typed.crm.trouble = lambda asked: trouble
    code, out, err = typed.connect(*words)
    assert (code, out) == (1, "")
    assert said in err
    assert ONE_LINE_AND_ADVICE.match(err), err
    assert source("odoo") is None


def test_a_failed_change_leaves_the_connection_as_it_was(typed: Typed) -> None:
    typed.connected()
    assert typed.connect("--login", "nobody")[0] == 1
    stored = source("odoo")
    assert stored is not None
    assert stored.settings["login"] == "anna"


def test_it_keeps_the_key_in_use_where_none_is_given(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    typed.connected()
    monkeypatch.delenv("FAIRWAY_SECRET")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert typed.connect("--every", "60")[0] == 0
    assert secret_of("odoo") == KEY


def test_another_database_is_read_from_its_beginning(typed: Typed) -> None:
    typed.connected().run("sync")
    assert positions_of("odoo")
    assert typed.connect()[0] == 0
    assert positions_of("odoo")
    assert typed.connect("--database", "other")[0] == 0
    assert not positions_of("odoo")


@pytest.mark.parametrize("words", [("connect", "odoo"), ("connect", "nothing"), ("sync",), ("sync", "nothing")])
def test_wrong_use_ends_with_2(typed: Typed, words: tuple[str, ...]) -> None:
    assert typed.run(*words)[0] == 2


# -- syncing


def test_it_goes_up_to_a_board_of_suggestions(typed: Typed) -> None:
    _busy_weeks(typed.crm.odoo)
    code, out, err = typed.connected().run("sync", "--json")
    told = json.loads(out)
    assert (code, told["rejects"]) == (0, 0)
    assert {
        name: tally["added"] for name, tally in told["sources"]["odoo"].items() if name in {"sellers", "people"}
    } == {"sellers": 1}
    assert told["sources"]["odoo"]["activities"]["added"] == 18
    assert told["drafts"] == 2
    assert "activities: 18 of 18 read" in err
    [seller] = json.loads(typed.run("board", "--json")[1])["sellers"]
    assert seller["state"] == "no_plan"
    assert [hia["is_draft"] for hia in seller["hias"]] == [True, True]
    assert "Call" not in {hia["metric"] for hia in seller["hias"]}, "a bare count of calls is volume"
    assert json.loads(typed.run("sync", "--json")[1])["drafts"] == 0


def _busy_weeks(odoo: OlderOdoo) -> None:
    """Three calls a week over the last six closed weeks."""
    now = datetime.now(UTC)
    monday = now.replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=now.weekday())
    for back in range(6, 0, -1):
        for days in (0, 1, 2):
            odoo.now_at = monday - timedelta(days=7 * back - days)
            odoo.press_done(odoo.plan(odoo.call_type))


def test_it_suggests_nothing_where_nobody_asked(typed: Typed) -> None:
    _busy_weeks(typed.crm.odoo)
    assert typed.connect("--no-drafts")[0] == 0
    assert json.loads(typed.run("sync", "--json")[1])["drafts"] == 0


@pytest.mark.parametrize(
    "answer",
    [
        Answer(429, {}, headers={"Retry-After": "900"}),
        Answer(503, raw=b""),
        Answer(500, raw=b"<html>", content_type="text/html"),
        Answer(is_reset=True),
        Answer(raw=b"[1, 2", length=900),
    ],
)
def test_trouble_half_way_keeps_what_was_read_and_the_next_sync_goes_on(typed: Typed, answer: Answer) -> None:
    _busy_weeks(typed.crm.odoo)
    typed.connected().crm.trouble = on("mail.activity", answer, after=2)
    code, out, err = typed.run("sync", "--json")
    assert (code, out) == (1, "")
    assert "`fairway sync odoo` goes on where this one stopped" in err
    assert "Traceback" not in err
    assert positions_of("odoo").keys() >= {"people", "accounts", "deals"}
    typed.crm.trouble = lambda asked: None
    assert typed.run("sync", "--json")[0] == 0
    assert _done(typed) == 18


def _done(typed: Typed) -> int:
    [seller] = json.loads(typed.run("board", "--json")[1])["sellers"]
    return sum(week["done"] for word in seller["logged"] for week in word["weeks"])


def test_a_key_that_expired_says_so_and_nothing_is_lost(typed: Typed) -> None:
    _busy_weeks(typed.crm.odoo)
    typed.connected().run("sync")
    refused = Answer(payload={"jsonrpc": "2.0", "id": 1, "result": False})
    typed.crm.trouble = lambda asked: refused if asked.payload["params"]["method"] == "authenticate" else None
    code, _, err = typed.run("sync")
    assert code == 1
    assert "does not accept the key" in err
    assert "expire" in err
    assert _done(typed) == 18


# -- doctor


def test_doctor_ends_with_1_while_something_is_lost_and_names_it(typed: Typed) -> None:
    typed.connected()
    code, out, _ = typed.run("doctor", "--json")
    told: dict[str, list[dict[str, Any]]] = json.loads(out)
    assert code == 1
    assert [check["name"] for check in told["odoo"] if not check["passed"]][-1] == "last run"
    typed.crm.trouble = lambda asked: Answer(503, raw=b"")
    [first, *_] = json.loads(typed.run("doctor", "--json")[1])["odoo"]
    assert (first["passed"], first["disables"]) == (False, "reading this source")
