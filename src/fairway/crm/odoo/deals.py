"""Deals and leads with their stages and histories. One record can be a lead first and a deal later."""

from collections.abc import Iterator, Mapping, Sequence

from fairway.crm.odoo.accounts import companies_of
from fairway.crm.odoo.client import OdooClient, Record
from fairway.crm.odoo.mapping import lead_row, opportunity_row, stage_row, was_lead
from fairway.crm.odoo.passes import Stream
from fairway.crm.odoo.session import Session, batches, digest, keys_of, left_out
from fairway.crm.odoo.tracking import Histories
from fairway.crm.odoo.values import ref
from fairway.exchange.types import Batch

FIELDS = (
    "name",
    "type",
    "active",
    "user_id",
    "partner_id",
    "stage_id",
    "expected_revenue",
    "company_currency",
    "create_date",
    "write_date",
    "date_conversion",
    "date_closed",
    "date_deadline",
    "won_status",
    "lost_reason_id",
    "source_id",
)
OWNED = ["user_id", "!=", False]
ONCE_LEADS = ("|", ["type", "=", "lead"], ["date_conversion", "!=", False])


def deals(session: Session) -> Iterator[Batch]:
    """Stages, then deals in chunks, each with its whole history: a change of stage or owner touches the deal
    itself.
    """
    client = session.client
    if not client.can_read("crm.lead"):
        yield left_out("opportunities", "crm.lead")
        return
    stages = _stages(client)
    rows = [stage_row(stage, position) for position, stage in enumerate(_first_of_each_name(stages))]
    yield from batches("stages", rows, stream="stages", expected=len(rows))
    chunk = _Chunk(client, stages)
    passing = session.begin("deals", Stream("crm.lead", [], words=digest(stage["name"] for stage in stages)))
    for ids, position in passing.chunks():
        yield from chunk.batches(ids, position, passing.expected)
    present = client.search("crm.lead", [OWNED, ["type", "=", "opportunity"]])
    yield Batch("opportunities", stream="deals", present_ids={str(key) for key in present})
    present = client.search("crm.lead", [OWNED, *ONCE_LEADS])
    yield Batch("leads", stream="deals", present_ids={str(key) for key in present})


def _stages(client: OdooClient) -> list[Record]:
    ids = client.search("crm.stage", [], order="sequence, id")
    records = {record["id"]: record for record in client.read("crm.stage", ids, ["name", "is_won"])}
    return [records[key] for key in ids if key in records]


def _first_of_each_name(stages: Sequence[Record]) -> list[Record]:
    """Teams may have stages of the same name; they are one stage to us, at the place of the first."""
    found: dict[str, Record] = {}
    for stage in stages:
        found.setdefault(stage["name"], stage)
    return list(found.values())


class _Chunk:
    """Turns some deals into batches of every table they appear in."""

    def __init__(self, client: OdooClient, stages: Sequence[Record]) -> None:
        self._client = client
        self._names = {stage["id"]: stage["name"] for stage in stages}
        self._won = frozenset(stage["id"] for stage in stages if stage.get("is_won"))
        self._histories = Histories(client, self._names)

    def batches(self, ids: Sequence[int], position: Mapping[str, object] | None, expected: int) -> Iterator[Batch]:
        """Batches of some deals; the position is the last one's."""
        records = self._client.read("crm.lead", ids, FIELDS)
        companies = companies_of(self._client, keys_of(records, "partner_id"))
        leads = [row for row in map(lead_row, filter(was_lead, records)) if row is not None]
        rows = []
        for record in records:
            account_id = companies.get(ref(record.get("partner_id")) or 0)
            deal = opportunity_row(record, account_id=account_id, stages=self._names, won_stages=self._won)
            if deal is not None:
                rows.append(deal)
        stated = {row.opportunity_id for row in rows}
        owned = [record for record in records if str(record["id"]) in stated]
        yield from batches("leads", leads, stream="deals")
        yield from batches("opportunities", rows, stream="deals", expected=expected)
        yield from batches("stage_changes", self._histories.stage_changes(owned), stream="deals")
        # The position comes with the last batch, when everything about these deals has been said.
        yield from batches("owner_changes", self._histories.owner_changes(owned), stream="deals", position=position)
