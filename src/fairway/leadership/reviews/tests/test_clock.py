"""How long each item was talked about: sums for any presses, in any order, at any time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairway.leadership.reviews.clock import clocked
from fairway.leadership.reviews.kinds import kinds
from fairway.leadership.reviews.types import Press

OPENED = datetime(2026, 11, 27, 9, tzinfo=UTC)
WEEKLY = kinds()["weekly"]
HALF_AN_HOUR = 30 * 60


def after(minutes: float) -> datetime:
    return OPENED + timedelta(minutes=minutes)


def test_each_press_starts_one_item_and_stops_the_one_before() -> None:
    presses = [Press(after(2), "working"), Press(after(10), "number"), Press(after(13), "working")]
    clock = clocked(WEEKLY, presses, OPENED, after(20))
    assert clock.seconds == {"working": 15 * 60, "in_the_way": 0, "needed": 0, "number": 3 * 60}
    assert clock.idle == 2 * 60  # before the first press
    assert clock.running == "working"


def test_a_stopped_clock_and_an_item_nobody_knows_count_for_no_item() -> None:
    presses = [Press(OPENED, "number"), Press(after(4), ""), Press(after(9), "gone_since")]
    clock = clocked(WEEKLY, presses, OPENED, after(12))
    assert clock.seconds["number"] == 4 * 60
    assert clock.idle == 8 * 60
    assert clock.running == ""


def test_a_forgotten_clock_counts_as_long_as_the_review_is_planned_for_whatever_the_item() -> None:
    for key in ("working", "number"):
        clock = clocked(WEEKLY, [Press(OPENED, key)], OPENED, after(300))
        assert clock.seconds[key] == HALF_AN_HOUR
        assert clock.cut[key] == 270 * 60


def test_a_press_on_the_same_item_begins_its_bound_anew() -> None:
    clock = clocked(WEEKLY, [Press(OPENED, "working"), Press(after(25), "working")], OPENED, after(50))
    assert clock.seconds["working"] == 50 * 60


@given(
    st.lists(
        st.tuples(st.integers(-60, 600), st.sampled_from([*(one.key for one in WEEKLY.items), "", "unknown"])),
        max_size=25,
    ),
    st.integers(0, 500),
)
def test_items_idle_time_and_what_is_cut_are_the_open_time_for_any_presses(
    pressed: list[tuple[int, str]], length: int
) -> None:
    presses = [Press(after(minute), key) for minute, key in pressed]
    clock = clocked(WEEKLY, presses, OPENED, after(length))
    open_seconds = length * 60
    assert sum(clock.seconds.values()) == open_seconds - clock.idle - sum(clock.cut.values())
    for count in (*clock.seconds.values(), *clock.cut.values(), clock.idle):
        assert 0 <= count <= open_seconds
    # An oracle minute by minute: whose press was the newest, and how long it has run.
    expected = dict.fromkeys(clock.seconds, 0)
    for minute in range(length):
        before = [(at, place, key) for place, (at, key) in enumerate(pressed) if 0 <= at <= minute]
        at, _, key = max(before, default=(0, 0, ""))
        if key in expected and minute - at < HALF_AN_HOUR // 60:
            expected[key] += 60
    assert clock.seconds == expected


@given(st.permutations([(0, "working"), (7, "number"), (11, ""), (15, "needed"), (26, "in_the_way")]))
def test_the_order_in_which_presses_are_read_changes_nothing(pressed: list[tuple[int, str]]) -> None:
    clock = clocked(WEEKLY, [Press(after(minute), key) for minute, key in pressed], OPENED, after(30))
    assert clock.seconds == {"working": 420, "number": 240, "needed": 660, "in_the_way": 240}
    assert clock.idle == 240
