"""Definitions become one statement per family; nothing else in the house writes counting SQL.

A family shares the kind of record, the day it counts by and the joins it needs, so that an engine scans once for all
its members. Every statement gives rows of (person_key, week_on, month_on) and, per metric, what was done, out of how
many, and how many cannot be told; words give one row per word instead.

A week that runs over a month's end gives two rows, so that weeks and months both add up. Distinct values do not add up
from days: each is credited to its first day in the week, and weeks are counted whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fairway.metrics.following import followed_records
from fairway.metrics.keeping import keep_statements, kept_statements
from fairway.metrics.relations import Relation, column_of, date_of, met, needs_of, relation_of
from fairway.metrics.standing import open_opportunities, quota_parts
from fairway.metrics.types import Counting, Definition
from fairway.metrics.visible import Table

WORD_COLUMN = "word"
ADDITIVE = frozenset({Counting.COUNT, Counting.SUM, Counting.AVERAGE, Counting.SHARE})


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL for one engine, with the meaning of its columns after person_key, week_on and month_on.

    `columns` pairs each with (metric key, part); parts are done, of, unconfirmed, quality. A statement of words has no
    metric keys: its columns are word, done, unconfirmed.
    """

    sql: str
    columns: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]  # metrics it counts; empty for words


def is_word_metric(definition: Definition) -> bool:
    """Whether a definition only counts one of the organisation's own words: those are counted together, in one scan."""
    return (
        definition.records == "activities"
        and definition.counting is Counting.COUNT
        and date_of(definition) == "occurred"
        and definition.statuses == ("done",)
        and not definition.quality
        and len(definition.where) == 1
        and definition.where[0].field == "word"
        and definition.where[0].test == "is"
    )


@lru_cache(maxsize=128)
def statements_for(
    definitions: tuple[Definition, ...], dialect: str, *, is_exact_past: bool = False
) -> tuple[Statement, ...]:
    """Everything needed to count those definitions, and every word, for an engine: duckdb, postgres or pyspark.

    Compiling the catalogue takes seconds, so the SQL is kept in the home folder under a hash of all that made it.
    """
    key = (definitions, dialect, is_exact_past)
    kept = kept_statements(key)
    if kept is not None:
        return tuple(Statement(sql, tuple((k, p) for k, p in columns), tuple(keys)) for sql, columns, keys in kept)
    made = _compiled(definitions, dialect, is_exact_past=is_exact_past)
    keep_statements(key, [(statement.sql, statement.columns, statement.keys) for statement in made])
    return made


def _compiled(definitions: tuple[Definition, ...], dialect: str, *, is_exact_past: bool) -> tuple[Statement, ...]:
    families: dict[tuple[object, ...], list[Definition]] = defaultdict(list)
    made = [_words(dialect, is_exact_past=is_exact_past)]
    for definition in definitions:
        if is_word_metric(definition) or definition.counting is Counting.RATIO:
            continue
        if definition.counting in ADDITIVE and definition.records != "quotas":
            families[definition.records, date_of(definition), needs_of(definition)].append(definition)
        else:
            aggregates = _own_statement(definition, is_exact_past=is_exact_past)
            made.append(_sql(aggregates, [(definition.key, part) for part in aggregates.columns[3:]], dialect))
    made.extend(_additive(members, dialect, is_exact_past=is_exact_past) for members in families.values())
    return tuple(made)


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
    t = relation.table
    aggregates: dict[str, Any] = {}
    columns: list[tuple[str, str]] = []
    touched: Any = None
    for number, definition in enumerate(definitions):
        for part, value in _parts(definition, relation).items():
            aggregates[f"m{number}_{part}"] = value
            columns.append((definition.key, part))
        candidates = _candidates(definition, relation)
        touched = candidates if touched is None else touched | candidates
    return _sql(_grouped(t.filter(touched)).agg(**aggregates), columns, dialect)


def _candidates(definition: Definition, relation: Relation) -> Any:
    """Records that matter to a definition at all: counted, or unconfirmed and possibly counted."""
    wanted = met(definition.where, relation)
    if definition.records != "activities":
        return wanted
    return wanted & relation.table.status_now.isin(sorted({*definition.statuses, "unconfirmed"}))


def _parts(definition: Definition, relation: Relation) -> dict[str, Any]:
    """The aggregates of one definition."""
    t = relation.table
    wanted = met(definition.where, relation)
    counted, parts = wanted, {}
    if definition.records == "activities":
        counted = wanted & t.status_now.isin(list(definition.statuses))
        if "unconfirmed" not in definition.statuses:
            unsure = wanted & (t.status_now == "unconfirmed")
            parts["unconfirmed"] = unsure.sum()
    if definition.counting is Counting.COUNT:
        parts["done"] = counted.sum()
        if definition.quality:
            parts["quality"] = (counted & met(definition.quality, relation)).sum()
    elif definition.counting is Counting.SHARE:
        parts["done"] = (counted & met(definition.of, relation)).sum()
        parts["of"] = counted.sum()
    else:
        is_in_money = definition.value == "amount"
        value = t.amount_at_home if is_in_money else column_of(definition.value, relation)
        parts["done"] = value.sum(where=counted)
        parts["of"] = value.count(where=counted)
        if is_in_money:
            # Amounts without a rate cannot be told: they are counted apart, never taken as zero.
            parts["unconfirmed"] = (counted & t.amount.notnull() & value.isnull()).sum()
    return parts


def _own_statement(definition: Definition, *, is_exact_past: bool) -> Table:
    """What cannot share a scan with others: columns after the axes are named like the parts."""
    if definition.records == "quotas":
        t = quota_parts(definition)
        return _grouped(t).agg(done=t.due.sum(), unconfirmed=t.amount_at_home.isnull().sum())
    if definition.counting is Counting.OPEN:
        t = open_opportunities(definition)
        if definition.value != "amount":
            return _grouped(t).agg(done=t.count())
        without_rate = t.amount.notnull() & t.amount_at_home.isnull()
        return _grouped(t).agg(done=t.amount_at_home.sum(), unconfirmed=without_rate.sum())
    if definition.counting is Counting.FOLLOWED:
        t = followed_records(definition, is_exact_past=is_exact_past)
        return _grouped(t).agg(done=t.is_followed.sum(), of=t.count())
    return _distinct(definition, is_exact_past=is_exact_past)


def _distinct(definition: Definition, *, is_exact_past: bool) -> Table:
    relation = relation_of([definition], is_exact_past=is_exact_past)
    t = relation.table
    counted = met(definition.where, relation)
    if definition.records == "activities":
        counted = counted & t.status_now.isin(list(definition.statuses))
    value = column_of(definition.value, relation)
    t = t.filter(counted & value.notnull()).mutate(counted_value=value)
    firsts = t.group_by("person", "week_on", "counted_value").agg(day_on=t.day_on.min())
    return _grouped(firsts).agg(done=firsts.count())


def keys_counted(statements: Iterable[Statement]) -> set[str]:
    return {key for statement in statements for key in statement.keys}
