"""Counting dirty weeks anew and putting the result in the place of the old.

A chunk of weeks is counted outside any transaction, then written in one short transaction that also clears the dirty
marks it answers: killed at any moment, a week is either counted or still marked.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from fairway.engines.duck import DuckSession
from fairway.engines.scope import Scope
from fairway.ledger.actions.rolling import roll_up
from fairway.ledger.bulk import insert_rows
from fairway.ledger.counting import PARTS, Column, counted
from fairway.ledger.models import CountedMetric, ManagerCount, WeeklyCount
from fairway.lib.periods import local_day
from fairway.metrics.queries import definitions
from fairway.metrics.types import Definition
from fairway.people.queries import currency_rates, organisation
from fairway.records.actions.upkeep import clear_dirt
from fairway.records.queries import Dirt, dirt, published_files, weeks_with_records

CHUNK_WEEKS = 8
CURRENT_COLUMNS = ("person_key", "week_on", "metric_id", "month_on", *PARTS)


@dataclass(slots=True)
class Filled:
    """What a fill did: weeks counted, rows written, and whose weeks moved."""

    weeks: int = 0
    rows: int = 0
    people: frozenset[int] = frozenset()


def fill(*, told: Callable[[int, int], None] = lambda done, total: None) -> Filled:
    """Count every dirty week anew. `told` hears (weeks done, weeks in all)."""
    waiting = dirt()
    if waiting.is_everything:
        return _fill_everything(waiting, told)
    people_by_week: dict[date, set[int]] = defaultdict(set)
    for person_key, week_on in waiting.weeks:
        people_by_week[week_on].add(person_key)
    filled = _fill_weeks(people_by_week, waiting, told)
    filled.people = frozenset(person_key for person_key, _ in waiting.weeks)
    return filled


def refill() -> Filled:
    """Drop every count and fill from the lake again: after a definition, the week start or a zone changed."""
    return _fill_everything(dirt(), lambda done, total: None)


def _fill_everything(waiting: Dirt, told: Callable[[int, int], None]) -> Filled:
    people_by_week: dict[date, set[int] | None] = dict.fromkeys(weeks_with_records(counting_scope(()).as_of_on))
    with transaction.atomic():
        for model in (WeeklyCount, ManagerCount):
            model.objects.exclude(week_on__in=list(people_by_week)).delete()
    filled = _fill_weeks(people_by_week, waiting, told)
    with transaction.atomic():
        clear_dirt(waiting.mark, weeks=None)
    return filled


def _fill_weeks(people_by_week: dict[date, Any], waiting: Dirt, told: Callable[[int, int], None]) -> Filled:
    """Count those weeks; each names the people concerned, or None for everyone."""
    filled = Filled()
    if not people_by_week:
        return filled
    known = tuple(definitions().values())
    files, scope = published_files(), counting_scope(())
    ordered = sorted(people_by_week)
    for start in range(0, len(ordered), CHUNK_WEEKS):
        chunk = ordered[start : start + CHUNK_WEEKS]
        with DuckSession(files, _of_weeks(scope, chunk)) as session:
            columns = list(counted(session, known, with_all_words=True))
        filled.rows += _write(columns, {week: people_by_week[week] for week in chunk}, waiting.mark)
        filled.weeks += len(chunk)
        told(filled.weeks, len(ordered))
    return filled


def counting_scope(weeks: Sequence[date]) -> Scope:
    """The present, for those weeks."""
    home, now = organisation(), timezone.now()
    return Scope(
        as_of_at=now,
        as_of_on=local_day(now, home.timezone),
        weeks=tuple(weeks),
        timezone=home.timezone,
        currency=home.currency,
        rates=currency_rates(),
    )


def _of_weeks(scope: Scope, weeks: Sequence[date]) -> Scope:
    return Scope(
        as_of_at=scope.as_of_at,
        as_of_on=scope.as_of_on,
        weeks=tuple(weeks),
        timezone=scope.timezone,
        currency=scope.currency,
        rates=scope.rates,
    )


def _write(columns: Sequence[Column], people_by_week: dict[date, set[int] | None], mark: int) -> int:
    """Replace the counts of those people's weeks, roll them up and clear their marks, in one transaction."""
    metric_ids = _metric_ids({column.metric for column in columns})
    with transaction.atomic():
        _delete(people_by_week)
        written = 0
        for column in columns:
            rows = _rows(column, metric_ids[column.metric], people_by_week)
            written += len(rows)
            insert_rows(connection.connection, connection.vendor, WeeklyCount._meta.db_table, CURRENT_COLUMNS, rows)
        roll_up(list(people_by_week))
        clear_dirt(mark, weeks=people_by_week)
    return written


