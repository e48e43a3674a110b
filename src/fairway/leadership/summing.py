"""From what each seller adds to what teams and managers are shown as. Plain Python."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum
from typing import Any

from fairway.coaching.support.types import Part, Parts, Seat
from fairway.diagnosis.budget.grouping import LEAST_SELLERS
from fairway.leadership.grouping import Group, Path, Unit, grouped
from fairway.leadership.types import About, Figure, Sum


@dataclass(slots=True)
class TeamSums:
    """The sellers of one manager in a period: figures of them alone, and by figure the number of the group they stand
    in, 0 for none.
    """

    path: Path
    sellers: frozenset[int]
    sums: dict[str, Sum] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class ManagerSums:
    """Everybody below a manager in a period: sums of the groups that stand below them whole. `above` is everybody above
    the manager; of figures in `partial` some sellers stand in none of these groups.
    """

    above: Path
    sums: dict[str, Sum] = field(default_factory=dict)
    partial: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Ready:
    """A group whose sum is known beforehand: a published count."""

    path: Path
    sum: Sum


def team_columns(team: TeamSums) -> dict[str, list[Any]]:
    """Figures of a team as they are stored: done, out of, how many sellers, the number of the group."""
    return {key: [*_columns(one), team.groups[key]] for key, one in team.sums.items()}


def area_columns(below: ManagerSums) -> dict[str, list[Any]]:
    """Figures of everybody below a manager as they are stored: done, out of, how many sellers."""
    return {key: _columns(one) for key, one in below.sums.items()}


def _columns(one: Sum) -> list[Any]:
    return [round(one.done, 2), round(one.of, 2), one.sellers]


def teams_of(seats: Iterable[Seat]) -> list[TeamSums]:
    """Seats by whom they work for."""
    sellers: dict[Path, set[int]] = defaultdict(set)
    for seat in seats:
        sellers[seat.path].add(seat.person_key)
    return [TeamSums(path, frozenset(keys)) for path, keys in sorted(sellers.items())]


def summed(
    teams: Collection[TeamSums],
    parts: Parts,
    figures: Iterable[Figure],
    ready: Mapping[str, Collection[Ready]] | None = None,
) -> dict[int, ManagerSums]:
    """Fill in the teams' own figures and groups; by manager at any height the sums of the groups below them."""
    managers = _managers(teams)
    for figure in figures:
        given = parts.get(figure.key, {})
        having = {team.path: _about(team, given, figure) for team in teams}
        base = parts.get(figure.grouped_by, given)
        units = [Unit(team.path, _about(team, base, figure)) for team in teams]
        own = {team.path: _sum(team, given, len(having[team.path])) for team in teams}
        shown = [group for group in grouped(units) if _is_large(group, having)]
        standing = {unit.path: group for group in shown for unit in group.units}
        numbers = {group: number for number, group in enumerate(dict.fromkeys(standing.values()), start=1)}
        for team in teams:
            team.sums[figure.key] = own[team.path]
            team.groups[figure.key] = numbers[standing[team.path]] if team.path in standing else 0
        taken = [Ready(group.path, _of_group(group, own, having)) for group in numbers]
        _add_below(figure.key, taken, managers)
        for path in (path for path, sellers in having.items() if sellers):
            for manager_key in set(path) - set(standing[path].path if path in standing else ()):
                managers[manager_key].partial.add(figure.key)
    for key, published in (ready or {}).items():
        _add_below(key, published, managers)
    return managers


def _is_large(group: Group, having: Mapping[Path, frozenset[int]]) -> bool:
    """Whether enough sellers of a group have what a figure is about."""
    return len(_sellers(group, having)) >= LEAST_SELLERS


def _sellers(group: Group, having: Mapping[Path, frozenset[int]]) -> frozenset[int]:
    return frozenset[int]().union(*(having[unit.path] for unit in group.units))


def _of_group(group: Group, own: Mapping[Path, Sum], having: Mapping[Path, frozenset[int]]) -> Sum:
    sums = [own[unit.path] for unit in group.units]
    return Sum(fsum(one.done for one in sums), fsum(one.of for one in sums), len(_sellers(group, having)))


def _add_below(key: str, groups: Iterable[Ready], managers: Mapping[int, ManagerSums]) -> None:
    """Each group counts for everybody above all of it."""
    found: dict[int, list[Sum]] = defaultdict(list)
    for group in groups:
        for manager_key in group.path:
            found[manager_key].append(group.sum)
    for manager_key, below in managers.items():
        taken = found.get(manager_key, ())
        done, of = fsum(one.done for one in taken), fsum(one.of for one in taken)
        below.sums[key] = Sum(done, of, sum(one.sellers for one in taken))


def _managers(teams: Iterable[TeamSums]) -> dict[int, ManagerSums]:
    """Everybody above a team; where somebody stood under several over a period, above is who was above all along."""
    found: dict[int, ManagerSums] = {}
    for team in teams:
        for place, manager_key in enumerate(team.path):
            above = team.path[place + 1 :]
            known = found.setdefault(manager_key, ManagerSums(above))
            known.above = tuple(key for key in known.above if key in above)
    return found


def _about(team: TeamSums, given: Mapping[Seat, Part], figure: Figure) -> frozenset[int]:
    if figure.about is About.TEAM:
        return team.sellers
    return frozenset(key for key in team.sellers if Seat(team.path, key) in given)


def _sum(team: TeamSums, given: Mapping[Seat, Part], sellers: int) -> Sum:
    found = [given[seat] for key in team.sellers if (seat := Seat(team.path, key)) in given]
    return Sum(fsum(part.done for part in found), fsum(part.of for part in found), sellers)
