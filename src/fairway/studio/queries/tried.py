"""Trying a definition over the published records: who may be named in it, and how long it took."""

from collections.abc import Sequence
from datetime import date, timedelta
from time import monotonic

from fairway.execution.queries import today
from fairway.ledger.queries import stored_counts
from fairway.ledger.trying import Tried, TriedRecord, tried, tried_weeks
from fairway.ledger.types import Count, of_week
from fairway.metrics.queries import running_week
from fairway.metrics.types import Counting, Definition
from fairway.people import access
from fairway.people.actions.looking import note_looks
from fairway.people.queries import names_of
from fairway.people.types import Facet, PersonFacts, Viewer
from fairway.records.queries import labels_of
from fairway.studio.building.tried import Preview, ToldRecord, preview_of, told_record

WEEKS = 13
NO_RECORDS = Tried(Count(), 0, 0, 0)


def preview_for(viewer: Viewer, definition: Definition, person: PersonFacts | None) -> Preview:
    """A definition over the last closed week of everybody, and over 13 of one seller. Whoever is shown is noted."""
    began, running = monotonic(), running_week()
    week_on = running - timedelta(days=7)
    weeks = [running - timedelta(days=7 * back) for back in range(WEEKS, 0, -1)]
    if definition.counting is Counting.RATIO:
        found, per_week = _ratio(definition, week_on, weeks, person)
    else:
        found = tried(definition, week_on, today())
        counts = tried_weeks(definition, person.key, weeks, today()) if person else {}
        per_week = {week: counts.get(week, Count()) for week in weeks} if person else None
    shown = (*found.counting, *found.nearly)
    seen = access.visible_keys(viewer, {record.person_key for record in shown}, Facet.RECORDS)
    note_looks(viewer, seen | ({person.key} if person else set()), "metric")
    names, about = names_of(seen), _about(shown)
    sides = tuple(_told(side, names, about) for side in (found.counting, found.nearly))
    return preview_of(
        definition, found, week_on, records=(sides[0], sides[1]), weeks=per_week, seconds=monotonic() - began
    )


def _ratio(
    definition: Definition, week_on: date, weeks: Sequence[date], person: PersonFacts | None
) -> tuple[Tried, dict[date, Count] | None]:
    """A ratio divides what the ledger holds; it has no records of its own."""
    if person is None or definition.over is None:
        return NO_RECORDS, None
    counts = stored_counts([person.key], weeks[0], weeks[-1], metric_keys=definition.over)
    above, below = definition.over
    per_week = {
        week: Count(of_week(counts, person.key, above, week).done, of_week(counts, person.key, below, week).done)
        for week in weeks
    }
    return Tried(per_week[week_on], 0, 1, 0), per_week


def _about(records: Sequence[TriedRecord]) -> dict[str, str]:
    """Names of the accounts and opportunities of records, by their key in the lake."""
    found = labels_of("accounts", [record.account_id for record in records if record.account_id])
    found |= labels_of("opportunities", [record.opportunity_id for record in records if record.opportunity_id])
    return {key: label.name for key, label in found.items()}


def _told(records: Sequence[TriedRecord], names: dict[int, str], about: dict[str, str]) -> list[ToldRecord]:
    return [
        told_record(
            record,
            names[record.person_key],
            about.get(record.opportunity_id) or about.get(record.account_id) or "",
        )
        for record in records
        if record.person_key in names
    ]
