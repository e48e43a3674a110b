"""An effect as counts anybody can read: of twenty deals, how many move on with an act and without one."""

import numpy as np

from fairway.evidence.creation import CreationFit, created_own
from fairway.evidence.panel import Panel
from fairway.evidence.progress import LARGEST, Estimates, ProgressFit
from fairway.evidence.types import LEVEL_Z, Numbers, Past, Picture, Span, Whole

TWENTY = 20
WEEKS = 4  # looked ahead, more where it takes longer to work


def of_deals(panel: Panel, fit: ProgressFit, effects: Estimates, place: int) -> Picture:
    """Of twenty open deals those that move on, or are won, within some weeks, with one act of the candidate at a place
    in the fit and without any. Loss is left out: it ends a few of either.
    """
    shaped = zip(fit.candidates, fit.shapes, strict=True)
    columns = np.column_stack([shape.reach(panel.window(n, shape.first, shape.last)) for n, shape in shaped])
    exposure = np.exp(np.clip(columns @ effects.effects, -LARGEST, LARGEST))
    usual = _usual(panel.moved.astype(np.float64), exposure, panel.seller, panel.past.sellers)
    shape = fit.shapes[place]
    weeks = max(WEEKS, shape.last)
    span = _log_span(float(effects.effects[place]), float(effects.errors()[place]), usual[1])
    working = shape.last - shape.first + 1
    with_act = [usual[0] * (weeks - working + working * float(np.exp(log))) for log in span]
    deals = len(np.unique(panel.deal))
    return Picture(weeks, _counts(with_act), _counts(_without(usual, weeks)), panel.past.sellers, deals)


def of_accounts(past: Past, fit: CreationFit, place: int) -> Picture:
    """Of twenty weeks of sellers those with a new deal of their own, with one more act on accounts and as it is now."""
    came = created_own(past).astype(np.float64)
    seller = np.repeat(np.arange(past.sellers, dtype=np.int64), past.weeks)
    usual = _usual(came.ravel(), past.presence.ravel(), seller, past.sellers)
    reach = fit.shapes[place].reach(np.array([1.0, 1.0 + 1.0 / max(float(fit.usual[place]), 1e-9)]))
    more = float(reach[1] - reach[0])
    span = _log_span(more * float(fit.effects.effects[place]), more * float(fit.effects.errors()[place]), usual[1])
    with_act = [usual[0] * float(np.exp(np.clip(log, -LARGEST, LARGEST))) for log in span]
    return Picture(1, _counts(with_act), _counts(_without(usual, 1)), past.sellers, int(came.sum()))


def _usual(events: Numbers, exposure: Numbers, seller: Whole, sellers: int) -> tuple[float, float]:
    """Events for each unit of exposure, and the relative standard error of that, by sellers."""
    rate = float(events.sum() / max(float(exposure.sum()), 1e-12))
    apart = np.bincount(seller, events - rate * exposure, minlength=sellers)
    error = float(np.sqrt((apart**2).sum())) / max(float(events.sum()), 1.0)
    return rate, error


def _log_span(effect: float, error: float, usual_error: float) -> tuple[float, float, float]:
    width = LEVEL_Z * float(np.hypot(error, usual_error))
    return effect, max(effect - width, -LARGEST), min(effect + width, LARGEST)


def _without(usual: tuple[float, float], weeks: int) -> list[float]:
    rate, error = usual
    return [rate * weeks * float(np.exp(way * LEVEL_Z * error)) for way in (0, -1, 1)]


def _counts(hazards: list[float]) -> Span:
    return Span(*(TWENTY * float(-np.expm1(-hazard)) for hazard in hazards))
