"""Everything a group's records say of its candidates, graded, sized and ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from fairway.evidence.checking import checks_on_accounts, checks_on_deals, checks_on_logging
from fairway.evidence.completeness import Logging, changes_by_quarter, logged_at_least
from fairway.evidence.composing import DOSE, Flow, booked, rates
from fairway.evidence.creation import CreationFit, fitted_creation
from fairway.evidence.grading import LEADS_COME_ANYWAY, LONGEST, Evidence, grades, weeks_until_known
from fairway.evidence.overlapping import bundled, companions
from fairway.evidence.panel import Panel, panel_of
from fairway.evidence.progress import FEWEST_ROWS, Estimates, ProgressFit, fitted
from fairway.evidence.ranking import ranked
from fairway.evidence.shapes import Shape
from fairway.evidence.types import FEW_WEEKS, LEVEL_Z, Check, Finding, Grade, Numbers, Past, Span
from fairway.evidence.weighing import weighed
from fairway.evidence.wording import reason

# Share of an effect that no model of how deals flow gets right. With the bound on what is logged, nine of ten ranges
# held the truth on one development seed of bench.evidence (310); that of accounts has no measurement of its own.
STRUCTURE = {"deal": 0.15, "account": 0.25}
BEST_QUARTER = 0.75  # quantile from which sellers are the best quarter, as the studio has it


@dataclass(frozen=True, slots=True)
class Sized:
    """One candidate's estimate, wherever its acts are done."""

    flow: Flow
    number: int
    where: str  # deal or account
    shape: Shape
    effect: float
    error: float
    finest: float  # share more at the dose that the sums could tell from nothing
    evidence: Evidence
    checks: tuple[Check, ...]


def findings_of(past: Past) -> tuple[Finding, ...]:
    """Findings of every candidate, best first. Those nothing can be said of come last."""
    numbers = range(len(past.candidates))
    panel = panel_of(past)
    own = [n for n in numbers if past.is_own[n]]
    sized = _sized(past, panel, own, own)
    if len(own) < len(numbers):
        sized += _sized(past, panel, numbers, [n for n in numbers if not past.is_own[n]])
    best = _one_each(sized)
    graded = grades([one.evidence for one in best])
    logged = Logging(logged_at_least(past, panel), changes_by_quarter(past))
    found = [_finding(past, one, grade, logged) for one, grade in zip(best, graded, strict=True)]
    found = bundled(found, _together(past, panel, best))
    known = {one.number for one in best}
    found += [_unknown(past, panel, number) for number in numbers if number not in known]
    return ranked(found)


def _sized(past: Past, panel: Panel, asked: Sequence[int], wanted: Sequence[int]) -> list[Sized]:
    """Estimates of the wanted ones, with all that are asked held beside each other.

    What customers do upon an act is no rival of it: a part of its effect goes through that. Acts are therefore asked
    without it, and it beside the acts.
    """
    progress, creation = fitted(panel, panel.moved, asked), fitted_creation(past, asked)
    effects = weighed(progress.compared, progress.instrumented) if progress else None
    flow = Flow(
        panel,
        progress,
        creation,
        dict(zip(progress.candidates, effects.effects, strict=True)) if progress and effects else {},
        dict(zip(creation.candidates, creation.effects.effects, strict=True)) if creation else {},
    )
    found = [
        *(_on_deals(past, flow, progress, effects) if progress and effects else []),
        *(_on_accounts(past, flow, creation) if creation else []),
    ]
    return [one for one in found if one.number in wanted]


def _together(past: Past, panel: Panel, best: Sequence[Sized]) -> dict[str, str]:
    """Names of candidates that are nearly always done with another one, with that one's."""
    found: dict[str, str] = {}
    for where in STRUCTURE:
        pairs = companions(panel, [one.number for one in best if one.where == where], where=where)
        found |= {past.candidates[one]: past.candidates[other] for one, other in pairs.items()}
    return found


def _one_each(sized: Sequence[Sized]) -> list[Sized]:
    """Of a candidate done on deals and on accounts the part that is surer; what the other part brings is left out."""
    best: dict[int, Sized] = {}
    for one in sized:
        kept = best.get(one.number)
        if kept is None or one.evidence.weighed > kept.evidence.weighed:
            best[one.number] = one
    return list(best.values())


def _on_deals(past: Past, flow: Flow, fit: ProgressFit, effects: Estimates) -> list[Sized]:
    compared, instrumented = fit.compared, fit.instrumented
    usual = flow.usual_slopes
    found = []
    for place, number in enumerate(fit.candidates):
        error = float(effects.errors()[place])
        finest = 1.96 * error * usual[number] * DOSE
        evidence = Evidence(
            compared=_z(compared, place),
            weighed=float(effects.effects[place]) / error,
            instrumented=_z(instrumented, place),
            strength=float(fit.strength[place]),
            doubts=False,
            finest=_gated(past, finest),
        )
        found.append(
            Sized(flow, number, "deal", fit.shapes[place], float(effects.effects[place]), error, finest, evidence,
                  checks_on_deals(evidence))
        )  # fmt: skip
    return found


