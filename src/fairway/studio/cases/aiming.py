"""Which step of a case's own funnel a candidate acts on: as is said of it, as was found here, else as its words say."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fairway.studio.cases.profile import CandidateFacts
from fairway.studio.cases.quantities import folded
from fairway.studio.cases.stages import ARROW, sides_of, stages_in
from fairway.studio.concepts import concepts_of, weights_among

SAID, SOUNDS = 0.5, 0.6  # of a step's words that have to be met, by where the candidate's words come from
NEARLY = 0.85  # of the best: as well met, as far as words can tell
LATER = 2.0  # weight of where a step leads beside where it comes from
_THE = r"(?:the |der |die |le |la |les |el )?"
OF_WHAT = re.compile(
    r"[.,]\d+\b[^.;,]{0,14}?\b(?:with|on|and|mit|zu|zur|zum|avec|sur|con|sobre) " + _THE + r"([^.;,()]{3,70})"
    r"|\br (?:is )?(?:with|mit|avec|con) " + _THE + r"([^.;,()]{3,70})"
    r"|\b(?:evidence|proof|link|effect|relation|beleg|wirkung|zusammenhang|preuve|effet|lien|evidencia|prueba|efecto"
    r"|relacion)\b(?: \w+){0,4}? (?:with|on|for|to|against|mit|auf|fur|gegen|avec|sur|contre|con|sobre|para|contra) "
    + _THE
    + r"([^.;,()]{3,70})"
)
CLAUSES = re.compile(r";|\.\s|,\s(?=no |none )|\bbut\b")
DENIED = re.compile(  # what it was found not to act on
    r"\bnone\b|\bno (?:local )?(?:figures|evidence|data)\b"
    r"|\bno (?:\w+ )?(?:effect|relation|link|difference|correlation)"
    r"|\bnothing\b|\bnot with\b|\bkein\w*\b"
    r"|\baucune?\b|\bningun\w*\b|\bsans (?:effet|lien)|\bsin (?:efecto|relacion)"
)
TRANSITION = re.compile(r"[a-z0-9][a-z0-9 -]{1,28}(?:->|→|>) ?[a-z0-9-]+(?: [a-z0-9-]+)?")
SHORT_EVIDENCE = 14  # words; a longer remark tells more than what it was found of
FIGURES = re.compile(
    r"\([^)]*\)|,.*$|^(?:only |solo |nur |seulement )?(?:with|on|mit|avec|con|sur) (?:the |la |le |el |der |die )?"
)
COMPARED = re.compile(r":|\d+(?:[.,]\d+)? ?(?:%|points|more|mehr|de plus|mas)|\+\d|\bpeers?\b")
_PLAIN = """
pct percent share rate ratio mean average median number count total quota usd eur gbp kusd keur step stage point
points month week quarter year deal result correlation quote
"""
PLAIN = frozenset(_PLAIN.split())


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One driver of a case as words: how much of the gap it carries, 1 for the worst and 0 where it is fine."""

    name: str
    weight: float
    is_told: bool = False  # a clause of a sentence, and no name
    own: float | None = None  # the figures of a step that is told, shares 0 to 1
    others: float | None = None

    @property
    def words(self) -> Mapping[str, float]:
        """What its name speaks of, where it leads weighing more than where it comes from."""
        return _words_of(self.name, self.is_told)


@lru_cache(maxsize=4096)
def _words_of(name: str, is_told: bool) -> Mapping[str, float]:
    source, target = ("", name) if is_told else sides_of(name)
    found = dict.fromkeys(named(source), 1.0)
    return {**found, **dict.fromkeys(named(target), LATER if source else 1.0)}


@dataclass(frozen=True, slots=True)
class Aim:
    step: FunnelStep
    is_said: bool  # by a field that names it, or by what was found here


def aim_of(candidate: CandidateFacts, steps: Sequence[FunnelStep]) -> Aim | None:
    """The step a candidate acts on; None where nothing says so."""
    step = _step_in(candidate.serves, steps, SAID) if candidate.serves else None
    if step is not None:
        return Aim(step, is_said=True)
    step = _named_whole("; ".join(_not_denied(candidate.evidence)), steps)
    if step is not None:
        return Aim(step, is_said=True)
    for outcome in outcomes_in(candidate.evidence):
        step = _step_in(outcome, steps, SAID)
        if step is not None:
            return Aim(step, is_said=True)
    is_found = (candidate.effect or 0) > 0
    for text, is_said in ((candidate.evidence, is_found), (f"{candidate.name}. {candidate.text}", False)):
        step = _step_in(text, steps, SOUNDS) if text else None
        if step is not None and step.weight > 0:
            return Aim(step, is_said)
    return None


