"""Judging the candidates of a case: what rules one out, with the reason, and how the rest compare.

Order of the tests: what kind of thing it is, whose act it is, whether this CRM can see it, whether there is headroom,
whether it shows in time and fits into the hours, whether it belongs to the role's process and aims at the gap.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fairway.studio.cases.aiming import Aim, aim_of
from fairway.studio.cases.costs import more_hours, too_costly
from fairway.studio.cases.counted import is_done_by_us
from fairway.studio.cases.gaps import CaseGap, keys_said
from fairway.studio.cases.headroom import as_peers, headroom_of, no_headroom
from fairway.studio.cases.leaning import is_to_fall
from fairway.studio.cases.mentions import spoken_of
from fairway.studio.cases.owners import not_own
from fairway.studio.cases.profile import CandidateFacts, Kind, Profile
from fairway.studio.cases.quantities import folded
from fairway.studio.concepts import concepts_of, likeness
from fairway.studio.treasure_map import ActEntry, RoleEntry, treasure_map

FILLED = 0.5  # recorded less often than this cannot be managed by
TIMELY = 0.35

AMPLE = 0.75  # headroom beyond which more says nothing
SCANT, NEARLY_THERE = 0.3, 0.8  # headroom below which a level is hardly the cause, and points that costs
AKIN = 0.8  # points of being much like an act called short
SOFT = 1.2  # points an objection costs that does not rule out
MENTIONED = 0.9  # points of being called short in the prose

CATALOGUE_ACT = re.compile(r"A\d\d")
SAME = 0.005  # of a figure
SAID_OF = 0.8  # fit by the objective that what was found here speaks of
FINE_STEP, SOUNDS_LIKE = 0.1, 0.7  # fit of what acts on a step that is fine, and of what only sounds like the worst
CONTRARY, FAINT, CLEAR = -0.05, 0.12, 0.4  # of a correlation found here
PROVEN, UNPROVEN = 0.5, 0.4  # points of a clear one, and of none where one was looked for
UNTRIED = 0.1  # points it costs where nobody could look

KIND_WHY = {
    Kind.RESULT: "a result: it can be measured, not managed",
    Kind.OBJECTIVE: "an objective: it moves only when a customer or somebody else says yes",
    Kind.HYGIENE: "good order in the CRM: it keeps records true and moves no customer",
    Kind.VOLUME: "raw volume: it says neither to whom nor how well",
}


@dataclass(slots=True)
class Verdict:
    """One candidate judged. `why` is empty where nothing rules it out; `is_soft` where it might serve in need."""

    candidate: CandidateFacts
    score: float = 0.0
    why: str = ""
    is_soft: bool = False
    reason: str = ""


def verdicts(profile: Profile, gap: CaseGap, role: RoleEntry | None, acts: dict[str, list[ActEntry]]) -> list[Verdict]:
    """Every candidate judged, in the order they were given."""
    judged = [_verdict(candidate, profile, gap, role, acts[candidate.key]) for candidate in profile.candidates]
    short = [concepts_of(spoken_of(c)) for c in profile.candidates if c.kind is Kind.ACT and c.said_low > c.said_high]
    for verdict in judged:
        # What is akin to an act called short, such as its quality, comes before what is not.
        if verdict.candidate.said_low <= verdict.candidate.said_high and short:
            own = concepts_of(spoken_of(verdict.candidate))
            verdict.score += AKIN * max(likeness(own, other, {}) for other in short)
    return judged


def _verdict(
    candidate: CandidateFacts, profile: Profile, gap: CaseGap, role: RoleEntry | None, acts: Sequence[ActEntry]
) -> Verdict:
    verdict = Verdict(candidate)
    aim = aim_of(candidate, gap.steps)
    fit = _fit(candidate, gap, acts, aim)
    headroom = headroom_of(candidate)
    effect = _effect(candidate, aim, gap)
    verdict.score = _score(candidate, profile, fit, headroom, effect)
    hard = (
        _the_figure_itself(candidate, profile)
        or (KIND_WHY.get(candidate.kind, "") if candidate.kind is not None else "")
        or not_own(candidate, role, acts)
        or _takes_nothing(candidate)
        or _not_seen(candidate)
        or _spoken_against(effect)
        or no_headroom(candidate)
        or _too_late(candidate, profile)
        or too_costly(candidate, profile)
    )
    if hard:
        verdict.why = hard
        return verdict
    is_aimed = aim is not None and aim.step.weight > 0
    soft = (
        _unknown(candidate, acts)
        or as_peers(candidate)
        or (_step_is_fine(aim) if aim is not None and aim.is_said else "")
        or ("" if is_aimed else _wrong_process(candidate, role, acts))
        or ("" if is_aimed or not candidate.is_named_act else _not_at_gap(gap, acts, fit))
    )
    if soft:
        verdict.why, verdict.is_soft = soft, True
        verdict.score -= SOFT
        return verdict
    verdict.reason = _reason(candidate, fit)
    return verdict


def _fit(candidate: CandidateFacts, gap: CaseGap, acts: Sequence[ActEntry], aim: Aim | None) -> float:
    """0 to 1: how directly it aims at the gap. What is said of it here goes before what acts like it usually move."""
    by_map = _fit_by_map(candidate, gap, acts)
    if aim is None:
        said = f"{candidate.serves}. {candidate.evidence}"
        return max([by_map, *(SAID_OF * gap.short.get(key, 0.0) for key in keys_said(said)[:1])])
    if aim.is_said or aim.step.weight == 0:
        return max(aim.step.weight, by_map) if aim.step.weight else min(by_map, FINE_STEP)
    return max(by_map, SOUNDS_LIKE * aim.step.weight)


def _fit_by_map(candidate: CandidateFacts, gap: CaseGap, acts: Sequence[ActEntry]) -> float:
    by_act = max(
        (gap.fit(act.moves) * weight for act, weight in zip(acts, (1.0, 0.85, 0.7), strict=False)), default=0.0
    )
    words = {
        word[:6]
        for word in folded(f"{candidate.key} {candidate.name} {candidate.text}").replace("-", " ").split()
        if len(word) > 3
    }
    by_words = 0.35 * min(1.0, len(words & gap.words) / 2) if gap.words else 0.0
    return max(by_act, by_words if not acts else 0.0) + (0.08 if by_act and by_words else 0.0)


def _the_figure_itself(candidate: CandidateFacts, profile: Profile) -> str:
    """What a driver measures is no act, whatever it is called: both sides of the two are the same figures."""
    if candidate.own is None or candidate.middle is None or CATALOGUE_ACT.fullmatch(candidate.key):
        return ""
    for driver in profile.drivers:
        if driver.own is None or driver.middle is None or driver.own == driver.middle:
            continue
        if _same(candidate.own, driver.own) and _same(candidate.middle, driver.middle):
            return f"what the gap is measured by, {driver.name}, and no act"
    return ""


def _same(one: float, other: float) -> bool:
    return any(abs(one * scale - other) <= SAME * abs(other) for scale in (1, 100, 0.01))


def _takes_nothing(candidate: CandidateFacts) -> str:
    """What is said to take no time happens to somebody; whoever acts spends some."""
    is_free = candidate.hours == 0 or (candidate.hours is None and candidate.minutes == 0)
    if not is_free or CATALOGUE_ACT.fullmatch(candidate.key) or is_done_by_us(candidate.name):
        return ""
    return "takes no time, as is said: it is what comes of something else"


def _effect(candidate: CandidateFacts, aim: Aim | None, gap: CaseGap) -> float | None:
    """What was found of it, above zero where it helps: of a step that is to fall, such as discount, less is better."""
    step = aim.step if aim is not None else max(gap.steps, key=lambda one: one.weight, default=None)
    if candidate.effect is None or step is None or candidate.effect >= 0:
        return candidate.effect
    return -candidate.effect if is_to_fall(step.name) else candidate.effect


def _spoken_against(effect: float | None) -> str:
    if effect is not None and effect <= CONTRARY:
        return "what was found here speaks against it"
    return ""


def _step_is_fine(aim: Aim) -> str:
    return "" if aim.step.weight else f"acts on {aim.step.name}, which is not where the gap is"


def _score(
    candidate: CandidateFacts, profile: Profile, fit: float, headroom: float | None, effect: float | None
) -> float:
    score = 2.6 * fit + 2.0 * (min(headroom, AMPLE) if headroom is not None else 0.3)
    is_evidenced = candidate.own is not None or candidate.said_low > candidate.said_high
    score += 0.3 if is_evidenced else 0.0
    score += MENTIONED if candidate.said_low > candidate.said_high else 0.0
    if candidate.own is not None and headroom is not None and headroom < SCANT:
        score -= NEARLY_THERE
    if candidate.fill is not None:
        score += 0.4 * (candidate.fill - 0.7)
    if effect is None and candidate.evidence:
        score -= UNTRIED
    if effect is not None:
        score += PROVEN * min(effect / CLEAR, 1.0) - (UNPROVEN if effect < FAINT else 0.0)
    if candidate.lag_weeks and profile.weeks_left:
        score -= 0.4 * min(1.5, sum(candidate.lag_weeks) / 2 / profile.weeks_left)
    if profile.hours_free:
        hours = more_hours(candidate)
        each = (candidate.minutes or 0.0) / 60
        score -= 0.5 * min(1.5, (hours if hours is not None else each) / profile.hours_free)
        # Of what is done per lead or deal, many come in a week.
        score -= 0.6 * min(1.0, each / profile.hours_free) if hours is None else 0.0
    return score


def _not_seen(candidate: CandidateFacts) -> str:
    if candidate.is_blocked:
        return "cannot be done or seen here, as is said"
    if candidate.is_gamed:
        return "logged in a way that cannot be trusted: the number has stopped meaning what it says"
    if candidate.fill is not None and candidate.fill < FILLED:
        return f"not measurable here: recorded in {candidate.fill:.0%} of cases"
    if candidate.timely is not None and candidate.timely < TIMELY:
        return f"not measurable in time: {candidate.timely:.0%} are logged within a day"
    return ""


def _too_late(candidate: CandidateFacts, profile: Profile) -> str:
    if candidate.lag_weeks and profile.weeks_left is not None and candidate.lag_weeks[0] > profile.weeks_left:
        return (
            f"too late: it shows after about {candidate.lag_weeks[0]:.0f} weeks and {profile.weeks_left:.0f} are left"
        )
    return ""


def _wrong_process(candidate: CandidateFacts, role: RoleEntry | None, acts: Sequence[ActEntry]) -> str:
    """Conversations are everybody's; other acts belong to the roles whose process they are."""
    if role is None or role.key == "manager" or not acts or not CATALOGUE_ACT.fullmatch(candidate.key):
        return ""
    if any(act.process in {*role.processes, "call"} for act in acts[:2]):
        return ""
    return f"belongs to another process than this role's ({acts[0].process})"


