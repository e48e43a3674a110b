"""Addresses of records in Odoo's own pages."""

MODELS = {
    "people": "res.users",
    "accounts": "res.partner",
    "contacts": "res.partner",
    "leads": "crm.lead",
    "opportunities": "crm.lead",
    "activities": "mail.activity",
}
# Activities that are something else in Odoo say so in their ids.
PREFIXES = {"event-": "calendar.event", "message-": None}
FIRST_WITH_PATHS = 18


def link_to(table: str, native_id: str, *, url: str, version: int | None) -> str | None:
    """Where a record can be opened; None for tables and records without a page of their own.

    Odoo 18 and later have readable paths. The older form is understood by every version, so it serves when
    the version is not known.
    """
    model, key = MODELS.get(table), native_id
    for prefix, other in PREFIXES.items():
        if table == "activities" and native_id.startswith(prefix):
            model, key = other, native_id.removeprefix(prefix)
    if model is None or not key.isdigit():
        return None
    if version is not None and version >= FIRST_WITH_PATHS:
        return f"{url}/odoo/{model}/{key}"
    return f"{url}/web#id={key}&model={model}&view_type=form"
