"""What dashboards and textbooks do with the same records: correlation across sellers, and two-way fixed effects."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from fairway.evidence.absorbing import Groups, absorbed, balanced
from fairway.evidence.types import NEVER, Numbers, Past

LOOKED_BACK = 8  # weeks of acts a week's wins are held against


@dataclass(frozen=True, slots=True)
class Guess:
    """One candidate by a rival: amount won a week for one act more, its standard error, and whether it says yes."""

    mean: float
    error: float
    says_yes: bool


def weekly(past: Past, candidate: int) -> Numbers:
    """(sellers, weeks): acts of a candidate."""
    acts, (sellers, weeks) = past.acts, past.presence.shape
    fits = (acts.candidate == candidate) & (acts.week >= 0) & (acts.week < weeks)
    flat = np.bincount(acts.seller[fits] * weeks + acts.week[fits], minlength=sellers * weeks)
    return np.asarray(flat.reshape(sellers, weeks), dtype=np.float64)


def won(past: Past) -> Numbers:
    """(sellers, weeks): amount won."""
    deals, (sellers, weeks) = past.deals, past.presence.shape
    fits = deals.is_won & (deals.closed != NEVER) & (deals.closed >= 0) & (deals.closed < weeks)
    place = deals.seller[fits] * weeks + deals.closed[fits]
    return np.asarray(np.bincount(place, deals.amount[fits], minlength=sellers * weeks).reshape(sellers, weeks))


def across_sellers(past: Past) -> dict[int, Guess]:
    """Who does more, wins more: a line through sellers, one candidate at a time, 5% two-sided."""
    amount = won(past).mean(axis=1)
    found = {}
    for number in range(len(past.candidates)):
        often = weekly(past, number).mean(axis=1)
        if often.std() == 0:
            continue
        line = stats.linregress(often, amount)
        found[number] = Guess(float(line.slope), float(line.stderr), bool(line.pvalue < 0.05 and line.slope > 0))
    return found


def two_way(past: Past) -> dict[int, Guess]:
    """Wins of a seller's week on acts of the weeks before, seller and week taken out: Poisson, clustered by seller."""
    deals, (sellers, weeks) = past.deals, past.presence.shape
    closed = deals.is_won & (deals.closed >= LOOKED_BACK) & (deals.closed < weeks)
    place = deals.seller[closed] * weeks + deals.closed[closed]
    wins = np.bincount(place, minlength=sellers * weeks).reshape(sellers, weeks)[:, LOOKED_BACK:]
    columns = []
    for number in range(len(past.candidates)):
        sums = np.concatenate([np.zeros((sellers, 1)), np.cumsum(weekly(past, number), axis=1)], axis=1)
        columns.append((sums[:, LOOKED_BACK:-1] - sums[:, : weeks - LOOKED_BACK]).ravel())
    seller, week = np.indices(wins.shape)
    groups = Groups.by(seller.ravel(), week.ravel())
    events, effects = wins.ravel().astype(np.float64), np.zeros(len(columns))
    block = np.column_stack(columns)
    for _ in range(3):
        mean = balanced(events, groups, np.exp(np.clip(block @ effects, -3, 3)))
        seen = absorbed(columns, events - mean, mean, groups, seller.ravel())
        inverse = np.linalg.pinv(seen.gram)
        effects = effects + inverse @ seen.score
    errors = np.sqrt(np.diag(inverse @ (seen.by_cluster.T @ seen.by_cluster) @ inverse))
    scale = float(won(past).mean()) * LOOKED_BACK  # one act a week more is as many more in the window
    return {
        number: Guess(float(effects[number]) * scale, float(errors[number]) * scale,
                      bool(errors[number] > 0 and effects[number] / errors[number] > 1.96))
        for number in range(len(columns))
    }  # fmt: skip
