"""What the sentences about a seller say about each candidate: whom a clause speaks of, and what it says of it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from fairway.studio.cases.fields import Field
from fairway.studio.cases.profile import CandidateFacts, Profile
from fairway.studio.cases.prose import FILL, TOP, Reading, clauses, readings
from fairway.studio.cases.quantities import Kind, folded, quantities
from fairway.studio.treasure_map import ActEntry, acts_in, treasure_map, words_of

HIGH = re.compile(
    r"better than any|more (?:\w+ )*than any|the most|already (?:the|at|far|more|above)|at the top|(?:is|are|was"
    r"|were) always|always (?:done|begun|on|sent|offered|sends|writes)"
    r"|(?:on|for|at|in) every\b|on each\b|diligent|on the (?:very )?day|at the level of the best|as (?:often|many"
    r"|much|well|good) as (?:the|any|his|her) (?:best|best)"
    r"|without exception|exemplary|complete on|no (?:room|headroom)|nearly all|all of them|more than enough|immer"
    r"|stets|bereits (?:am|der|die)|lauckenlos|luckenlos|vorbildlich"
    r"|toujours|deja (?:au|la|le)|systematiquement|siempre|ya (?:es|esta)|en tous|en todos|flawless|strongest in"
    r"|leads the team in"
)
LOW = re.compile(
    r"\bno\b|\bnever\b|\bhardly\b|\bseldom\b|\brarely\b|\bonly\b|days? later|too late|\blate\b|instead of"
    r"|nobody has|nobody|\bfew\b"
    r"|cancel|gives? up|waits?\b|last reviewed|do(?:es)? not|\bnot\b|skips?|neglect|forgets?|barely|overdue"
    r"|\bwithout\b|missing|unprepared"
    r"|kaum|selten|nie\b|nur\b|zu spat|ohne|fehlt|fehlen|statt|vergisst|rarement|jamais|sans|trop tard|seulement"
    r"|oublie|nunca|sin\b|solo|tarde|rara vez|apenas|olvida"
)
DENIED = re.compile(
    r"\bno\b|\bnot\b|never|days? later|too late|instead of|nobody|cancel|last reviewed|without|skips?|missing"
    r"|forg[eo]t"
    r"|nicht|kein|ohne|fehl|statt|zu spat|pas de|ne \w+ pas|sans|jamais|sin\b|nunca|no se\b|falta"
)
BOTH = re.compile(
    r"^\s*(?:both|these|they|such acts|those|all (?:of )?(?:this|these)|everything|the two|beide|diese|alle"
    r"|les deux|ces|tous|toutes|ambos|ambas|estos|estas|todo)\b"
)
SHORT_CLAUSE = 6  # words; a longer clause without the subject's name is about something else
RECORDING = {Field.FILL, Field.TIMELY}
GENERIC = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "and",
        "or",
        "with",
        "per",
        "done",
        "completed",
        "complete",
        "made",
        "held",
        "sent",
        "run",
        "rate",
        "count",
        "total",
        "current",
        "on-time",
        "time",
        "one",
        "two",
        "day",
        "days",
        "week",
        "weeks",
        "weekly",
        "number",
        "share",
        "new",
        "asked",
        "proposed",
        "requested",
        "set",
        "started",
        "executed",
        "filed",
        "open",
        "key",
        "target",
        "customer",
        "customers",
        "seller",
        "sellers",
        "account",
        "accounts",
        "deal",
        "deals",
        "opportunity",
        "opportunities",
    ]
)


def read_mentions(profile: Profile, acts: dict[str, list[ActEntry]]) -> None:
    """Fill in, from the profile's prose, what is not known of each candidate. `acts` are theirs by key."""
    for candidate in profile.candidates:
        candidate.said_high += bool(HIGH.search(folded(candidate.text)))
    stems = _own_stems(profile.candidates)
    spoken: list[str] = []  # keys whose level the prose has called low so far, newest last
    for sentence in re.split(r"(?<=[.;!?])\s+|\n", profile.prose):
        _read_sentence(profile, sentence, acts, stems, spoken)


def _read_sentence(
    profile: Profile,
    sentence: str,
    acts: dict[str, list[ActEntry]],
    stems: dict[str, frozenset[str]],
    spoken: list[str],
) -> None:
    known = {candidate.key: candidate for candidate in profile.candidates}
    subjects: list[str] = []
    before = ""
    parts = [(clause, _named(clause, acts, stems)) for clause in clauses(sentence)]
    is_about_one = len({tuple(named) for _, named in parts if named}) == 1
    for clause, named in parts:
        if not named and BOTH.search(clause):
            for key in dict.fromkeys(spoken):
                _take(known[key], [r for r in _of(clause) if r.field in RECORDING or r.field is Field.LAG], "", "")
            continue
        subjects = named or subjects
        for key in subjects:
            if _take(
                known[key],
                _of(clause),
                clause if named else "",
                before,
                is_sure=is_about_one or len(clause.split()) <= SHORT_CLAUSE,
            ):
                spoken.append(key)
        before = clause
    for key in dict.fromkeys(subjects):
        if known[key].said_low > known[key].said_high and key not in spoken:
            spoken.append(key)


