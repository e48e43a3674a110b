"""Accounts and contacts: companies and people outside any company are accounts, people are contacts."""

from collections.abc import Iterator, Mapping, Sequence

from fairway.crm.odoo.client import OdooClient, Record
from fairway.crm.odoo.mapping import account_row, contact_row
from fairway.crm.odoo.passes import Stream
from fairway.crm.odoo.session import Session, batches, keys_of
from fairway.crm.odoo.values import ref
from fairway.exchange.types import Batch

# Users' own contacts are no customers; they are the ones Odoo does not mark as shared.
OUTSIDE = ["partner_share", "=", True]
FIELDS = (
    "name",
    "is_company",
    "parent_id",
    "commercial_partner_id",
    "user_id",
    "industry_id",
    "customer_rank",
    "function",
    "type",
)


def accounts(session: Session) -> Iterator[Batch]:
    """Accounts first, so that contacts name known ones."""
    yield from _partners(session, "accounts", ["|", ["is_company", "=", True], ["parent_id", "=", False]])
    yield from _partners(session, "contacts", [["is_company", "=", False], ["type", "=", "contact"]])


def _partners(session: Session, table: str, domain: Sequence[object]) -> Iterator[Batch]:
    client = session.client
    own = keys_of(client.read("res.company", client.search("res.company", []), ["partner_id"]), "partner_id")
    ours = ["id", "not in", own]  # one's own companies are contacts as well
    passing = session.begin(table, Stream("res.partner", [OUTSIDE, ours, *domain], may_be_whole=False))
    to_row = account_row if table == "accounts" else contact_row
    for ids, position in passing.chunks():
        rows = [to_row(partner) for partner in client.read("res.partner", ids, FIELDS)]
        yield from batches(table, rows, stream=table, position=position, expected=passing.expected)
    yield Batch(table, stream=table, present_ids={str(key) for key in passing.present_ids})


def companies_of(client: OdooClient, partner_ids: Sequence[int]) -> Mapping[int, int]:
    """The account of each contact: its company, or itself."""
    partners: Mapping[int, Record] = client.read_by_id("res.partner", partner_ids, ["commercial_partner_id"])
    return {key: ref(partner.get("commercial_partner_id")) or key for key, partner in partners.items()}
