"""The Reader of an Odoo: one pull over all streams, its checks and its links."""

from collections.abc import Iterator, Mapping, Sequence

from fairway.crm.odoo.absences import absences
from fairway.crm.odoo.accounts import accounts
from fairway.crm.odoo.activities import activities
from fairway.crm.odoo.client import OdooClient
from fairway.crm.odoo.completions import completions
from fairway.crm.odoo.deals import deals
from fairway.crm.odoo.doctor import checks
from fairway.crm.odoo.events import events
from fairway.crm.odoo.links import link_to
from fairway.crm.odoo.options import Options, options_from
from fairway.crm.odoo.people import people, with_their_people
from fairway.crm.odoo.session import Session
from fairway.exchange.types import Batch, Check, Reader, SourceFacts


def open_odoo(source: SourceFacts, secret: str) -> Reader:
    """A reader of one Odoo. Nothing is asked of the server yet; Terminal when a setting cannot be used."""
    options = options_from(source.settings)
    return OdooReader(options, OdooClient(options, secret))


class OdooReader:
    """Reads one Odoo with one key."""

    # A manager or zone stated today held for no longer than Odoo says so; it keeps no history of either.
    shows_only_the_present = True
    # Exact with an administrator's key; otherwise inferred, and at least the latest change of each deal with
    # its instant.
    states_stage_history = True

    def __init__(self, options: Options, client: OdooClient) -> None:
        self._options, self._client = options, client

    def pull(self, positions: Mapping[str, Mapping[str, object]], *, is_full: bool) -> Iterator[Batch]:
        """People, accounts, deals, activities, absences; what is gone last. Raises Transient or Terminal.

        A stream this key may not read is left out: `check` says which.
        """
        session = Session(self._client, self._options, positions, is_full)
        yield from people(session)
        for stream in (accounts, deals, activities, completions, events):
            yield from with_their_people(session, stream(session))
        yield Batch("activities", stream="activities", present_ids=frozenset(session.present_activities))
        yield from absences(session)

    def check(self) -> Sequence[Check]:
        """Every assumption about this Odoo, tried. Trouble with reaching it is a failed check, not an
        exception.
        """
        return checks(self._client, self._options)

    def link(self, table: str, native_id: str) -> str | None:
        """Address of a record in Odoo's own pages. Asks nothing of the server."""
        version = self._options.version or self._client.known_version
        return link_to(table, native_id, url=self._options.url, version=version)
