"""When two meet next, how long they have not, and whether what is promised can be done."""

import re
from datetime import date, timedelta

import pytest

from fairway.coaching.feasible import feasible, require_possible, require_smaller
from fairway.coaching.rhythm import Gap, headline, longest_first, next_day
from fairway.coaching.types import Refused
from fairway.execution.types import WeekMark, WeekState

MONDAY = date(2026, 6, 8)


def days(count: int) -> date:
    return MONDAY + timedelta(days=count)


@pytest.mark.parametrize(
    ("last", "coming", "is_open", "words"),
    [
        (None, None, True, "None held yet"),
        (-24, None, True, "No 1:1 for 24 days"),
        (-21, None, False, "Last 21 days ago"),
        (-24, 3, False, "Last 24 days ago"),
        (0, None, False, "Held today"),
    ],
)
def test_a_gap_is_said_from_half_as_long_again_as_the_rhythm(
    last: int | None, coming: int | None, is_open: bool, words: str
) -> None:
    found = Gap(14, None if last is None else days(last), None if coming is None else days(coming), MONDAY)
    assert (found.is_open, found.words) == (is_open, words)


def test_the_next_day_falls_due_by_the_rhythm_and_on_a_day_of_work() -> None:
    weekdays = lambda day: day.weekday() < 5  # noqa: E731
    assert next_day(days(-10), 14, MONDAY, weekdays) == days(4)
    assert next_day(days(-9), 14, MONDAY, weekdays) == days(7)  # Saturday
    assert next_day(days(-30), 14, MONDAY, weekdays) == days(1)
    assert next_day(None, 14, MONDAY, weekdays) == days(1)
    assert next_day(None, 14, MONDAY, lambda day: False) == days(1)


def weeks(*done: float, blind: int = 0) -> list[WeekMark]:
    closed = [WeekMark(days(-7 * (len(done) - n)), d, 5, 5, WeekState.MISSED) for n, d in enumerate(done)]
    return [*closed[blind:], WeekMark(MONDAY, 9, 5, 5, WeekState.PARTIAL, is_closed=False)]


@pytest.mark.parametrize(
    ("quantity", "working", "words"),
    [
        (8, 6, "8 in 6 working days, more than in any of the last closed weeks: the best was 5"),
        (6, 6, "6 in 6 working days; the best of the last closed weeks was 5"),
        (5, 2, "5 in 2 working days; the best of the last closed weeks was 5"),
    ],
)
def test_it_says_what_speaks_for_a_number(quantity: float, working: int, words: str) -> None:
    assert feasible(quantity, weeks(2, 5, 3), working).words == words
    assert feasible(quantity, [], working).words == re.split("[;,]", words, maxsplit=1)[0]


def test_a_number_nobody_ever_came_near_is_refused_and_so_is_a_day_too_soon() -> None:
    require_possible(feasible(15, weeks(2, 5, 3), 5))
    for quantity, working in ((16, 5), (1, 0)):
        with pytest.raises(Refused):
            require_possible(feasible(quantity, weeks(2, 5, 3), working))
    require_possible(feasible(400, [], 5))  # nothing was seen: nothing is known


def test_more_of_the_same_is_refused_where_something_is_in_the_way() -> None:
    seen = weeks(2, 1, 1)
    require_smaller(feasible(1, seen, 5), seen, days(7), MONDAY)
    with pytest.raises(Refused, match="more of the same"):
        require_smaller(feasible(4, seen, 5), seen, days(7), MONDAY)
    require_smaller(feasible(3, seen, 10), seen, days(14), MONDAY)
    require_smaller(feasible(40, [], 5), [], days(7), MONDAY)  # nothing was seen: nothing is known


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ({"Ann": -24}, ("No 1:1 with Ann for 24 days", "")),
        ({"Ann": -24, "Ben": -40, "Cy": -22}, ("No 1:1 with Ben for 40 days", "2 more are overdue.")),
        ({"Ann": -24, "Ben": -40, "Cy": -3}, ("No 1:1 with Ben for 40 days", "1 more is overdue.")),
        ({"Ann": -24, "Ben": None}, ("No 1:1 with Ben yet", "1 more is overdue.")),
        ({"Ann": -3, "Ben": -14}, ("Everybody is met in rhythm", "2 without a 1:1 to come.")),
    ],
)
def test_whoever_has_gone_longest_without_a_session_leads_the_list(
    last: dict[str, int | None], said: tuple[str, str]
) -> None:
    gaps = [(name, Gap(14, None if ago is None else days(ago), None, MONDAY)) for name, ago in last.items()]
    assert headline(gaps) == said


def test_whoever_has_one_to_come_is_not_overdue_however_long_ago_the_last_was() -> None:
    assert headline([("Ann", Gap(14, days(-60), days(2), MONDAY))]) == ("Everybody is met in rhythm", "")


def test_open_gaps_come_first_the_longest_before_the_others() -> None:
    found = {
        "never": Gap(14, None, None, MONDAY),
        "long": Gap(14, days(-60), None, MONDAY),
        "short": Gap(14, days(-22), None, MONDAY),
        "soon": Gap(14, days(-60), days(1), MONDAY),
        "late": Gap(14, days(-3), days(9), MONDAY),
    }
    assert sorted(found, key=lambda name: longest_first(found[name])) == ["never", "long", "short", "soon", "late"]