def _unknown(candidate: CandidateFacts, acts: Sequence[ActEntry]) -> str:
    is_bare = candidate.own is None and candidate.said_low <= candidate.said_high
    return "nothing is known that speaks for it" if candidate.kind is None and not acts and is_bare else ""


def _not_at_gap(gap: CaseGap, acts: Sequence[ActEntry], fit: float) -> str:
    if not acts or not gap.short or fit > 0.05:
        return ""
    aims = [treasure_map().objectives[key].name for key in list(acts[0].moves)[:1]]
    return f"aims at {aims[0]}, which is not where the gap is" if aims else ""


def _reason(candidate: CandidateFacts, fit: float) -> str:
    parts = ["aims at the gap" if fit >= 0.5 else "may help with the gap"]
    if candidate.own is not None and (candidate.top or candidate.middle):
        best = candidate.top or candidate.middle
        levels = (
            f"{candidate.own:.0%} now, {best:.0%} at the best"
            if candidate.is_share and best and best <= 1
            else f"{candidate.own:g} now, {best:g} at the best"
        )
        parts.append(levels)
    if candidate.fill is not None:
        fill = candidate.fill
        parts.append(f"recorded in {fill:.0%}")
    if candidate.lag_weeks:
        soonest, latest = (f"{weeks:.0f}" for weeks in candidate.lag_weeks)
        parts.append(f"shows after {soonest if soonest == latest else f'{soonest} to {latest}'} weeks")
    return "; ".join(parts)
