"""Counting what waits, and putting the result in the place of the old.

Weeks are counted outside any transaction, then written in short ones that also clear the dirty marks they answer:
killed at any moment, a week is either counted or still marked. A fill finds out by itself what is left to do: dirty
weeks, a day that turned, changed definitions, settings or reporting lines.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction

from fairway.engines.duck import DuckSession
from fairway.ledger.actions.ground import Ground, Overtaken, finish, ground_now, take_ground
from fairway.ledger.actions.replacing import People, replace_counts, rows_by_week, settled
from fairway.ledger.actions.rolling import follow_lines, forget_moved_lines, note_lines
from fairway.ledger.counting import Column, counted
from fairway.ledger.models import CountedMetric, ManagerCount, WeeklyCount
from fairway.ledger.which import EVERY_METRIC, Metrics
from fairway.metrics.families import counts_by_own_weeks, looks_at_spans
from fairway.metrics.types import Definition
from fairway.metrics.versions import Era
from fairway.records.queries import Instant, moved_by_time

CELLS_AT_ONCE = 3_000_000  # person x week x metric held in memory at once
Told = Callable[[int, int], None]


@dataclass(slots=True)
class Filled:
    """What a fill did: weeks counted, rows written, and whose weeks moved."""

    weeks: int = 0
    rows: int = 0
    people: frozenset[int] = frozenset()
    is_everything: bool = False  # everybody's weeks were counted anew


@dataclass(slots=True)
class Step:
    """Definitions to count for people's weeks, and which counts of those weeks they replace."""

    definitions: Sequence[Definition]
    people_by_week: Mapping[date, People]
    metrics: Metrics = EVERY_METRIC
    has_words: bool = False
    writes_differences: bool = False  # most of it will be as it was: read first, write what is not
    answers_marks: bool = False


@dataclass(slots=True)
class Progress:
    told: Told
    total: int
    filled: Filled = field(default_factory=Filled)

    def went_on(self, weeks: int, rows: int) -> None:
        self.filled.weeks += weeks
        self.filled.rows += rows
        self.told(self.filled.weeks, self.total)


def fill(*, told: Told = lambda done, total: None) -> Filled:
    """Count everything that waits. `told` hears (weeks done, weeks in all)."""
    return _filled(told, is_refill=False)


def refill(*, told: Told = lambda done, total: None) -> Filled:
    """Drop every count and fill from the lake again."""
    return _filled(told, is_refill=True)


def _filled(told: Told, *, is_refill: bool) -> Filled:
    while True:
        ground = ground_now()
        try:
            take_ground(ground)
            return _everything(ground, told) if is_refill or ground.is_new else _what_moved(ground, told)
        except Overtaken:
            continue  # somebody began to count from a newer picture; what is left is found anew


def _everything(ground: Ground, told: Told) -> Filled:
    with transaction.atomic():
        ground.require_newest()
        for model in (WeeklyCount, ManagerCount):
            model.objects.exclude(week_on__in=ground.weeks).delete()
    steps = [
        Step(list(era.known.values()), dict.fromkeys(era.weeks), EVERY_METRIC, has_words=True, answers_marks=True)
        for era in ground.eras
    ]
    progress = _count(ground, steps, told)
    with transaction.atomic():
        ground.require_newest()
        finish(ground, is_everything=True)
        note_lines(ground.spans)
        forget_moved_lines(ground.spans)
    progress.filled.is_everything = True
    return progress.filled


def _what_moved(ground: Ground, told: Told) -> Filled:
    people_by_week, others_from_on = _moved(ground)
    _drop_undefined(ground)
    _drop_outside(ground)
    changed = ground.changed_keys()
    steps = [step for era in ground.eras for step in _steps_in(era, ground, changed, (people_by_week, others_from_on))]
    progress = _count(ground, steps, told)
    with transaction.atomic():
        ground.require_newest()
        finish(ground, is_everything=False)
    follow_lines()
    forget_moved_lines(ground.spans)
    progress.filled.people = frozenset(person for people in people_by_week.values() for person in people or ())
    return progress.filled


