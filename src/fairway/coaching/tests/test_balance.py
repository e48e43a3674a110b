"""What a talk was about: counted by hand over an agenda of nine minutes."""

from datetime import UTC, datetime, timedelta

import pytest

from fairway.coaching.balance import Tap, balance_of, part_at
from fairway.coaching.types import Part, TalkFocus

AT = datetime(2026, 6, 8, 10, tzinfo=UTC)
PARTS = {Part.OWN_READ: 2, Part.BRANCH: 6, Part.NUMBER: 1}


def after(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


def shares(taps: list[Tap], until: float) -> tuple[float, float, float]:
    found = balance_of(PARTS, taps, AT, after(until))
    return tuple(found.seconds[focus] / 60 for focus in TalkFocus)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("taps", "until", "told"),
    [
        ([], 0, (0, 0, 0)),
        ([], 2, (0, 2, 0)),
        ([], 5, (3, 2, 0)),
        ([], 9, (6, 2, 1)),
        ([], 12, (9, 2, 1)),  # who talks on talks on of the branch: the number has one minute
        ([(4, TalkFocus.RESULTS)], 10, (2, 2, 6)),
        ([(4, TalkFocus.RESULTS), (7, TalkFocus.ACTIVITIES)], 10, (5, 2, 3)),
        ([(4, TalkFocus.RESULTS), (40, TalkFocus.ACTIVITIES)], 10, (2, 2, 6)),  # a tap after the end says nothing
    ],
)
def test_the_agenda_tells_until_the_first_tap_and_each_tap_until_the_next(
    taps: list[tuple[float, TalkFocus]], until: float, told: tuple[float, float, float]
) -> None:
    assert shares([Tap(after(at), focus) for at, focus in taps], until) == told


def test_it_is_called_an_estimate_until_somebody_taps() -> None:
    assert balance_of(PARTS, [], AT, after(5)).is_estimated
    assert not balance_of(PARTS, [Tap(after(1), TalkFocus.OTHER)], AT, after(5)).is_estimated
    assert balance_of(PARTS, [], AT, AT).share(TalkFocus.ACTIVITIES) == 0.0


@pytest.mark.parametrize(
    ("minutes", "part"), [(0, "own_read"), (2, "branch"), (7.9, "branch"), (8, "number"), (99, "number")]
)
def test_it_knows_where_the_agenda_is(minutes: float, part: str) -> None:
    assert part_at(PARTS, AT, after(minutes)) == part
