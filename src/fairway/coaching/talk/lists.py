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


def begins(texts: Sequence[str], name: str) -> bool:
    """Whether words begin with one of the phrases of a list."""
    return any(
        len(texts) >= len(phrase) and all(text in part for text, part in zip(texts, phrase, strict=False))
        for phrase in phrases(name)
    )


def holds(texts: Sequence[str], name: str) -> bool:
    """Whether one of the phrases stands anywhere among the words."""
    return any(begins(texts[at:], name) for at in range(len(texts)))
