"""Overloaded: many more open opportunities, much more late-stage work, or other customer work that grew."""

from collections.abc import Iterator

import numpy as np

from fairway.signs.beside import displaces_everything, goes_inside, grown_most, hours, other_work
from fairway.signs.comparing import change_of, level_beside_peers, level_ratio, peers_ratio, surely
from fairway.signs.types import Case, Cause, Sign, Vector

LEAST_OPEN = 3.0  # opportunities; fewer overload nobody, by whatever ratio they grew


def find(case: Case) -> Iterator[Sign]:
    if case.missing <= 0:
        return
    other = change_of(case, other_work(case))
    # Somebody who is overloaded works on: where everything else fell as well, load is not what keeps them.
    works_on = surely(other.ratio, half=0.6, steep=10) if other.usual > 2 else 0.8
    works_on *= 1.0 - 0.6 * goes_inside(case)
    for name, pattern in (("open_deals", "more_open_deals"), ("late_deals", "more_late_deals")):
        grid = case.measured.series.get(name)
        if grid is None:
            continue
        values = grid[case.row]
        now = float(values[case.recent_places].mean())
        if now < LEAST_OPEN:
            continue
        ratio = min(level_ratio(case, values), 1.15 * _against_the_weeks_just_before(case, values))
        ratio /= max(peers_ratio(case, grid), 0.5)
        beside = level_beside_peers(case, grid) or 1.0
        weight = surely(np.log(max(ratio, 0.01)), half=0.2 + 0.45 / np.sqrt(now / max(ratio, 0.5) + 1.0), steep=6)
        weight *= 0.6 + 0.4 * surely(np.log(beside), half=0.25, steep=6)
        before = float(values[case.before].mean()) if len(case.before) else 0.0
        if weight > 0.05:
            numbers = {"now": now, "before": before, "weeks": case.recent}
            yield Sign(Cause.CAPACITY, pattern, float(weight * works_on), numbers, (name,), case.recent_weeks)
    grown = grown_most(case)
    if grown.weight > 0.1:
        weight = displaces_everything(case) * grown.weight * 0.9
        if weight > 0.05:
            told = {"word": grown.word, **grown.change.now_and_usual, "weeks": case.recent}
            yield Sign(Cause.CAPACITY, "more_customer_work", weight, told, (grown.word,), case.recent_weeks)
    # Many small things may take the place of a few large ones: load is more time in all.
    more_time = surely(change_of(case, hours(case)).ratio, half=1.1, steep=16)
    weight = surely(other.z, half=3.0, steep=1.2) * surely(other.ratio, half=1.55, steep=9) * more_time
    if other.usual > 2 and weight > 0.05:
        numbers = {**other.now_and_usual, "weeks": case.recent}
        yield Sign(Cause.CAPACITY, "more_other_work", float(weight), numbers, ("acts",), case.recent_weeks)


def _against_the_weeks_just_before(case: Case, values: Vector) -> float:
    """The level now over that of the four weeks before the shortfall: what grew long before is no reason for it."""
    near = case.before[-4:]
    if not len(near):
        return 1.0
    return float((values[case.recent_places].mean() + 1.0) / (values[near].mean() + 1.0))
