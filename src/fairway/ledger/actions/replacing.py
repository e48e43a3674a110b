"""Putting counts in the place of older ones, a few weeks at a time, in short transactions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction

from fairway.ledger.actions.rolling import roll_up
from fairway.ledger.bulk import insert_rows
from fairway.ledger.counting import PARTS, Column
from fairway.ledger.models import CountedMetric, WeeklyCount
from fairway.ledger.which import EVERY_METRIC, Metrics
from fairway.records.actions.upkeep import clear_dirt

CURRENT_COLUMNS = ("person_key", "week_on", "metric_id", "month_on", *PARTS)
ROWS_AT_ONCE = 60_000
PEOPLE_AT_ONCE = 500
EPOCH = date(1970, 1, 1)
DAYS = 100_000  # more than days lie between the epoch and any week
People = Collection[int] | None  # None is everyone
Row = tuple[Any, ...]


def metric_numbers(keys: Collection[str]) -> dict[str, int]:
    """The number of each of those metrics, given on first sight."""
    known = dict(CountedMetric.objects.values_list("key", "pk"))
    fresh = sorted(key for key in keys if key not in known)
    if fresh:
        CountedMetric.objects.bulk_create([CountedMetric(key=key) for key in fresh], ignore_conflicts=True)
        known = dict(CountedMetric.objects.values_list("key", "pk"))
    return {key: known[key] for key in keys}


def rows_by_week(columns: Iterable[Column], people_by_week: Mapping[date, People]) -> dict[date, list[Row]]:
    """Database rows of those people's weeks, in the order of CURRENT_COLUMNS. Days are ISO text."""
    columns = list(columns)
    numbers = metric_numbers({column.metric for column in columns})
    found: dict[str, list[Row]] = {str(week_on): [] for week_on in people_by_week}
    codes, whole = _wanted(people_by_week)
    for column in columns:
        for row in _rows(column, numbers[column.metric], codes, whole):
            found[row[1]].append(row)
    return {date.fromisoformat(week_on): rows for week_on, rows in found.items()}


def _wanted(people_by_week: Mapping[date, People]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """People's weeks as one number each, and the weeks that are meant for everyone."""
    codes = [
        person * DAYS + (week_on - EPOCH).days for week_on, people in people_by_week.items() for person in people or ()
    ]
    whole = [(week_on - EPOCH).days for week_on, people in people_by_week.items() if people is None]
    return np.array(codes, dtype=np.int64), np.array(whole, dtype=np.int64)


def _rows(column: Column, number: int, codes: np.ndarray[Any, Any], whole: np.ndarray[Any, Any]) -> Iterable[Row]:
    days = column.week_on.astype("datetime64[D]").astype(np.int64)
    wanted = np.isin(days, whole) | np.isin(column.person_key * DAYS + days, codes)
    size = int(wanted.sum())
    weeks = np.datetime_as_string(column.week_on[wanted], unit="D").tolist()
    months = np.datetime_as_string(column.month_on[wanted], unit="D").tolist()
    zeros = [0.0] * size
    parts = [column.parts[part][wanted].tolist() if part in column.parts else zeros for part in PARTS]
    return zip(column.person_key[wanted].tolist(), weeks, [number] * size, months, *parts, strict=True)


def settled(rows: Mapping[date, Sequence[Row]], metrics: Metrics) -> dict[date, set[int]]:
    """Whose weeks differ in the database from those rows, in any of those metrics."""
    stored = metrics.of(WeeklyCount.objects.filter(week_on__in=list(rows)))
    before: dict[date, set[Row]] = {week_on: set() for week_on in rows}
    for row in stored.values_list(*CURRENT_COLUMNS):
        before[row[1]].add((row[0], str(row[1]), row[2], str(row[3]), *row[4:]))
    return {week_on: {row[0] for row in before[week_on] ^ set(rows[week_on])} for week_on in rows}


def replace_counts(
    rows: Mapping[date, Sequence[Row]],
    people_by_week: Mapping[date, People],
    *,
    metrics: Metrics = EVERY_METRIC,
    holds: Any,
    answers: int | None = None,
) -> int:
    """Put those rows in the place of the counts of those people's weeks, and sum the weeks of their managers.

    One transaction for as many weeks as are few rows. `holds` is called first in each and may raise: whoever counts
    from an older picture must not write over a newer one. `answers` is the mark up to which dirty marks are cleared.
    """
    for weeks in _few_rows(rows):
        with transaction.atomic():
            holds()
            _delete({week_on: people_by_week[week_on] for week_on in weeks}, metrics)
            insert_rows(
                connection.connection,
                connection.vendor,
                WeeklyCount._meta.db_table,
                CURRENT_COLUMNS,
                (row for week_on in weeks for row in rows[week_on]),
            )
            roll_up(weeks, metrics)
            if answers is not None:
                clear_dirt(answers, weeks={week_on: _as_set(people_by_week[week_on]) for week_on in weeks})
    return sum(len(of_week) for of_week in rows.values())


def _as_set(people: People) -> set[int] | None:
    return None if people is None else set(people)


def _few_rows(rows: Mapping[date, Sequence[Row]]) -> Iterable[list[date]]:
    """Weeks in order, in lists that have few rows together or are a single week."""
    waiting: list[date] = []
    size = 0
    for week_on in sorted(rows):
        if waiting and size + len(rows[week_on]) > ROWS_AT_ONCE:
            yield waiting
            waiting, size = [], 0
        waiting.append(week_on)
        size += len(rows[week_on])
    if waiting:
        yield waiting


def _delete(people_by_week: Mapping[date, People], metrics: Metrics) -> None:
    whole = [week for week, people in people_by_week.items() if people is None]
    metrics.of(WeeklyCount.objects.filter(week_on__in=whole)).delete()
    for week, people in people_by_week.items():
        listed = sorted(people or ())
        for start in range(0, len(listed), PEOPLE_AT_ONCE):
            some = listed[start : start + PEOPLE_AT_ONCE]
            metrics.of(WeeklyCount.objects.filter(week_on=week, person_key__in=some)).delete()
