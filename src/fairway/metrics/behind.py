"""The records behind one number, as a statement: what counted, what might, and what was only looked at."""

from typing import Any

from fairway.metrics.following import followed_records
from fairway.metrics.relations import column_of, met, relation_of
from fairway.metrics.standing import open_opportunities, quota_parts
from fairway.metrics.types import Counting, Definition
from fairway.metrics.visible import Table

RECORD_KEYS = {"activities": "activity_id", "leads": "lead_key"}


def rows_statement(definition: Definition, dialect: str) -> str:
    """SQL for the records behind a definition's numbers: key, day, week, whether counted, whether unconfirmed."""
    import ibis

    t = _marked(definition)
    if definition.records == "quotas":
        record_id = t.period_start_on.cast("string")
    else:
        record_id = t[RECORD_KEYS.get(definition.records, "opportunity_id")]
    extra = {name: t[name] for name in ("account_id", "opportunity_id") if name in t.columns}
    if definition.records == "activities":
        extra |= {"word": t.word, "status": t.status_now, "when_at": t.when_at}
    shown = t.select(
        person_key=t.person,
        record_id=record_id,
        day_on=t.day_on,
        week_on=t.week_on,
        is_counted=t.row_is_counted,
        is_unconfirmed=t.row_is_unconfirmed,
        **extra,
    )
    return str(ibis.to_sql(shown, dialect=dialect))


def _marked(definition: Definition) -> Table:
    """The records concerned with `row_is_counted` and `row_is_unconfirmed`."""
    import ibis

    yes, no = ibis.literal(True), ibis.literal(False)
    if definition.records == "quotas":
        t = quota_parts(definition)
        return t.mutate(row_is_counted=t.amount_at_home.notnull(), row_is_unconfirmed=t.amount_at_home.isnull())
    if definition.counting is Counting.OPEN:
        t = open_opportunities(definition)
        without_rate = t.amount.notnull() & t.amount_at_home.isnull() if definition.value == "amount" else no
        return t.mutate(row_is_counted=~without_rate, row_is_unconfirmed=without_rate)
    if definition.counting is Counting.FOLLOWED:
        t = followed_records(definition, is_exact_past=True)
        return t.mutate(row_is_counted=t.is_followed, row_is_unconfirmed=no)
    return _marked_in_week(definition, yes, no)


def _marked_in_week(definition: Definition, yes: Any, no: Any) -> Table:
    relation = relation_of([definition], is_exact_past=True)
    t = relation.table
    wanted = met(definition.where, relation)
    seen, unsure = wanted, no
    if definition.records == "activities":
        seen = wanted & t.status_now.isin(list(definition.statuses))
        if "unconfirmed" not in definition.statuses and definition.counting is not Counting.DISTINCT:
            unsure = wanted & (t.status_now == "unconfirmed")
    counted = seen
    if definition.counting is Counting.SHARE:
        counted = seen & met(definition.of, relation)
    elif definition.counting in {Counting.SUM, Counting.AVERAGE} and definition.value == "amount":
        counted = seen & t.amount_at_home.notnull()
        unsure = unsure | (seen & t.amount.notnull() & t.amount_at_home.isnull())
    elif definition.value:
        counted = seen & column_of(definition.value, relation).notnull()
    t = t.mutate(row_is_counted=counted, row_is_unconfirmed=unsure, row_is_seen=seen | unsure)
    return t.filter(t.row_is_seen)
