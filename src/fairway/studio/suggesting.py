"""Which activities to suggest for a written case: understood, judged, ranked. Plain Python over plain JSON."""

from collections.abc import Mapping
from typing import Any

from fairway.studio.cases.gaps import CaseGap, gap_of
from fairway.studio.cases.judging import Verdict, verdicts
from fairway.studio.cases.mentions import acts_of_candidate, read_mentions
from fairway.studio.cases.profile import Profile
from fairway.studio.cases.reading import read_case
from fairway.studio.treasure_map import RoleEntry, role_in, treasure_map
from fairway.studio.types import Rejection, Suggestion

FEWEST = 2  # a manager chooses two; a candidate ruled out softly is better than none


def suggestion_for_case(case: Mapping[str, Any], *, number: int = 0) -> Suggestion:
    """The answer to one case; `number` names it where it has no id of its own."""
    profile = read_case(case, number=number)
    acts = {candidate.key: acts_of_candidate(candidate) for candidate in profile.candidates}
    read_mentions(profile, acts)
    gap = gap_of(profile)
    role = role_of(profile)
    if role is not None and role.processes[0] == "account" and "opportunities" in gap.short:
        # With customers one has, new opportunities are expansion.
        gap.short.setdefault("expansion", gap.short["opportunities"])
        gap.fine.discard("expansion")
    judged = verdicts(profile, gap, role, acts)
    ranked, rest = _parted(judged)
    return Suggestion(
        id=profile.id,
        ranking=tuple(verdict.candidate.key for verdict in ranked),
        rejected=tuple(Rejection(verdict.candidate.key, verdict.why) for verdict in rest),
        reasons={verdict.candidate.key: verdict.reason or verdict.why for verdict in ranked},
        sentence=sentence_of(gap),
    )


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


def _parted(judged: list[Verdict]) -> tuple[list[Verdict], list[Verdict]]:
    """(ranked best first, rejected). Soft refusals fill up to two where too few remain."""
    ranked = sorted((v for v in judged if not v.why), key=lambda v: -v.score)
    soft = sorted((v for v in judged if v.is_soft), key=lambda v: -v.score)
    ranked += soft[: max(0, FEWEST - len(ranked))]
    chosen = {id(verdict) for verdict in ranked}
    return ranked, [verdict for verdict in judged if id(verdict) not in chosen]
