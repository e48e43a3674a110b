"""Teams: a card posted through a workflow of one's own, which begins with "When a Teams webhook request is received".

The workflow decides where the card stands. Fairway cannot see that, so its owner says that they alone read it.
"""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from fairway.coaching.channels.types import Later, Mail, TurnedAway, Unsure
from fairway.lib.http import JsonHttp, Lost, NotJsonError, RefusedError, UnreachableError

TIMEOUT_S = 10.0
SCHEME = "https"
# Where Power Automate takes requests, sovereign clouds included: our server calls no other address for anybody.
HOSTS = (
    ".logic.azure.com",
    ".api.powerplatform.com",
    ".logic.azure.us",
    ".api.powerplatform.us",
    ".logic.azure.cn",
    ".api.powerplatform.cn",
)
PLAIN_HOST = re.compile(r"[a-z0-9.-]+")
NOT_TAKEN = frozenset({408, 429, 500, 502, 503})


def is_workflow(address: str) -> bool:
    """Whether an address is one of Power Automate's, as copied from a workflow."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:  # no address at all
        return False
    is_plain = address.isascii() and address.isprintable() and bool(PLAIN_HOST.fullmatch(host))
    is_theirs = parts.scheme == SCHEME and not parts.username and host.endswith(HOSTS)
    return is_plain and is_theirs and len(parts.path) > 1


def card_of(mail: Mail) -> dict[str, Any]:
    """The Adaptive Card of a message, in the envelope a workflow takes."""
    body = [_block(mail.subject, weight="Bolder", size="Medium")]
    body += [_block(line.strip(), spacing="Default" if first else "None") for first, line in _lines(mail.text)]
    card: dict[str, Any] = {"type": "AdaptiveCard", "version": "1.4", "body": body}
    if mail.link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": "Open 1:1s", "url": mail.link}]
    kind = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": kind, "contentUrl": None, "content": card}]}


def _block(text: str, **more: str) -> dict[str, Any]:
    return {"type": "TextBlock", "text": text, "wrap": True, **more}


def _lines(text: str) -> list[tuple[bool, str]]:
    """Every line, and whether it begins a paragraph."""
    paragraphs = [part.splitlines() for part in text.split("\n\n")]
    return [(place == 0, line) for lines in paragraphs for place, line in enumerate(lines) if line.strip()]


def post_teams(address: str, mail: Mail, *, sleep: Callable[[float], None] = time.sleep) -> None:
    """Post a card. Later, Unsure or TurnedAway where it did not go out. A workflow takes a request before it acts on
    it: one that fails afterwards says so in Power Automate alone.
    """
    parts = urlsplit(address)
    server = JsonHttp(f"{parts.scheme}://{parts.netloc}", timeout_s=TIMEOUT_S, sleep=sleep)
    try:
        server.post(f"{parts.path}?{parts.query}", card_of(mail))
    except UnreachableError as trouble:
        raise _lost(trouble.lost) from None  # what is behind it may name the address, which is a secret
    except RefusedError as trouble:
        raise _meaning(trouble.status, trouble.retry_after_s) from None
    except NotJsonError as trouble:
        if trouble.status >= 300:
            raise _meaning(trouble.status, None) from None
    finally:
        server.close()


def _lost(lost: Lost) -> Later | Unsure | TurnedAway:
    if lost is Lost.NO_CONNECTION:
        return Later("Teams could not be reached", is_for_all=True)
    if lost is Lost.UNTRUSTED:
        return TurnedAway("The certificate of the workflow's server is not trusted")
    return Unsure("Teams did not answer in time")


def _meaning(status: int, after_s: float | None) -> Later | Unsure | TurnedAway:
    if status in NOT_TAKEN:
        return Later("Teams asked to wait", after_s=after_s)
    if status == 504:  # the request was passed on, and the answer did not come back
        return Unsure("Teams did not answer in time")
    return TurnedAway(f"Your Teams workflow takes nothing any more (status {status})")