def outcomes_in(evidence: str) -> list[str]:
    """What a sentence about what was found says it was found of: "r 0.38 with registered-to-won", "A -> B"."""
    plain = "; ".join(_not_denied(evidence))
    found = [match[1] or match[2] or match[3] for match in OF_WHAT.finditer(plain)]
    found += [match[0] for match in TRANSITION.finditer(plain)]
    if not found and 0 < len(plain.split()) <= SHORT_EVIDENCE and not COMPARED.search(plain):
        found = [FIGURES.sub(" ", plain).strip(" .,;:")]  # "bid to shortlist, 160 tenders (r = 0.43)"
    return [outcome for outcome in found if outcome]


def _not_denied(evidence: str) -> list[str]:
    """The clauses of what was found, without those that say that nothing was."""
    told = CLAUSES.split(folded(evidence.replace("_", " ")))
    return [clause.strip() for clause in told if clause.strip() and not DENIED.search(clause)]


def _step_in(text: str, steps: Sequence[FunnelStep], least: float) -> FunnelStep | None:
    whole = _named_whole(text, steps)
    if whole is not None:
        return whole
    if sides_of(text)[0] and any(sides_of(step.name)[0] and not step.is_told for step in steps):
        return _step_between(sides_of(text), steps, least)
    return _likeliest(heard_in(text, steps), least)


def heard_in(text: str, steps: Sequence[FunnelStep]) -> list[tuple[float, FunnelStep]]:
    """How much of the name of each step a text speaks of, 0 to 1; what few steps name weighs more."""
    spoken = named(text)
    rarity = weights_among(frozenset(step.words) for step in steps)
    return [(_met(spoken, step.words, rarity), step) for step in steps]


def _named_whole(text: str, steps: Sequence[FunnelStep]) -> FunnelStep | None:
    """The one step whose name of several words stands in a text, or the other way round."""
    said = _plain(text)
    names = {step: _plain(step.name) for step in steps if " " in _plain(step.name)}
    found = [step for step, name in names.items() if name in said or (" " in said and said in name)]
    return found[0] if len(found) == 1 else None


def _likeliest(scored: Sequence[tuple[float, FunnelStep]], least: float) -> FunnelStep | None:
    """The step met best; of those met nearly as well the one that carries most of the gap."""
    best = max((score for score, _ in scored), default=0.0)
    if best < least:
        return None
    return max((step for score, step in scored if score >= NEARLY * best), key=lambda step: step.weight)


def _step_between(sides: tuple[str, str], steps: Sequence[FunnelStep], least: float) -> FunnelStep | None:
    """The step that leads from and to what two sides of a text say, to what weighing more."""
    said = [named(side) for side in sides]
    scored = []
    for step in steps:
        own = [named(side) for side in sides_of(step.name)]
        scored.append(((_alike(said[0], own[0]) + LATER * _alike(said[1], own[1])) / (1 + LATER), step))
    return _likeliest(scored, least)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _met(spoken: Collection[str], words: Mapping[str, float], rarity: Mapping[str, float]) -> float:
    whole = sum(weight * rarity.get(name, 1.0) for name, weight in words.items())
    spoken_of = sum(weight * rarity.get(name, 1.0) for name, weight in words.items() if name in spoken)
    return spoken_of / whole if whole else 0.0


def named(text: str) -> frozenset[str]:
    """What a text speaks of, with the stages it names whatever they are called."""
    if not text.strip():
        return frozenset()
    plain = folded(text.replace("_", " "))
    stages = {f"stage {stage.name}" for stage in stages_in(plain)}
    return frozenset(concepts_of(text) - PLAIN) | stages


def _plain(text: str) -> str:
    """Letters and figures of a name alone, so that "stage 3 -> 4" is found in "r with stage_3_to_4"."""
    joined = re.sub(r"[^a-z0-9]+", " ", ARROW.sub(" to ", folded(text.replace("_", " ")))).strip()
    return re.sub(r" (?:pct|percent|share|rate)$", "", joined)
