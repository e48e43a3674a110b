"""Readers of the test server, with each of its keys."""

import json
from collections.abc import Mapping

from fairway.crm.odoo.reader import open_odoo
from fairway.exchange.types import Reader, SourceFacts
from tests.odoo.folding import Folded
from tests.odoo.server import Odoo
from tests.odoo.truth import Cell, Ledger, counted

HOME_ZONE = "UTC"
ADMIN, SALES_MANAGER = "administrator", "sales manager"


def reader(odoo: Odoo, who: str = ADMIN, *, secret: str = "", **settings: object) -> Reader:
    """A reader with somebody's key, or another secret. Small streams are read in parts, too, unless `whole_below` says
    otherwise."""
    key = secret or (odoo.admin_key if who == ADMIN else odoo.manager_key)
    facts = SourceFacts(
        "odoo", "odoo", {"url": odoo.url, "database": odoo.database, "whole_below": 0, **settings}, None, False
    )
    return open_odoo(facts, key)


def pulled(odoo: Odoo, who: str = ADMIN, **settings: object) -> Folded:
    """Everything, in one full pull."""
    folded = Folded()
    folded.take(reader(odoo, who, **settings).pull({}, is_full=True))
    return folded


def stored(positions: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    """Positions as they come back from a database."""
    return json.loads(json.dumps(positions))


def done(folded: Folded, ledger: Ledger) -> dict[Cell, int]:
    """Seller x week x type as the rows have it, for the ledger's people."""
    zones = {row.native_id: row.timezone for row in folded.tables["people"].values()}
    cells = counted(folded.activities(), zones, HOME_ZONE)
    return {cell: count for cell, count in cells.items() if int(cell[0]) in ledger.names}
