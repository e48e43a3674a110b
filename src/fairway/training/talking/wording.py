"""Words that are looked for in what was said."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from fairway.coaching.talk.hearing import heard
from fairway.coaching.talk.types import Turn
from fairway.lib.yaml_files import read_yaml
from fairway.training.talking.scenarios import HERE, scenarios


@lru_cache(maxsize=1)
def listed() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(HERE / "words.yaml")
    return found


@lru_cache(maxsize=1)
def empty() -> frozenset[str]:
    """Words that say nothing by themselves, and names of those who are talked with."""
    return frozenset(listed()["empty"].split()) | {one.seller.lower() for one in scenarios().values()}


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


def first_sentence(text: str) -> str:
    return re.split(r"(?<=[.?!]) ", without_marks(text))[0]


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


def first_said(patterns: Iterable[str], words: Sequence[str]) -> str:
    """What stands first in the words of some patterns, as it was said; "" where none does. A pattern is words in a row,
    `*` any ending.
    """
    found = _compiled(tuple(patterns)).search(" ".join(words))
    return found.group() if found else ""


def without_said(patterns: Iterable[str], words: str) -> str:
    """Words without all that some patterns find in them."""
    return " ".join(_compiled(tuple(patterns)).sub(" ", words).split())


def count_said(patterns: Iterable[str], words: Sequence[str]) -> int:
    return sum(bool(first_said([pattern], words)) for pattern in patterns)


@lru_cache(maxsize=2048)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    rows = [
        " ".join(re.escape(word).replace(r"\*", r"\S*") for word in pattern.replace("-", " ").split())
        for pattern in sorted(patterns, key=len, reverse=True)
    ]
    return re.compile(r"(?<!\S)(?:" + ("|".join(rows) or r"(?!)") + r")(?!\S)")


@lru_cache(maxsize=1)
def topics_to_ask() -> Mapping[str, str]:
    """A question about each topic that has one."""
    return {name: one["ask"] for name, one in listed()["topics"].items() if "ask" in one}
