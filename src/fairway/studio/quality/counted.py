"""The records that counted in a week, for the activities people had in force in it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from fairway.engines.duck import DuckSession
from fairway.execution.queries import today
from fairway.ledger.queries import scope_at
from fairway.lib.periods import week_period
from fairway.metrics.behind import rows_statement
from fairway.metrics.queries import definitions, running_week
from fairway.metrics.types import Definition
from fairway.plans.queries import plans_of
from fairway.records.queries import published_files
from fairway.studio.quality.types import CountedRecord

TABLES = {"stage_changes": "opportunities"}  # a change of stage is told as its opportunity
Counted = dict[int, dict[str, list[CountedRecord]]]  # by person, then by activity


def last_closed_week() -> date:
    """First day of the newest week that is over in the organisation's zone."""
    return running_week() - timedelta(days=7)


def hias_of(week_on: date) -> dict[int, set[str]]:
    """Everybody's activities in force on any day of a week, by person."""
    held = plans_of(None, week_on, week_period(week_on).end_on)
    found = {
        person: {plan.metric_key for plan in plans if not plan.is_draft and not plan.needs_yes}
        for person, plans in held.items()
    }
    return {person: keys for person, keys in found.items() if keys}


def counted_in(week_on: date, hias: Mapping[int, Collection[str]]) -> Counted:
    """As the lake shows that week today, by the version of each activity that was in force in it: one statement for
    each activity, whoever has it.
    """
    known = definitions(week_on)
    wanted = {key for keys in hias.values() for key in keys}
    chosen = [known[key] for key in sorted(wanted) if key in known and known[key].can_be_hia]
    found: Counted = defaultdict(lambda: defaultdict(list))
    if not chosen:
        return found
    with DuckSession(published_files(), scope_at(today(), [week_on], chosen)) as session:
        for definition in chosen:
            sql = rows_statement(definition, session.dialect)
            table = session.run(f"SELECT * FROM ({sql}) WHERE is_counted AND week_on = DATE '{week_on}'")
            for row in table.to_pylist():
                if definition.key in hias.get(row["person_key"], ()):
                    found[row["person_key"]][definition.key].append(_record(definition, row))
    return found


def _record(definition: Definition, row: Mapping[str, Any]) -> CountedRecord:
    return CountedRecord(
        metric_key=definition.key,
        table=TABLES.get(definition.records, definition.records),
        record_id=str(row["record_id"]),
        day_on=row["day_on"],
        account_id=row.get("account_id") or "",
        opportunity_id=row.get("opportunity_id") or "",
        word=(row.get("word") or "")[:200],
    )
