"""The steps of a funnel that sentences tell: clauses with the seller's figure beside that of others or of earlier."""

import re
from collections.abc import Iterator, Sequence

from fairway.studio.cases.aiming import FunnelStep
from fairway.studio.cases.leaning import AGAINST, DENIED, NEGATIVE, NOTABLE, WRONG, Pair, pair_in, shortfall
from fairway.studio.cases.prose import clauses
from fairway.studio.cases.quantities import Kind, Quantity, quantities

EARLIER = re.compile(  # what such a clause says is the seller's own of another time
    r"\b(?:used to|down from|up from|last (?:year|half|quarter)|years? ago|before|own past|own history|previous|norm"
    r"|predecessor|himself|herself|fruher|vorjahr|vor \d+ jahren|avant|an dernier|passe|el ano pasado"
    r"|hace \d+ anos|tenia|antes)\b"
)
BESIDE = re.compile(rf"{AGAINST.pattern}|{EARLIER.pattern}")
GOAL = re.compile(
    r"\b(?:goals?|targets?|quota|budget|plan|ziele?n?|objectifs?|metas?|objetivos?)\b"
    r"(?! (?:\w+ )?(?:account|buyer|compan|customer|practice|contact|person|group|deal|partner)\w*)"
)
TROUBLE = re.compile(
    rf"{WRONG.pattern}|{NEGATIVE.pattern}"
    r"|\b(?:trouble|hole|broken|lacks?|issue|what does not|hakt|klemmt|cloche|coince|falla|tropieza)\b"
)
THEY = re.compile(r"^(?:but |yet )?they\b")  # her deals, where others have a clause of their own
CLOCK = re.compile(  # what is left of the time, and no step
    r"\b(?:weeks?|months?|hours?|wochen|monate|stunden|semaines|mois|heures|semanas|meses|horas)\b.*"
    r"\b(?:left|remain\w*|free|spare|to go|available|frei\w*|ubrig|restent|libres?|disponibles?)\b"
    r"|\b(?:noch|reste|quedan|left|spare|free)\b.*\b(?:weeks?|hours?|wochen|stunden|semaines|heures|semanas|horas)\b"
)
EVERY = re.compile(r"\b(?:week|month|quarter|year|of|for|per|par|pro|je|por|on average|an?)\b")
FEWEST_WORDS = 3  # of a clause that says what its figure is of; a shorter one goes on with the clause before
REACH = 2  # clauses after the seller's figure in which that of others may stand


def steps_told(prose: str) -> Iterator[FunnelStep]:
    """Every step by its clause, 1 where it is short of others and 0 where it is not."""
    for sentence in re.split(r"(?<=[.!?])\s+|\n", prose):
        parts = clauses(sentence)
        yield from list(_beside_each_other(parts)) or _further_apart(parts)


def _beside_each_other(parts: Sequence[str]) -> Iterator[FunnelStep]:
    """ "Only 9 % become a meeting, peers 21 %": both figures in one clause, or in those that follow."""
    used = -1
    for place, clause in enumerate(parts):
        if place <= used or CLOCK.search(clause) or not quantities(clause) or EARLIER.match(clause):
            continue
        pair, last = _pair_from(parts, place)
        if pair is None or GOAL.search(" ".join(parts[place : last + 1])):
            continue
        used = last
        name = _named(parts, place)
        is_bad = NEGATIVE.search(name) is not None and not DENIED.search(parts[place - 1] if name != clause else "")
        is_short = pair.is_short or (pair.is_share and pair.own > pair.others and is_bad)
        yield FunnelStep(name, 1.0 if is_short else 0.0, is_told=True, own=pair.own, others=pair.others)


def _pair_from(parts: Sequence[str], place: int) -> tuple[Pair | None, int]:
    """(the figures of a step, the last clause that says them), of what begins in the clause at `place`."""
    clause = THEY.sub("", parts[place]) if place + 1 < len(parts) and AGAINST.search(parts[place + 1]) else parts[place]
    pair = pair_in(clause, "")
    if pair is not None:
        return pair, place
    for after in range(place + 1, min(place + 1 + REACH, len(parts))):
        following = parts[after]
        figures = quantities(following)
        is_theirs = bool(figures) and AGAINST.search(following[: figures[0].start]) is not None
        if not is_theirs and pair_in(following, "") is not None:
            break
        if not BESIDE.search(following):
            if figures:
                break
            continue
        pair = pair_in(clause, following) or pair_in(clause, f"against {following}")
        if pair is not None:
            return pair, after
    return (_turned(clause, parts[place + 1]) if place + 1 < len(parts) else None), place + 1


def _turned(clause: str, following: str) -> Pair | None:
    """ "Good peers bring back 30 %, she brought back 6 %": the others first."""
    is_turned = AGAINST.search(clause) and not BESIDE.search(following)
    return pair_in(following, clause) if is_turned else None


def _named(parts: Sequence[str], place: int) -> str:
    """What a step is called: its clause, and the one before where that says what is wrong or the clause says little."""
    clause, before = parts[place], parts[place - 1] if place else ""
    if not before or quantities(before):
        return clause
    is_wrong = TROUBLE.search(before) and not DENIED.search(before)
    return f"{before} {clause}" if is_wrong or _words_in(clause) < FEWEST_WORDS else clause


def _words_in(clause: str) -> int:
    return len(re.findall(r"[a-z]{2,}", AGAINST.sub(" ", EVERY.sub(" ", clause))))


def _further_apart(parts: Sequence[str]) -> Iterator[FunnelStep]:
    """Clauses whose figure a later clause of the sentence sets that of others beside."""
    own: tuple[str, Quantity] | None = None
    for clause in parts:
        figures = [figure for figure in quantities(clause) if figure.kind is not Kind.WEEKS]
        if not figures:
            continue
        if not BESIDE.search(clause):
            own = (clause, figures[0])
        elif own is not None and own[1].kind is figures[-1].kind and figures[-1].value > 0:
            short = shortfall(own[1].value, figures[-1].value, own[0], is_share=own[1].kind is Kind.SHARE)
            yield FunnelStep(own[0], 1.0 if short >= NOTABLE else 0.0, is_told=True)
            own = None