def _on_accounts(past: Past, flow: Flow, fit: CreationFit) -> list[Sized]:
    found = []
    for place, number in enumerate(fit.candidates):
        error = float(fit.effects.errors()[place])
        finest = 1.96 * error * flow.opening_slope(number) * DOSE
        z = _z(fit.effects, place)
        ahead, leads = _z(fit.ahead, place), _z(fit.on_leads, place)
        evidence = Evidence(
            compared=z,
            weighed=z,
            instrumented=None,
            strength=0.0,
            doubts=leads > LEADS_COME_ANYWAY,
            finest=_gated(past, finest),
        )
        found.append(
            Sized(flow, number, "account", fit.shapes[place], float(fit.effects.effects[place]), error, finest,
                  evidence, checks_on_accounts(evidence, ahead, leads))
        )  # fmt: skip
    return found


def _z(estimates: Estimates, place: int) -> float:
    error = float(estimates.errors()[place])
    return float(estimates.effects[place]) / error if error > 0 else 0.0


def _gated(past: Past, finest: float) -> float:
    return max(finest, 1.0) if past.is_few else finest


def _weeks_needed(past: Past, finest: float) -> int | None:
    more = weeks_until_known(finest, past.weeks)
    return max(more, FEW_WEEKS + 1 - past.weeks) if more is not None and past.is_few else more


def _finding(past: Past, one: Sized, grade: Grade, logged: Logging) -> Finding:
    flow = one.flow
    rate = float(rates(flow.panel, [one.number])[0])
    dose = DOSE * rate
    gains = flow.gains(one.number, one.where, [one.effect, one.error])
    spread = float(np.hypot(LEVEL_Z * gains[1], LEVEL_Z * STRUCTURE[one.where] * gains[0]))
    amount = booked(flow.panel) / max(dose, 1e-12)
    share = flow.nearest(one.number, one.where, one.effect)
    relative = spread / abs(gains[0]) if gains[0] else np.inf
    weeks = _weeks_needed(past, one.finest) if grade is Grade.CANNOT_TELL else None
    checks = (*one.checks, *checks_on_logging(logged))
    return Finding(
        metric=past.candidates[one.number],
        rank=0,
        grade=grade,
        reason=reason(grade, weeks, one.where, agree=all(check.passed for check in one.checks)),
        per_week=rate,
        dose=dose,
        effect=_span(amount * gains[0], amount * spread, logged),
        chain=_span(share, relative * abs(share), logged) if np.isfinite(relative) else None,
        objective="stage_progress" if one.where == "deal" else "new_deals",
        lag_weeks=(one.shape.first, one.shape.last),
        diminishing_above_per_week=_diminishing(flow, one, rate),
        headroom_per_week=_headroom(past, one.number),
        weeks_needed=weeks,
        checks=checks,
    )


def _span(mean: float, spread: float, logged: Logging) -> Span:
    """The range of one act that is done. What is known is of one that is logged, which others that are not stand
    behind: its lower end falls by as many as there may be.
    """
    low = mean - spread
    return Span(float(mean), float(low * logged.at_least if low > 0 else low), float(mean + spread))


def _unknown(past: Past, panel: Panel, number: int) -> Finding:
    """Of a candidate with too few acts or deals to ask anything: when there will be enough to begin with."""
    rate = float(rates(panel, [number])[0])
    scarce = min(rate * past.presence.size, float((past.deals.created >= 0).sum()))
    more = (
        max(ceil(past.weeks * (FEWEST_ROWS / scarce - 1.0)), FEW_WEEKS + 1 - past.weeks, 1) if scarce else LONGEST + 1
    )
    weeks = more if more <= LONGEST else None
    return Finding(
        metric=past.candidates[number],
        rank=0,
        grade=Grade.CANNOT_TELL,
        reason=reason(Grade.CANNOT_TELL, weeks, "deal", agree=False),
        per_week=rate,
        dose=0.0,
        effect=None,
        chain=None,
        objective="",
        lag_weeks=None,
        diminishing_above_per_week=None,
        headroom_per_week=_headroom(past, number),
        weeks_needed=weeks,
        checks=(),
    )


def _diminishing(flow: Flow, one: Sized, rate: float) -> float | None:
    """Acts a week above which one more adds less than half of what the first one adds; None where that is not seen."""
    if np.isinf(one.shape.half):
        return None
    turning = one.shape.half * (2**0.5 - 1.0)  # where the slope of n(h+1)/(h+n) is half of that at nought
    if one.where == "account":
        return rate * turning
    seen = flow.panel.window(one.number, one.shape.first, one.shape.last)
    usual = float(seen.mean())
    return rate * turning / usual if usual > 0 else None


def _headroom(past: Past, number: int) -> float:
    """How much more a week the best quarter of sellers does at least, against the average."""
    acts = past.acts
    own = np.bincount(acts.seller[(acts.candidate == number) & (acts.week >= 0)], minlength=past.sellers)
    worked: Numbers = np.maximum(past.presence.sum(axis=1), 1.0)
    weekly = own / worked
    return float(max(np.quantile(weekly, BEST_QUARTER) - weekly.mean(), 0.0))
