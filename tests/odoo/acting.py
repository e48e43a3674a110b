"""Where acts take place: the server, the ledger, and what is still to happen, in the order of instants."""

import heapq
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from tests.odoo.server import Odoo
from tests.odoo.truth import Ledger


class Acting:
    """The server, the ledger, and what is still to happen. Acts run in the order of their instants."""

    def __init__(self, odoo: Odoo, ledger: Ledger, seed: int) -> None:
        self.odoo, self.ledger, self.chance = odoo, ledger, random.Random(seed)
        self.has_hr = bool(odoo.admin("ir.model", "search", domain=[["model", "=", "hr.leave"]]))
        self._ahead: list[tuple[datetime, int, Callable[[], Any]]] = []
        self._number = count()

    def local(self, seller_id: int, day: date, hour: int, minute: int = 0) -> datetime:
        """A clock time where a seller is."""
        zone = ZoneInfo(self.ledger.zones[seller_id] or "UTC")
        return datetime.combine(day, time(hour, minute), tzinfo=zone).astimezone(UTC)

    def later(self, instant: datetime, act: Callable[[], Any]) -> None:
        heapq.heappush(self._ahead, (instant, next(self._number), act))

    def run(self, until: datetime | None = None) -> None:
        """Live through everything that lies ahead, in order."""
        while self._ahead and (until is None or self._ahead[0][0] < until):
            instant, _, act = heapq.heappop(self._ahead)
            self.odoo.set_clock(instant)
            act()
        self.ledger.now_at = self.odoo.server_at

    def by_xmlid(self, xmlid: str) -> int:
        module, _, name = xmlid.partition(".")
        [record] = self.odoo.admin(
            "ir.model.data", "search_read", fields=["res_id"], domain=[["module", "=", module], ["name", "=", name]]
        )
        return int(record["res_id"])

    def act_as(self, user_id: int, model: str, method: str, /, *arguments: Any, **named: Any) -> Any:
        return self.odoo.person(self.ledger.logins[user_id], model, method, *arguments, **named)
