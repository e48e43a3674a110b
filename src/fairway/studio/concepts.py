"""What a text speaks of, whatever its language: words brought down to the things they name by `synonyms.yaml`.

Two texts are compared by the things both name, each weighed by how rare it is among the texts at hand.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log, sqrt
from pathlib import Path
from typing import Any

from fairway.lib.yaml_files import read_yaml
from fairway.studio.cases.quantities import folded

FILE = Path(__file__).with_name("synonyms.yaml")
SHORT = 3  # letters: such a stem must be the whole word
TELLING = 3  # digits of a figure that names something: "the 120 day mark"
STEM = 6  # letters of a word that names nothing in the list
_EMPTY = """
the and for with that this which from into have has had was were are been being not only but than then them they
their there what when where who whom whose his her its our your about after before each every more most much many
some such very just over under also other others will would can could does done did make made take takes gets still
less least between per week weeks month months quarter quarters day days hour hours minute minutes year years share
number rate count total average percent recorded logged same while against without until already der die das den
dem des ein eine einer eines und oder mit von vom zum zur bei fur auf aus ist sind war wird hat haben nicht auch
noch nach vor pro als wie sich sie ihr ihre sein seine woche wochen monat tage jahr les des une dans par pour sur
avec est sont qui que aux ses son elle leur mais pas plus tout tous semaine mois jours los las una con por para del
que sus esta son como pero mas semana mes dias cada todo business open time times work works working team peers
best
"""
EMPTY = frozenset(_EMPTY.split())  # words that name nothing


@lru_cache(maxsize=1)
def _stems() -> tuple[dict[str, set[str]], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """(stems that begin a word, stems inside words, phrases of several words), each with what it names."""
    raw: dict[str, list[Any]] = read_yaml(FILE)
    begin: dict[str, set[str]] = {}
    inside: list[tuple[str, str]] = []
    phrases: list[tuple[str, str]] = []
    for name, stems in raw.items():
        for stem in map(str, stems):
            plain = " ".join(re.findall(r"[a-z0-9]+", folded(stem.strip("*"))))
            if " " in plain:
                phrases.append((plain, name))
            elif stem.startswith("*"):
                inside.append((plain, name))
            else:
                begin.setdefault(plain, set()).add(name)
    return begin, tuple(inside), tuple(phrases)


@lru_cache(maxsize=16384)
def names_of(word: str) -> frozenset[str]:
    """What one folded word names; empty where the list does not know it."""
    begin, inside, _ = _stems()
    lengths = range(SHORT + 1, len(word) + 1)
    found = {name for length in lengths for name in begin.get(word[:length], ())}
    for whole in (word, word[:-1] if word.endswith("s") else word):
        found |= begin.get(whole, set()) if len(whole) <= SHORT else set()
    return frozenset(found | {name for stem, name in inside if stem in word})


@lru_cache(maxsize=8192)
def concepts_of(text: str) -> frozenset[str]:
    """What a text names, and the beginnings of the words that name nothing listed."""
    words = re.findall(r"[a-z0-9]+", folded(text))
    joined = " ".join(words)
    found = {name for phrase, name in _stems()[2] if re.search(rf"\b{phrase}", joined)}
    for word in words:
        if word in EMPTY or (word.isdigit() and len(word) < TELLING):
            continue
        names = names_of(word)
        found |= names if names or len(word) <= SHORT else {word[:STEM]}
    return frozenset(found)


def weights_among(texts: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """How telling each thing is, 1 for what one text alone names: the more of them name it, the less."""
    given = list(texts)
    counts = Counter(name for text in given for name in text)
    return {name: log((1 + len(given)) / count) / log(1 + len(given)) for name, count in counts.items()}


def likeness(
    one: frozenset[str], other: frozenset[str], weights: Mapping[str, float], *, unknown: float = 1.0
) -> float:
    """0 to 1: how far two texts speak of the same; things without a weight weigh `unknown`."""

    def weigh(names: Iterable[str]) -> float:
        return sum(weights.get(name, unknown) ** 2 for name in names)

    whole = sqrt(weigh(one) * weigh(other))
    return weigh(one & other) / whole if whole else 0.0


@lru_cache(maxsize=1)
def known_names() -> frozenset[str]:
    """Everything the list has a word for."""
    begin, inside, phrases = _stems()
    return frozenset({name for names in begin.values() for name in names} | {name for _, name in (*inside, *phrases)})