def _metric_ids(keys: Collection[str]) -> dict[str, int]:
    known = dict(CountedMetric.objects.values_list("key", "pk"))
    CountedMetric.objects.bulk_create(
        [CountedMetric(key=key) for key in sorted(keys) if key not in known], ignore_conflicts=True
    )
    return dict(CountedMetric.objects.values_list("key", "pk"))


def _delete(people_by_week: dict[date, set[int] | None]) -> None:
    whole = [week for week, people in people_by_week.items() if people is None]
    WeeklyCount.objects.filter(week_on__in=whole).delete()
    for week, people in people_by_week.items():
        listed = sorted(people or ())
        for start in range(0, len(listed), 500):
            WeeklyCount.objects.filter(week_on=week, person_key__in=listed[start : start + 500]).delete()


def _rows(column: Column, metric_id: int, people_by_week: dict[date, set[int] | None]) -> list[tuple[object, ...]]:
    """Database rows of a column, cut to the people whose weeks are being replaced."""
    wanted = _wanted(column, people_by_week)
    size = int(wanted.sum())
    weeks = np.datetime_as_string(column.week_on[wanted], unit="D").tolist()
    months = np.datetime_as_string(column.month_on[wanted], unit="D").tolist()
    zeros = [0.0] * size
    parts = [column.parts[part][wanted].tolist() if part in column.parts else zeros for part in PARTS]
    return list(zip(column.person_key[wanted].tolist(), weeks, [metric_id] * size, months, *parts, strict=True))


def _wanted(column: Column, people_by_week: dict[date, set[int] | None]) -> np.ndarray[Any, Any]:
    wanted = np.zeros(len(column.person_key), dtype=bool)
    for week, people in people_by_week.items():
        in_week = column.week_on == np.datetime64(week)
        wanted |= in_week if people is None else in_week & np.isin(column.person_key, list(people))
    return wanted


def drop_metric(key: str) -> None:
    """Remove every count of a metric. Filling again brings it back."""
    for model in (WeeklyCount, ManagerCount):
        model.objects.filter(metric__key=key).delete()


def refill_metrics(changed: Iterable[Definition]) -> None:
    """Count changed or new definitions anew over all weeks, leaving every other metric alone."""
    known = tuple(changed)
    if not known:
        return
    files, scope = published_files(), counting_scope(())
    weeks = sorted(weeks_with_records(scope.as_of_on))
    for definition in known:
        drop_metric(definition.key)
    for start in range(0, len(weeks), CHUNK_WEEKS):
        chunk = weeks[start : start + CHUNK_WEEKS]
        with DuckSession(files, _of_weeks(scope, chunk)) as session:
            columns = list(counted(session, known))
        metric_ids = _metric_ids({column.metric for column in columns})
        everyone: dict[date, set[int] | None] = dict.fromkeys(chunk)
        with transaction.atomic():
            for column in columns:
                insert_rows(
                    connection.connection,
                    connection.vendor,
                    WeeklyCount._meta.db_table,
                    CURRENT_COLUMNS,
                    _rows(column, metric_ids[column.metric], everyone),
                )
            roll_up(chunk)


def drop_weeks_before(day: date) -> None:
    """Remove counts of weeks that began before a day."""
    for model in (WeeklyCount, ManagerCount):
        model.objects.filter(week_on__lt=day).delete()


def forget_counts(person_key: int) -> int:
    """Remove an erased person's counts and sum their managers' weeks anew. Returns how many weeks."""
    weeks = list(WeeklyCount.objects.filter(person_key=person_key).values_list("week_on", flat=True).distinct())
    WeeklyCount.objects.filter(person_key=person_key).delete()
    ManagerCount.objects.filter(manager_key=person_key).delete()
    roll_up(weeks)
    return len(weeks)
