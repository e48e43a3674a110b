"""One learning record store: what it is asked, and what became of statements that were sent. Plain Python."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fairway.lib.http import HttpError, JsonHttp, RefusedError
from fairway.training.standards.stating import VERSION

TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Store:
    """Address without `/statements` at its end, and how one logs in there."""

    url: str
    key: str
    secret: str

    @property
    def is_set(self) -> bool:
        return bool(self.url)


class Fate(StrEnum):
    THERE = "there"
    LATER = "later"  # the store is away or does not let us in: everything waits
    REFUSED = "refused"  # it will not take this one, ever


@dataclass(frozen=True, slots=True)
class Told:
    """What became of what was sent. `why` is safe to show."""

    fate: Fate
    why: str = ""


def put(store: Store, statements: Sequence[Mapping[str, Any]]) -> Told:
    """Send statements together. A store takes all of them or none; the same ones again change nothing there, as each
    has an id of its own.
    """
    token = base64.b64encode(f"{store.key}:{store.secret}".encode()).decode()
    headers = {"X-Experience-API-Version": VERSION, "Authorization": f"Basic {token}"}
    http = JsonHttp(store.url, timeout_s=TIMEOUT_S)
    try:
        http.post("/statements", list(statements), headers=headers, is_repeatable=True)
    except RefusedError as refusal:
        return _of_status(refusal.status, str(refusal))
    except HttpError as trouble:  # also a page of a proxy, whatever its status says: no store answers in HTML
        return Told(Fate.LATER, str(trouble))
    finally:
        http.close()
    return Told(Fate.THERE)


def _of_status(status: int, why: str) -> Told:
    """409 says that this id is there with other words."""
    return Told(Fate.REFUSED if status in {400, 409, 413, 422} else Fate.LATER, why)
