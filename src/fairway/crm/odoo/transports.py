"""Two ways into one Odoo: JSON-2 with a bearer key (19 and later), JSON-RPC with login and key or password (all)."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from fairway.crm.errors import Terminal
from fairway.crm.odoo.faults import error_of, fault_named, fault_of, sign_in_refused
from fairway.lib.http import HttpError, JsonHttp, Reply


class Transport(Protocol):
    """Calls a method of a model by named arguments; a call that does no harm twice is repeated when it was dropped.
    Raises Transient or Terminal.
    """

    def call(
        self, model: str, method: str, ids: Sequence[int] | None, named: Mapping[str, Any], *, is_repeatable: bool
    ) -> Reply: ...

    def user_id(self) -> int:
        """The user the secret belongs to. SignInRefused when Odoo does not accept it."""


class Json2:
    """`POST /json/2/<model>/<method>`; the answer's payload is the method's result."""

    def __init__(self, http: JsonHttp, *, database: str, key: str) -> None:
        self._http = http
        self._headers = {"Authorization": f"bearer {key}"}
        if database:
            self._headers["X-Odoo-Database"] = database

    def call(
        self,
        model: str,
        method: str,
        ids: Sequence[int] | None,
        named: Mapping[str, Any],
        *,
        is_repeatable: bool = True,
    ) -> Reply:
        payload = dict(named) if ids is None else {"ids": list(ids), **named}
        try:
            return self._http.post(
                f"/json/2/{model}/{method}", payload, headers=self._headers, is_repeatable=is_repeatable
            )
        except HttpError as trouble:
            raise fault_of(trouble, f"{model}.{method}") from trouble

    def user_id(self) -> int:
        told = self.call("res.users", "context_get", None, {}).payload
        if not isinstance(told, Mapping) or not told.get("uid"):
            raise sign_in_refused()
        return int(told["uid"])


class JsonRpc:
    """`POST /jsonrpc`, service `object`; signs in on first use, because calls carry the user's number."""

    def __init__(self, http: JsonHttp, *, database: str, login: str, secret: str) -> None:
        self._http = http
        self._database, self._login, self._secret = database, login, secret
        self._user_id: int | None = None

    def call(
        self,
        model: str,
        method: str,
        ids: Sequence[int] | None,
        named: Mapping[str, Any],
        *,
        is_repeatable: bool = True,
    ) -> Reply:
        arguments = [] if ids is None else [list(ids)]
        signed = [self._database, self.user_id(), self._secret, model, method, arguments, dict(named)]
        place = f"{model}.{method}"
        return rpc(self._http, "object", "execute_kw", signed, place=place, is_repeatable=is_repeatable)

    def user_id(self) -> int:
        if self._user_id is None:
            signing = [self._database, self._login, self._secret, {}]
            told = rpc(self._http, "common", "authenticate", signing, place="sign-in").payload
            if not isinstance(told, int) or isinstance(told, bool):
                raise sign_in_refused()
            self._user_id = told
        return self._user_id


def rpc(
    http: JsonHttp, service: str, method: str, arguments: Sequence[Any], *, place: str, is_repeatable: bool = True
) -> Reply:
    """One JSON-RPC call; the reply's payload is its result. Raises Transient or Terminal.

    Odoo leaves `result` out where a method returned nothing, so a missing one is None and no fault.
    """
    request = {
        "jsonrpc": "2.0",
        "method": "call",
        "id": 1,
        "params": {"service": service, "method": method, "args": list(arguments)},
    }
    try:
        reply = http.post("/jsonrpc", request, is_repeatable=is_repeatable)
    except HttpError as trouble:
        raise fault_of(trouble, place) from trouble
    error = error_of(reply.payload)
    if error is not None:
        told = error.get("data")
        data: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
        raise fault_named(str(data.get("name", "")), str(data.get("message") or error.get("message", "")), place)
    if not isinstance(reply.payload, Mapping):
        raise Terminal(f"{place}: the answer is no JSON-RPC", advice="Check the address.")
    return Reply(reply.status, reply.headers, reply.payload.get("result"))
