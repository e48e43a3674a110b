"""What rooms above may ask of connectors without knowing any: filled by `project` when the house starts."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from fairway.exchange.intake import ReportReader
from fairway.exchange.types import Check, SourceFacts

LinkTo = Callable[[SourceFacts, str, str], str | None]
TryOut = Callable[[SourceFacts, str], Sequence[Check]]
_links: dict[str, LinkTo] = {}
_tryouts: dict[str, TryOut] = {}
TableReader = Callable[[Path, Collection[str]], list[list[str]]]
_table_readers: list[TableReader] = []
_report_readers: list[Callable[[], ReportReader]] = []


def offer_links(kind: str, link_to: LinkTo) -> None:
    """A connector kind's way from (source, table, native id) to an address in the CRM."""
    _links[kind] = link_to


def record_link(source: SourceFacts | None, table: str, native_id: str) -> str | None:
    """Where a record stands in its CRM's own pages; None where it has none."""
    if source is None or source.kind not in _links:
        return None
    return _links[source.kind](source, table, native_id)


def offer_tryout(kind: str, tryout: TryOut) -> None:
    """A connector kind's way to try a connection: every assumption with what was found. May raise SourceTrouble."""
    _tryouts[kind] = tryout


def try_out(source: SourceFacts, secret: str) -> Sequence[Check]:
    """What a source answers when every assumption is tried."""
    return _tryouts[source.kind](source, secret)


def offer_report_reader(make: Callable[[], ReportReader]) -> None:
    """What makes the reader of uploads nobody has described, when it is first needed."""
    _report_readers[:] = [make]


def report_reader() -> ReportReader:
    return _report_readers[0]()


def offer_table_reader(read: TableReader) -> None:
    """What reads any uploaded table as rows of text. ValueError, with `advice`, for what is no table."""
    _table_readers[:] = [read]


def rows_of_table(path: Path, columns: Collection[str]) -> list[list[str]]:
    """The rows of an uploaded table, whatever its encoding, delimiter or kind. A first line that names one of
    `columns`, in small letters, says by which sign rows are parted.
    """
    return _table_readers[0](path, columns)
