"""Counting what detectors look at: planned metrics, every word, supply, load and movement. Plain Python over an engine.

Everything is counted as it could be seen at the end of a day, from the published lake, in one session.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from fairway.ledger.counting import Column, Session, counted
from fairway.lib.yaml_files import read_yaml
from fairway.metrics.spec import definition_from
from fairway.metrics.types import Condition, Counting, Definition, MetricClass, every_condition
from fairway.signs.types import Grid

FILE = Path(__file__).with_name("measures.yaml")
PLANNED, LOST, OPEN, UNSURE = "planned:", "lost:", "open:", "unsure:"
# What is told of a record only once it stands as done: asked of one that fell through, it finds nothing.
TOLD_WHEN_DONE = frozenset({"outcome", "duration_min", "logged_after_hours", "days_late", "contacts.response"})
LATE, EARLY = "late_deals", "early_deals"
ACCOUNTS = "accounts_assigned"


def measure_keys() -> tuple[str, ...]:
    """Keys of everything that detectors look at beside planned metrics and the organisation's words."""
    return (*(measure.key for measure in measures()), LATE, EARLY, ACCOUNTS)


@lru_cache(maxsize=1)
def measures() -> tuple[Definition, ...]:
    """The fixed ones, as definitions."""
    return tuple(definition_from(entry) for entry in read_yaml(FILE))


def late_deals(from_position: int) -> Definition:
    """Opportunities that stand late in their pipeline, from a position on."""
    found = next(measure for measure in measures() if measure.key == "open_deals")
    late = Condition(test="at_least", field="stage_position", values=(float(from_position),))
    return replace(found, key=LATE, name="Late-stage opportunities", where=(late,))


def early_deals(from_position: int) -> Definition:
    """Open opportunities that do not stand late."""
    late = late_deals(from_position)
    early = Condition(test="none", parts=late.where)
    return replace(late, key=EARLY, name="Early-stage opportunities", where=(early,))


def accounts_held() -> Definition:
    """Accounts somebody answers for, as they stand."""
    return Definition(key=ACCOUNTS, name="Accounts", metric_class=MetricClass.OBJECTIVE, records="accounts")


def words_of(definition: Definition) -> frozenset[str]:
    """The words of the records a definition counts; empty where it names none."""
    tests = [c for c in every_condition(definition.where) if c.field in {"word", "subtype"} and c.test in {"is", "in"}]
    return frozenset(str(value) for condition in tests for value in condition.values)


def type_of(definition: Definition, word_types: Mapping[str, str]) -> str:
    """The canonical type of the records it counts; empty where that is open."""
    stated = next(
        (str(c.values[0]) for c in every_condition(definition.where) if c.field == "type" and c.test == "is"), ""
    )
    return stated or next((word_types[word] for word in words_of(definition) if word in word_types), "")


def counted_for(definition: Definition) -> Iterator[Definition]:
    """What is counted for a planned metric, under keys that no word of the organisation can have: the metric, what was
    scheduled for it and did not take place, to-dos past their day that nobody marked, and what is unconfirmed of it.
    """
    yield replace(definition, key=PLANNED + definition.key)
    if definition.records == "activities" and definition.counting in {Counting.COUNT, Counting.DISTINCT}:
        where = tuple(c for c in definition.where if not _is_told_when_done(c))
        plain = replace(definition, where=where, counting=Counting.COUNT, value="", quality=(), of=(), follow_up=None)
        yield replace(plain, key=LOST + definition.key, statuses=("no_show", "cancelled"))
        yield replace(plain, key=OPEN + definition.key, statuses=("planned",), date="scheduled")
        if where != definition.where:
            yield replace(plain, key=UNSURE + definition.key, statuses=("unconfirmed",))


def _is_told_when_done(condition: Condition) -> bool:
    return any(one.field in TOLD_WHEN_DONE for one in every_condition([condition]))


def grids_of(
    session: Session,
    definitions: Sequence[Definition],
    people: Sequence[int],
    weeks: Sequence[date],
    *,
    is_exact_past: bool,
    with_all_words: bool,
) -> dict[str, tuple[Grid, Grid]]:
    """Done and unconfirmed by metric key, a row per person in the order given, a column per week."""
    columns = counted(session, definitions, is_exact_past=is_exact_past, with_all_words=with_all_words)
    order = np.argsort(np.asarray(people, dtype=np.int64))
    found: dict[str, tuple[Grid, Grid]] = {}
    for column in columns:
        if column.metric not in found:
            found[column.metric] = (np.zeros((len(people), len(weeks))), np.zeros((len(people), len(weeks))))
        _add(column, found[column.metric], np.asarray(people, dtype=np.int64)[order], order, weeks)
    return found


def _add(
    column: Column,
    grids: tuple[Grid, Grid],
    sorted_people: np.ndarray[tuple[int], np.dtype[np.int64]],
    order: np.ndarray[tuple[int], np.dtype[np.intp]],
    weeks: Sequence[date],
) -> None:
    first = np.datetime64(weeks[0], "D")
    places = ((column.week_on - first) // np.timedelta64(7, "D")).astype(int)
    spots = np.searchsorted(sorted_people, column.person_key)
    spots = np.minimum(spots, len(sorted_people) - 1)
    is_ours = (sorted_people[spots] == column.person_key) & (places >= 0) & (places < len(weeks))
    rows = order[spots[is_ours]]
    for grid, part in zip(grids, ("done", "unconfirmed"), strict=True):
        values = column.parts.get(part)
        if values is not None:
            np.add.at(grid, (rows, places[is_ours]), values[is_ours])
