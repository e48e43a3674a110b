"""The short words of an act: from its verb to where reason, condition or time begin; how many of what, and when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fairway.coaching.talk.dues import due_span, dues_in
from fairway.coaching.talk.forms import BIG, NUMBER
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.types import Heard, Word

OWNERS = frozenset({"your", "my", "his", "their", "our"})
FILLER = re.compile(r"\b(?:uh|um|er|erm|you know),?\s*", re.I)
LONGEST = 9  # words
WIDEST_GAP = 12  # letters of the turn between two words of one phrase


@dataclass(frozen=True, slots=True)
class Phrase:
    words: tuple[Word, ...]
    text: str
    due: str
    quantity: float | None
    counted: str

    @property
    def verb(self) -> str:
        return self.words[0].lemma if self.words else ""


def phrase_of(turn: Heard, words: tuple[Word, ...], piece: tuple[Word, ...], otherwise: str) -> Phrase:
    """The phrase that begins with `words`, of one piece of a clause; `otherwise` is when, if the piece does not say."""
    kept = _kept(words)
    due = last_due(turn, piece) or otherwise
    quantity, counted = _count(kept)
    return Phrase(kept, said(turn, kept), due, quantity, counted)


def due_in(turn: Heard) -> str:
    """The first words for when in a turn."""
    spans = ((clause, span) for clause in turn.clauses for span in dues_in(clause.words)[:1])
    return next((said(turn, clause.words[start:end]) for clause, (start, end) in spans), "")


def last_due(turn: Heard, words: Sequence[Word]) -> str:
    return next((said(turn, words[start:end]) for start, end in reversed(dues_in(words))), "")


def _kept(words: tuple[Word, ...]) -> tuple[Word, ...]:
    kept: list[Word] = []
    at = 0
    while at < len(words) and len(kept) < LONGEST and not (kept and words[at].text in listed("stops")):
        is_asked_for = words[at].text == "when" and bool(kept) and kept[0].lemma in listed("whether")
        is_due = bool(kept) and kept[-1].text not in OWNERS and not is_asked_for
        end = due_span(words, at) if is_due else at
        if end > at and len(kept) > 2 and not _goes_on(words, end):
            break
        if end == at:
            kept.append(words[at])
        at = max(end, at + 1)
    while len(kept) > 1 and kept[-1].text in listed("loose_ends"):
        kept.pop()
    return tuple(kept)


def _goes_on(words: Sequence[Word], at: int) -> bool:
    """ "send the form on Monday to both sites": what is sent goes on behind the day."""
    return at < len(words) and words[at].text in {"to", "with", "about", "for", "from", "into", "at", "on"}


def _count(words: Sequence[Word]) -> tuple[float | None, str]:
    """(how many, of what)."""
    for at, word in enumerate(words):
        is_name = at > 0 and words[at - 1].text in listed("uncounted")  # "page two"
        if word.lemma not in {NUMBER, BIG} or word.value is None or is_name:
            continue
        noun: list[str] = []
        for one in words[at + 1 : at + 6]:
            if one.text in listed("between") and not noun:
                continue
            if one.lemma.startswith("#") or one.text in listed("no_noun"):
                break
            noun.append(one.text)
            if one.text.endswith("s"):
                break
        return word.value, " ".join(noun) if noun and noun[-1].endswith("s") else ""
    return None, ""


def said(turn: Heard, words: Sequence[Word]) -> str:
    """The words as they were said, without fillers."""
    parts: list[str] = []
    start = stop = -1
    for word in words:
        is_near = word.start - stop <= WIDEST_GAP and not re.search(r"[.?!;]", turn.text[max(stop, 0) : word.start])
        if start >= 0 and is_near:
            stop = max(stop, word.stop)
            continue
        if start >= 0:
            parts.append(turn.text[start:stop])
        start, stop = word.start, word.stop
    if start >= 0:
        parts.append(turn.text[start:stop])
    return " ".join(FILLER.sub("", " ".join(parts)).split()).strip(" ,")
