"""Too little to do it on: fewer leads, accounts or eligible opportunities than before, or than comparable sellers."""

from collections.abc import Iterator

import numpy as np

from fairway.signs.beside import other_work
from fairway.signs.comparing import change_of, level_beside_peers, level_ratio, peers_ratio, surely
from fairway.signs.types import Case, Cause, Sign, Vector

FLOWS = (("new_leads", "fewer_leads"), ("new_deals", "fewer_new_deals"))
STOCKS = (("open_deals", "fewer_open_deals"), ("late_deals", "fewer_late_deals"), ("early_deals", "fewer_early_deals"))


def find(case: Case) -> Iterator[Sign]:
    if case.missing <= 0:
        return
    for name, pattern in FLOWS:
        grid = case.measured.series.get(name)
        if grid is None:
            continue
        change = change_of(case, grid[case.row])
        if change.usual < 1.5:
            continue
        drop = np.log(change.ratio) - np.log(max(min(peers_ratio(case, grid), 1.5), 0.3))
        weight = surely(-drop, half=0.62, steep=6) * surely(-change.z, half=1.3, steep=2)
        weight *= 1.0 if name == "new_leads" else _not_brought_forth(case)
        if weight > 0.05:
            numbers = {"now": change.now, "usual": change.usual, "weeks": case.recent}
            yield Sign(Cause.OPPORTUNITY, pattern, float(weight), numbers, (name,), case.recent_weeks)
    for name, pattern in STOCKS:
        yield from _stock(case, name, pattern)
    yield from _few_accounts(case)


def _not_brought_forth(case: Case) -> float:
    """How much fewer new opportunities mean for supply: sellers bring part of them forth themselves, all the more where
    leads go on coming or everything else fell as well; then they may be what came of the shortfall.
    """
    leads = case.measured.series.get("new_leads")
    other = change_of(case, other_work(case))
    goes_on_otherwise = surely(other.ratio, half=0.75, steep=10) if other.usual > 2 else 0.7
    has_leads = leads is not None and change_of(case, leads[case.row]).usual >= 1.5
    return (0.3 if has_leads else 0.6) * (0.4 + 0.6 * goes_on_otherwise)


def _stock(case: Case, name: str, pattern: str) -> Iterator[Sign]:
    grid = case.measured.series.get(name)
    if grid is None:
        return
    values = grid[case.row]
    before = float(values[case.before].mean()) if len(case.before) else 0.0
    now = float(values[case.recent_places].mean())
    if before < 2.5:
        return
    drop = np.log(level_ratio(case, values)) - np.log(max(min(peers_ratio(case, grid), 1.5), 0.5))
    noise = 1.2 / np.sqrt(before)
    weight = surely(-drop, half=0.4 + noise, steep=6) * (0.3 + 0.7 * _was_low_at_first(case, values, before, now))
    other = change_of(case, other_work(case))
    if other.usual > 2:
        weight *= 0.45 + 0.55 * surely(other.ratio, half=0.6, steep=10)
    if weight > 0.05:
        numbers = {"now": now, "before": before, "weeks": case.recent}
        yield Sign(Cause.OPPORTUNITY, pattern, float(weight), numbers, (name,), case.recent_weeks)


def _was_low_at_first(case: Case, values: Vector, before: float, now: float) -> float:
    """Whether the stock was low as soon as the shortfall began: then it may be its reason, else what came of it."""
    first = case.recent_places[: max(1, case.recent // 3)]
    whole, at_first = np.log((before + 1) / (now + 1)), np.log((before + 1) / (float(values[first].mean()) + 1))
    return surely(at_first / whole, half=0.55, steep=8) if whole > 0.05 else 0.0


def _few_accounts(case: Case) -> Iterator[Sign]:
    grid = case.measured.series.get("accounts_assigned")
    if grid is None:
        return
    beside = level_beside_peers(case, grid)
    if beside is None:
        return
    weight = surely(-np.log(max(beside, 0.02)), half=0.85, steep=4) * 0.9
    if weight > 0.08:
        own = float(grid[case.row][-1])
        theirs = float(np.median(grid[case.peer_rows][:, -1]))
        numbers = {"now": own, "peers": theirs}
        yield Sign(Cause.OPPORTUNITY, "few_accounts", float(weight), numbers, ("accounts_assigned",), case.weeks[-1:])
