"""What the streams of one pull share: the client, the settings, and what was learnt on the way."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from fairway.crm.odoo.activity_mapping import Kind, Links, kind_of
from fairway.crm.odoo.client import Domain, OdooClient
from fairway.crm.odoo.completion import Past, RecordKey
from fairway.crm.odoo.mapping import Record, Seller
from fairway.crm.odoo.options import ENGLISH, Options
from fairway.crm.odoo.passes import Pass, Rules, Stream
from fairway.exchange.types import Batch, Reject, Severity
from fairway.people.types import PersonRow
from fairway.records.types import ActivityType

LARGEST_BATCH = 2000


@dataclass(slots=True)
class Roster:
    """The users rows may belong to."""

    by_id: Mapping[int, Seller] = field(default_factory=dict)
    by_partner: Mapping[int, Seller] = field(default_factory=dict)
    # Names Odoo prints, without those two people share.
    by_name: Mapping[str, int] = field(default_factory=dict)


def roster_of(sellers: Iterable[Seller]) -> Roster:
    """Users by everything they are referred to."""
    listed = list(sellers)
    names: dict[str, list[int]] = {}
    for seller in listed:
        names.setdefault(seller.name, []).append(seller.user_id)
    return Roster(
        {seller.user_id: seller for seller in listed},
        {seller.partner_id: seller for seller in listed if seller.partner_id is not None},
        {name: ids[0] for name, ids in names.items() if len(ids) == 1},
    )


@dataclass
class Session:
    """One pull. `positions` are the stored ones by stream."""

    client: OdooClient
    options: Options
    positions: Mapping[str, Mapping[str, object]]
    is_full: bool
    roster: Roster = field(default_factory=Roster)
    # What there is to say about every user, and the users it was said about in this pull.
    people_rows: Mapping[int, PersonRow] = field(default_factory=dict)
    people_stated: set[int] = field(default_factory=set)
    # Native ids of activities that exist now, gathered by every stream that states activities.
    present_activities: set[str] = field(default_factory=set)
    # What was ever done on documents that came up.
    pasts: dict[RecordKey, Past] = field(default_factory=dict)
    links: dict[RecordKey, Links] = field(default_factory=dict)

    def begin(self, name: str, stream: Stream) -> Pass:
        """A pass over a stream, from where the last one left off."""
        rules = Rules(self.options.overlap, self.options.whole_below, self.is_full)
        return Pass(self.client, stream, self.positions.get(name, {}), rules)

    @cached_property
    def kinds(self) -> Mapping[int, Kind]:
        """Activity types by id, archived ones too: old activities still name them."""
        return kinds_of(self.client, self.options.models)

    @cached_property
    def meeting_kind(self) -> Kind:
        """What a plain calendar event is called: as Odoo's own meeting, else as the first type of meetings."""
        meetings = [kind for kind in self.kinds.values() if kind.type is ActivityType.MEETING]
        meetings.sort(key=lambda kind: (not kind.is_offered, not kind.is_plain_meeting))
        return meetings[0] if meetings else Kind("Meeting", ActivityType.MEETING)

    @cached_property
    def done_message(self) -> Domain:
        """A condition on messages that Done left. One of an activity without a type is told by the message's kind."""
        of_done = [["name", "=", "Activities"], ["res_model", "=", False]]
        kinds = self.client.search("mail.message.subtype", of_done, language=ENGLISH)
        has_type = ["mail_activity_type_id", "!=", False]
        return ["|", has_type, ["subtype_id", "in", kinds]] if kinds else [has_type]

    def add_by_deal(self, passing: Pass, field: str, domain: Domain = ()) -> None:
        """Let a partial pass read again what hangs on changed deals: rows say which account and deal they are about,
        and whether it still is a lead. `field` names the deal."""
        if passing.since is not None and self.client.can_read("crm.lead"):
            deals = self.client.search("crm.lead", [["write_date", ">=", passing.since]])
            passing.add(self.client.search_among(passing.model, field, deals, domain))

    def kind(self, type_id: int | None) -> Kind:
        """What an activity type is; an unknown or missing one is called Activity."""
        return self.kinds.get(type_id or 0, Kind("Activity", ActivityType.OTHER))


def kinds_of(client: OdooClient, models: Sequence[str]) -> Mapping[int, Kind]:
    """Activity types in the order Odoo shows them, named in the language that was set. Those of other documents than
    `models` are not offered.
    """
    ids = client.search("mail.activity.type", [], order="sequence, id")
    xmlids: dict[int, str] = {}
    for facts in client.call("mail.activity.type", "get_metadata", ids) or []:
        xmlids[facts["id"]] = facts.get("xmlid") or ""
    fields = ["name", "category", "keep_done", "active", "res_model"]
    records = {record["id"]: record for record in client.read("mail.activity.type", ids, fields)}
    kinds = {key: kind_of(records[key], xmlids.get(key)) for key in ids if key in records}
    return {
        key: kind if (records[key].get("res_model") or models[0]) in models else replace(kind, is_offered=False)
        for key, kind in kinds.items()
    }


def digest(words: Iterable[object]) -> str:
    """A short fingerprint of the names rows are written with: when one changes, rows are written again."""
    return hashlib.blake2b("\n".join(map(str, words)).encode(), digest_size=8).hexdigest()


def batches(
    table: str,
    rows: Sequence[object],
    *,
    stream: str,
    deleted: Sequence[str] = (),
    position: Mapping[str, object] | None = None,
    expected: int | None = None,
) -> Iterator[Batch]:
    """Rows in batches of bounded size; the position comes with the last one only. Nothing for nothing."""
    parts = [rows[start : start + LARGEST_BATCH] for start in range(0, len(rows), LARGEST_BATCH)] or [()]
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        if part or (is_last and (deleted or position is not None)):
            yield Batch(
                table,
                part,
                deleted=deleted if is_last else (),
                stream=stream,
                position=position if is_last else None,
                expected=expected,
            )


def keys_of(records: Iterable[Record], name: str) -> list[int]:
    """Distinct ids a reference field holds in some records."""
    found = set()
    for record in records:
        value = record.get(name)
        if value:
            found.add(int(value[0] if isinstance(value, list | tuple) else value))
    return sorted(found)


def left_out(table: str, model: str) -> Batch:
    """A word about records this key may not read, or that are not installed."""
    reason = f"{model} cannot be read with this key and was left out; `fairway doctor` says what that turns off"
    return Batch(table, rejects=(Reject(model, None, "", "", reason, Severity.NOTE),))
