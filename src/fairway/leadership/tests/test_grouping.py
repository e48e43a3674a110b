"""No group is small, nobody stands in two, and what joins nothing is in no sum."""

from hypothesis import given
from hypothesis import strategies as st

from fairway.leadership.grouping import Unit, grouped

TOP = 1


@st.composite
def floors(draw: st.DrawFn) -> list[Unit]:
    """Teams of a random tree of managers below 1; sellers are numbered from 101."""
    count = draw(st.integers(1, 8))
    above = {key: draw(st.integers(1, key - 1)) for key in range(2, count + 1)}
    units, first = [], 101
    for key in range(1, count + 1):
        path, at = [key], key
        while at in above:
            at = above[at]
            path.append(at)
        size = draw(st.integers(0, 8))
        units.append(Unit(tuple(path), frozenset(range(first, first + size))))
        first += size
    return units


@given(floors())
def test_groups_are_five_or_more_and_apart(units: list[Unit]) -> None:
    groups = grouped(units)
    assert all(len(group.sellers) >= 5 for group in groups)
    standing = [unit for group in groups for unit in group.units]
    assert len(standing) == len(set(standing))
    # Everybody in a group stands below whoever it is shown to.
    assert all(unit.path[-len(group.path) :] == group.path for group in groups for unit in group.units)


@given(floors())
def test_a_team_of_five_stands_alone_and_fewer_than_five_stand_outside(units: list[Unit]) -> None:
    groups = grouped(units)
    for unit in units:
        own = [group for group in groups if unit in group.units]
        if len(unit.sellers) >= 5:
            assert [group.units for group in own] == [(unit,)]
    outside = {unit for unit in units if unit.sellers} - {unit for group in groups for unit in group.units}
    assert sum(len(unit.sellers) for unit in outside) < 5


def test_small_teams_join_below_the_manager_they_share() -> None:
    small = [Unit((key, 10, TOP), frozenset({key * 100, key * 100 + 1, key * 100 + 2})) for key in (2, 3)]
    far = Unit((4, 20, TOP), frozenset({400, 401}))
    [group] = grouped([*small, far])
    assert (group.path, set(group.units)) == ((10, TOP), set(small))


def test_a_seller_who_sits_in_two_teams_is_one_seller() -> None:
    twice = [Unit((2, TOP), frozenset({100, 101, 102})), Unit((3, TOP), frozenset({101, 102, 103}))]
    assert grouped(twice) == []
