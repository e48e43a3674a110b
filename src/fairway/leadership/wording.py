"""Figures as they stand on a page: a value, what it is out of, and why where there is none. Plain Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.leadership.periods import WeekQuarter
from fairway.leadership.queries.seeing import Seen
from fairway.leadership.types import Adds, Figure, Grain, Sum, Told, Unit
from fairway.lib.periods import week_period
from fairway.web.words import day, first_down, money_apart, number, plural

FEW = "Not shown: it would tell of fewer than five sellers."
LEFT_OUT = "Without sellers in groups too small to show."
NOT_WRITTEN = "Cannot tell, because this was not worked out yet."


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure on the page. Without a value `why` says the reason and there are no numbers; with one it says what is
    left out.
    """

    key: str
    name: str
    value: str = ""
    rest: str = ""
    why: str = ""
    done: float | None = None  # the numbers behind the words
    of: float | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Which closed weeks a page is about, and which quarter what is told by quarter is taken from."""

    name: str
    weeks: Sequence[date]
    quarter: WeekQuarter
    currency: str

    @property
    def span_words(self) -> str:
        """Which weeks, such as `5 Oct to 22 Nov`."""
        if not self.weeks:
            return "no closed week yet"
        return f"{day(self.weeks[0])} to {day(week_period(self.weeks[-1]).end_on)}"

    @property
    def quarter_words(self) -> str:
        """Where what is told by quarter is from, such as `Q3 2026, 6 Jul to 4 Oct`."""
        return f"{self.quarter.name}, {day(self.quarter.starts_on)} to {day(self.quarter.ends_on)}"


def figure_view(figure: Figure, seen: Seen, shown: Shown) -> FigureView:
    """One figure of one manager."""
    told = told_of(figure, seen, shown)
    if not told:
        return FigureView(figure.key, figure.name, why=NOT_WRITTEN)
    whole = together(figure, told)
    if whole is None:
        return FigureView(figure.key, figure.name, why=FEW)
    if not whole.of:
        return FigureView(figure.key, figure.name, why=_nothing(figure, shown))
    hidden = sum(figure.key in one.hidden for one in told)
    left_out = f"{hidden} of {plural(len(told), 'week')} not shown: fewer than five sellers." if hidden else ""
    partial = LEFT_OUT if any(figure.key in one.partial for one in told) else ""
    done = min(max(whole.done, 0.0), whole.of) if figure.unit is Unit.ABOUT else whole.done
    value, of = _in_words(figure, Sum(done, whole.of, whole.sellers), shown.currency)
    rest = " ".join(part for part in (figure.after, of, figure.behind) if part)
    return FigureView(figure.key, figure.name, value, rest, left_out or partial, done, whole.of)


def _nothing(figure: Figure, shown: Shown) -> str:
    """Why there is nothing to count; of what is told by quarter, in which."""
    return f"{shown.quarter.name}: {first_down(figure.nothing)}" if figure.grain is Grain.QUARTER else figure.nothing


def told_of(figure: Figure, seen: Seen, shown: Shown) -> list[Told]:
    """The periods a figure is taken from: a quarter, the last closed week, or all of the closed weeks shown."""
    if figure.grain is Grain.QUARTER:
        return [seen.quarters[shown.quarter.starts_on]] if shown.quarter.starts_on in seen.quarters else []
    weeks = shown.weeks[-1:] if figure.adds is Adds.STAND else shown.weeks
    return [seen.weeks[week_on] for week_on in weeks if week_on in seen.weeks]


def together(figure: Figure, told: Iterable[Told]) -> Sum | None:
    """A figure over several periods; None where none of them may be shown."""
    sums = [one.sums[figure.key] for one in told if figure.key in one.sums]
    if not sums:
        return None
    last = sums[-1]
    done = sum(one.done for one in sums) if figure.adds is not Adds.STAND else last.done
    of = sum(one.of for one in sums) if figure.adds is Adds.FLOW else last.of
    return Sum(done, of, last.sellers)


def _in_words(figure: Figure, whole: Sum, currency: str) -> tuple[str, str]:
    if figure.unit is Unit.MONEY:
        return money_apart(whole.done, whole.of, currency)
    if figure.unit is Unit.ABOUT:
        return f"about {number(whole.done)}", number(whole.of)
    return number(whole.done), number(whole.of)


def first_question(seen: Seen, shown: Shown, support: Sequence[Figure]) -> str:
    """What to ask a manager first: of support, and never of the number."""
    short: Mapping[str, int] = {
        figure.key: round(whole.of - whole.done)
        for figure in support
        if (whole := together(figure, told_of(figure, seen, shown)))
    }
    for key, words in QUESTIONS.items():
        if (count := short.get(key, 0)) > 0:
            one, many = words
            return one if count == 1 else many.format(count=number(count))
    return NOTHING_SHORT


NOTHING_SHORT = "Which activity did you coach last week, and what did you learn?"  # where no figure falls short
# By figure of support what is asked where it falls short by one, and by more; the most basic first.
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "agreed": (
        "One seller has no agreed activity. What is it waiting for?",
        "{count} sellers have no agreed activity. What is it waiting for?",
    ),
    "discussed": (
        "One miss had no reason within a week. What does the seller say?",
        "{count} misses had no reason within a week. What do the sellers say?",
    ),
    "held": (
        "What took the place of the session that was not held?",
        "What took the place of the {count} sessions that were not held?",
    ),
    "removed": (
        "One obstacle still stood after two weeks. What do you need from me?",
        "{count} obstacles still stood after two weeks. What do you need from me?",
    ),
    "reviewed": (
        "One activity is past its review. Keep, tune or swap?",
        "{count} activities are past their review. Keep, tune or swap?",
    ),
    "kept": (
        "One promise to a seller was not kept. Does it still matter?",
        "{count} promises to sellers were not kept. Which still matter?",
    ),
}
