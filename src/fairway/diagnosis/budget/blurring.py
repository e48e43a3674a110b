"""The published tables of a block: counts of each group, each with a blur.

The blur of a number is how often a coin shows heads before tails, less the same of another coin: two either way as a
rule, now and then more, without any limit. Moving one seller from one reason to another changes two numbers of a table
by one, so a published table is at most four times as likely under one reason of theirs as under another. Ghosh,
Roughgarden and Sundararajan (2012) have this mechanism and that it is the best of its kind.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable

from fairway.diagnosis.budget.counting import misses_of
from fairway.diagnosis.budget.grouping import Joined, Unit, grouped
from fairway.diagnosis.budget.types import BlockFacts, Cell, Counted, Published, Table

Blur = Callable[[Cell], int]
SPREAD = 2.0  # standard deviation of one blur: sqrt(2 * 1/2) / (1 - 1/2)


def coins(_: Cell) -> int:
    """The blur of a cell."""
    return one_blur()


def one_blur() -> int:
    """One blur from the system's own randomness. It is not kept: with it the exact number could be had."""
    return _heads_in_a_row() - _heads_in_a_row()


def _heads_in_a_row() -> int:
    heads = 0
    while secrets.randbits(1):
        heads += 1
    return heads


def published(facts: BlockFacts, blur: Blur) -> list[Published]:
    """Both tables of a block. Empty where fewer than five sellers missed."""
    misses = misses_of(facts.weeks)
    tables = {Table.PLACE: grouped(_teams(facts, misses), facts.managers), Table.HIA: grouped(_hias(facts, misses), {})}
    return [
        Published(
            table=table,
            head_key=group.head_key if table is Table.PLACE else None,
            name=_name(table, group, facts),
            units=len(group.units),
            sellers=len(group.sellers),
            missed=len(group.missed),
            counts=_blurred(Counter(misses[key][1] for key in group.missed), (table, place), blur),
        )
        for table, groups in tables.items()
        for place, group in enumerate(groups)
    ]


def _blurred(counts: Counter[Counted], where: tuple[Table, int], blur: Blur) -> dict[Counted, int]:
    """Every number gets a blur, noughts as well: that a reason is missing says as much as that it is there."""
    return {counted: counts[counted] + blur(Cell(*where, counted)) for counted in Counted}


def _teams(facts: BlockFacts, misses: dict[int, tuple[str, Counted]]) -> Iterable[Unit]:
    """Sellers by their manager. Whoever has none is a team of their own kind, which joins others."""
    by_manager: dict[int | None, set[int]] = {}
    for person_key in {week.person_key for week in facts.weeks}:
        by_manager.setdefault(facts.managers.get(person_key), set()).add(person_key)
    for manager_key, sellers in by_manager.items():
        yield Unit(manager_key or 0, manager_key, frozenset(sellers), frozenset(sellers & misses.keys()))


def _hias(facts: BlockFacts, misses: dict[int, tuple[str, Counted]]) -> Iterable[Unit]:
    sellers: dict[str, set[int]] = {}
    for week in facts.weeks:
        sellers.setdefault(week.metric_key, set()).add(week.person_key)
    for metric_key, there in sellers.items():
        missed = frozenset(key for key, (metric, _) in misses.items() if metric == metric_key)
        if missed:
            yield Unit(metric_key, None, frozenset(there), missed)


def _name(table: Table, group: Joined, facts: BlockFacts) -> str:
    """The team's name where all its sellers have the same, the HIA's key; empty for several together."""
    if len(group.units) > 1:
        return ""
    if table is Table.HIA:
        return str(group.units[0].key)
    names = {facts.teams.get(key, "") for key in group.sellers}
    return names.pop() if len(names) == 1 else ""
