"""A way into the test server for whoever populates it: as an administrator or as any seller, at any hour.

Written apart from the connector, so that one does not hide the other's mistakes.
"""

import os
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx

SCRIPT = Path(__file__).resolve().parents[1] / "servers" / "odoo.sh"
NEEDED = (
    "FAIRWAY_ODOO_URL",
    "FAIRWAY_ODOO_DATABASE",
    "FAIRWAY_ODOO_KEY",
    "FAIRWAY_ODOO_MANAGER_KEY",
    "FAIRWAY_ODOO_CLOCK",
    "FAIRWAY_ODOO_ROOT",
)


def missing() -> str:
    """Why tests against the server cannot run; empty when they can."""
    absent = [name for name in NEEDED if not os.environ.get(name)]
    if not absent:
        return ""
    return f'{absent[0]} is not set; start the server with: eval "$(tests/servers/odoo.sh up)"'


def run_script(*arguments: str) -> None:
    """Run the server's script; RuntimeError with what it said when it fails."""
    done = subprocess.run([str(SCRIPT), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{SCRIPT.name} {' '.join(arguments)}: {done.stderr.strip()[-2000:]}")


class OdooSaid(Exception):
    """The server refused a call."""


@dataclass
class Odoo:
    """The server. `server_at` is its clock at its latest answer."""

    url: str
    database: str
    admin_key: str
    manager_key: str
    clock: Path
    server_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    _people: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._client = httpx.Client(base_url=self.url, timeout=120)

    @classmethod
    def from_environment(cls) -> "Odoo":
        names = {name: os.environ[name] for name in NEEDED}
        return cls(
            names["FAIRWAY_ODOO_URL"],
            names["FAIRWAY_ODOO_DATABASE"],
            names["FAIRWAY_ODOO_KEY"],
            names["FAIRWAY_ODOO_MANAGER_KEY"],
            Path(names["FAIRWAY_ODOO_CLOCK"]),
        )

    def set_clock(self, instant: datetime) -> None:
        """Let the server live at an instant from now on."""
        offset_s = (instant - datetime.now(UTC)).total_seconds()
        self.clock.write_text(f"{offset_s:+.0f}\n", encoding="ascii")

    def release_clock(self) -> None:
        self.clock.write_text("+0\n", encoding="ascii")

    def admin(self, model: str, method: str, **named: Any) -> Any:
        """A call with the administrator's key, over JSON-2."""
        answer = self._client.post(
            f"/json/2/{model}/{method}",
            json=named,
            headers={
                "Authorization": f"bearer {self.admin_key}",
                "X-Odoo-Database": self.database,
            },
        )
        self._note(answer)
        if answer.status_code != 200:
            raise OdooSaid(f"{model}.{method}: {answer.json().get('message')}")
        return answer.json()

    def person(self, login: str, model: str, method: str, /, *arguments: Any, **named: Any) -> Any:
        """A call as a person with login and password (their login again), over JSON-RPC."""
        if login not in self._people:
            self._people[login] = self._rpc("common", "authenticate", [self.database, login, login, {}])
        return self._rpc(
            "object", "execute_kw", [self.database, self._people[login], login, model, method, list(arguments), named]
        )

    def _rpc(self, service: str, method: str, arguments: list[Any]) -> Any:
        answer = self._client.post(
            "/jsonrpc",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {"service": service, "method": method, "args": arguments},
            },
        )
        self._note(answer)
        told = answer.json()
        if "error" in told:
            raise OdooSaid(f"{arguments[3:5]}: {told['error']['data']['message']}")
        return told.get("result")

    def _note(self, answer: httpx.Response) -> None:
        self.server_at = parsedate_to_datetime(answer.headers["date"]).astimezone(UTC)
