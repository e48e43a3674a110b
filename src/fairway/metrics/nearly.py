"""Trying a definition that is not in force: the records of some weeks, what each would count for, and where one fails.

The same relations and marks as everything that is counted; nothing of it is kept, because nobody asks twice.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from fairway.metrics.behind import marked, marked_as_followed, rows_statement, shown
from fairway.metrics.condition_rules import STATUSES
from fairway.metrics.describing import condition_in_words
from fairway.metrics.families import as_counted
from fairway.metrics.relations import met, relation_of
from fairway.metrics.types import Condition, Counting, Definition
from fairway.metrics.visible import Table

NOT_OF_THE_STATUS = "what became of it does not count"
SAME_AGAIN = "the same one was met earlier in the week"
NO_VALUE = "it does not say what different ones are counted of"
NOT_FOLLOWED = "nothing of that kind followed in time"


@dataclass(frozen=True, slots=True)
class Trial:
    """SQL for the records of a scope. Column `fails_n` is whether a record fails what `checks[n]` says in words;
    none where nothing can nearly count: quotas.
    """

    sql: str
    checks: tuple[str, ...]


def trial_of(definition: Definition, dialect: str) -> Trial:
    """Every record of a scope's weeks with its marks and the checks it fails. Not for ratios: they have no records."""
    return _trial(as_counted(definition), dialect)


@lru_cache(maxsize=32)
def _trial(definition: Definition, dialect: str) -> Trial:
    import ibis

    if definition.records == "quotas":
        return Trial(rows_statement(definition, dialect), ())
    if definition.counting is Counting.FOLLOWED:
        t = marked_as_followed(definition)
        fails = {"fails_0": ~t.is_followed}
        return Trial(str(ibis.to_sql(shown(definition, t, **fails), dialect=dialect)), (NOT_FOLLOWED,))
    t, checks = _with_checks(definition)
    names = {name: t[name] for name in t.columns if name.startswith("fails_")}
    return Trial(str(ibis.to_sql(shown(definition, t, **names), dialect=dialect)), checks)


def _with_checks(definition: Definition) -> tuple[Table, tuple[str, ...]]:
    """Marked records, those that fail a condition included."""
    # What is not asked for under `where` is left in: conditions stand under `quality`, where they only ask for columns.
    open_to_all = replace(definition, where=(), quality=(*definition.where, *definition.quality), statuses=STATUSES)
    relation = relation_of([open_to_all], is_exact_past=True)
    t = marked(definition, relation)
    relation = replace(relation, table=t)
    fails: dict[str, Any] = {}
    checks: list[str] = []
    for condition in (*definition.where, *definition.of):
        fails[f"fails_{len(checks)}"] = ~met((condition,), relation)
        checks.append(_fault(condition))
    if definition.records == "activities":
        fails[f"fails_{len(checks)}"] = ~t.status_now.isin(list(definition.statuses))
        checks.append(NOT_OF_THE_STATUS)
    if definition.counting is Counting.DISTINCT:
        fails[f"fails_{len(checks)}"] = t.row_is_seen & t.distinct_value.notnull() & ~t.row_is_counted
        checks.append(SAME_AGAIN)
        fails[f"fails_{len(checks)}"] = t.distinct_value.isnull()
        checks.append(NO_VALUE)
    return t.mutate(**fails), tuple(checks)


def _fault(condition: Condition) -> str:
    return f"not so: {condition_in_words(condition)}"


def counted_rows(definition: Definition, dialect: str) -> str:
    """SQL for the records that count, of any weeks, without those that do not."""
    return _counted_rows(as_counted(definition), dialect)


@lru_cache(maxsize=32)
def _counted_rows(definition: Definition, dialect: str) -> str:
    import ibis

    if definition.records == "quotas" or definition.counting in {Counting.FOLLOWED, Counting.OPEN}:
        return rows_statement(definition, dialect)
    t = marked(definition, relation_of([definition], is_exact_past=True))
    return str(ibis.to_sql(shown(definition, t.filter(t.row_is_seen)), dialect=dialect))
