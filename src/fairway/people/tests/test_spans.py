"""Who stands above whom, day by day, against a walk up the lines of each day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.people.chains import Line, ReportingLoop, managed_spans

DAY = date(2026, 6, 10)
DAYS = 10
ENTRIES = st.lists(
    st.builds(
        lambda who, manager, start, length: Line(who, manager, DAY + timedelta(start), DAY + timedelta(start + length)),
        st.integers(0, 4),
        st.integers(0, 4),
        st.integers(0, DAYS),
        st.integers(-1, DAYS),
    ),
    max_size=9,
)


def walked(lines: list[Line], day: date) -> tuple[set[tuple[int, int]], bool]:
    """(person, manager at any height) pairs of one day, and whether the lines run in a circle that day."""
    held = {(line.person, line.manager) for line in lines if line.from_on <= day <= line.to_on}
    above, grown = set(held), True
    while grown:
        further = {(a, d) for a, b in above for c, d in held if b == c} - above
        grown = bool(further)
        above |= further
    return {(p, m) for p, m in above if m is not None}, any(p == m for p, m in above)


@given(ENTRIES)
def test_spans_hold_exactly_on_the_days_a_walk_up_the_lines_finds(lines: list[Line]) -> None:
    days = [DAY + timedelta(offset) for offset in range(-1, 2 * DAYS + 2)]
    by_day = {day: walked(lines, day) for day in days}
    if any(is_circle for _, is_circle in by_day.values()):
        with pytest.raises(ReportingLoop) as loop:
            managed_spans(lines)
        assert loop.value.people
        return
    spans = managed_spans(lines)
    for day, (pairs, _) in by_day.items():
        found = {
            (person, manager)
            for person, managers in spans.items()
            for manager, periods in managers.items()
            for start, end in periods
            if start <= day <= end
        }
        assert found == pairs, day


@given(ENTRIES)
def test_one_managers_spans_never_touch_or_overlap(lines: list[Line]) -> None:
    try:
        spans = managed_spans(lines)
    except ReportingLoop:
        return
    for managers in spans.values():
        for periods in managers.values():
            assert all(b[0] - a[1] > timedelta(days=1) for a, b in zip(periods, periods[1:], strict=False))
