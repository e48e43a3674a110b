"""Every assumption about a connected Odoo, tried one by one: what was found, what it disables, what to do."""

from collections.abc import Sequence

from fairway.crm.errors import SourceError
from fairway.crm.odoo.client import OdooClient
from fairway.crm.odoo.doctor.access import ACCESS, FIRST
from fairway.crm.odoo.doctor.probe import Probe
from fairway.crm.odoo.doctor.records import RECORDS
from fairway.crm.odoo.doctor.selling import SELLING
from fairway.crm.odoo.options import Options
from fairway.crm.odoo.session import Session
from fairway.exchange.types import Check


def checks(client: OdooClient, options: Options) -> Sequence[Check]:
    """All checks, in the order somebody would mend them. Without a valid key only the first ones are made."""
    session = Session(client, options, {}, is_full=False)
    found: list[Check] = []
    for probe in FIRST:
        found += _tried(probe, session, is_vital=True)
        if not found[-1].is_passed:
            return found
    for probe in (*ACCESS, *SELLING, *RECORDS):
        found += _tried(probe, session, is_vital=False)
    return found


def _tried(probe: Probe, session: Session, *, is_vital: bool) -> list[Check]:
    """What a probe found; trouble on the way is a failed check."""
    try:
        return list(probe(session))
    except SourceError as error:
        name = getattr(probe, "__name__", "check").replace("_", " ")
        lost = "reading this source" if is_vital else "this could not be tried"
        return [Check(name, False, error.detail, disables=lost, advice=error.advice, is_vital=is_vital)]
