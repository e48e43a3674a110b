"""How directly a candidate aims at the gap of a case, and what was found of it there."""

import re
from collections.abc import Sequence

from fairway.studio.cases.aiming import Aim
from fairway.studio.cases.gaps import CaseGap, keys_said
from fairway.studio.cases.leaning import is_to_fall
from fairway.studio.cases.profile import CandidateFacts
from fairway.studio.cases.quantities import folded
from fairway.studio.treasure_map import ActEntry

HARMS = re.compile(
    r"\b(?:harms?|harmful|schadet|schadlich|nuit|nuisible|perjudica\w*)\b"
)  # whatever the sign of its figure
SAID_OF = 0.8  # fit by the objective that what was found here speaks of
FINE_STEP, SOUNDS_LIKE = 0.1, 0.7  # fit of what acts on a step that is fine, and of what only sounds like the worst
BY_RANK = (1.0, 0.85, 0.7)  # of the acts a candidate may be, the likest first


def fit_of(candidate: CandidateFacts, gap: CaseGap, acts: Sequence[ActEntry], aim: Aim | None) -> float:
    """0 to 1: how directly it aims at the gap. What is said of it here goes before what acts like it usually move."""
    by_map = fit_by_map(candidate, gap, acts)
    if aim is None:
        said = f"{candidate.serves}. {candidate.evidence}"
        return max([by_map, *(SAID_OF * gap.short.get(key, 0.0) for key in keys_said(said)[:1])])
    if aim.is_said or aim.step.weight == 0:
        return max(aim.step.weight, by_map) if aim.step.weight else min(by_map, FINE_STEP)
    return max(by_map, SOUNDS_LIKE * aim.step.weight)


def fit_by_map(candidate: CandidateFacts, gap: CaseGap, acts: Sequence[ActEntry]) -> float:
    by_act = max((gap.fit(act.moves) * rank for act, rank in zip(acts, BY_RANK, strict=False)), default=0.0)
    words = {
        word[:6]
        for word in folded(f"{candidate.key} {candidate.name} {candidate.text}").replace("-", " ").split()
        if len(word) > 3
    }
    by_words = 0.35 * min(1.0, len(words & gap.words) / 2) if gap.words else 0.0
    return max(by_act, by_words if not acts else 0.0) + (0.08 if by_act and by_words else 0.0)


def fit_of_fine(gap: CaseGap, acts: Sequence[ActEntry]) -> float:
    """0 to 1: how directly acts like it move what is fine already."""
    moved = (
        weight / 3 * rank
        for act, rank in zip(acts, BY_RANK, strict=False)
        for key, weight in act.moves.items()
        if key in gap.fine
    )
    return max(moved, default=0.0)


def effect_of(candidate: CandidateFacts, aim: Aim | None, gap: CaseGap) -> float | None:
    """What was found of it, above zero where it helps: of a step that is to fall, such as discount, less is better."""
    if candidate.effect is not None and HARMS.search(folded(candidate.evidence)):
        return -abs(candidate.effect)
    step = aim.step if aim is not None else max(gap.steps, key=lambda one: one.weight, default=None)
    if candidate.effect is None or step is None or candidate.effect >= 0:
        return candidate.effect
    return -candidate.effect if is_to_fall(step.name) else candidate.effect
