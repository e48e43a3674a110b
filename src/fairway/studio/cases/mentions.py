"""What the sentences about a seller say about each candidate: whom a clause speaks of, and what it says of it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from fairway.studio.cases.cues import FILL, TOP
from fairway.studio.cases.effects import effect_tried
from fairway.studio.cases.field_names import Field
from fairway.studio.cases.kinds import CATALOGUE_ID, definition_in
from fairway.studio.cases.leaning import BLOCKED, CANCELLED, DENIED, leaning_of
from fairway.studio.cases.profile import CandidateFacts, Profile
from fairway.studio.cases.prose import Reading, clauses, readings
from fairway.studio.cases.quantities import Kind, folded, quantities
from fairway.studio.concepts import concepts_of, known_names, weights_among
from fairway.studio.treasure_map import ActEntry, acts_in, acts_like, objectives_in, treasure_map, words_of

BOTH = re.compile(
    r"^\s*(?:both|these|they|such acts|those|all (?:of )?(?:this|these)|everything|the two|beide|diese|alle"
    r"|les deux|ces|tous|toutes|ambos|ambas|estos|estas|todo)\b"
)
SHORT_KEY = 4  # letters of a key that names nothing: "c01", "x2"
SHORT_CLAUSE = 6  # words; a longer clause without the subject's name is about something else
RECORDING = {Field.FILL, Field.TIMELY}
SPOKEN = 0.9  # how much of a candidate a clause has to name, where 1 is a thing no other candidate has
HARDLY, MOSTLY = 0.55, 0.6  # less will do where it is most of what the candidate is
PER_LETTER = 0.125  # weight of a letter of a phrase of the map, beside that of a thing named
FAINT = 0.5  # of things nearly every sentence names
UNKNOWN = 0.9  # of words that name nothing listed
_COMMON = """
account ask call contact conversation customer date deal first hour lead mail map meeting message need offer
opport partner person plan product prospect question seller send stage stakeholder start target team tier visit
write
"""
COMMON = frozenset(_COMMON.split())
GO_ON = re.compile(r"^\W*(?:\w+ ){0,2}(?:so|this|that|it|these|them|davon|dies\w*|cela|ceci|esto|ello)\b")


def read_mentions(profile: Profile, acts: Mapping[str, Sequence[ActEntry]], keys: Collection[str]) -> frozenset[str]:
    """Fill in, from the profile's prose, what is not known of each candidate. `acts` are theirs by key, `keys` those
    of candidates that may be acts: sentences about the others say where the gap is instead. Gives the clauses that
    name a candidate.
    """
    for candidate in profile.candidates:
        candidate.said_high += leaning_of(definition_left(candidate)) < 0
    naming = _Naming([c for c in profile.candidates if c.key in keys], acts)
    spoken: list[str] = []  # keys whose level the prose has called low so far, newest last
    subjects: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n", profile.prose):
        goes_on = GO_ON.search(folded(sentence))
        subjects = _read_sentence(profile, sentence, naming, spoken, subjects if goes_on else [])
    return frozenset(naming.found)


def definition_left(candidate: CandidateFacts) -> str:
    """The remarks about a candidate without figures beside each other, which are read as levels."""
    said = candidate.text.removeprefix(definition_in(candidate.text))
    return "" if candidate.own is not None else folded(said)


def _read_sentence(
    profile: Profile, sentence: str, naming: "_Naming", spoken: list[str], subjects: list[str]
) -> list[str]:
    known = {candidate.key: candidate for candidate in profile.candidates}
    before = ""
    parts = [(clause, naming.named_in(clause)) for clause in clauses(sentence)]
    is_about_one = len({tuple(named) for _, named in parts if named}) == 1
    if is_about_one:
        _take_tried([known[key] for _, named in parts for key in named], sentence)
    for place, (clause, named) in enumerate(parts):
        following = parts[place + 1][0] if place + 1 < len(parts) and not parts[place + 1][1] else ""
        if not named and BOTH.search(clause):
            for key in dict.fromkeys(spoken):
                _take_recording(known[key], readings(clause))
            continue
        subjects = named or subjects
        is_sure = is_about_one or len(clause.split()) <= SHORT_CLAUSE
        for key in subjects:
            if _take(known[key], _Told(clause, before, following, bool(named), is_sure)):
                spoken.append(key)
        before = clause
    for key in dict.fromkeys(subjects):
        if known[key].said_low > known[key].said_high and key not in spoken:
            spoken.append(key)
    return subjects


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause about a candidate, with those around it. `is_sure` where it can hardly be about something else."""

    clause: str
    before: str
    following: str
    is_named: bool
    is_sure: bool


def _take(candidate: CandidateFacts, told: _Told) -> bool:
    """Take over what a clause says of a candidate; whether it gave a level."""
    clause = told.clause if told.is_named else ""
    found = [_about_level(reading, candidate, clause) for reading in readings(told.clause)]
    is_sure = told.is_sure and bool(quantities(told.clause)) and not objectives_in(told.clause)
    is_level = False
    if not clause and TOP.search(told.before) and not quantities(told.before):
        found = [replace(one, field=Field.TOP) if one.field is Field.OWN else one for one in found]
    for reading in found:
        if reading.field is Field.OWN and not clause and not is_sure:
            continue
        if reading.field in {Field.OWN, Field.MIDDLE, Field.TOP}:
            is_bare = reading.kind is Kind.NUMBER and (candidate.own is None or candidate.is_share)
            if is_bare or getattr(candidate, str(reading.field)) is not None:
                continue
            setattr(candidate, str(reading.field), _level(reading, clause or told.before))
            candidate.is_share = candidate.is_share or reading.kind is Kind.SHARE
            is_level = True
    _take_recording(candidate, found)
    is_about_recording = any(reading.field in RECORDING for reading in found)
    if clause and BLOCKED.search(clause):
        candidate.is_blocked = True
    elif (clause or is_sure) and not is_about_recording:
        leaning = leaning_of(told.clause, told.following)
        candidate.said_high += leaning < 0
        candidate.said_low += leaning > 0
    return is_level


