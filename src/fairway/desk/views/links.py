"""Addresses of records in their CRM."""

from fairway.exchange.ports import record_link
from fairway.exchange.queries import source


def crm_link(source_name: str, table: str, native_id: str) -> str | None:
    """Where a record stands in the CRM it came from; None where that has no pages."""
    return record_link(source(source_name), table, native_id)
