"""How a clause is built, roughly: an order, a promise, a question and whom it asks about."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from fairway.coaching.talk.forms import lemma_of
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.types import Clause, Heard, Word
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("doing.yaml")
HELPING = frozenset({"not", "going", "want", "need"})
WHOLE_QUESTION = 5  # words within which a question names whom it is about
NAMES_BEFORE = 3  # words that may stand before the question itself


@lru_cache(maxsize=1)
def doing() -> frozenset[str]:
    """Verbs of what somebody can do by themselves, in their base form."""
    return frozenset(read_yaml(FILE)["doing"].split())


@lru_cache(maxsize=1)
def doing_lemmas() -> frozenset[str]:
    return frozenset(map(lemma_of, doing()))


@lru_cache(maxsize=1)
def lead_ins() -> frozenset[str]:
    """Words a clause may begin with that say nothing by themselves."""
    return frozenset(read_yaml(FILE)["lead_in"].split())


@lru_cache(maxsize=1)
def whom() -> dict[str, str]:
    """Whom a pronoun or article speaks of, as one word for each."""
    return {word: name for name, given in read_yaml(FILE)["whom"].items() for word in str(given).split()}


def without_lead_in(clause: Clause) -> tuple[Word, ...]:
    """The words from where the clause begins to say something."""
    for at, word in enumerate(clause.words):
        if word.text not in lead_ins():
            return clause.words[at:]
    return ()


def segments(turn: Heard, clause: Clause) -> Iterator[tuple[Word, ...]]:
    """The clause's words between commas; "could you, meanwhile, phone them" is one."""
    part: list[Word] = []
    for word in clause.words:
        if part and re.search(r"[,:]", turn.text[part[-1].stop : word.start]):
            last = part[-1].text
            if last not in listed("unfinished") and not (last in listed("asides") and len(part) > 1):
                yield tuple(part)
                part = []
        part.append(word)
    if part:
        yield tuple(part)


def shape_of(clause: Clause) -> str:
    """A name for how the clause begins: "order", "i will", "how do you" ..."""
    words = without_lead_in(clause)
    if not words:
        return "lead-in only" if clause.words else ""
    first = words[0].text
    auxiliaries = listed("auxiliaries")
    if first in listed("asking"):
        after = words[1:]
        person = next((whom()[word.text] for word in after[:WHOLE_QUESTION] if word.text in whom()), "noun")
        helper = next((word.lemma for word in after[:4] if word.text in auxiliaries), "")
        return f"{first} {helper} {person}"
    if first in auxiliaries and len(words) > 1:
        return f"{words[0].lemma} {whom().get(words[1].text, 'noun')}"
    if first == "let" and len(words) > 1:
        return f"let {words[1].text}"
    if first == "do" or (words[0].lemma == first and first in doing()):
        return "order"
    if first in whom():
        helper = next((word.lemma for word in words[1:3] if word.text in auxiliaries | HELPING), "verb")
        return f"{whom()[first]} {helper}"
    if words[0].lemma.startswith("#"):
        return "figure"
    return "noun" if not clause.is_asked else "noun?"


def ends_asking(turn: Heard) -> bool:
    """Whether the last thing said is a question, with its mark or without."""
    if not turn.clauses:
        return False
    last = turn.clauses[-1]
    return last.is_asked or (not last.end and sounds_asked(turn, last))


def sounds_asked(turn: Heard, clause: Clause) -> bool:
    """A question without its mark, as transcripts have them."""
    parts = list(segments(turn, clause))
    return any(_begins_asking([word.text for word in part]) for part in parts[-2:])


def _begins_asking(texts: Sequence[str]) -> bool:
    at = 0
    while at < len(texts) and texts[at] in lead_ins() | {"the", "like"}:
        at += 1
    for place in range(at, min(at + NAMES_BEFORE, len(texts))):
        first, rest = texts[place], texts[place + 1 :]
        if first in listed("asking") and (place == at or texts[place - 1] not in whom()):
            is_clipped = rest[:1] == ["you"] and len(rest) > 1 and rest[1].endswith("ing")  # "who you seeing"
            is_stated = bool(rest) and rest[0] in whom() and rest[0] not in {"the", "that", "this", "my", "your", "our"}
            return is_clipped or not is_stated
        if place == at and first in {"anything", "anyone", "anybody"}:
            return True
        if first in listed("auxiliaries") and rest:
            is_turned = place == at and first not in {"do", "have", "had"}
            is_order = first == "do" and rest[0] not in listed("persons")
            return (rest[0] in whom() and not is_order) or is_turned or rest[0] in {"either", "any"}
        if first in whom():
            return False
    return False
