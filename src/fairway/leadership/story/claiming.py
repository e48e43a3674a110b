"""From findings and judged pilots to what may be claimed of an activity. Plain Python.

A pilot stands in the place of history where it decided something; where it could have missed what is worth having,
history stays.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from fairway.diagnosis.budget.grouping import LEAST_SELLERS
from fairway.evidence.conclusions.types import FindingsFacts
from fairway.evidence.pilots.carrying import HARDLY
from fairway.evidence.pilots.types import PilotFacts
from fairway.evidence.types import Grade
from fairway.evidence.verdict import CREATION
from fairway.leadership.story.types import Among, Basis, Claim, Span
from fairway.metrics.types import Direction
from fairway.studio.helpful import DONE_APART

ORDER = list(Basis)
EVERYBODY = ""
OF_GRADE = {
    Grade.STRONG: Basis.STRONG,
    Grade.SUGGESTIVE: Basis.SUGGESTIVE,
    Grade.EXPERIMENT_NEEDED: Basis.EXPERIMENT_NEEDED,
    Grade.NONE: Basis.NONE,
    Grade.CANNOT_TELL: Basis.CANNOT_TELL,
}
POSITIVE = frozenset({Basis.STRONG, Basis.SUGGESTIVE})


def pilot_claim(activity: str, facts: PilotFacts, objective: str, direction: Direction) -> Claim | None:
    """What a judged pilot decided; None where whether it would help is still open."""
    basis, result = _pilot_basis(facts, direction), facts.result
    if basis is None or result is None:
        return None
    weeks = facts.wish.design.weeks
    return Claim(
        activity=activity,
        basis=basis,
        among=Among(result.counted, weeks, facts.ends_on),
        objective=objective,
        size=Span(result.low, result.high) if result.is_clear else None,
        worth=facts.wish.worth,
    )


def _pilot_basis(facts: PilotFacts, direction: Direction) -> Basis | None:
    result = facts.result
    if result is None or (result.wanted > 0 and result.share_done < HARDLY):
        return None
    low, high = (-result.high, -result.low) if direction is Direction.DOWN else (result.low, result.high)
    is_little = high < facts.wish.worth * facts.said.level
    if result.is_clear and low > 0:
        return Basis.PILOT_LITTLE if is_little else Basis.PILOT_MOVED
    if result.is_clear:
        return Basis.PILOT_AGAINST
    return Basis.PILOT_NOTHING if is_little else None


def history_claims(
    activity: str, metric_key: str, findings: Mapping[str, FindingsFacts], roles: Collection[str]
) -> list[Claim]:
    """What records of each of those roles say of an activity, of everybody where none of them has findings of it; the
    surest first, and one at least.
    """
    large = {group: facts for group, facts in findings.items() if facts.sellers >= LEAST_SELLERS}
    own = {role.casefold(): role for role in roles if role.casefold() in large}
    found = [
        _claim(activity, candidate, large[group], own[group])
        for group in sorted(own)
        if (candidate := _candidate(large[group], metric_key)) and candidate["dose"]["from_per_week"] > 0
    ]
    if not found and EVERYBODY in large and (candidate := _candidate(large[EVERYBODY], metric_key)):
        found = [_claim(activity, candidate, large[EVERYBODY], "")]
    return sorted(found, key=lambda one: ORDER.index(one.basis)) or [Claim(activity, Basis.CANNOT_TELL, None)]


def _candidate(facts: FindingsFacts, metric_key: str) -> Mapping[str, Any] | None:
    return next((one for one in facts.candidates if one["metric"] == metric_key), None)


def _claim(activity: str, candidate: Mapping[str, Any], facts: FindingsFacts, role: str) -> Claim:
    chain, dose = candidate["chain"], candidate["dose"]
    is_bundled = any(check["name"] == DONE_APART and not check["passed"] for check in candidate["checks"])
    return Claim(
        activity=activity,
        basis=_basis(Grade(candidate["grade"]), chain, is_bundled=is_bundled),
        among=Among(facts.sellers, facts.weeks, facts.week_on + timedelta(days=6), role),
        is_on_accounts=bool(chain) and chain["objective"] == CREATION,
        size=Span(chain["low"], chain["high"]) if chain else None,
        dose=Span(dose["from_per_week"], dose["to_per_week"]),
        weeks_needed=candidate["weeks_needed"],
        is_bundled=is_bundled,
    )


def _basis(grade: Grade, chain: Mapping[str, Any] | None, *, is_bundled: bool) -> Basis:
    """No more than the grade, and less where the size speaks against it or two activities cannot be told apart."""
    basis = OF_GRADE[grade]
    if basis in POSITIVE and chain is not None and chain["effect_mean"] <= 0:
        return Basis.NONE
    return Basis.SUGGESTIVE if basis is Basis.STRONG and is_bundled else basis
