"""The promise every CRM closet keeps, and the one table of closets.

A closet is a package with the same rooms everywhere: `client.py` (talks to the vendor), `mapping.py` (vendor payloads
to canonical rows), `reader.py` (a `Reader`: streams, cursors, deletions, checks, links), `tests/`.

What a Reader promises (exchange/types.py has the types):

- `pull` yields `Batch`es. People (table "people", rows `PersonRow`) come before the records that name them.
  Tables are "people", "reporting_lines", "absences", "plans", "metrics", "coverage" and those of `records/schema.py`.
- Rows carry the source's own ids. Instants are aware. What the source does not say is None.
- A batch with a `position` may be the last one before a crash: the next pull gets that position back for its stream and
  must deliver everything that changed since, including rows that appeared late. Delivering a row twice is harmless.
- Deleted records are named in `deleted`. A source without tombstones gives `present_ids`, so that what is missing can
  be found by comparison.
- Trouble is a `Transient` or `Terminal` of `crm/errors.py`, never a bare exception of a library.

A closet that can be written to also has `writer.py` (a `Writer`, exchange/outbox/types.py). What a Writer promises:

- Each call acts once, however often it is repeated, told by the entry's token: whoever asked may have been killed
  before it heard the answer, and another asks again, perhaps while the vendor is still at the first.
- What a person ended in the CRM is not begun again.
- Trouble is `Rejected` with the vendor's own reason where it will not have this one entry, else as above.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from fairway.crm.errors import Terminal
from fairway.exchange.outbox.types import Writer
from fairway.exchange.types import Reader, SourceFacts

# kind -> "module:function"; the function takes the source's facts and its secret.
CLOSETS: Mapping[str, str] = {
    "folder": "fairway.crm.folder.reader:open_folder",
    "odoo": "fairway.crm.odoo.reader:open_odoo",
    "demo": "fairway.crm.demo.reader:open_demo",
    "report": "fairway.crm.report.reader:open_report",
}
# The same for those that can be written to. The demonstration and a folder cannot.
WRITING: Mapping[str, str] = {
    "odoo": "fairway.crm.odoo.writer:open_odoo_to_write",
}


def open_reader(source: SourceFacts, secret: str) -> Reader:
    """The reader of a connected source. Terminal when its kind is not known to this version."""
    if source.kind not in CLOSETS:
        known = ", ".join(sorted(CLOSETS))
        raise Terminal(f"no connector is called {source.kind!r}", advice=f"This version knows {known}.")
    opener: Callable[[SourceFacts, str], Reader] = _named(CLOSETS[source.kind])
    return opener(source, secret)


def open_writer(source: SourceFacts, secret: str) -> Writer:
    """The writer of a connected source. Terminal when its kind cannot be written to."""
    if source.kind not in WRITING:
        raise Terminal(f"{source.kind} cannot be written to", advice="Connect it without --writes.")
    opener: Callable[[SourceFacts, str], Writer] = _named(WRITING[source.kind])
    return opener(source, secret)


def _named(place: str) -> Any:
    """What a closet's line in a table names."""
    module, _, function = place.partition(":")
    return getattr(import_module(module), function)