def _steps_in(
    era: Era, ground: Ground, changed: frozenset[str], moved: tuple[Mapping[date, People], date | None]
) -> Iterator[Step]:
    """What is left to do in weeks with the same definitions: changed metrics, people's weeks, everything else, and what
    looks at reporting lines that moved.
    """
    if changed:
        some = [era.known[key] for key in changed if key in era.known]
        yield Step(some, dict.fromkeys(era.weeks), ground.metrics_of(changed))
    acts = [definition for definition in era.known.values() if counts_by_own_weeks(definition)]
    others = [definition for definition in era.known.values() if not counts_by_own_weeks(definition)]
    other_keys = {definition.key for definition in others}
    people_by_week = {week_on: people for week_on, people in moved[0].items() if week_on in era.weeks}
    if people_by_week:
        yield Step(acts, people_by_week, ground.metrics_but(other_keys), has_words=True, answers_marks=True)
    weeks = [week_on for week_on in era.weeks if moved[1] is not None and week_on >= moved[1]]
    if weeks:
        yield Step(others, dict.fromkeys(weeks), ground.metrics_of(other_keys), writes_differences=True)
    by_lines = [definition for definition in era.known.values() if looks_at_spans(definition)]
    weeks = [week_on for week_on in era.weeks if ground.lines_from_on is not None and week_on >= ground.lines_from_on]
    if by_lines and weeks:
        keys = {definition.key for definition in by_lines}
        yield Step(by_lines, dict.fromkeys(weeks), ground.metrics_of(keys), writes_differences=True)


def _moved(ground: Ground) -> tuple[dict[date, People], date | None]:
    """Whose weeks of activities to count, and the first week of everything else; after a night also what came to be
    true by itself, and weeks that have begun.
    """
    weeks = set(ground.waiting.weeks)
    starts = [ground.waiting.others_from_on]
    counted_on, today = ground.counted_on, ground.scope.as_of_on
    begun: list[date] = []
    if counted_on is not None and counted_on < today:
        before = Instant(ground.end_of(counted_on), counted_on)
        moved = moved_by_time(ground.files, before, Instant(ground.scope.as_of_at, today))
        weeks |= moved.weeks
        starts += [moved.others_from_on, ground.week_of(counted_on)]
        begun = [week_on for week_on in ground.weeks if week_on > ground.week_of(counted_on)]
    people_by_week: dict[date, People] = {}
    held = set(ground.weeks)
    for person_key, week_on in weeks:
        if week_on in held:
            people_by_week.setdefault(week_on, set()).add(person_key)  # type: ignore[union-attr]
    people_by_week |= dict.fromkeys(begun)
    return people_by_week, min((day for day in starts if day is not None), default=None)


def _drop_undefined(ground: Ground) -> None:
    """Counts of metrics that were defined once and are no more."""
    gone = CountedMetric.objects.exclude(counted_as="").exclude(key__in=list(ground.known))
    for model in (WeeklyCount, ManagerCount):
        model.objects.filter(metric__in=gone).delete()
    gone.delete()


def _drop_outside(ground: Ground) -> None:
    """Counts before the first week there is: its records went, or it is out of time. What stands was counted there."""
    with transaction.atomic():
        ground.require_newest()
        for model in (WeeklyCount, ManagerCount):
            outside = model.objects.filter(week_on__lt=min(ground.weeks)) if ground.weeks else model.objects.all()
            outside.delete()


def _count(ground: Ground, steps: Sequence[Step], told: Told) -> Progress:
    """Do the steps in order, weeks in pieces that fit into memory, in one session of the engine."""
    progress = Progress(told, sum(len(step.people_by_week) for step in steps))
    if not progress.total:
        return progress
    with DuckSession(ground.files, ground.scope) as session:
        for step in steps:
            for weeks in pieces(sorted(step.people_by_week), ground.people, len(step.definitions)):
                session.look_at(replace(ground.scope, weeks=tuple(weeks)))
                columns = list(
                    counted(
                        session, step.definitions, is_exact_past=ground.is_exact_past, with_all_words=step.has_words
                    )
                )
                _write(ground, step, weeks, columns, progress)
    return progress


def pieces(weeks: Sequence[date], people: int, metrics: int) -> Iterator[list[date]]:
    """Weeks in as few lists as memory allows."""
    size = max(1, CELLS_AT_ONCE // max(people * metrics, 1))
    for start in range(0, len(weeks), size):
        yield list(weeks[start : start + size])


def _write(ground: Ground, step: Step, weeks: Sequence[date], columns: Sequence[Column], progress: Progress) -> None:
    people_by_week = {week_on: step.people_by_week[week_on] for week_on in weeks}
    rows = rows_by_week(columns, people_by_week)
    if step.writes_differences:
        people_by_week = {week_on: people for week_on, people in settled(rows, step.metrics).items() if people}
        rows = rows_by_week(columns, people_by_week)
    written = replace_counts(
        rows,
        people_by_week,
        metrics=step.metrics,
        holds=ground.require_newest,
        answers=ground.waiting.mark if step.answers_marks else None,
    )
    progress.went_on(len(weeks), written)
