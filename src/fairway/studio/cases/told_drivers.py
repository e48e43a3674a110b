"""Drivers told in a line, the figures of others in brackets: "Visit to quote 18 % (last year 32 %, peers 31 %)"."""

import re
from collections.abc import Iterator

from fairway.studio.cases.cues import MIDDLE, TOP
from fairway.studio.cases.field_names import Field
from fairway.studio.cases.profile import DriverFacts
from fairway.studio.cases.quantities import Kind, Quantity, folded, quantities

MOST_WORDS = 8  # of a driver's name; more is a sentence
SENTENCE = re.compile(
    r"\b(?:is|are|has|have|had|it|but|only|she|he|they|them|used|goal|ist|hat|sie|er|est|elle|il|son|su|es)\b"
)
PARTS = re.compile(r"[;|\n]|(?<=\))[,.]\s")
BRACKETS = re.compile(r"^([^()]*)\(([^()]*)\)")
EARLIER = re.compile(
    r"\b(?:before|prior|previous\w*|histor\w*|last (?:year|\d|season|half|quarter)|year ago|past|earlier|used to|was"
    r"|ly|vorjahr|vorher|fruher|letztes jahr|avant|an dernier|passe|antes|anterior|ano pasado)\b"
)
SEPARATED = re.compile(
    r"[;|\n]|,(?!\d)| / | vs\.? | (?:against|gegen|contre|frente a) "
    r"| (?:and|und|et|y) (?=\d)"
)
MOST_SIDES = 4
LONG_SIDE = 6  # words beside a figure; more is a sentence


def in_brackets(text: str) -> Iterator[DriverFacts]:
    """Each part of the text that has the seller's figure before brackets and those of others in them."""
    for part in PARTS.split(text):
        found = BRACKETS.match(folded(part).strip())
        if not found:
            continue
        own, others = quantities(found[1]), quantities(found[2])
        name = found[1][: own[0].start].strip(" :-,=") if own else ""
        if not name or len(name.split()) > MOST_WORDS or SENTENCE.search(name) or not others:
            continue
        mine, theirs = own[0], _of_others(found[2], others)
        if mine.kind is theirs.kind:
            yield DriverFacts(name, mine.value, theirs.value, mine.kind is Kind.SHARE)
        elif mine.kind is Kind.RATE and theirs.kind is Kind.NUMBER:
            yield DriverFacts(name, mine.value, theirs.value * mine.per)  # of the same period
        elif mine.kind is Kind.SHARE and theirs.kind is Kind.NUMBER:
            yield DriverFacts(name, mine.value, theirs.value / 100, is_share=True)  # "17 % (peers 29)"


def _of_others(inside: str, figures: list[Quantity]) -> Quantity:
    """The figure beside a word for others; the last where none stands beside one, after those of earlier periods."""
    start = 0
    for figure in figures:
        if MIDDLE.search(inside[start : figure.start]):
            return figure
        start = figure.end
    return figures[-1]


def told_beside(name: str, text: str) -> DriverFacts | None:
    """ "52; own history 51; peers 50": the seller's figure first, those of earlier and of others called so."""
    sides: dict[Field, Quantity] = {}
    parts = [part.strip() for part in SEPARATED.split(folded(text)) if part.strip()]
    if not 1 < len(parts) <= MOST_SIDES:
        return None
    for place, part in enumerate(parts):
        figures = quantities(part)
        if len(figures) != 1 or len(part.split()) > LONG_SIDE:
            return None
        is_earlier, is_middle, is_top = (rule.search(part) for rule in (EARLIER, MIDDLE, TOP))
        side = Field.BEFORE if is_earlier else Field.MIDDLE if is_middle else Field.TOP if is_top else Field.OWN
        if side is Field.OWN and place and Field.OWN in sides:
            return None
        sides.setdefault(side, figures[0])
    others = sides.get(Field.MIDDLE, sides.get(Field.BEFORE, sides.get(Field.TOP)))
    own = sides.get(Field.OWN)
    if own is None or others is None:
        return None
    before = sides.get(Field.BEFORE)
    return DriverFacts(name, own.value, others.value, own.kind is Kind.SHARE, before.value if before else None)
