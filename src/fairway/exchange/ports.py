"""What rooms above may ask of connectors without knowing any: filled by `project` when the house starts."""

from collections.abc import Callable

from fairway.exchange.types import SourceFacts

LinkTo = Callable[[SourceFacts, str, str], str | None]
_links: dict[str, LinkTo] = {}


def offer_links(kind: str, link_to: LinkTo) -> None:
    """A connector kind's way from (source, table, native id) to an address in the CRM."""
    _links[kind] = link_to


def record_link(source: SourceFacts | None, table: str, native_id: str) -> str | None:
    """Where a record stands in its CRM's own pages; None where it has none."""
    if source is None or source.kind not in _links:
        return None
    return _links[source.kind](source, table, native_id)
