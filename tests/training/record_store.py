"""A learning record store on loopback that keeps to what xAPI 1.0.3 says of POST /statements."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from uuid import UUID

from ralph.models.xapi.base.statements import BaseXapiStatement

KEY, SECRET = "learning", "a-secret"


class RecordStore:
    """What is in it by id; `answers`: statuses it gives first, before it works again."""

    def __init__(self) -> None:
        self.kept: dict[UUID, Any] = {}
        self.answers: list[int] = []
        self.bad: set[str] = set()  # ids it will not take
        self.url = ""
        self.says = ""  # a page that is sent instead of an answer

    def take(self, headers: Any, body: bytes) -> tuple[int, Any]:
        if self.answers:
            return self.answers.pop(0), {"why": "as told"}
        expected = "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        if headers["Authorization"] != expected:
            return 401, {}
        if headers["X-Experience-API-Version"] != "1.0.3":
            return 400, {}
        statements = json.loads(body)
        try:
            for said in statements:
                BaseXapiStatement(**said)
        except ValueError:
            return 400, {}
        if any(said["id"] in self.bad for said in statements):
            return 400, {}
        if any(self.kept.get(UUID(said["id"]), said) != said for said in statements):
            return 409, {}
        self.kept |= {UUID(said["id"]): said for said in statements}
        return 200, [said["id"] for said in statements]


@contextmanager
def running_store() -> Iterator[RecordStore]:
    store = RecordStore()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = store.take(self.headers, body) if self.path == "/xapi/statements" else (404, {})
            answer = store.says.encode() or json.dumps(said).encode()
            self.send_response(200 if store.says else status)
            self.send_header("Content-Type", "text/html" if store.says else "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    store.url = f"http://127.0.0.1:{server.server_port}/xapi"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
