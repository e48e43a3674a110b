"""Composing the page of one activity: a week, the records behind its number, and every week. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from fairway.desk.board import cell_of, closed_week_words
from fairway.desk.types import HiaCell
from fairway.execution.types import HiaStanding, WeekMark, WeekState
from fairway.ledger.types import RecordBehind
from fairway.lib.periods import week_label
from fairway.studio.corrections.types import ShownCorrection, ShownWeek
from fairway.web.words import number


@dataclass(frozen=True, slots=True)
class WeekRow:
    mark: WeekMark
    label: str  # ISO name, for the address
    is_shown: bool
    figure: str  # `2 of 5`
    state: str  # what marks.py has a look for
    words: str
    was: str = ""  # before the newest correction of that week


@dataclass(frozen=True, slots=True)
class HiaPage:
    hia: HiaStanding
    cell: HiaCell
    headline: str
    week_words: str
    records: Sequence[RecordBehind]
    counted: int
    unconfirmed: int
    weeks: Sequence[WeekRow]  # newest first
    bars_weeks: Sequence[date]
    corrected: Sequence[tuple[ShownCorrection, ShownWeek]] = ()  # of the week shown, newest first

    @property
    def name(self) -> str:
        return self.hia.name


@dataclass(frozen=True, slots=True)
class RowsPage:
    """The records of one week behind a number of a sign that is no activity of the seller's: a word, open deals ..."""

    name: str
    week_words: str
    records: Sequence[RecordBehind]

    @property
    def counted(self) -> int:
        return sum(1 for record in self.records if record.is_counted)


def rows_page(name: str, week_on: date, records: Sequence[RecordBehind]) -> RowsPage:
    """Those records, as they stand."""
    return RowsPage(name, closed_week_words(week_on, frozenset(range(5))), records)


def hia_page(
    hia: HiaStanding,
    week_on: date,
    records: Sequence[RecordBehind],
    weeks: Sequence[date],
    corrections: Sequence[ShownCorrection] = (),
) -> HiaPage:
    """One activity in one week. `records` are those of that week, `weeks` the thirteen shown, oldest first;
    `corrections` those of this person's weeks, newest first.
    """
    mark = next((mark for mark in hia.weeks if mark.week_on == week_on), None)
    counted = sum(1 for record in records if record.is_counted)
    return HiaPage(
        hia=hia,
        cell=cell_of(hia, weeks),
        headline=_headline(hia, mark, counted),
        week_words=_week_words(week_on, mark),
        records=records,
        counted=counted,
        unconfirmed=sum(1 for record in records if record.is_unconfirmed),
        weeks=[replace(_row(mark, week_on), was=_was(mark.week_on, corrections)) for mark in reversed(hia.weeks)],
        bars_weeks=weeks,
        corrected=[(one, week) for one in corrections if (week := one.week(week_on))],
    )


def _was(week_on: date, corrections: Sequence[ShownCorrection]) -> str:
    return next((week.was for one in corrections if (week := one.week(week_on))), "")


def _headline(hia: HiaStanding, mark: WeekMark | None, counted: int) -> str:
    if mark is None:
        return f"{hia.name}: {counted}"
    return f"{hia.name}: {_figure(mark)}"


def _week_words(week_on: date, mark: WeekMark | None) -> str:
    days = closed_week_words(week_on, frozenset(range(5)))
    return f"{days}, closed" if mark is None or mark.is_closed else f"{days}, not closed yet"


def _figure(mark: WeekMark) -> str:
    done = "–" if mark.is_blind else number(mark.done)
    return done if mark.expected <= 0 else f"{done} of {number(round(mark.expected, 1))}"


def _row(mark: WeekMark, shown_on: date) -> WeekRow:
    state, words = _state(mark)
    if mark.is_closed and mark.unconfirmed and mark.state is WeekState.MISSED:
        state, words = "check_data", f"{number(mark.unconfirmed)} not confirmed"
    return WeekRow(mark, week_label(mark.week_on), mark.week_on == shown_on, _figure(mark), state, words)


def _state(mark: WeekMark) -> tuple[str, str]:
    if mark.is_blind:
        return "check_data", "Source off"
    if not mark.is_closed:
        return "no_plan", "Running"
    return {"met": ("on_pace", "Met"), "away": ("away", "Away")}.get(mark.state, ("no_plan", "Missed"))
