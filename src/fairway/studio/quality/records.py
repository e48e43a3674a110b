"""How the record of a sample is told: by its address in the CRM, its kind and the customer's name. Names are read when
the page is, and never kept beside a sample.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache

from fairway.exchange.ports import record_link
from fairway.exchange.queries import source
from fairway.exchange.types import SourceFacts
from fairway.metrics.words import readable
from fairway.records.pseudonyms import native_id_of, source_of
from fairway.records.queries import Label, labels_of
from fairway.studio.quality.types import CountedRecord, Sample

KINDS = {"activities": "Activity", "opportunities": "Opportunity", "leads": "Lead", "accounts": "Account"}


@dataclass(frozen=True, slots=True)
class RecordTold:
    native_id: str  # empty for a lead that was removed
    kind: str
    about: str  # opportunity or account; empty where none is named
    link: str | None


def records_told(samples: Collection[Sample]) -> dict[int, RecordTold]:
    """By the sample's key, in a few statements for all."""
    records = [one.record for one in samples]
    labels = {
        "accounts": labels_of("accounts", [key for one in records if (key := _account(one))]),
        "opportunities": labels_of("opportunities", [key for one in records if (key := _opportunity(one))]),
        "leads": labels_of("leads", [one.record_id for one in records if one.table == "leads"]),
    }
    facts = cache(source)  # asked once of each source
    return {one.key: _told(one.record, labels, facts) for one in samples}


def _told(
    record: CountedRecord, labels: Mapping[str, Mapping[str, Label]], facts: Callable[[str], SourceFacts | None]
) -> RecordTold:
    about = labels["opportunities"].get(_opportunity(record)) or labels["accounts"].get(_account(record))
    lead = labels["leads"].get(record.record_id)
    native_id = lead.native_id if lead else native_id_of(record.record_id)
    source_name = lead.source if lead else source_of(record.record_id) if record.table != "leads" else ""
    return RecordTold(
        native_id=native_id,
        kind=_kind(record),
        about=about.name if about else "",
        link=record_link(facts(source_name), record.table, native_id) if native_id else None,
    )


def _kind(record: CountedRecord) -> str:
    """The CRM's own word for it, where that says more than the name of the activity it counted for."""
    if record.word and record.word != record.metric_key:
        return readable(record.word)
    return KINDS.get(record.table, record.table)


def _account(record: CountedRecord) -> str:
    return record.record_id if record.table == "accounts" else record.account_id


def _opportunity(record: CountedRecord) -> str:
    return record.record_id if record.table == "opportunities" else record.opportunity_id