def _of(clause: str) -> list[Reading]:
    return readings(clause)


def _take(
    candidate: CandidateFacts, found: Sequence[Reading], clause: str, before: str, *, is_sure: bool = False
) -> bool:
    """Whether the clause gave a level. `clause` is empty where it does not name the candidate, `before` "
    "precedes it."""
    is_level = False
    found = [_about_level(reading, candidate, clause) for reading in found]
    if not clause and TOP.search(before) and not quantities(before):
        found = [replace(one, field=Field.TOP) if one.field is Field.OWN else one for one in found]
    for reading in found:
        if reading.field is Field.OWN and not clause and not is_sure:
            continue
        if reading.field in {Field.OWN, Field.MIDDLE, Field.TOP}:
            is_bare = reading.kind is Kind.NUMBER and (candidate.own is None or candidate.is_share)
            if is_bare or getattr(candidate, str(reading.field)) is not None:
                continue
            setattr(candidate, str(reading.field), _level(reading, clause or before))
            candidate.is_share = candidate.is_share or reading.kind is Kind.SHARE
            is_level = True
        elif reading.field in RECORDING and getattr(candidate, str(reading.field)) is None:
            setattr(candidate, str(reading.field), reading.value)
        elif reading.field is Field.LAG and candidate.lag_weeks is None:
            candidate.lag_weeks = (reading.low, reading.high)
        elif reading.field is Field.MINUTES and candidate.minutes is None:
            candidate.minutes = reading.value
    is_about_recording = any(reading.field in RECORDING for reading in found)
    if clause and not is_about_recording:
        candidate.said_high += bool(HIGH.search(clause))
        candidate.said_low += bool(LOW.search(clause))
    return is_level


def _about_level(reading: Reading, candidate: CandidateFacts, clause: str) -> Reading:
    """ "Tied to recorded pains in 10 %": the recording is part of the act, not of how well it is kept."""
    cue = FILL.search(clause) if reading.field in RECORDING else None
    if cue is None or cue[0][:6] not in folded(f"{candidate.key} {candidate.name}"):
        return reading
    return replace(reading, field=Field.TOP if TOP.search(clause) else Field.OWN)


def _level(reading: Reading, clause: str) -> float:
    """ "After 2 of 3 meetings no date is set" says that it is done after one."""
    is_denied = reading.field is Field.OWN and reading.kind is Kind.SHARE and reading.value >= 0.5
    return 1 - reading.value if is_denied and DENIED.search(clause) else reading.value


def _named(clause: str, acts: dict[str, list[ActEntry]], stems: dict[str, frozenset[str]]) -> list[str]:
    """Candidates a clause speaks of: those whose act or own words stand in it most clearly."""
    words = words_of(clause)
    scores: dict[str, float] = {}
    for key, own in stems.items():
        by_act = max((act.strength_in(words) for act in acts.get(key, [])[:2]), default=0)
        met = sum(1 for stem in own if any(word.startswith(stem) for word in words.whole))
        by_words = 14.0 * met / len(own) if met >= 2 or (met and sum(map(len, own)) >= 6) else 0.0
        scores[key] = max(float(by_act), by_words)
    best = max(scores.values(), default=0.0)
    return [key for key, score in scores.items() if score >= 7 and score >= 0.8 * best] if best else []


def _own_stems(candidates: Sequence[CandidateFacts]) -> dict[str, frozenset[str]]:
    """Beginnings of the words that tell a candidate from the others."""
    words = {
        c.key: {w for w in words_of(f"{c.key} {c.name}").whole if len(w) > 3 and w not in GENERIC} for c in candidates
    }
    shared = Counter(word for own in words.values() for word in own)
    return {key: frozenset(word[:6] for word in own if shared[word] <= 2) for key, own in words.items()}


def acts_of_candidate(candidate: CandidateFacts) -> list[ActEntry]:
    """Acts of the treasure map a candidate may be: by catalogue id, else by what is written about it."""
    if re.fullmatch(r"[AE]\d\d", candidate.key):
        return treasure_map().acts_of(candidate.key)
    by_name = acts_in(f"{candidate.key}. {candidate.name}")
    by_text = acts_in(candidate.text) if candidate.text else []
    return list({act.key: act for act in [*by_name, *by_text]}.values())
