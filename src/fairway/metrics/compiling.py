"""Definitions become one statement per family; nothing else in the house writes counting SQL.

A family shares the kind of record, the day it counts by and the joins it needs, so that an engine scans once for all
its members. Every statement gives rows of (person_key, week_on, month_on) and, per metric, what was done, out of how
many, and how many cannot be told; words give one row per word instead.

A week that runs over a month's end gives two rows, so that weeks and months both add up. Distinct values do not add up
from days: each is credited to its first day in the week, and weeks are counted whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from fairway.metrics.families import WORDS, Family, families_of
from fairway.metrics.following import followed_records
from fairway.metrics.keeping import keep_statement, kept_statement
from fairway.metrics.relations import Relation, column_of, met, relation_of
from fairway.metrics.standing import open_opportunities, quota_parts
from fairway.metrics.types import Counting, Definition, Unit
from fairway.metrics.visible import Table

WORD_COLUMN = "word"
LATER = "later"  # of a distinct count: what was first met in the month that begins within the week


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL for one engine, with the meaning of its columns after person_key, week_on and month_on.

    `columns` pairs each with (metric key, part); parts are done, of, unconfirmed, quality, later. A statement of words
    has no metric keys: its columns are word, done, unconfirmed.
    """

    sql: str
    columns: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]  # metrics it counts; empty for words


def statements_for(
    definitions: Iterable[Definition], dialect: str, *, is_exact_past: bool = False, with_words: bool = True
) -> tuple[Statement, ...]:
    """Everything needed to count those definitions, and words, for an engine: duckdb, postgres or pyspark."""
    families = [*([WORDS] if with_words else []), *families_of(definitions)]
    return tuple(statement_of(family, dialect, is_exact_past=is_exact_past) for family in families)


@lru_cache(maxsize=1024)
def statement_of(family: Family, dialect: str, *, is_exact_past: bool) -> Statement:
    """A family's statement. Compiling takes a good part of a second, so the SQL is kept in the home folder under a hash
    of all that made it.
    """
    key = (family, dialect, is_exact_past)
    kept = kept_statement(key)
    if kept is not None:
        return Statement(kept["sql"], tuple((k, p) for k, p in kept["columns"]), tuple(kept["keys"]))
    made = _compiled(family, dialect, is_exact_past=is_exact_past)
    keep_statement(key, {"sql": made.sql, "columns": made.columns, "keys": made.keys})
    return made


def _compiled(family: Family, dialect: str, *, is_exact_past: bool) -> Statement:
    if family.kind == "words":
        return _words(dialect, is_exact_past=is_exact_past)
    if family.kind == "additive":
        return _additive(family.members, dialect, is_exact_past=is_exact_past)
    if family.kind == "distinct":
        return _distinct(family.members, dialect, is_exact_past=is_exact_past)
    if family.kind == "look-ahead":
        return _look_ahead(family.members, dialect, is_exact_past=is_exact_past)
    definition = family.members[0]
    aggregates = _lasting(definition, is_exact_past=is_exact_past)
    return _sql(aggregates, [(definition.key, part) for part in aggregates.columns[3:]], dialect)


def _sql(expression: Table, columns: Sequence[tuple[str, str]], dialect: str) -> Statement:
    import ibis

    keys = tuple(dict.fromkeys(key for key, _ in columns if key))
    return Statement(sql=str(ibis.to_sql(expression, dialect=dialect)), columns=tuple(columns), keys=keys)


def _grouped(t: Table) -> Any:
    return t.group_by(person_key=t.person, week_on=t.week_on, month_on=t.day_on.truncate("M"))


def _words(dialect: str, *, is_exact_past: bool) -> Statement:
    """Done and unconfirmed activities by the organisation's own word."""
    any_activity = Definition(key="", name="", metric_class=None, records="activities")  # type: ignore[arg-type]
    t = relation_of([any_activity], is_exact_past=is_exact_past).table
    t = t.filter(t.status_now.isin(["done", "unconfirmed"]))
    counted = t.group_by(person_key=t.person, week_on=t.week_on, month_on=t.day_on.truncate("M"), word=t.word).agg(
        done=(t.status_now == "done").sum(), unconfirmed=(t.status_now == "unconfirmed").sum()
    )
    return _sql(counted, [("", WORD_COLUMN), ("", "done"), ("", "unconfirmed")], dialect)


def _additive(definitions: Sequence[Definition], dialect: str, *, is_exact_past: bool) -> Statement:
    relation = relation_of(definitions, is_exact_past=is_exact_past)
    whole = relation.table
    # Each definition's conditions once, as a column: what is counted is then told from that, not from them again.
    wanted = {f"w{number}": met(definition.where, relation) for number, definition in enumerate(definitions)}
    marks: dict[str, Any] = {}
    for number, definition in enumerate(definitions):
        marks |= {f"{name}{number}": column for name, column in _marks(definition, relation).items()}
    axes = {"person": whole.person, "day_on": whole.day_on, "week_on": whole.week_on}
    status = {"status_now": whole.status_now} if relation.records == "activities" else {}
    t = whole.select(**axes, **status, **wanted, **marks)
    t = t.filter(reduce(or_, (t[name] for name in wanted)))
    aggregates: dict[str, Any] = {}
    columns: list[tuple[str, str]] = []
    for number, definition in enumerate(definitions):
        for part, value in _parts(definition, t, number).items():
            aggregates[f"m{number}_{part}"] = value
            columns.append((definition.key, part))
    return _sql(_grouped(t).agg(**aggregates), columns, dialect)


