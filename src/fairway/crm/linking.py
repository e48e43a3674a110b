"""Addresses of records in their CRM, without opening a connection to it."""

from fairway.crm.source import open_reader
from fairway.exchange.types import SourceFacts


def link_to(source: SourceFacts, table: str, native_id: str) -> str | None:
    """Where a record stands in the CRM's pages; None where it has none. Readers connect only when they pull."""
    return open_reader(source, "").link(table, native_id)
