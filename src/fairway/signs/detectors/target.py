"""A plan beyond what anybody comparable reaches, while the seller's own level is what it always was."""

from collections.abc import Iterator

import numpy as np

from fairway.signs.comparing import FEWEST_PEERS, change_of, surely
from fairway.signs.types import Case, Cause, Sign, Vector

LOOKED_AT = 13  # newest weeks
LEAST_WORKED = 4.0  # full weeks of work before a level counts as somebody's


def find(case: Case) -> Iterator[Sign]:
    if case.missing <= 0 or case.weekly_target <= 0:
        return
    levels = _levels(case)
    if len(levels) < FEWEST_PEERS:
        return
    best, usual = float(levels.max()), float(np.median(levels))
    reach = float(np.quantile(levels, 0.9))
    # The best of several noisy means is higher than what anybody can keep up: compare with the upper tenth as well.
    beyond = np.log(case.weekly_target / max(0.5 * (best + reach), 0.1))
    own = change_of(case, case.done)
    is_as_before = surely(own.ratio, half=0.72, steep=12) if own.before > 0 else 0.8
    weight = surely(beyond, half=0.1, steep=14) * (0.25 + 0.75 * is_as_before)
    if weight > 0.05:
        numbers = {"target": case.weekly_target, "best": best, "usual": usual, "peers": len(levels)}
        yield Sign(Cause.TARGET, "beyond_best", float(weight), numbers, (case.hia.metric_key,), ())


def _levels(case: Case) -> Vector:
    """What comparable sellers do in a full-time week."""
    places = np.arange(max(0, len(case.weeks) - LOOKED_AT), len(case.weeks))
    shares = case.measured.shares[case.peer_rows][:, places].sum(axis=1)
    done = case.hia.done[case.peer_rows][:, places].sum(axis=1)
    is_told = shares >= LEAST_WORKED
    levels: Vector = done[is_told] / shares[is_told]
    return levels
