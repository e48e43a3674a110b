"""Judging the candidates of a case: what speaks against each, with the reason, and how they compare.

Order of the objections: whether it is the figure of a driver, what kind of thing it is, whose act it is, whether it
takes any time, whether this CRM can see it, what was found of it, whether there is headroom, whether it shows in time
and fits into the hours, whether anything is known of it, whether it is of the role's process and aims at the gap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairway.studio.cases.act_words import act_likelihood, act_words, things_named
from fairway.studio.cases.aiming import aim_of
from fairway.studio.cases.costs import too_costly
from fairway.studio.cases.gaps import CaseGap
from fairway.studio.cases.headroom import as_peers, no_headroom
from fairway.studio.cases.kinds import is_certain
from fairway.studio.cases.objections import (
    not_at_gap,
    not_seen,
    nothing_known,
    spoken_against,
    step_is_fine,
    takes_nothing,
    the_figure_itself,
    too_late,
    wrong_process,
)
from fairway.studio.cases.owners import not_own
from fairway.studio.cases.profile import CandidateFacts, Kind, Profile
from fairway.studio.cases.remarks import not_needed
from fairway.studio.cases.weighing import Features, Sight, features_of, named_by_short, score_of, sight_of
from fairway.studio.treasure_map import ActEntry, RoleEntry

FINAL = frozenset({"kind", "evidence", "late", "cost"})  # objections that rule out, whatever else is said
AIMED = 0.5  # fit from which it is said to aim at the gap

KIND_WHY = {
    Kind.RESULT: "a result: it can be measured, not managed",
    Kind.OBJECTIVE: "an objective: it moves only when a customer or somebody else says yes",
    Kind.HYGIENE: "good order in the CRM: it keeps records true and moves no customer",
    Kind.VOLUME: "raw volume: it says neither to whom nor how well",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One candidate judged. `why` is what speaks against it first, empty where nothing does; `is_final` where that
    rules it out.
    """

    candidate: CandidateFacts
    score: float
    why: str
    is_final: bool
    reason: str
    features: Features


def verdicts(
    profile: Profile, gap: CaseGap, role: RoleEntry | None, acts: Mapping[str, Sequence[ActEntry]]
) -> list[Verdict]:
    """Every candidate judged, in the order they were given."""
    short = named_by_short(profile)
    judged = []
    for candidate in profile.candidates:
        sight = sight_of(candidate, gap, acts[candidate.key], aim_of(candidate, gap.steps))
        objections = _objections(sight, profile, gap, role)
        judged.append(_verdict(sight, objections, features_of(sight, objections, profile, gap, short)))
    return judged


def _verdict(sight: Sight, objections: Mapping[str, str], features: Features) -> Verdict:
    against = [(name, reason) for name, reason in objections.items() if reason]
    return Verdict(
        candidate=sight.candidate,
        score=score_of(features),
        why=against[0][1] if against else "",
        is_final=any(name in FINAL for name, _ in against),
        reason=_reason(sight.candidate, sight.fit),
        features=features,
    )


def _objections(sight: Sight, profile: Profile, gap: CaseGap, role: RoleEntry | None) -> dict[str, str]:
    """What is said against a candidate by name, in the order in which it is told; empty sentences where nothing is."""
    one, aim, acts = sight.candidate, sight.aim, sight.acts
    is_aimed = aim is not None and aim.step.weight > 0
    return {
        "figure": the_figure_itself(one, profile, gap),
        "kind": _no_act(one),
        "owner": not_own(one, role, acts),
        "free": takes_nothing(one),
        "recording": not_seen(one),
        "evidence": spoken_against(sight.effect),
        "ceiling": no_headroom(one),
        "late": too_late(one, profile),
        "cost": too_costly(one, profile),
        "unknown": nothing_known(one, acts),
        "peers": as_peers(one),
        "fine_step": step_is_fine(aim) if aim is not None and aim.is_said else "",
        "process": "" if is_aimed else wrong_process(one, role, acts),
        "needless": not_needed(one),
        "gap": "" if is_aimed or not one.is_named_act else not_at_gap(gap, acts, sight.fit),
    }


def _no_act(candidate: CandidateFacts) -> str:
    """What it is instead of an act; nothing where that is not certain and its words are those of an act."""
    if candidate.kind is None:
        return ""
    is_act_by_words = not is_certain(candidate) and act_likelihood(things_named(candidate), act_words()) > 0
    return "" if is_act_by_words else KIND_WHY.get(candidate.kind, "")


def _reason(candidate: CandidateFacts, fit: float) -> str:
    parts = ["aims at the gap" if fit >= AIMED else "may help with the gap"]
    if candidate.own is not None and (candidate.top or candidate.middle):
        best = candidate.top or candidate.middle
        levels = (
            f"{candidate.own:.0%} now, {best:.0%} at the best"
            if candidate.is_share and best and best <= 1
            else f"{candidate.own:g} now, {best:g} at the best"
        )
        parts.append(levels)
    if candidate.fill is not None:
        parts.append(f"recorded in {candidate.fill:.0%}")
    if candidate.lag_weeks:
        soonest, latest = (f"{weeks:.0f}" for weeks in candidate.lag_weeks)
        parts.append(f"shows after {soonest if soonest == latest else f'{soonest} to {latest}'} weeks")
    return "; ".join(parts)
