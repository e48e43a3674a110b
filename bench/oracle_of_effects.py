"""Who knows everything but sizes: which acts work, where, when and how they saturate, every deal's luck, what was not
logged. What it does not know from the same records nobody can.
"""

import numpy as np

from fairway.evidence.panel import Panel, panel_of
from fairway.evidence.types import ActFacts, DealFacts, Numbers, Past
from fairway.simulation.effects.settings import Act, Setting, Subject
from fairway.simulation.effects.types import History


def past_of(setting: Setting, history: History, *, only_logged: bool = True) -> Past:
    """A history as evidence sees it, without the way through a folder and the lake."""
    acts, deals = history.acts, history.deals
    seen = acts.is_logged if only_logged else np.ones(len(acts.kind), dtype=bool)
    return Past(
        candidates=tuple(act.word for act in setting.acts),
        is_own=np.ones(len(setting.acts), dtype=bool),
        presence=history.presence,
        inbound=history.inbound.astype(np.float64),
        deals=DealFacts(
            seller=deals.seller,
            created=deals.created,
            closed=deals.closed,
            is_won=deals.is_won,
            is_inbound=deals.is_inbound,
            amount=deals.amount,
            entered=deals.entered,
            left=np.full(len(deals.seller), -(10**6), dtype=np.int64),
        ),
        acts=ActFacts(acts.kind[seen], acts.seller[seen], acts.week[seen], acts.deal[seen]),
    )


def sizes(setting: Setting, history: History) -> dict[int, tuple[float, float]]:
    """By act on deals that works: its estimated effect as a share of the true one, and the standard error of that."""
    panel = panel_of(past_of(setting, history, only_logged=False))
    numbers = [n for n in setting.working() if setting.acts[n].subject is Subject.DEAL]
    if not numbers:
        return {}
    onward = np.array([stage.onward for stage in setting.stages])[panel.stage]
    base = onward * np.exp(history.luck[panel.deal, panel.week])
    loss = np.array([stage.loss for stage in setting.stages])[panel.stage]
    columns = np.column_stack([_reach(panel, n, setting.acts[n], history) for n in numbers])
    effects = np.zeros(len(numbers))
    for _ in range(6):
        hazard = base * np.exp(columns @ effects)
        mean = hazard / (hazard + loss) * -np.expm1(-(hazard + loss))  # lost ones cannot move on
        gram = (columns * mean[:, None]).T @ columns
        inverse = np.linalg.pinv(gram)
        effects = effects + inverse @ (columns.T @ (panel.moved - mean))
    errors = np.sqrt(np.diag(inverse))
    true = np.array([setting.acts[n].log_ratio for n in numbers])
    return {n: (float(e / t), float(s / t)) for n, e, s, t in zip(numbers, effects, errors, true, strict=True)}


def _reach(panel: Panel, number: int, act: Act, history: History) -> Numbers:
    many = panel.window(number, *act.lag_weeks)
    fits = (panel.stage >= act.stages[0]) & (panel.stage <= act.stages[1]) & history.responds[panel.seller]
    return np.asarray(many * (act.half + 1.0) / (act.half + many) * fits)
