"""No answer to the pulse can be worked out: not from a group, not from several, not from one beyond another."""

from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fairway.coaching.pulse import Box, in_words, last_day_of, period_of, published
from fairway.coaching.tallying import groups_below


def no_blur() -> int:
    return 0


def box(head_key: int | None, *places: int) -> Box:
    """Answers of some sellers, the same place for both questions."""
    counts = tuple(sum(place == one for place in places) for one in range(5))
    return Box(head_key, {"helped": counts, "free": counts})


def marked(head: int, answers: int) -> Box:
    """An area whose second count is a bit of its own: which areas a group joins is read from its sum."""
    return Box(head, {"helped": (answers, 0, 0, 0, 0), "free": (0, 0, 0, 1 << head, 0)})


@st.composite
def floors(draw: st.DrawFn) -> tuple[dict[int, int | None], dict[int, int]]:
    """A tree of managers, 1 to 8, and by seller (from 101) whom they work for."""
    count = draw(st.integers(1, 8))
    managers: dict[int, int | None] = {
        key: draw(st.one_of(st.none(), st.integers(1, key - 1))) if key > 1 else None for key in range(1, count + 1)
    }
    sizes = [draw(st.integers(0, 9)) for _ in managers]
    sellers = [key for key, size in zip(managers, sizes, strict=True) for _ in range(size)]
    return managers, {101 + place: key for place, key in enumerate(sellers)}


def below(viewer: int, managers: dict[int, int | None]) -> set[int | None]:
    """The viewer and every manager under them."""
    found: set[int | None] = {viewer}
    for key in sorted(managers):  # whoever leads has a smaller key
        if managers[key] in found:
            found.add(key)
    return found


def is_small(rest: set[int]) -> bool:
    return 0 < len(rest) < 5


def leaks(seen: list[set[int]]) -> list[set[int]]:
    """What is small of the sets one sees, of sums of them, and of sums less other sums."""
    sums = [set().union(*some) for size in range(1, len(seen) + 1) for some in combinations(seen, size)]
    return [rest for one in sums for other in [set(), *sums] if is_small(rest := one - other)]


@given(floors(), st.data())
def test_no_viewer_gets_fewer_than_five_answers_from_any_groups_of_any_quarters(
    floor: tuple[dict[int, int | None], dict[int, int]], data: st.DataObject
) -> None:
    managers, sellers = floor
    for _ in range(2):  # quarters: who answers is drawn anew
        answered = [key for key in sellers if data.draw(st.booleans())]
        areas = {head: {key for key in answered if sellers[key] == head} for head in managers}
        groups = published([marked(head, len(own)) for head, own in areas.items() if own], managers, no_blur)
        inside = [
            set().union(*(areas[head] for head in areas if group.agreeing["free"] >> head & 1)) for group in groups
        ]
        assert [len(one) for one in inside] == [group.answers for group in groups]
        assert sum(len(one) for one in inside) in {0, len(answered)}
        for viewer in managers:
            seen = below(viewer, managers)
            told = [one for one, group in zip(inside, groups, strict=True) if group.head_key in seen]
            assert leaks(told[:6]) == []
            assert all(sellers[key] in seen for one in told for key in one)


@given(floors())
def test_no_leader_gets_sums_over_fewer_than_five_sellers(
    floor: tuple[dict[int, int | None], dict[int, int]],
) -> None:
    managers, sellers = floor
    groups = groups_below(dict(sellers), managers)
    assert leaks([set(group.sellers) for group in groups][:6]) == []
    assert sum(len(group.sellers) for group in groups) in {0, len(sellers)}


def test_five_answers_stand_alone_and_four_join_the_nearest() -> None:
    managers = {1: None, 2: 1, 3: 1, 4: 1}
    groups = published([box(2, 4, 4, 3, 0, 1), box(3, 4, 3, 2, 1), box(4, 0)], managers, no_blur)
    assert [(one.head_key, one.areas, one.answers, one.agreeing["helped"]) for one in groups] == [
        (2, 1, 5, 3),
        (1, 2, 5, 2),
    ]
    assert [(one.head_key, one.answers) for one in published([box(2, *[3] * 6), box(3, 1)], managers)] == [(1, 7)]
    assert published([box(2, 4, 4, 4, 4)], managers) == []


def test_every_count_has_a_blur_of_its_own_so_that_one_answer_is_hidden_behind_the_others() -> None:
    blurs = iter([2, -1])
    (group,) = published([box(2, 4, 4, 4, 4, 4)], {2: None}, lambda: next(blurs))
    assert group.agreeing == {"helped": 7, "free": 4}
    others = iter([3, 0])  # the same is published where one of the five does not agree
    assert published([box(2, 4, 4, 4, 4, 0)], {2: None}, lambda: next(others)) == [group]
    assert [in_words(count, 5) for count in (7, 4, -2)] == ["about 5 of 5", "about 4 of 5", "about 0 of 5"]


def test_quarters_begin_and_end_where_calendars_have_them() -> None:
    assert [period_of(date(2026, month, 30)).month for month in (1, 3, 4, 9, 12)] == [1, 1, 4, 7, 10]
    assert [last_day_of(date(2026, month, 1)) for month in (1, 4, 10)] == [
        date(2026, 3, 31),
        date(2026, 6, 30),
        date(2026, 12, 31),
    ]