def _take_tried(candidates: Sequence[CandidateFacts], sentence: str) -> None:
    """What was found of an act when it was tried, where nothing was found of it as yet."""
    effect = effect_tried(sentence)
    for candidate in candidates:
        if effect is not None and candidate.effect is None and not candidate.evidence:
            candidate.effect, candidate.evidence = effect, folded(sentence)


def _take_recording(candidate: CandidateFacts, found: Sequence[Reading]) -> None:
    """How well it is kept, when it shows and what it takes, where that is not known yet."""
    for reading in found:
        if reading.field in RECORDING and getattr(candidate, str(reading.field)) is None:
            setattr(candidate, str(reading.field), reading.value)
        elif reading.field is Field.LAG and candidate.lag_weeks is None:
            candidate.lag_weeks = (reading.low, reading.high)
        elif reading.field is Field.MINUTES and candidate.minutes is None:
            candidate.minutes = reading.value


def _about_level(reading: Reading, candidate: CandidateFacts, clause: str) -> Reading:
    """ "Tied to recorded pains in 10 %": the recording is part of the act, not of how well it is kept."""
    cue = FILL.search(clause) if reading.field in RECORDING else None
    if cue is None or cue[0][:6] not in folded(f"{candidate.key} {candidate.name}"):
        return reading
    return replace(reading, field=Field.TOP if TOP.search(clause) else Field.OWN)


def _level(reading: Reading, clause: str) -> float:
    """ "After 2 of 3 meetings no date is set" says that it is done after one; "6 in 10 were cancelled" that 4 took
    place, and so of others.
    """
    if reading.kind is Kind.SHARE and CANCELLED.search(clause):
        return 1 - reading.value
    is_denied = reading.field is Field.OWN and reading.kind is Kind.SHARE and reading.value >= 0.5
    return 1 - reading.value if is_denied and DENIED.search(clause) else reading.value


class _Naming:
    """Which of the candidates a clause names: by the map's phrases for their acts, or by the things both name."""

    def __init__(self, candidates: Sequence[CandidateFacts], acts: Mapping[str, Sequence[ActEntry]]) -> None:
        self.found: set[str] = set()
        self.acts = {candidate.key: acts.get(candidate.key, ())[:2] for candidate in candidates}
        self.concepts = {candidate.key: concepts_of(spoken_of(candidate)) for candidate in candidates}
        self.weights = {name: weight * _telling(name) for name, weight in weights_among(self.concepts.values()).items()}

    def named_in(self, clause: str) -> list[str]:
        words, spoken = words_of(clause), concepts_of(clause)
        scores: dict[str, float] = {}
        for key, own in self.concepts.items():
            by_act = PER_LETTER * max((act.strength_in(words) for act in self.acts[key]), default=0)
            shared = sum(self.weights[name] for name in own & spoken)
            whole = sum(self.weights[name] for name in own)
            is_telling = any(name not in COMMON for name in own & spoken)
            is_named = (is_telling and shared >= SPOKEN) or (shared >= HARDLY and shared >= MOSTLY * whole)
            by_things = max(0.8 * SPOKEN, shared * (0.6 + 0.4 * shared / whole)) if is_named else 0.0
            scores[key] = max(by_act, by_things) + 0.3 * min(by_act, by_things)
        best = max(scores.values(), default=0.0)
        named = [key for key, score in scores.items() if score >= 0.8 * SPOKEN and score >= 0.8 * best]
        if named:
            self.found.add(clause)
        return named


def _telling(name: str) -> float:
    return FAINT if name in COMMON else 1.0 if name in known_names() else UNKNOWN


def spoken_of(candidate: CandidateFacts) -> str:
    """What a candidate is called and is, without the figures about it."""
    key = "" if len(candidate.key) <= SHORT_KEY and candidate.text else candidate.key
    return f"{key}. {candidate.name}. {definition_in(candidate.text)}"


def acts_of_candidate(candidate: CandidateFacts) -> list[ActEntry]:
    """Acts of the treasure map a candidate may be: by catalogue id, else by the phrases for them, the likest first."""
    if CATALOGUE_ID.fullmatch(candidate.key):
        found = treasure_map().acts_of(candidate.key)
        candidate.text = candidate.text or " ".join(act.sentence for act in found[:1])
        return found
    by_name = acts_in(f"{candidate.key}. {candidate.name}")
    by_text = acts_in(candidate.text) if candidate.text else ()
    return list({act.key: act for act in [*by_name, *by_text]}.values())


def acts_near(candidate: CandidateFacts, acts: Sequence[ActEntry]) -> list[ActEntry]:
    """The acts a candidate's phrases meet and those like it, ranked by both."""
    if CATALOGUE_ID.fullmatch(candidate.key):
        return list(acts)
    scores = {act.key: (0.35 * 0.9**rank, act) for rank, act in enumerate(acts)}
    for near, act in acts_like(spoken_of(candidate)):
        scores[act.key] = (scores.get(act.key, (0.0, act))[0] + near, act)
    ranked = sorted(scores.values(), key=lambda pair: -pair[0])
    return [act for score, act in ranked if score >= 0.5 * ranked[0][0]]
