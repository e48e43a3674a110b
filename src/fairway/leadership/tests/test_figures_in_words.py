"""A figure has a value with what it is out of, or a reason why not: never a nought that nobody knows."""

import re
from datetime import date, timedelta

import pytest

from fairway.evidence.tests.test_ranking_and_words import STATISTICAL
from fairway.leadership.figures import figures, of_half
from fairway.leadership.periods import WeekQuarter, quarter_with, quarters_until
from fairway.leadership.queries.seeing import Seen
from fairway.leadership.rows import half_view
from fairway.leadership.types import Figure, Half, Sum, Told
from fairway.leadership.wording import FEW, NOT_WRITTEN, Shown, figure_view, first_question
from fairway.lib.fiscal import quarter_of

WEEKS = [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
QUARTER = WeekQuarter("Q3 2026", [date(2026, 7, 6), date(2026, 9, 28)])
SHOWN = Shown("Q4 2026", WEEKS, QUARTER, "USD")


def figure(key: str) -> Figure:
    return next(one for one in figures() if one.key == key)


def seen(key: str, *sums: Sum | None) -> Seen:
    """A sum for each week; None where it may not be shown."""
    weeks = {
        week_on: Told(week_on, {key: one} if one else {}, frozenset() if one else frozenset({key}))
        for week_on, one in zip(WEEKS, sums, strict=True)
    }
    return Seen(weeks, {})


def said(key: str, *sums: Sum | None) -> tuple[str, str, str]:
    view = figure_view(figure(key), seen(key, *sums), SHOWN)
    return view.value, view.rest, view.why


def test_both_halves_have_as_many_figures() -> None:
    assert len(of_half(Half.RESULTS)) == len(of_half(Half.SUPPORT)) == 8
    views = [half_view(half, seen("held", None, None, None), SHOWN, WEEKS) for half in Half]
    assert [(len(view.first), len(view.more), len(view.strip)) for view in views] == [(3, 5, 3), (3, 5, 3)]


def test_what_flows_is_added_up_and_what_stands_is_the_last_weeks() -> None:
    three = Sum(1, 2, 8), Sum(2, 3, 8), Sum(4, 5, 8)
    assert said("held", *three) == ("7", "of 10", "")
    assert said("agreed", *three) == ("4", "of 5", "")
    assert said("left", *three) == ("7", "left, 5 still here", "")
    assert said("bookings", Sum(250_000, 900_000, 8), Sum(0, 0, 8), Sum(34_000, 0, 8)) == ("$284k", "of $900k", "")


def test_weeks_that_may_not_be_shown_are_left_out_and_that_is_said() -> None:
    assert said("held", Sum(1, 2, 8), None, Sum(4, 5, 8)) == (
        "5",
        "of 7",
        "1 of 3 weeks not shown: fewer than five sellers.",
    )
    assert said("held", None, None, None) == ("", "", FEW)
    assert said("agreed", Sum(1, 2, 8), Sum(1, 2, 8), None) == ("", "", FEW)  # an old number is no new one


def test_where_nothing_was_due_or_known_it_says_so() -> None:
    assert said("held", Sum(0, 0, 8), Sum(0, 0, 8), Sum(0, 0, 8))[2] == "No session was planned."
    assert said("in_reach", Sum(3, 8, 8), Sum(3, 8, 8), Sum(0, 0, 0))[2].startswith("Cannot tell, because")
    assert figure_view(figure("held"), Seen({}, {}), SHOWN).why == NOT_WRITTEN
    assert figure_view(figure("pulse"), seen("held", None, None, None), SHOWN).why == NOT_WRITTEN


def test_a_blurred_count_is_brought_into_what_is_possible() -> None:
    for done, words in ((-2, "about 0"), (6, "about 6"), (11, "about 8")):
        quarters = {QUARTER.starts_on: Told(QUARTER.starts_on, {"pulse": Sum(done, 8, 8)})}
        assert figure_view(figure("pulse"), Seen({}, quarters), SHOWN).value == words


def test_the_first_question_is_of_support_and_says_no_result() -> None:
    support = of_half(Half.SUPPORT)
    full = Sum(8, 8, 8)
    assert first_question(seen("held", full, full, Sum(7, 8, 8)), SHOWN, support) == (
        "What took the place of the session that was not held?"
    )
    assert first_question(seen("agreed", full, full, Sum(6, 8, 8)), SHOWN, support).startswith("2 sellers have no")
    assert first_question(seen("bookings", Sum(0, 9, 8), Sum(0, 9, 8), Sum(0, 9, 8)), SHOWN, support) == (
        "Which activity did you coach last week, and what did you learn?"
    )


@pytest.mark.parametrize("one", figures(), ids=lambda one: one.key)
def test_every_figure_says_what_it_counts_from_where_and_what_it_does_not_say(one: Figure) -> None:
    for words in (one.means, one.source, one.not_said, one.nothing):
        assert len(words) > 5
        assert not STATISTICAL.search(words), words
        assert not re.search(r"\b(score|rank|rep|effort|underperform)", words), words


def test_a_quarter_is_the_weeks_that_begin_in_it() -> None:
    def months(day: date) -> object:
        return quarter_of(day, pattern="months", first_month=1)

    for back in range(400):
        week_on = date(2026, 11, 16) - timedelta(weeks=back)
        quarter = quarter_with(week_on, months)  # type: ignore[arg-type]
        first = months(week_on).period  # type: ignore[attr-defined]
        assert week_on in quarter.weeks
        assert all(first.start_on <= day <= first.end_on for day in quarter.weeks)
        assert quarter.starts_on - timedelta(weeks=1) < first.start_on
        assert quarter.weeks[-1] + timedelta(weeks=1) > first.end_on
    five = quarters_until(date(2026, 11, 16), months)  # type: ignore[arg-type]
    assert [one.name for one in five] == ["Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"]
    assert all(
        one.weeks[-1] + timedelta(weeks=1) == after.starts_on for one, after in zip(five, five[1:], strict=False)
    )
