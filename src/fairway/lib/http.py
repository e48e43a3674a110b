"""JSON over HTTP with honest failures: what did not answer, what refused, what answered something else.

No secret ever appears in a message: messages name the host and the path, never headers, bodies or queries.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import httpx

QUICK_WAITS_S = (0.3, 1.0, 2.0)  # between tries of one call, when the server names no wait of its own
LONGEST_QUICK_WAIT_S = 5.0  # everything beyond is the caller's to wait
PASSING_STATUSES = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status, headers by lower-case name, and the JSON in it (None when it holds none)."""

    status: int
    headers: Mapping[str, str]
    payload: Any

    @property
    def server_at(self) -> datetime | None:
        """The server's clock when it answered, from the Date header (whole seconds)."""
        try:
            moment = parsedate_to_datetime(self.headers["date"])
        except (KeyError, ValueError):
            return None
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class HttpError(Exception):
    """A call brought no usable answer. The message is safe to show."""


class Lost(StrEnum):
    """Where a call got lost."""

    NO_CONNECTION = "no connection"  # unknown host, nobody listening: the call never began
    UNTRUSTED = "its certificate is not trusted"  # waiting will not help
    TOO_SLOW = "no answer in time"
    DROPPED = "the connection was dropped"
    CUT_OFF = "the answer broke off"


class UnreachableError(HttpError):
    """No whole answer came back."""

    def __init__(self, place: str, lost: Lost) -> None:
        super().__init__(f"{place}: {lost}")
        self.lost = lost


class NotJsonError(HttpError):
    """An answer that is not JSON, such as a proxy's page. `status` says which kind."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


class RefusedError(HttpError):
    """An answer with status 300 or above, with JSON or nothing. `retry_after_s` is the server's own wish."""

    def __init__(self, message: str, *, reply: Reply, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.reply = reply
        self.retry_after_s = retry_after_s

    @property
    def status(self) -> int:
        return self.reply.status


class JsonHttp:
    """One server. Safe to share between calls, not between threads."""

    def __init__(self, url: str, *, timeout_s: float = 120.0, sleep: Callable[[float], None] = time.sleep) -> None:
        """`url` is scheme, host and perhaps a path; ValueError for anything else. `sleep` waits between
        tries.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("an address starts with https:// and names a host")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError("an address holds no user name, password or query")
        self.host = parts.hostname
        self._base = url.rstrip("/")
        self._sleep = sleep
        self._client = httpx.Client(timeout=httpx.Timeout(timeout_s, connect=20.0), follow_redirects=False)

    def close(self) -> None:
        self._client.close()

    def get(self, path: str, *, headers: Mapping[str, str] | None = None) -> Reply:
        """Let go of the connection."""
        """Ask for a path. Raises UnreachableError, NotJsonError or RefusedError."""
        return self._try("GET", path, None, headers or {}, is_repeatable=True)

    def post(
        self,
        path: str,
        payload: Any,
        *,
        headers: Mapping[str, str] | None = None,
        is_repeatable: bool = False,
    ) -> Reply:
        """Send JSON. With `is_repeatable` a dropped connection is tried again quickly, else only what never
        began.

        Raises UnreachableError, NotJsonError or RefusedError.
        """
        return self._try("POST", path, payload, headers or {}, is_repeatable=is_repeatable)

    def _try(self, method: str, path: str, payload: Any, headers: Mapping[str, str], *, is_repeatable: bool) -> Reply:
        left_s = LONGEST_QUICK_WAIT_S
        for wait_s in (*QUICK_WAITS_S, None):
            try:
                return self._once(method, path, payload, headers)
            except (UnreachableError, NotJsonError, RefusedError) as trouble:
                pause_s = _pause(trouble, wait_s, is_repeatable=is_repeatable)
                if pause_s is None or pause_s > left_s:
                    raise
                left_s -= pause_s
                self._sleep(pause_s)
        raise AssertionError("the last try has no wait after it")

    def _once(self, method: str, path: str, payload: Any, headers: Mapping[str, str]) -> Reply:
        place = self.host + path.partition("?")[0]
        try:
            answer = self._client.request(method, self._base + path, json=payload, headers=dict(headers))
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            lost = Lost.UNTRUSTED if "CERTIFICATE_VERIFY" in str(error) else Lost.NO_CONNECTION
            raise UnreachableError(place, lost) from error
        except httpx.TimeoutException as error:
            raise UnreachableError(place, Lost.TOO_SLOW) from error
        except httpx.HTTPError as error:
            raise UnreachableError(place, Lost.DROPPED) from error
        return _reply_of(answer, place)


def _pause(trouble: HttpError, wait_s: float | None, *, is_repeatable: bool) -> float | None:
    """How long to wait before trying again; None when trying again is not for here."""
    if wait_s is None:
        return None
    if isinstance(trouble, UnreachableError):
        may_begin_again = trouble.lost in {Lost.DROPPED, Lost.CUT_OFF} and is_repeatable
        return wait_s if may_begin_again or trouble.lost is Lost.NO_CONNECTION else None
    status = trouble.status if isinstance(trouble, RefusedError | NotJsonError) else 0
    if status not in PASSING_STATUSES or (status != 429 and not is_repeatable):
        return None
    asked_s = trouble.retry_after_s if isinstance(trouble, RefusedError) else None
    return wait_s if asked_s is None else asked_s


def _reply_of(answer: httpx.Response, place: str) -> Reply:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    is_json = "json" in headers.get("content-type", "")
    try:
        payload = json.loads(answer.content) if answer.content else None
    except ValueError as error:
        if is_json and answer.status_code < 300:
            raise UnreachableError(place, Lost.CUT_OFF) from error
        if answer.status_code < 300:
            raise NotJsonError(f"{place}: the answer is not JSON", status=answer.status_code) from error
        payload = None
    reply = Reply(answer.status_code, headers, payload)
    if answer.status_code >= 300:
        if payload is None and not is_json and answer.status_code not in PASSING_STATUSES:
            raise NotJsonError(f"{place}: status {answer.status_code} and no JSON", status=answer.status_code)
        raise RefusedError(f"{place}: status {answer.status_code}", reply=reply, retry_after_s=_retry_after(headers))
    return reply


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """The wait a server asks for, in seconds; it may be written as seconds or as a date."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment.tzinfo else None
