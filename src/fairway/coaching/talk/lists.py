"""Lists of words and phrases by name, read once from `lists.yaml`."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from fairway.coaching.talk.forms import lemma_of
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("lists.yaml")


@cache
def _lists() -> dict[str, str]:
    found: dict[str, str] = read_yaml(FILE)
    return found


@cache
def words(name: str) -> frozenset[str]:
    return frozenset(_lists()[name].split())


@cache
def lemmas(name: str) -> frozenset[str]:
    return frozenset(map(lemma_of, words(name)))


@cache
def phrases(name: str) -> tuple[tuple[frozenset[str], ...], ...]:
    """One phrase a line; each place may hold any of its words."""
    return tuple(tuple(frozenset(part.split("/")) for part in line.split()) for line in _lists()[name].splitlines())


@cache
def _by_first(name: str) -> dict[str, tuple[tuple[frozenset[str], ...], ...]]:
    """The phrases of a list by each of their first words."""
    found: dict[str, list[tuple[frozenset[str], ...]]] = {}
    for phrase in phrases(name):
        for first in phrase[0]:
            found.setdefault(first, []).append(phrase)
    return {first: tuple(ones) for first, ones in found.items()}


def begins(texts: Sequence[str], name: str, at: int = 0) -> bool:
    """Whether words from a place on begin with one of the phrases of a list."""
    return at < len(texts) and any(
        len(texts) - at >= len(phrase) and all(texts[at + place] in part for place, part in enumerate(phrase))
        for phrase in _by_first(name).get(texts[at], ())
    )


def holds(texts: Sequence[str], name: str) -> bool:
    """Whether one of the phrases stands anywhere among the words."""
    return any(begins(texts, name, at) for at in range(len(texts)))
