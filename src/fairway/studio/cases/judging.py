"""Judging the candidates of a case: what rules one out, with the reason, and how the rest compare.

Order of the tests: what kind of thing it is, whose act it is, whether this CRM can see it, whether there is headroom,
whether it shows in time and fits into the hours, whether it belongs to the role's process and aims at the gap.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fairway.studio.cases.gaps import CaseGap
from fairway.studio.cases.mentions import spoken_of
from fairway.studio.cases.owners import not_own
from fairway.studio.cases.profile import CandidateFacts, Kind, Profile
from fairway.studio.cases.quantities import folded
from fairway.studio.concepts import concepts_of, likeness
from fairway.studio.treasure_map import ActEntry, RoleEntry, treasure_map

FILLED = 0.5  # recorded less often than this cannot be managed by
TIMELY = 0.35
AT_CEILING = 0.95  # of what the best quarter reaches
WITH_PEERS = 0.92  # of the middle
HIGH_SHARE = 0.88  # of all occasions, where nobody else's level is known
MOST_HOURS_EACH = 0.6  # of the week's free hours, for one occurrence whose number is unknown

AMPLE = 0.75  # headroom beyond which more says nothing
SCANT, NEARLY_THERE = 0.3, 0.8  # headroom below which a level is hardly the cause, and points that costs
AKIN = 0.8  # points of being much like an act called short
SOFT = 1.2  # points an objection costs that does not rule out
MENTIONED = 0.9  # points of being called short in the prose

OCCASION = re.compile(
    r"^(?:share|percent|anteil|part|proporcion)\b|\b(?:per|je|pro|par|por|for each|of each) "
    r"(?!(?:the )?(?:day|week|month|quarter|year|half|seller|rep|tag|woche|monat|jahr|semaine|mois|jour|semana|mes"
    r"|dia)\b)"
)
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
    fit = _fit(candidate, gap, acts)
    headroom = headroom_of(candidate)
    verdict.score = _score(candidate, profile, fit, headroom)
    hard = (
        (KIND_WHY.get(candidate.kind, "") if candidate.kind is not None else "")
        or not_own(candidate, role, acts)
        or _not_seen(candidate)
        or _no_headroom(candidate)
        or _too_late(candidate, profile)
        or _too_costly(candidate, profile)
    )
    if hard:
        verdict.why = hard
        return verdict
    soft = (
        _unknown(candidate, acts) or _as_peers(candidate) or _wrong_process(role, acts) or _not_at_gap(gap, acts, fit)
    )
    if soft:
        verdict.why, verdict.is_soft = soft, True
        verdict.score -= SOFT
        return verdict
    verdict.reason = _reason(candidate, fit)
    return verdict


def _fit(candidate: CandidateFacts, gap: CaseGap, acts: Sequence[ActEntry]) -> float:
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


def headroom_of(candidate: CandidateFacts) -> float | None:
    """Share of the way from the seller to the best (or a third above the middle) that is left; None where unknown."""
    if candidate.own is not None:
        best = candidate.top if candidate.top else candidate.middle * 1.3 if candidate.middle else None
        if best:
            return max(0.0, min(1.0, 1 - candidate.own / best))
        if candidate.is_share:
            return max(0.0, min(1.0, (0.95 - candidate.own) / 0.95))
    if candidate.said_high > candidate.said_low:
        return 0.05
    return 0.7 if candidate.said_low > candidate.said_high else None


def _score(candidate: CandidateFacts, profile: Profile, fit: float, headroom: float | None) -> float:
    score = 2.6 * fit + 2.0 * (min(headroom, AMPLE) if headroom is not None else 0.3)
    is_evidenced = candidate.own is not None or candidate.said_low > candidate.said_high
    score += 0.3 if is_evidenced else 0.0
    score += MENTIONED if candidate.said_low > candidate.said_high else 0.0
    if candidate.own is not None and headroom is not None and headroom < SCANT:
        score -= NEARLY_THERE
    if candidate.fill is not None:
        score += 0.4 * (candidate.fill - 0.7)
    if candidate.lag_weeks and profile.weeks_left:
        score -= 0.4 * min(1.5, sum(candidate.lag_weeks) / 2 / profile.weeks_left)
    if profile.hours_free:
        hours = _hours(candidate)
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


def _no_headroom(candidate: CandidateFacts) -> str:
    own, top = candidate.own, candidate.top
    if own is not None and top and own >= AT_CEILING * top:
        return "at the ceiling: already where the best are"
    if own is not None and not top and candidate.middle and own >= 1.1 * candidate.middle:
        return "at the ceiling: more than others do"
    if own is not None and not top and not candidate.middle and candidate.is_share and own >= HIGH_SHARE:
        return f"at the ceiling: done in {own:.0%} of cases"
    if own and candidate.middle == 0 and not top:
        return "others do without it"
    if own == 0 and candidate.middle == 0 and not top:
        return "nobody in this role does it"
    is_open = own is None or (candidate.is_share and own >= 0.75 and not top and not candidate.middle)
    if is_open and candidate.said_high > candidate.said_low:
        return "at the ceiling: already among the best"
    return ""


def _too_late(candidate: CandidateFacts, profile: Profile) -> str:
    if candidate.lag_weeks and profile.weeks_left is not None and candidate.lag_weeks[0] > profile.weeks_left:
        return (
            f"too late: it shows after about {candidate.lag_weeks[0]:.0f} weeks and {profile.weeks_left:.0f} are left"
        )
    return ""


def _hours(candidate: CandidateFacts) -> float | None:
    """Hours a week more than today at the level of the best; None where that cannot be worked out."""
    if candidate.hours is not None:
        return candidate.hours
    if candidate.minutes is None:
        return None
    rest = headroom_of(candidate)
    if candidate.units is not None:
        return candidate.units * candidate.minutes / 60 * (rest if rest is not None else 1.0)
    target = candidate.top or candidate.middle
    if target and not candidate.is_share and not _is_per_occasion(candidate):
        return max(0.0, target - (candidate.own or 0.0)) * candidate.minutes / 60
    return None


def _is_per_occasion(candidate: CandidateFacts) -> bool:
    """Whether the levels are parts of occasions ("one page per lead") whose number is not known."""
    levels = [level for level in (candidate.own, candidate.middle, candidate.top) if level is not None]
    text = folded(f"{candidate.name} {candidate.text}")
    return max(levels, default=2.0) <= 1 and bool(OCCASION.search(text))


def _too_costly(candidate: CandidateFacts, profile: Profile) -> str:
    if profile.hours_free is None:
        return "too costly: more than four hours each" if (candidate.minutes or 0) > 240 else ""
    hours = _hours(candidate)
    if hours is not None and hours > 1.1 * profile.hours_free:
        return f"too costly: about {hours:.0f} more hours a week, {profile.hours_free:g} are free"
    each = (candidate.minutes or 0) / 60
    if each > profile.hours_free or (hours is None and each > max(2.4, MOST_HOURS_EACH * profile.hours_free)):
        return f"too costly: {each:.0f} hours each, {profile.hours_free:g} a week are free"
    return ""


def _wrong_process(role: RoleEntry | None, acts: Sequence[ActEntry]) -> str:
    """Conversations are everybody's; other acts belong to the roles whose process they are."""
    if role is None or role.key == "manager" or not acts:
        return ""
    if any(act.process in {*role.processes, "call"} for act in acts[:2]):
        return ""
    return f"belongs to another process than this role's ({acts[0].process})"


def _unknown(candidate: CandidateFacts, acts: Sequence[ActEntry]) -> str:
    is_bare = candidate.own is None and candidate.said_low <= candidate.said_high
    return "nothing is known that speaks for it" if candidate.kind is None and not acts and is_bare else ""


def _as_peers(candidate: CandidateFacts) -> str:
    if candidate.own is not None and candidate.middle and candidate.own >= WITH_PEERS * candidate.middle:
        return "as often as others already: little headroom"
    return ""


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
