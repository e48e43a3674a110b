"""Which activities to suggest for a written case: understood, judged, ranked. Plain Python over plain JSON."""

from collections.abc import Mapping
from typing import Any

from fairway.studio.cases.gaps import CaseGap, gap_of
from fairway.studio.cases.judging import Verdict, verdicts
from fairway.studio.cases.kinds import kind_of
from fairway.studio.cases.mentions import acts_near, acts_of_candidate, read_mentions
from fairway.studio.cases.profile import Kind, Profile
from fairway.studio.cases.reading import read_case
from fairway.studio.treasure_map import ActEntry, RoleEntry, role_in, treasure_map
from fairway.studio.types import Rejection, Suggestion

CAUSE = 0.5  # weight of an objective that an act called short would move
DIRECT = 3  # how an act has to move it
FEWEST = 2  # a manager chooses two


def suggestion_for_case(case: Mapping[str, Any], *, number: int = 0) -> Suggestion:
    """The answer to one case; `number` names it where it has no id of its own."""
    profile, gap, role, acts = understood(case, number=number)
    judged = verdicts(profile, gap, role, acts)
    ranked, rest = _parted(judged)
    return Suggestion(
        id=profile.id,
        ranking=tuple(verdict.candidate.key for verdict in ranked),
        rejected=tuple(Rejection(verdict.candidate.key, verdict.why) for verdict in rest),
        reasons={verdict.candidate.key: _reason(verdict) for verdict in ranked},
        sentence=sentence_of(gap),
    )


def understood(
    case: Mapping[str, Any], *, number: int = 0
) -> tuple[Profile, CaseGap, RoleEntry | None, dict[str, list[ActEntry]]]:
    """(what is known, where the gap is, the role, the acts each candidate may be) of a case."""
    profile = read_case(case, number=number)
    acts: dict[str, list[ActEntry]] = {}
    by_phrases: dict[str, list[ActEntry]] = {}
    keys = set()
    for candidate in profile.candidates:
        by_phrase = acts_of_candidate(candidate)
        candidate.kind = kind_of(candidate, by_phrase)
        candidate.is_named_act = bool(by_phrase)
        by_phrases[candidate.key] = by_phrase
        acts[candidate.key] = acts_near(candidate, by_phrase)
        if candidate.kind in {Kind.ACT, Kind.VOLUME, None}:
            keys.add(candidate.key)
    about = read_mentions(profile, by_phrases, keys)
    gap = gap_of(profile, about)
    _add_causes(gap, profile, acts)
    role = role_of(profile)
    if role is not None and role.processes[0] == "account" and "opportunities" in gap.short:
        # With customers one has, new opportunities are expansion.
        gap.short["expansion"] = max(gap.short.get("expansion", 0.0), gap.short["opportunities"])
        gap.fine.discard("expansion")
    return profile, gap, role, acts


def _add_causes(gap: CaseGap, profile: Profile, acts: dict[str, list[ActEntry]]) -> None:
    """What acts called short would move is likely where the gap is, where nothing has said so as clearly."""
    for candidate in profile.candidates:
        if candidate.said_low > candidate.said_high and candidate.kind is Kind.ACT:
            for act in acts[candidate.key][:1]:
                for key, weight in act.moves.items():
                    if key not in gap.fine and weight >= DIRECT:
                        gap.short[key] = max(gap.short.get(key, 0.0), CAUSE)


def role_of(profile: Profile) -> RoleEntry | None:
    """The role as stated, else as the sentences about the seller name it."""
    return role_in(profile.role) or role_in(profile.prose)


def sentence_of(gap: CaseGap) -> str:
    """Which objectives carry the gap, in words."""
    names = [
        treasure_map().objectives[key].name
        for key, weight in sorted(gap.short.items(), key=lambda i: -i[1])
        if weight >= 0.5
    ]
    return f"The gap is in {' and '.join(names[:2])}." if names else "Nothing says where the gap is."


def _reason(verdict: Verdict) -> str:
    """What speaks for it, and what speaks against it all the same."""
    return f"{verdict.reason}; but {verdict.why}" if verdict.why else verdict.reason


def _parted(judged: list[Verdict]) -> tuple[list[Verdict], list[Verdict]]:
    """(ranked best first, rejected). What something speaks against stands in the ranking only where it weighs less
    than what speaks for it, among the two best; what is ruled out never does.
    """
    best = sorted((v for v in judged if not v.is_final), key=lambda v: -v.score)
    ranked = [v for place, v in enumerate(best) if place < FEWEST or not v.why]
    chosen = {id(verdict) for verdict in ranked}
    return ranked, [verdict for verdict in judged if id(verdict) not in chosen]
