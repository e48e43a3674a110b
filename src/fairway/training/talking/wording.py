"""Words that are looked for: patterns of words, in the tokens of what was said."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from fairway.coaching.talk.hearing import heard
from fairway.coaching.talk.types import Turn
from fairway.lib.yaml_files import read_yaml
from fairway.training.talking.scenarios import HERE


@lru_cache(maxsize=1)
def listed() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(HERE / "words.yaml")
    return found


@lru_cache(maxsize=1)
def empty() -> frozenset[str]:
    """Words that say nothing by themselves."""
    return frozenset(listed()["empty"].split())


@lru_cache(maxsize=1)
def topics() -> Mapping[str, Sequence[str]]:
    return {name: one["words"] for name, one in listed()["topics"].items()}


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """What was said as plain words: in small letters, short forms written out, fillers and marks gone."""
    turn = heard(Turn("manager", without_marks(text)))
    return tuple(word.text for word in turn.words if word.text != ",")


def without_marks(text: str) -> str:
    return text.replace("[", "").replace("]", "")


def marked(text: str) -> list[str]:
    """What stands in square brackets, in its order."""
    return [piece.partition("]")[0] for piece in text.split("[")[1:]]


def content(words: Iterable[str]) -> set[str]:
    """The words that say something, by their stems."""
    return {stem(word) for word in words if word not in empty() and len(word) > 1}


def stem(word: str) -> str:
    """A rough stem, so that "calls" and "calling" are "call"."""
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def said(pattern: str, words: Sequence[str]) -> bool:
    """Whether a pattern stands in the words: words in a row, `*` for any ending, ` & ` for both anywhere."""
    if " & " in pattern:
        return all(said(part, words) for part in pattern.split(" & "))
    return _in_a_row(tuple(pattern.replace("-", " ").split()), words)


def first_said(patterns: Iterable[str], words: Sequence[str]) -> str:
    """The first pattern that stands in the words; "" where none does."""
    return next((pattern for pattern in patterns if said(pattern, words)), "")


def count_said(patterns: Iterable[str], words: Sequence[str]) -> int:
    return sum(said(pattern, words) for pattern in patterns)


def _in_a_row(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return any(
        all(_fits(one, word) for one, word in zip(wanted, words[at : at + len(wanted)], strict=True))
        for at in range(len(words) - len(wanted) + 1)
    )


def _fits(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


@lru_cache(maxsize=1)
def topics_to_ask() -> Mapping[str, str]:
    """A question about each topic that has one."""
    return {name: one["ask"] for name, one in listed()["topics"].items() if "ask" in one}
