"""How an act of a manager stands: hand-counted weeks, and that more done is never worse."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.leadership.own.standing import standing_of
from fairway.leadership.own.types import Standing, Week, WeekKind

MONDAY = date(2026, 8, 31)
LETTERS = {"n": WeekKind.NOTHING, "h": WeekKind.HIDDEN, "u": WeekKind.UNKNOWN, "b": WeekKind.BEFORE}


def weeks(words: str) -> list[Week]:
    """`4/5` for four of five where four are asked for, a letter for a week that is not told."""
    found = []
    for place, word in enumerate(words.split()):
        week_on = MONDAY + timedelta(weeks=place)
        if word in LETTERS:
            found.append(Week(week_on, LETTERS[word]))
        else:
            done, of = map(float, word.split("/"))
            found.append(Week(week_on, WeekKind.TOLD, done, of, of * 0.8))
    return found


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("", Standing.TOO_EARLY),
        ("b b b", Standing.TOO_EARLY),
        ("b b n", Standing.NOTHING_DUE),
        ("b 4/5", Standing.EXECUTING),
        ("b 3/5", Standing.TOO_EARLY),  # one slow week says nothing
        ("5/5 3/5", Standing.EXECUTING),
        ("3/5 5/5", Standing.EXECUTING),
        ("3/5 3/5", Standing.BEHIND),
        ("0/1 n n 0/1", Standing.BEHIND),  # a week in which nothing was due is neither
        ("0/1 n n 1/1", Standing.EXECUTING),
        ("3/5 3/5 4/5", Standing.EXECUTING),
        ("3/5 3/5 u", Standing.BEHIND),  # the night brings the newest
        ("3/5 3/5 u u", Standing.CANNOT_TELL),
        ("5/5 5/5 u u", Standing.CANNOT_TELL),
        ("u u u u", Standing.CANNOT_TELL),  # not too early: it was not worked out
        ("b u", Standing.CANNOT_TELL),
        ("n u", Standing.CANNOT_TELL),
        ("5/5 u 3/5", Standing.CANNOT_TELL),  # the other may have been slow too
        ("3/5 u 5/5", Standing.EXECUTING),
        ("3/5 h", Standing.CANNOT_TELL),
        ("h 3/5", Standing.CANNOT_TELL),
        ("h 5/5 5/5", Standing.EXECUTING),
        ("h h h", Standing.CANNOT_TELL),
    ],
)
def test_it_stands_as_counted_by_hand(words: str, standing: Standing) -> None:
    assert standing_of(weeks(words)) is standing


WEEKS = st.lists(
    st.one_of(
        st.builds(
            lambda done, of: Week(MONDAY, WeekKind.TOLD, float(min(done, of)), float(of), of * 0.8),
            st.integers(0, 9),
            st.integers(1, 9),
        ),
        st.sampled_from([Week(MONDAY, kind) for kind in LETTERS.values()]),
    ),
    min_size=1,
    max_size=13,
)


@given(WEEKS, st.data())
def test_more_done_never_takes_it_from_executing_to_behind_or_to_too_early(
    found: list[Week], data: st.DataObject
) -> None:
    before = standing_of(found)
    more = list(found)
    for place in data.draw(st.sets(st.integers(0, len(found) - 1))):
        if more[place].kind is WeekKind.TOLD:
            more[place] = replace(more[place], done=more[place].done + data.draw(st.integers(0, 5)))
    after = standing_of(more)
    if before is Standing.EXECUTING:
        assert after is Standing.EXECUTING
    if after is Standing.BEHIND:
        assert before is Standing.BEHIND


@given(WEEKS)
def test_one_slow_week_alone_is_never_behind(found: list[Week]) -> None:
    if sum(week.is_below for week in found if week.kind is WeekKind.TOLD) < 2:
        assert standing_of(found) is not Standing.BEHIND
