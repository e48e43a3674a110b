"""Slack and a Teams workflow as they answer, on loopback: what arrived there is counted, and trouble is laid ready."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pytest

from fairway.lib.tests.listening import Answer, Asked, Listening, listening

TOKEN = "xoxb-1234567890-abcdef"
WORKFLOW = "/workflows/abc/triggers/manual/paths/invoke?api-version=1&sig=s3cret"


@dataclass
class Channels:
    """`arrived` are texts by where they went. `trouble` waits for the next messages, one each; with `is_kept` the
    message arrives although the answer says otherwise.
    """

    server: Listening = field(init=False)
    users: dict[str, str] = field(default_factory=dict)
    arrived: list[tuple[str, str]] = field(default_factory=list)
    trouble: list[tuple[Answer, bool]] = field(default_factory=list)
    lookups: list[Answer] = field(default_factory=list)
    token: str = TOKEN

    @property
    def workflow(self) -> str:
        return f"{self.server.url}{WORKFLOW}"

    def answer(self, asked: Asked) -> Answer:
        if asked.path.startswith("/api/") and asked.headers.get("authorization") != f"Bearer {self.token}":
            return refusal("invalid_auth")
        if asked.path.startswith("/api/auth.test"):
            return Answer(payload={"ok": True, "team": "Floor HQ"})
        if asked.path.startswith("/api/users.lookupByEmail"):
            return self.lookups.pop(0) if self.lookups else self._found(asked)
        return self._taken(asked)

    def _found(self, asked: Asked) -> Answer:
        query = asked.path.partition("?")[2] or str(asked.payload or "")
        address = parse_qs(query).get("email", [""])[0]
        user = self.users.get(address)
        return Answer(payload={"ok": True, "user": {"id": user}}) if user else refusal("users_not_found")

    def _taken(self, asked: Asked) -> Answer:
        answer, is_kept = self.trouble.pop(0) if self.trouble else (None, True)
        if is_kept:
            self.arrived.append(_message(asked))
        if answer is not None:
            return answer
        is_slack = asked.path.startswith("/api/")
        return Answer(payload={"ok": True, "ts": "1.0"}) if is_slack else Answer(202, raw=b"")

    def is_in_the_way(self, *answers: Answer, is_kept: bool = False) -> None:
        """The next messages are answered like that; they arrive only with `is_kept`."""
        self.trouble += [(answer, is_kept) for answer in answers]


def _message(asked: Asked) -> tuple[str, str]:
    if asked.path.startswith("/api/chat.postMessage"):
        return asked.payload["channel"], asked.payload["text"]
    card: dict[str, Any] = asked.payload["attachments"][0]["content"]
    return "teams", "\n".join(block["text"] for block in card["body"])


def refusal(word: str, status: int = 200, **headers: str) -> Answer:
    """How Slack says no."""
    return Answer(status, {"ok": False, "error": word}, headers=headers)


def asks_to_wait(seconds: int) -> Answer:
    return refusal("ratelimited", 429, **{"Retry-After": str(seconds)})


@contextmanager
def imitated(monkeypatch: pytest.MonkeyPatch) -> Iterator[Channels]:
    """Both on one server; the product takes them for the real ones until the block ends. Nobody waits in seconds."""
    found = Channels()
    with listening(found.answer) as server:
        found.server = server
        monkeypatch.setattr("fairway.coaching.channels.slack.API", f"{server.url}/api/")
        monkeypatch.setattr("fairway.coaching.channels.teams.SCHEME", "http")
        monkeypatch.setattr("fairway.coaching.channels.teams.HOSTS", ("127.0.0.1",))
        monkeypatch.setattr("fairway.lib.http.QUICK_WAITS_S", (0.0,))
        yield found
