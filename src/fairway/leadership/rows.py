"""Rows of the leadership page: one for each manager below, with two halves each that one function makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.leadership.figures import SHOWN_FIRST, of_half
from fairway.leadership.queries.seeing import Seen
from fairway.leadership.types import Half
from fairway.leadership.wording import FigureView, Shown, figure_view, first_question
from fairway.people.types import PersonFacts
from fairway.web.charts import Column
from fairway.web.words import first_name

TITLES = {Half.RESULTS: "Results", Half.SUPPORT: "Support of execution"}
IN_STRIP = {Half.RESULTS: "bookings", Half.SUPPORT: "held"}  # the figure whose weeks are drawn
STRIP_WORDS = {Half.RESULTS: "Bookings by week, line: goal", Half.SUPPORT: "Sessions by week, line: planned"}
NOTHING = Seen({}, {})


@dataclass(frozen=True, slots=True)
class HalfView:
    """One half of a row. Both are made by one function and drawn by one macro."""

    title: str
    first: Sequence[FigureView]
    more: Sequence[FigureView]
    strip: Sequence[Column | None]
    strip_words: str
    strip_label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One manager, or everybody below somebody. `person` is None where a row is no single manager's."""

    name: str
    line: str
    halves: tuple[HalfView, HalfView]
    question: str = ""
    person: PersonFacts | None = None


def manager_row(person: PersonFacts, seen: Seen, shown: Shown, strip: Sequence[date], *, asks: bool) -> Row:
    """One manager with everybody below them, and what to ask first where `asks`."""
    question = first_question(seen, shown, of_half(Half.SUPPORT)) if seen.weeks and asks else ""
    return Row(person.name, person.team, _halves(seen, shown, strip), question, person)


def whole_row(name: str, line: str, seen: Seen, shown: Shown, strip: Sequence[date]) -> Row:
    """Several teams, or one's own."""
    return Row(name, line, _halves(seen, shown, strip))


def below_words(subject: PersonFacts | None) -> str:
    return f"Everybody below {first_name(subject.name)}" if subject else "Everybody below you"


def _halves(seen: Seen, shown: Shown, strip: Sequence[date]) -> tuple[HalfView, HalfView]:
    return half_view(Half.RESULTS, seen, shown, strip), half_view(Half.SUPPORT, seen, shown, strip)


def half_view(half: Half, seen: Seen, shown: Shown, strip: Sequence[date]) -> HalfView:
    """Either half, by the same steps: as many figures, the same weeks in its picture."""
    views = [figure_view(figure, seen, shown) for figure in of_half(half)]
    columns = [_column(week_on, seen, IN_STRIP[half]) for week_on in strip]
    known = [column for column in columns if column and column.expected > 0]
    met = sum(column.state == "met" for column in known)
    return HalfView(
        title=TITLES[half],
        first=views[:SHOWN_FIRST],
        more=views[SHOWN_FIRST:],
        strip=columns,
        strip_words=STRIP_WORDS[half],
        strip_label=f"{STRIP_WORDS[half]}. At or above the line in {met} of {len(known)} closed weeks that are shown.",
    )


def _column(week_on: date, seen: Seen, key: str) -> Column | None:
    """A week of the picture; nothing where it may not be shown, a dash where nothing was due."""
    told = seen.weeks.get(week_on)
    if told is None or key not in told.sums:
        return None
    one = told.sums[key]
    if not one.of:
        return Column(week_on, 0, 0, "away")
    return Column(week_on, one.done, one.of, "met" if one.done + 0.005 >= one.of else "missed")
