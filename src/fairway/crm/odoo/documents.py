"""What an activity is about: the deal or lead and the account behind the document it hangs on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from fairway.crm.odoo.accounts import companies_of
from fairway.crm.odoo.activity_mapping import Links
from fairway.crm.odoo.client import OdooClient, Record
from fairway.crm.odoo.completion import RecordKey
from fairway.crm.odoo.mapping import was_lead
from fairway.crm.odoo.session import Session, keys_of
from fairway.crm.odoo.values import ref

NOTHING = Links()
MOST_REMEMBERED = 200_000
LEAD_FIELDS = ("type", "partner_id", "date_conversion")
# Other documents: the field that leads to the contact, and the one that leads to the deal.
OTHER_FIELDS = {"sale.order": ("partner_id", "opportunity_id"), "calendar.event": (None, "opportunity_id")}


def record_of(record: Record) -> RecordKey | None:
    """The document an activity (`res_model`) or a message (`model`) hangs on; None for a free one."""
    model, key = record.get("res_model") or record.get("model"), record.get("res_id")
    return (str(model), int(key)) if model and key else None


def links_of(session: Session, documents: Iterable[RecordKey]) -> Mapping[RecordKey, Links]:
    """Links of documents of any model, asked for once a pull. Documents that may not be seen have none."""
    wanted = set(documents)
    missing = wanted - session.links.keys()
    if missing:
        if len(session.links) > MOST_REMEMBERED:
            session.links.clear()
            missing = wanted
        found = _read_links(session.client, missing)
        session.links.update({key: found.get(key, NOTHING) for key in missing})
    return {key: session.links[key] for key in wanted}


def _read_links(client: OdooClient, documents: Iterable[RecordKey]) -> Mapping[RecordKey, Links]:
    """Links in a handful of calls."""
    by_model: dict[str, set[int]] = defaultdict(set)
    for model, key in documents:
        by_model[model].add(key)
    others: dict[RecordKey, Record] = {}
    for model, names in OTHER_FIELDS.items():
        fields = [name for name in names if name]
        for key, record in client.read_by_id(model, sorted(by_model.get(model, ())), fields).items():
            others[model, key] = record
            by_model["crm.lead"].update(keys_of([record], "opportunity_id"))
    leads = client.read_by_id("crm.lead", sorted(by_model.get("crm.lead", ())), LEAD_FIELDS)
    partner_ids = {
        *by_model.get("res.partner", ()),
        *keys_of(leads.values(), "partner_id"),
        *keys_of(others.values(), "partner_id"),
    }
    companies = companies_of(client, sorted(partner_ids))
    links = {("crm.lead", key): _lead_links(lead, companies) for key, lead in leads.items()}
    links |= {("res.partner", key): Links(account_id=companies.get(key)) for key in by_model.get("res.partner", ())}
    for document, record in others.items():
        deal = links.get(("crm.lead", ref(record.get("opportunity_id")) or 0), NOTHING)
        own_id = companies.get(ref(record.get("partner_id")) or 0)
        links[document] = Links(own_id or deal.account_id, deal.opportunity_id, deal.lead_id)
    return links


def _lead_links(lead: Record, companies: Mapping[int, int]) -> Links:
    """A deal that was a lead is both: its calls belong to the lead's story as well."""
    key = int(lead["id"])
    return Links(
        account_id=companies.get(ref(lead.get("partner_id")) or 0),
        opportunity_id=key if lead.get("type") == "opportunity" else None,
        lead_id=key if was_lead(lead) else None,
    )
