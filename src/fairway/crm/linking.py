"""What rooms above ask of a closet through `exchange.ports`: addresses of records, and trying a connection."""

from collections.abc import Sequence

from fairway.crm.errors import SourceError
from fairway.crm.source import open_reader
from fairway.exchange.types import Check, SourceFacts

READING = "reading this source"


def link_to(source: SourceFacts, table: str, native_id: str) -> str | None:
    """Where a record stands in the CRM's pages; None where it has none. Readers connect only when they pull.

    A source that cannot be opened as it stands, such as a report whose files are gone once read, has no pages either:
    a number must open whatever became of its source.
    """
    try:
        return open_reader(source, "").link(table, native_id)
    except SourceError:
        return None


def tried(source: SourceFacts, secret: str) -> Sequence[Check]:
    """Every assumption about a source tried; a source that cannot be reached at all is one failed check."""
    try:
        return open_reader(source, secret).check()
    except SourceError as error:
        found = Check("reachable", False, error.detail, disables=READING, advice=error.advice, is_vital=True)
        return [found]
