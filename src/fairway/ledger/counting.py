"""Counting definitions over records: statements run, columns turned into counts. Plain Python over any engine."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
from pyarrow import compute

from fairway.ledger.types import Count
from fairway.metrics.compiling import LATER, Statement, statements_for
from fairway.metrics.families import is_word_metric
from fairway.metrics.types import Definition

PARTS = ("done", "of", "unconfirmed", "quality")


class Session(Protocol):
    """An open engine with a scope."""

    @property
    def dialect(self) -> str: ...

    def run(self, sql: str) -> pa.Table: ...


@dataclass(frozen=True, slots=True)
class Column:
    """Counts of one metric, row by row: parallel arrays."""

    metric: str
    person_key: np.ndarray[Any, Any]
    week_on: np.ndarray[Any, Any]  # datetime64[D]
    month_on: np.ndarray[Any, Any]
    parts: Mapping[str, np.ndarray[Any, Any]]


def counted(
    session: Session, definitions: Sequence[Definition], *, is_exact_past: bool = False, with_all_words: bool = False
) -> Iterator[Column]:
    """Count definitions in the session's scope, metric by metric; rows without anything to count are left out.

    Ratios have no counts of their own. `with_all_words` adds every word of the organisation, defined or not.
    """
    words: dict[str, list[str]] = defaultdict(list)
    for definition in definitions:
        if is_word_metric(definition):
            words[str(definition.where[0].values[0])].append(definition.key)
    taken = {definition.key for definition in definitions}
    with_words = bool(words) or with_all_words
    for statement in statements_for(definitions, session.dialect, is_exact_past=is_exact_past, with_words=with_words):
        table = session.run(statement.sql)
        if statement.keys:
            yield from _columns(statement, table)
        else:
            yield from _word_columns(table, words, taken=taken if with_all_words else None)


def _columns(statement: Statement, table: pa.Table) -> Iterator[Column]:
    axes = _axes(table)
    names = table.column_names[3:]
    by_metric: dict[str, dict[str, np.ndarray[Any, Any]]] = defaultdict(dict)
    for (key, part), name in zip(statement.columns, names, strict=True):
        by_metric[key][part] = _numbers(table[name])
    for key, parts in by_metric.items():
        later = parts.pop(LATER, None)
        if later is None:
            yield _kept(key, axes, parts)
        else:
            yield _joined(
                _kept(key, axes, parts), _kept(key, (*axes[:2], _month_begun_within(axes[1])), {"done": later})
            )


def _month_begun_within(week_on: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The month of each week's last day."""
    return (week_on + np.timedelta64(6, "D")).astype("datetime64[M]").astype("datetime64[D]")


def _joined(one: Column, other: Column) -> Column:
    """The rows of both; they never share a month."""
    return Column(
        one.metric,
        np.concatenate([one.person_key, other.person_key]),
        np.concatenate([one.week_on, other.week_on]),
        np.concatenate([one.month_on, other.month_on]),
        {name: np.concatenate([one.parts[name], other.parts[name]]) for name in one.parts},
    )


def _word_columns(
    table: pa.Table, words: Mapping[str, Sequence[str]], *, taken: Collection[str] | None
) -> Iterator[Column]:
    """Counts of words under the keys of the metrics that count them.

    A word nobody counts goes under its own name unless a definition has taken that for a key; None leaves it out.
    """
    axes = _axes(table)
    spelled = np.asarray(table["word"].to_pylist(), dtype=object)
    parts = {part: _numbers(table[part]) for part in ("done", "unconfirmed")}
    if not len(spelled):
        return
    order = np.argsort(spelled, kind="stable")
    ordered = spelled[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    for start, end in zip(starts, [*starts[1:], len(ordered)], strict=True):
        word, rows = str(ordered[start]), order[start:end]
        keys = list(words.get(word, ()))
        if taken is not None and word not in taken:
            keys.append(word)
        for key in keys:
            yield _kept(key, tuple(axis[rows] for axis in axes), {n: v[rows] for n, v in parts.items()})


def _axes(table: pa.Table) -> tuple[np.ndarray[Any, Any], ...]:
    days = [_days(table[name]) for name in ("week_on", "month_on")]
    return (table["person_key"].to_numpy(), *days)


def _days(column: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    if not pa.types.is_date32(column.type):
        column = compute.cast(column, pa.date32())
    days: np.ndarray[Any, Any] = column.to_numpy().astype("datetime64[D]")
    return days


def _numbers(column: pa.ChunkedArray) -> np.ndarray[Any, Any]:
    """The column without nulls, at six decimals: engines add up in any order, and the last bits differ."""
    numbers: np.ndarray[Any, Any] = np.nan_to_num(compute.cast(column, pa.float64()).to_numpy(), nan=0.0)
    return np.round(numbers, 6)


def _kept(key: str, axes: Sequence[np.ndarray[Any, Any]], parts: Mapping[str, np.ndarray[Any, Any]]) -> Column:
    """The rows in which anything was counted."""
    anything = np.zeros(len(axes[0]), dtype=bool)
    for values in parts.values():
        anything |= values != 0
    return Column(
        key,
        axes[0][anything],
        axes[1][anything],
        axes[2][anything],
        {name: values[anything] for name, values in parts.items()},
    )


def as_counts(
    columns: Iterable[Column], person_keys: frozenset[int] | None = None
) -> dict[tuple[int, str, date], dict[date, Count]]:
    """Columns as a look-up by person, metric and week, for those people."""
    found: dict[tuple[int, str, date], dict[date, Count]] = defaultdict(dict)
    for column in columns:
        values = [column.parts.get(part) for part in PARTS]
        weeks, months = column.week_on.tolist(), column.month_on.tolist()
        for row, person_key in enumerate(column.person_key.tolist()):
            if person_keys is None or person_key in person_keys:
                count = Count(*(float(part[row]) if part is not None else 0.0 for part in values))
                found[person_key, column.metric, weeks[row]][months[row]] = count
    return found


def with_ratios(
    counts: Mapping[tuple[int, str, date], Mapping[date, Count]], definitions: Iterable[Definition]
) -> dict[tuple[int, str, date], Mapping[date, Count]]:
    """Counts with each ratio's numerator as done and its denominator as of."""
    found = dict(counts)
    for definition in definitions:
        if definition.over is None:
            continue
        numerator, denominator = definition.over
        keys = {(person, week) for person, metric, week in counts if metric in definition.over}
        for person, week in keys:
            above = counts.get((person, numerator, week), {})
            below = counts.get((person, denominator, week), {})
            found[person, definition.key, week] = {
                month: Count(done=above.get(month, Count()).done, of=below.get(month, Count()).done)
                for month in {*above, *below}
            }
    return found
