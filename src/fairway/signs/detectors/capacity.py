"""Overloaded: many more open opportunities, much more late-stage work, or other customer work that grew."""

from collections.abc import Iterator

import numpy as np

from fairway.signs.comparing import change_of, level_beside_peers, level_ratio, peers_ratio, surely
from fairway.signs.types import Case, Cause, Sign, Vector

LEAST_OPEN = 3.0


def find(case: Case) -> Iterator[Sign]:
    if case.missing <= 0:
        return
    other = change_of(case, other_work(case))
    # Somebody who is overloaded works on: where everything else fell as well, load is not what keeps them.
    works_on = surely(other.ratio, half=0.6, steep=10) if other.usual > 2 else 0.8
    for name, pattern in (("open_deals", "more_open_deals"), ("late_deals", "more_late_deals")):
        grid = case.measured.series.get(name)
        if grid is None:
            continue
        values = grid[case.row]
        now = float(values[case.recent_places].mean())
        if now < LEAST_OPEN:
            continue
        ratio = level_ratio(case, values) / max(peers_ratio(case, grid), 0.5)
        beside = level_beside_peers(case, grid) or 1.0
        noise = 1.0 + 1.5 / np.sqrt(now)
        weight = surely(np.log(max(ratio, 0.01)) / np.log(noise), half=0.75, steep=4.5)
        weight *= 0.6 + 0.4 * surely(np.log(beside), half=0.25, steep=6)
        before = float(values[case.before].mean()) if len(case.before) else 0.0
        if weight > 0.05:
            numbers = {"now": now, "before": before, "weeks": case.recent}
            yield Sign(Cause.CAPACITY, pattern, float(weight * works_on), numbers, (), case.recent_weeks)
    weight = surely(other.z, half=3.0, steep=1.2) * surely(other.ratio, half=1.45, steep=9) * 0.6
    if other.usual > 2 and weight > 0.05:
        yield Sign(Cause.CAPACITY, "more_other_work", float(weight), other_numbers(other.now, other.usual, case))


def other_work(case: Case) -> Vector:
    """Acts of every kind but the HIA's own records."""
    own = [grid[case.row] for word, grid in case.measured.words.items() if word in case.hia.own_words]
    rest: Vector = np.maximum(case.series("acts") - (np.sum(own, axis=0) if own else case.done), 0.0)
    return rest


def other_numbers(now: float, usual: float, case: Case) -> dict[str, float]:
    return {"now": now, "usual": usual, "weeks": case.recent}
