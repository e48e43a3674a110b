"""Groups of a quarter in which nobody came or went. Plain Python.

Leaders also read sums by week, in which each seller counts where they were then (support/lines.py). Of a group that
somebody joined or left within the quarter, both kinds of sums would differ by that one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from fairway.people.types import LineKind, LineSpan


def nobody_came_or_went(
    sellers: Collection[int],
    heads: Mapping[int, int | None],
    lines: Sequence[LineSpan],
    first_on: date,
    last_on: date,
) -> bool:
    """Whether each of the sellers had one manager from `first_on` to `last_on`, their `heads` one, and nobody else who
    leads nobody had one of those managers in that time.
    """
    managers: dict[int, set[int | None]] = defaultdict(set)
    leading = set()
    for line in lines:
        if line.from_on <= last_on and (line.to_on or date.max) >= first_on:
            leading.add(line.manager_key)
            if line.kind is LineKind.LINE:
                managers[line.person_key].add(line.manager_key)
    own = {heads[key] for key in sellers}
    stayed = all(managers.get(key, {None}) == {heads[key]} for key in sellers)
    others = {key for key, theirs in managers.items() if theirs & own and key not in sellers and key not in leading}
    return stayed and not others
