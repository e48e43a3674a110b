"""Acts that are nearly always done together: no sum can tell which of them works, so that both stand for the bundle.

Regressions would give all of it to one of them and nothing to the other, by chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from fairway.evidence.creation import on_accounts
from fairway.evidence.panel import Panel
from fairway.evidence.ranking import ORDER
from fairway.evidence.types import Check, Finding, Grade, Numbers
from fairway.evidence.wording import BUNDLED

TOGETHER = 0.9  # correlation of counts from which two are one
OPEN = {Grade.NONE, Grade.CANNOT_TELL}


def companions(panel: Panel, candidates: Sequence[int], *, where: str) -> dict[int, int]:
    """Of each candidate done together with another one, the one it is most like; where is deal or account."""
    many = [panel.window(n, 1, 4) if where == "deal" else on_accounts(panel.past, n).ravel() for n in candidates]
    if len(many) < 2:
        return {}
    alike = _correlations(np.stack(many))
    np.fill_diagonal(alike, 0.0)
    nearest = alike.argmax(axis=1)
    return {
        number: candidates[other]
        for place, (number, other) in enumerate(zip(candidates, nearest, strict=True))
        if alike[place, other] > TOGETHER
    }


def _correlations(rows: Numbers) -> Numbers:
    centred = rows - rows.mean(axis=1, keepdims=True)
    length = np.sqrt((centred**2).sum(axis=1))
    return np.asarray(centred @ centred.T / np.maximum(np.outer(length, length), 1e-12))


def bundled(found: Sequence[Finding], together: Mapping[str, str]) -> list[Finding]:
    """The findings with both of each pair told as what the surer one of them shows, and never called strong."""
    by_metric = {one.metric: one for one in found}
    return [
        _as_bundle(one, by_metric[together[one.metric]]) if together.get(one.metric) in by_metric else one
        for one in found
    ]


def _as_bundle(one: Finding, other: Finding) -> Finding:
    leader = min((one, other), key=lambda each: (ORDER[each.grade], -(each.effect.mean if each.effect else -np.inf)))
    if leader.grade in OPEN:
        return one
    return replace(
        one,
        grade=Grade.EXPERIMENT_NEEDED if leader.grade is Grade.EXPERIMENT_NEEDED else Grade.SUGGESTIVE,
        reason=BUNDLED,
        effect=leader.effect,
        chain=leader.chain,
        objective=leader.objective,
        lag_weeks=leader.lag_weeks,
        weeks_needed=None,
        checks=(*one.checks, Check("done_apart", False, f"Nearly always done together with {other.metric}.")),
    )