def _marks(definition: Definition, relation: Relation) -> dict[str, Any]:
    """What is looked at of each record besides the conditions: o, the counted part; q, quality; v, the value; n,
    whether there is an amount at all.
    """
    t, marks = relation.table, {}
    if definition.of:
        marks["o"] = met(definition.of, relation)
    if definition.quality:
        marks["q"] = met(definition.quality, relation)
    if definition.value:
        is_in_money = definition.value == "amount"
        marks["v"] = t.amount_at_home if is_in_money else column_of(definition.value, relation)
        if is_in_money:
            marks["n"] = t.amount.notnull()
    return marks


def _counted(definition: Definition, relation: Relation) -> Any:
    """Records that count: conditions met, and of activities the status is one that counts."""
    wanted = met(definition.where, relation)
    if definition.records != "activities":
        return wanted
    return wanted & relation.table.status_now.isin(list(definition.statuses))


def _parts(definition: Definition, t: Table, number: int) -> dict[str, Any]:
    """The aggregates of one definition, from its own columns."""
    parts: dict[str, Any] = {}
    wanted = counted = t[f"w{number}"]
    if definition.records == "activities":
        counted = wanted & t.status_now.isin(list(definition.statuses))
        if "unconfirmed" not in definition.statuses:
            parts["unconfirmed"] = (wanted & (t.status_now == "unconfirmed")).sum()
    if definition.counting is Counting.COUNT:
        parts["done"] = counted.sum()
        if definition.quality:
            parts["quality"] = (counted & t[f"q{number}"]).sum()
    elif definition.counting is Counting.SHARE:
        parts["done"] = (counted & t[f"o{number}"]).sum()
        parts["of"] = counted.sum()
    else:
        value = t[f"v{number}"]
        parts["done"] = value.sum(where=counted)
        parts["of"] = value.count(where=counted)
        if definition.value == "amount":
            # Amounts without a rate cannot be told: they are counted apart, never taken as zero.
            parts["unconfirmed"] = (counted & t[f"n{number}"] & value.isnull()).sum()
    return parts


def _look_ahead(definitions: Sequence[Definition], dialect: str, *, is_exact_past: bool) -> Statement:
    """Records that were followed; of those told as a share also how many there were."""
    t = followed_records(definitions[0], is_exact_past=is_exact_past)
    aggregates: dict[str, Any] = {}
    columns: list[tuple[str, str]] = []
    for number, definition in enumerate(definitions):
        parts = {"done": t.is_followed.sum()} | ({"of": t.count()} if definition.unit is Unit.SHARE else {})
        for part, value in parts.items():
            aggregates[f"m{number}_{part}"] = value
            columns.append((definition.key, part))
    return _sql(_grouped(t).agg(**aggregates), columns, dialect)


def _lasting(definition: Definition, *, is_exact_past: bool) -> Table:
    """What cannot share a scan with others: columns after the axes are named like the parts."""
    if definition.records == "quotas":
        t = quota_parts(definition)
        return _grouped(t).agg(done=t.due.sum(), unconfirmed=t.amount_at_home.isnull().sum())
    t = open_opportunities(definition, is_exact_past=is_exact_past)
    if definition.value != "amount":
        return _grouped(t).agg(done=t.count())
    without_rate = t.amount.notnull() & t.amount_at_home.isnull()
    return _grouped(t).agg(done=t.amount_at_home.sum(), unconfirmed=without_rate.sum())


def _distinct(definitions: Sequence[Definition], dialect: str, *, is_exact_past: bool) -> Statement:
    """Different values of one field per metric, each on its first day in the week: `done` for the month the week begins
    in, `later` for the one that begins within it.
    """
    relation = relation_of(definitions, is_exact_past=is_exact_past)
    counted = [_counted(definition, relation) for definition in definitions]
    touched = reduce(or_, counted)
    t = relation.table.mutate(
        counted_value=column_of(definitions[0].value, relation),
        **{f"c{number}": condition for number, condition in enumerate(counted)},
        is_touched=touched,
    )
    t = t.filter(t.is_touched & t.counted_value.notnull())
    firsts = t.group_by("person", "week_on", "counted_value").agg(
        **{f"d{number}": t.day_on.min(where=t[f"c{number}"]) for number in range(len(counted))}
    )
    month_on = firsts.week_on.truncate("M")
    aggregates: dict[str, Any] = {}
    columns: list[tuple[str, str]] = []
    for number, definition in enumerate(definitions):
        first_on = firsts[f"d{number}"]
        aggregates[f"m{number}_done"] = (first_on.truncate("M") <= month_on).sum()
        aggregates[f"m{number}_later"] = (first_on.truncate("M") > month_on).sum()
        columns += [(definition.key, "done"), (definition.key, LATER)]
    grouped = firsts.group_by(person_key=firsts.person, week_on=firsts.week_on, month_on=month_on)
    return _sql(grouped.agg(**aggregates), columns, dialect)
