"""Families of words by meaning, read once from `families/*.yaml`, and which of them a clause speaks of.

A family is a list of patterns, one a line, of words side by side. `a/b` is either, `a_b` two words for one, `word*` any
ending, `word?` perhaps, `..` up to two words. A word in its base form stands for its other forms too; `#n #big #pct
#money #day` are figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

from fairway.coaching.talk.forms import lemma_of
from fairway.coaching.talk.types import Word
from fairway.lib.yaml_files import read_yaml

FOLDER = Path(__file__).with_name("families")
GAP = ".."
LONGEST_GAP = 2
SHORTEST_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """What one word of a pattern may be; `is_gap` for up to two words of any kind."""

    texts: frozenset[str]
    lemmas: frozenset[str]
    beginnings: tuple[str, ...]
    is_gap: bool = False

    def holds(self, word: Word) -> bool:
        if word.text in self.texts or word.lemma in self.lemmas:
            return True
        return bool(self.beginnings) and word.text.startswith(self.beginnings)


@dataclass(frozen=True, slots=True)
class Pattern:
    family: str
    rest: tuple[Slot, ...]  # what follows the word it is found by


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns by how their first word may be written, and the group (the file, up to a hyphen) of each family."""

    by_text: dict[str, tuple[Pattern, ...]]
    by_lemma: dict[str, tuple[Pattern, ...]]
    by_beginning: dict[str, tuple[Pattern, ...]]
    groups: dict[str, str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A family spoken of, by the words from `at` to before `end`."""

    family: str
    at: int
    end: int


@lru_cache(maxsize=4096)
def mentions(words: tuple[Word, ...]) -> tuple[Mention, ...]:
    """Every mention in a clause, by each of its patterns."""
    return tuple(_mentions(words))


def _mentions(words: Sequence[Word]) -> Iterator[Mention]:
    known = lexicon()
    for at, word in enumerate(words):
        found = [*known.by_text.get(word.text, ()), *known.by_lemma.get(word.lemma, ())]
        for length in range(SHORTEST_BEGINNING, len(word.text) + 1):
            found += known.by_beginning.get(word.text[:length], ())
        for pattern in found:
            end = _end(pattern.rest, words, at + 1)
            if end:
                yield Mention(pattern.family, at, end)


def _end(rest: Sequence[Slot], words: Sequence[Word], at: int) -> int:
    """Where the rest of a pattern ends that is found at this place; 0 where it is not."""
    for place, slot in enumerate(rest):
        if slot.is_gap:
            ends = (_end(rest[place + 1 :], words, at + length) for length in range(LONGEST_GAP + 1))
            return next((end for end in ends if end), 0)
        if at >= len(words) or not slot.holds(words[at]):
            return 0
        at += 1
    return at


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    tables: tuple[dict[str, list[Pattern]], ...] = ({}, {}, {})
    groups: dict[str, str] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        for family, block in read_yaml(file).items():
            groups[family] = file.stem.partition("-")[0]
            for line in block.splitlines():
                for slots in _spelled_out(line):
                    _enter(tables, Pattern(family, tuple(slots[1:])), slots[0])
    by_text, by_lemma, by_beginning = ({key: tuple(found) for key, found in one.items()} for one in tables)
    return Lexicon(by_text, by_lemma, by_beginning, groups)


def _enter(tables: Sequence[dict[str, list[Pattern]]], pattern: Pattern, first: Slot) -> None:
    for table, keys in zip(tables, (first.texts - first.lemmas, first.lemmas, first.beginnings), strict=True):
        for key in keys:
            table.setdefault(key, []).append(pattern)


def _spelled_out(line: str) -> Iterator[list[Slot]]:
    """The pattern once for every choice of what may be left out, and for every alternative of several words."""
    choices: list[list[list[Slot]]] = []
    for part in line.split():
        words = part.rstrip("?").split("/")
        single = [word for word in words if "_" not in word]
        choice = [[_slot("/".join(single))]] if single else []
        choice += [[_slot(one) for one in word.split("_")] for word in words if "_" in word]
        choices.append([*choice, []] if part.endswith("?") else choice)
    for chosen in product(*choices):
        slots = [slot for part in chosen for slot in part]
        if slots:
            yield slots


def _slot(part: str) -> Slot:
    if part == GAP:
        return Slot(frozenset(), frozenset(), (), is_gap=True)
    words = part.split("/")
    plain = [word for word in words if not word.endswith("*")]
    lemmas = {
        lemma_of(word) for word in plain if word.startswith("#") or lemma_of(word) in (word, word.removesuffix("e"))
    }
    return Slot(
        texts=frozenset(plain),
        lemmas=frozenset(lemmas),
        beginnings=tuple(word[:-1] for word in words if word.endswith("*")),
    )
