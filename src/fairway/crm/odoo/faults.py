"""What Odoo answers when it does not answer: each failure as one that passes, or one that somebody must mend.

Odoo names the Python exception in its errors, over both transports. Messages it writes for people are passed
on, the tracebacks it adds are not: they may hold data.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fairway.crm.errors import SourceError, Terminal, Transient
from fairway.lib.http import HttpError, Lost, NotJsonError, RefusedError, UnreachableError

LONGEST_DETAIL = 300
RULES = ("UserError", "ValidationError", "RedirectWarning")
PROGRAMMING_FAULTS = ("ValueError", "KeyError", "TypeError", "IndexError", "UnprocessableEntity")
# Faults of the moment: the database was busy, a worker ran out of memory or connections.
PASSING_FAULTS = re.compile(r"psycopg2?\.|PoolError|SerializationFailure|Deadlock|LockNotAvailable|MemoryError|Timeout")
NO_SUCH_MODEL = re.compile(r"^Object \S+ doesn't exist|^'[a-z_0-9]+(\.[a-z_0-9]+)+'$")  # 17 and 18, over JSON-RPC
FIELD_NAMES = re.compile(r"'([a-z_][a-z0-9_.]*)'|[Ii]nvalid field ([a-z_][a-z0-9_.]*)")


class AccessRefused(Terminal):
    """The key's user may not read this."""


class UnknownName(Terminal):
    """This Odoo has no such model, method or record: not installed, another version, or deleted."""


class CallRefused(Terminal):
    """Odoo, or an application in it, ends this one call with an error; another may go through."""


class SignInRefused(Terminal):
    """The key or password is not accepted."""


def fault_of(trouble: HttpError, place: str) -> SourceError:
    """A failed call as a SourceError. `place` is model and method, for the message."""
    if isinstance(trouble, UnreachableError):
        if trouble.lost is Lost.UNTRUSTED:
            return Terminal(str(trouble), advice="Have the server's certificate renewed, or trust its authority here.")
        advice = "Check that Odoo runs there: host, port, and http or https." * (trouble.lost is Lost.NO_CONNECTION)
        return Transient(str(trouble), advice=advice)
    if isinstance(trouble, NotJsonError):
        return _fault_of_page(trouble)
    if isinstance(trouble, RefusedError):
        return _fault_of_refusal(trouble, place)
    return Transient(str(trouble))


def _fault_of_page(trouble: NotJsonError) -> SourceError:
    if trouble.status >= 500:
        return Transient(str(trouble))
    if 300 <= trouble.status < 400:
        return Terminal(str(trouble), advice="The address leads elsewhere; enter the one your browser ends up at.")
    if trouble.status == 404:
        return Terminal(
            str(trouble),
            advice="Check the address and the database's name: no database of that name answers here.",
        )
    return Terminal(str(trouble), advice="Check the address: a page answers there, not Odoo's programming interface.")


def _fault_of_refusal(trouble: RefusedError, place: str) -> SourceError:
    error = trouble.reply.payload if isinstance(trouble.reply.payload, Mapping) else {}
    name, message = str(error.get("name", "")), str(error.get("message", ""))
    if trouble.status == 401:
        return sign_in_refused()
    if trouble.status in {429, 502, 503, 504}:
        wait = timedelta(seconds=trouble.retry_after_s) if trouble.retry_after_s else timedelta(minutes=1)
        return Transient(str(trouble), retry_after=wait)
    if not name:
        return Transient(str(trouble)) if trouble.status >= 500 else Terminal(str(trouble))
    return fault_named(name, message, place)


def sign_in_refused() -> SignInRefused:
    """The fault of a key or password that Odoo does not take."""
    return SignInRefused(
        "Odoo does not accept the key",
        advice="Make a new API key under the user's preferences, Account Security. Keys of users who are no "
        "administrators expire.",
    )


def fault_named(name: str, message: str, place: str) -> SourceError:
    """An error that Odoo names by its exception, such as `odoo.exceptions.AccessError`."""
    kind = name.rpartition(".")[2]
    said = f"{place}: {_first_line(message) or kind}"
    if kind == "AccessDenied":
        fault: SourceError = sign_in_refused()
    elif kind == "AccessError":
        fault = AccessRefused(said, advice="Give the key's user the right to read this, or use an administrator's key.")
    elif kind in {"NotFound", "MissingError", "AttributeError"} or NO_SUCH_MODEL.search(message):
        fault = UnknownName(said, advice="Check that the application is installed and which version of Odoo this is.")
    elif "does not exist" in message and "database" in message:
        fault = Terminal(said, advice="Check the database's name.")
    elif PASSING_FAULTS.search(name):
        fault = Transient(said)
    elif kind in RULES:
        fault = CallRefused(said, advice="Ask whoever looks after Odoo.")
    elif kind in PROGRAMMING_FAULTS:
        fault = CallRefused(said, advice=f"This Odoo does not know {_named(message)}; report it with Odoo's version.")
    else:
        fault = CallRefused(said, advice="Ask whoever looks after Odoo; its log says more.")
    return fault


def _first_line(message: str) -> str:
    return message.strip().partition("\n")[0][:LONGEST_DETAIL]


def _named(message: str) -> str:
    """The field or name an error is about."""
    found = FIELD_NAMES.search(message)
    return f"the field {found[1] or found[2]}" if found else "something that was asked for"


def error_of(reply: Any) -> Mapping[str, Any] | None:
    """The error inside a JSON-RPC answer, None when there is none."""
    if isinstance(reply, Mapping) and isinstance(reply.get("error"), Mapping):
        error: Mapping[str, Any] = reply["error"]
        return error
    return None
