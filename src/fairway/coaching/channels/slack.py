"""Slack: a direct message to whoever has an address there, so that nobody but them reads it.

An incoming webhook would post to a channel, which others read; the organisation's own app with a bot token does not.
"""

from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

from fairway.coaching.channels.types import Later, Mail, TurnedAway, Unsure

if TYPE_CHECKING:
    from slack_sdk import WebClient

API = "https://slack.com/api/"
TIMEOUT_S = 10
PASSING = frozenset({"ratelimited", "rate_limited", "service_unavailable", "message_limit_exceeded", "request_timeout"})
# Slack says of these that part of the call may have been done.
UNCLEAR = frozenset({"fatal_error", "internal_error"})
NOT_TAKEN = frozenset({429, 500, 502, 503})
# The token or the app is at fault, so nobody's message arrives.
FOR_ALL = frozenset(
    {
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "messages_tab_disabled",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)


def is_installed() -> bool:
    """Whether the library is there: it comes with the extra `slack`."""
    return find_spec("slack_sdk") is not None


def workspace_of(token: str) -> str:
    """The name of the workspace a token opens. Later, or TurnedAway where it opens none."""
    return str(_asked(_client(token).auth_test)["team"])


def post_slack(token: str, address: str, mail: Mail) -> None:
    """Send a direct message to whoever has that e-mail address. Later, Unsure or TurnedAway where it did not go out."""
    client = _client(token)
    found = _asked(lambda: client.users_lookupByEmail(email=address))
    text = _plain(f"{mail.subject}\n\n{mail.text}")
    message = {"channel": found["user"]["id"], "text": text, "mrkdwn": False}
    _asked(
        lambda: client.chat_postMessage(**message, unfurl_links=False, unfurl_media=False),
        is_message=True,
    )


def _client(token: str) -> "WebClient":
    from slack_sdk import WebClient

    # The library's own second try after a dropped connection could bring a message twice.
    return WebClient(token, base_url=API, timeout=TIMEOUT_S, retry_handlers=[])


def _plain(text: str) -> str:
    """Slack reads mentions and links between angle brackets; a name is never one."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _asked(call: Callable[[], Any], *, is_message: bool = False) -> Any:
    """The answer of a call. Only a message can be in doubt: whatever else got lost is asked again."""
    from slack_sdk.errors import SlackApiError

    in_doubt = Unsure if is_message else Later
    try:
        return call()
    except SlackApiError as error:
        raise _meaning(error.response, in_doubt) from None  # what it holds names the token
    except URLError:
        raise Later("Slack could not be reached", is_for_all=True) from None
    except (OSError, HTTPException):
        raise in_doubt("Slack did not answer in time") from None


def _meaning(answer: Any, in_doubt: type[Unsure | Later]) -> Later | Unsure | TurnedAway:
    status, data = int(answer.status_code), answer.data
    word = str(data.get("error", "")) if isinstance(data, dict) else ""
    if word in UNCLEAR:
        return in_doubt("Slack did not say whether it arrived")
    if word in FOR_ALL:
        return TurnedAway(f"Slack takes nothing from Fairway any more ({word})", is_for_all=True)
    if status in NOT_TAKEN or word in PASSING:
        return Later("Slack asked to wait", after_s=_wait(answer.headers), is_for_all=True)
    if 400 <= status < 500:
        return TurnedAway(f"Slack did not take it (status {status})")
    if status != 200 or " " in word:  # no word of Slack's: a proxy's page, or an answer that broke off
        return in_doubt(f"Slack answered with status {status} and no word of its own")
    if word == "users_not_found":
        return TurnedAway("Slack knows nobody with your e-mail address")
    return TurnedAway(f"Slack did not take it ({word or 'no reason given'})")


def _wait(headers: Any) -> float | None:
    """Seconds Slack asks to wait, where it says so."""
    said = {str(name).lower(): value for name, value in dict(headers or {}).items()}
    with suppress(KeyError, ValueError):
        return max(0.0, float(said["retry-after"]))
    return None
