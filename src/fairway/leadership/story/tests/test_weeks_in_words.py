"""How many activities were executed, with how many weeks of it can be told."""

from datetime import date, timedelta

from fairway.leadership.story.signs import executed_in_words

STRIP = [date(2026, 9, 28) + timedelta(weeks=n) for n in range(8)]
NEWEST = (58.0, 65.0)


def said(*weeks: tuple[float, float] | None) -> str:
    return executed_in_words(weeks, STRIP)


def test_one_week_is_not_told_as_four() -> None:
    assert said(None, None, None, None, None, None, None, NEWEST) == (
        "In one of the newest four closed weeks, up to 22 Nov, activities were executed in 58 of 65 cases; the others "
        "cannot be told; the four weeks before cannot be told."
    )


def test_all_eight_are_told_against_each_other() -> None:
    assert said(*[(1.0, 2.0)] * 4, *[(3.0, 4.0)] * 4) == (
        "In the newest four closed weeks, up to 22 Nov, activities were executed in 12 of 16 cases; in the four weeks "
        "before in 4 of 8."
    )


def test_a_gap_in_the_weeks_before_is_said() -> None:
    assert said((1.0, 2.0), None, None, (1.0, 2.0), *[(3.0, 4.0)] * 4).endswith(
        "in 2 of the four weeks before in 2 of 4."
    )


def test_where_none_of_the_newest_can_be_told_nothing_is() -> None:
    assert said(*[(1.0, 2.0)] * 4, None, None, None, None) == ""
