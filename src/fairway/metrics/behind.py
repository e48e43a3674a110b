"""The records behind one number, as a statement: what counted, what might, and what was only looked at.

Each row says what it adds: the values of counted rows add up to the number, rows `is_base` are what a share is out of.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from fairway.metrics.families import as_counted
from fairway.metrics.following import followed_records
from fairway.metrics.keeping import keep_statement, kept_statement
from fairway.metrics.relations import Relation, column_of, met, relation_of
from fairway.metrics.standing import open_opportunities, quota_parts
from fairway.metrics.types import Counting, Definition, Unit
from fairway.metrics.visible import Table

RECORD_KEYS = {"activities": "activity_id", "leads": "lead_key", "accounts": "account_id"}
MONEY = frozenset({Counting.SUM, Counting.AVERAGE})


def rows_statement(definition: Definition, dialect: str) -> str:
    """SQL for the records behind a definition's numbers: key, day, week, what each is and adds. Kept like all SQL."""
    return _statement(as_counted(definition), dialect)


@lru_cache(maxsize=256)
def _statement(definition: Definition, dialect: str) -> str:
    import ibis

    key = ("rows", definition, dialect)
    kept = kept_statement(key)
    if kept is not None:
        return str(kept["sql"])
    sql = str(ibis.to_sql(shown(definition, _marked(definition)), dialect=dialect))
    keep_statement(key, {"sql": sql})
    return sql


def shown(definition: Definition, t: Table, **more: Any) -> Table:
    """What is told of marked records: key, day, week, what each is and adds, and whatever else is named."""
    if definition.records == "quotas":
        record_id = t.period_start_on.cast("string")
    else:
        record_id = t[RECORD_KEYS.get(definition.records, "opportunity_id")]
    extra = {name: t[name] for name in ("account_id", "opportunity_id") if name in t.columns}
    if definition.records == "activities":
        extra |= {"word": t.word, "status": t.status_now, "when_at": t.when_at}
    return t.select(
        person_key=t.person,
        record_id=record_id,
        day_on=t.day_on,
        week_on=t.week_on,
        is_counted=t.row_is_counted,
        is_base=t.row_is_base,
        is_unconfirmed=t.row_is_unconfirmed,
        value=t.row_value.cast("float64"),
        **extra,
        **more,
    )


def _marked(definition: Definition) -> Table:
    """The records concerned with `row_is_counted`, `row_is_base`, `row_is_unconfirmed` and `row_value`."""
    import ibis

    no = ibis.literal(False)
    if definition.records == "quotas":
        t = quota_parts(definition)
        known = t.amount_at_home.notnull()
        return t.mutate(row_is_counted=known, row_is_base=no, row_is_unconfirmed=~known, row_value=t.due)
    if definition.counting is Counting.OPEN:
        t = open_opportunities(definition, is_exact_past=True)
        if definition.value != "amount":
            return t.mutate(row_is_counted=~no, row_is_base=no, row_is_unconfirmed=no, row_value=1.0)
        untold = t.amount.notnull() & t.amount_at_home.isnull()
        known = t.amount_at_home.notnull()
        return t.mutate(row_is_counted=known, row_is_base=no, row_is_unconfirmed=untold, row_value=t.amount_at_home)
    if definition.counting is Counting.FOLLOWED:
        return marked_as_followed(definition)
    return _marked_in_week(definition)


def marked_as_followed(definition: Definition) -> Table:
    """Records that may be followed, marked like all others: of a share each belongs to what it is out of."""
    import ibis

    no = ibis.literal(False)
    t = followed_records(definition, is_exact_past=True)
    is_base = ~no if definition.unit is Unit.SHARE else no
    return t.mutate(row_is_counted=t.is_followed, row_is_base=is_base, row_is_unconfirmed=no, row_value=1.0)


def _marked_in_week(definition: Definition) -> Table:
    t = marked(definition, relation_of([definition], is_exact_past=True))
    return t.filter(t.row_is_seen)


def marked(definition: Definition, relation: Relation) -> Table:
    """Every record of a relation with what it is to the definition; `row_is_seen` where it is anything."""
    import ibis

    t, counting = relation.table, definition.counting
    wanted = met(definition.where, relation)
    seen, unsure = wanted, ibis.literal(False)
    if definition.records == "activities":
        seen = wanted & t.status_now.isin(list(definition.statuses))
        if "unconfirmed" not in definition.statuses and counting is not Counting.DISTINCT:
            unsure = wanted & (t.status_now == "unconfirmed")
    counted, base, value = seen, ibis.literal(False), ibis.literal(1.0)
    if counting is Counting.SHARE:
        counted, base = seen & met(definition.of, relation), seen
    elif counting in MONEY or (counting is Counting.OPEN and definition.value):
        is_in_money = definition.value == "amount"
        value = t.amount_at_home if is_in_money else column_of(definition.value, relation)
        counted = base = seen & value.notnull()
        if is_in_money:
            unsure = unsure | (seen & t.amount.notnull() & value.isnull())
    t = t.mutate(
        row_is_counted=counted,
        row_is_base=base,
        row_is_unconfirmed=unsure,
        row_is_seen=seen | unsure,
        row_value=value,
    )
    if counting is Counting.DISTINCT:
        t = _first_of_each(t, definition, relation)
    return t


def _first_of_each(t: Table, definition: Definition, relation: Relation) -> Table:
    """Of a person's records of a week with the same value only the first counts."""
    import ibis

    value = column_of(definition.value, replace(relation, table=t))
    t = t.mutate(distinct_value=value)
    t = t.mutate(row_is_counted=t.row_is_counted & t.distinct_value.notnull())
    key = t[RECORD_KEYS.get(definition.records, "opportunity_id")]
    window = ibis.window(group_by=[t.person, t.week_on, t.distinct_value, t.row_is_counted], order_by=[t.day_on, key])
    return t.mutate(row_is_counted=t.row_is_counted & (ibis.row_number().over(window) == 0))
