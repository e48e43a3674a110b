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
"""

from collections.abc import Callable, Mapping
from importlib import import_module

from fairway.crm.errors import Terminal
from fairway.exchange.types import Reader, SourceFacts

# kind -> "module:function"; the function takes the source's facts and its secret.
CLOSETS: Mapping[str, str] = {
    "folder": "fairway.crm.folder.reader:open_folder",
    "odoo": "fairway.crm.odoo.reader:open_odoo",
    "demo": "fairway.crm.demo.reader:open_demo",
    "report": "fairway.crm.report.reader:open_report",
}


def open_reader(source: SourceFacts, secret: str) -> Reader:
    """The reader of a connected source. Terminal when its kind is not known to this version."""
    if source.kind not in CLOSETS:
        known = ", ".join(sorted(CLOSETS))
        raise Terminal(f"no connector is called {source.kind!r}", advice=f"This version knows {known}.")
    module, _, function = CLOSETS[source.kind].partition(":")
    opener: Callable[[SourceFacts, str], Reader] = getattr(import_module(module), function)
    return opener(source, secret)
