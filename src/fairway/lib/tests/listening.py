"""A server on loopback that answers what a test lays ready, and remembers what it was asked."""

import json
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    payload: Any


@dataclass(frozen=True)
class Answer:
    """What to send: a status, JSON or raw bytes, headers; or what to do instead of answering."""

    status: int = 200
    payload: Any = None
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"
    is_reset: bool = False  # drop the connection without a word
    length: int | None = None  # a Content-Length that is not true


Script = Callable[[Asked], Answer]


def _read(body: bytes) -> Any:
    """JSON as it stands, anything else as its text."""
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body.decode(errors="replace")


@dataclass
class Listening:
    url: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def listening(script: Script) -> Iterator[Listening]:
    """Serve a script until the block ends."""
    found = Listening("")

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            asked = Asked(
                self.command,
                self.path,
                {name.lower(): value for name, value in self.headers.items()},
                _read(body),
            )
            found.asked.append(asked)
            self._send(script(asked))

        def _send(self, answer: Answer) -> None:
            if answer.is_reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
                return
            body = answer.raw if answer.raw is not None else json.dumps(answer.payload).encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body) if answer.length is None else answer.length))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except (OSError, ValueError):
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def in_turn(*answers: Answer) -> Script:
    """Answers one after the other; the last one from then on."""
    waiting = list(answers)

    def script(_asked: Asked) -> Answer:
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return script
