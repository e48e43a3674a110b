"""Talks to one Odoo, whichever version: searching, reading, asking what is there and what the key may see.

Two rules hold everywhere. Ids are searched without a limit: Odoo takes what a user may not see out of
`mail.activity` and `mail.message` after the limit, so a page can come back short or empty with more behind
it. And ids are read in chunks that are halved when one record in them is refused or gone, so that one record
costs one record.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fairway.crm.errors import Terminal
from fairway.crm.odoo.faults import AccessRefused, SignInRefused, UnknownName
from fairway.crm.odoo.options import Options
from fairway.crm.odoo.transports import Json2, JsonRpc, Transport, rpc
from fairway.lib.http import HttpError, JsonHttp

Record = Mapping[str, Any]
Domain = Sequence[Any]

READ_AT_ONCE = 1000
BARE = frozenset({"mail.activity", "mail.message"})  # read without the names of what they refer to: twice as fast
MOST_REFUSALS = 100  # while reading one chunk; beyond, it is no matter of single records
IDS_AT_ONCE = 5000  # in one condition of a search
OLDEST_WITH_JSON2 = 19
OLDEST_SUPPORTED = 17
FIRST_WITH_HAS_ACCESS = 18


@dataclass(frozen=True, slots=True)
class Account:
    """The user a key belongs to."""

    user_id: int
    login: str
    company_ids: tuple[int, ...]


class OdooClient:
    """One Odoo, seen with one key. Raises Transient or Terminal and nothing else."""

    def __init__(self, options: Options, secret: str, *, http: JsonHttp | None = None) -> None:
        try:
            self._http = http or JsonHttp(options.url)
        except ValueError as error:
            raise Terminal(
                f"the address of Odoo cannot be used: {error}",
                advice="Enter it like https://odoo.example.com.",
            ) from error
        if not secret:
            raise Terminal("there is no key for Odoo", advice="Connect the source again and enter an API key.")
        self._options, self._secret = options, secret
        self._version: int | None = None
        self._transport: Transport | None = None
        self._account: Account | None = None
        self._fields: dict[str, Mapping[str, Record]] = {}
        self._readable: dict[str, bool] = {}
        self._context: dict[str, Any] = {"lang": options.language, "tz": "UTC", "active_test": False}
        self.server_at: datetime | None = None  # the server's clock at the latest answer
        self.clock_ahead_s: float | None = None  # by how much it runs before ours

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    @property
    def version(self) -> int:
        """Odoo's major version, asked once. Terminal for one that is not supported or not an Odoo."""
        if self._version is None:
            self._version = self._ask_version()
            if self._version < OLDEST_SUPPORTED:
                raise Terminal(f"this is Odoo {self._version}", advice="Odoo 17 is the oldest version Fairway reads.")
        return self._version

    @property
    def known_version(self) -> int | None:
        """The version if it was asked before."""
        return self._version

    def _ask_version(self) -> int:
        try:
            told = self._http.get("/web/version").payload
        except HttpError:
            told = None  # 17 and 18 tell it elsewhere; other trouble comes up there again
        if not isinstance(told, Mapping):
            told = rpc(self._http, "common", "version", [], place="version").payload
        facts = told if isinstance(told, Mapping) else {}
        listed = facts.get("version_info") or facts.get("server_version_info")
        if not isinstance(listed, Sequence) or not listed:
            raise Terminal("no version of Odoo answers at this address", advice="Check the address.")
        # Odoo Online says "saas~18.2" where others say 18.
        major = str(listed[0]).rpartition("~")[2].partition(".")[0]
        return int(major) if major.isdigit() else 0

    @property
    def account(self) -> Account:
        """Whom the key belongs to, asked once. Terminal when the key is not accepted."""
        if self._account is None:
            self._account = self._sign_in()
            self._context["allowed_company_ids"] = list(self._account.company_ids)
        return self._account

    def _sign_in(self) -> Account:
        options = self._options
        if self.version >= OLDEST_WITH_JSON2:
            self._transport = Json2(self._http, database=options.database, key=self._secret)
            try:
                return self._who()
            except SignInRefused:
                if not options.login:
                    raise
        if not options.login or not options.database:
            raise Terminal(
                f"Odoo {self.version} needs the user's login and the database's name beside the key",
                advice="Set login and database of this source.",
            )
        self._transport = JsonRpc(self._http, database=options.database, login=options.login, secret=self._secret)
        return self._who()

    def _who(self) -> Account:
        assert self._transport is not None  # noqa: S101  set before
        user_id = self._transport.user_id()
        found = self._call("res.users", "read", [user_id], {"fields": ["login", "partner_id", "company_ids"]})
        if not found:
            raise Terminal("the key's user cannot be read", advice="Use the key of a user of Odoo's own pages.")
        return Account(user_id, str(found[0]["login"]), tuple(found[0].get("company_ids") or ()))

    def call(self, model: str, method: str, ids: Sequence[int] | None = None, **named: Any) -> Any:
        """Call a method. Named arguments only; `ids` are the records it is called on, None for the model
        itself. Only for what does no harm twice: a dropped call is repeated.
        """
        return self._call(model, method, ids, self._with_context(named))

    def call_once(self, model: str, method: str, ids: Sequence[int], **named: Any) -> Any:
        """The same for what must not be done twice: Transient where nobody knows whether it was."""
        return self._call(model, method, ids, self._with_context(named), is_repeatable=False)

    def _with_context(self, named: Mapping[str, Any]) -> Mapping[str, Any]:
        assert self.account  # noqa: S101  signs in and sets the companies
        return {**named, "context": {**self._context, **named.get("context", {})}}

    def _call(
        self,
        model: str,
        method: str,
        ids: Sequence[int] | None,
        named: Mapping[str, Any],
        *,
        is_repeatable: bool = True,
    ) -> Any:
        assert self._transport is not None  # noqa: S101  set by signing in
        reply = self._transport.call(model, method, ids, named, is_repeatable=is_repeatable)
        if reply.server_at is not None:
            self.server_at = reply.server_at
            self.clock_ahead_s = (reply.server_at - datetime.now(UTC)).total_seconds()
        return reply.payload

    def search(self, model: str, domain: Domain, *, order: str = "id", language: str = "") -> list[int]:
        """Every id that fits and may be seen, without limit. `language`: the one names in the domain are in."""
        context = {"lang": language} if language else {}
        found = self.call(model, "search", domain=list(domain), order=order, context=context)
        if not isinstance(found, list):
            raise Terminal(f"{model}.search: the answer is no list", advice="Report this with Odoo's version.")
        return found

    def search_among(self, model: str, field: str, values: Sequence[Any], domain: Domain = ()) -> list[int]:
        """Ids whose field holds one of many values, in parts: no question grows too long."""
        found: list[int] = []
        for start in range(0, len(values), IDS_AT_ONCE):
            part = list(values[start : start + IDS_AT_ONCE])
            found += self.search(model, [*domain, [field, "in", part]])
        return found

    def read(self, model: str, ids: Sequence[int], fields: Sequence[str]) -> list[Record]:
        """Records by id, in no promised order; refused and vanished ones are missing. Fields unknown here are
        left out.
        """
        known = [name for name in fields if name == "id" or name in self.fields_of(model)]
        records: list[Record] = []
        for chunk in chunks(ids, READ_AT_ONCE):
            records += self._read_chunk(model, chunk, known)
        return records

    def _read_chunk(self, model: str, ids: Sequence[int], fields: Sequence[str]) -> list[Record]:
        """One chunk. A search forgives where a read refuses: an activity on somebody's private event is
        found, not read.
        """
        waiting, refusals = [list(ids)], 0
        how = {"load": None} if model in BARE else {}
        records: list[Record] = []
        while waiting:
            part = waiting.pop()
            try:
                records += self.call(model, "read", part, fields=list(fields), **how) or []
            except (AccessRefused, UnknownName):
                refusals += 1
                if refusals > MOST_REFUSALS:
                    raise
                left = self.search(model, [["id", "in", part]])
                if len(left) < len(part):
                    waiting += [left] if left else []
                elif len(part) > 1:
                    middle = len(part) // 2
                    waiting += [part[:middle], part[middle:]]
        return records

    def read_by_id(self, model: str, ids: Sequence[int], fields: Sequence[str]) -> dict[int, Record]:
        """Records by id as a mapping; empty where the model is not readable at all."""
        wanted = sorted(set(ids))
        if not wanted or not self.can_read(model):
            return {}
        return {record["id"]: record for record in self.read(model, wanted, fields)}

    def fields_of(self, model: str) -> Mapping[str, Record]:
        """The model's fields this user may read, by name; empty for a model that is not there or not
        readable.
        """
        if model not in self._fields:
            try:
                self._fields[model] = self.call(model, "fields_get", attributes=["type", "relation", "store"])
            except (AccessRefused, UnknownName):
                self._fields[model] = {}
        return self._fields[model]

    def can_read(self, model: str) -> bool:
        """Whether the key may read anything of a model. Asked once; other trouble than refusal is raised."""
        if model not in self._readable:
            try:
                self.call(model, "search", domain=[], limit=1)
                self._readable[model] = True
            except (AccessRefused, UnknownName):
                self._readable[model] = False
        return self._readable[model]

    def may_create(self, model: str) -> bool:
        """Whether the key may make records of a model, as far as the model is concerned."""
        if self.version >= FIRST_WITH_HAS_ACCESS:
            return bool(self.call(model, "has_access", [], operation="create"))
        return bool(self.call(model, "check_access_rights", operation="create", raise_exception=False))

    def distinct(self, model: str, field: str, domain: Domain) -> set[int]:
        """Ids a reference field holds in records that fit; empty where the model is not readable."""
        if not self.can_read(model):
            return set()
        if self.version >= OLDEST_WITH_JSON2:
            found = self.call(model, "formatted_read_group", domain=list(domain), groupby=[field], aggregates=[])
        else:
            found = self.call(model, "read_group", domain=list(domain), fields=[field], groupby=[field], lazy=False)
        return {int(group[field][0]) for group in found or [] if group.get(field)}

    def has_group(self, group: str) -> bool | None:
        """Whether the key's user is in a group, by its external id; None where this Odoo does not tell."""
        ids = [self.account.user_id] if self.version >= 18 else None
        try:
            return bool(self.call("res.users", "has_group", ids, group_ext_id=group))
        except Terminal:
            return None


def chunks(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Ids in parts of at most so many."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
