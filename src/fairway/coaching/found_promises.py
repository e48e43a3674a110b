"""Commitments a reading found, kept until somebody confirms or drops them. Plain Python."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fairway.coaching.talk.types import Commitment, Speaker
from fairway.commitments.types import LONGEST_WHAT

MOST_FOUND = 10
KEPT_DAYS = 14  # for which one that nobody answered is kept
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORDS = re.compile(r"\w+")
LITTLE = frozenset(
    {"a", "an", "and", "at", "by", "for", "her", "him", "i", "in", "it", "ll", "my", "of", "on", "our", "the", "their"}
    | {"them", "to", "up", "we", "will", "with", "you", "your"}
)
FEWEST_WORDS = 2  # that tell a commitment from another


@dataclass(frozen=True, slots=True)
class Standing:
    """A commitment that was written down, as far as a found one is held against it."""

    who: Speaker
    what: str


@dataclass(frozen=True, slots=True)
class FoundPromise:
    """One of them. `due_text` are the words for when, empty where none were said."""

    key: int
    who: Speaker
    what: str
    due_text: str

    def as_json(self) -> dict[str, Any]:
        return {"key": self.key, "who": self.who, "what": self.what, "due_text": self.due_text}


def found_from(stored: Mapping[str, Any]) -> FoundPromise:
    return FoundPromise(stored["key"], stored["who"], stored["what"], stored["due_text"])


def found_in(found: Sequence[Commitment]) -> list[FoundPromise]:
    """The first ten, each short enough to be promised."""
    return [
        FoundPromise(key, one.who, one.what[:LONGEST_WHAT], one.due_text[:LONGEST_WHAT])
        for key, one in enumerate(found[:MOST_FOUND])
    ]


def not_standing(found: Sequence[FoundPromise], standing: Sequence[Standing]) -> list[FoundPromise]:
    """Those of them that nobody wrote down yet: of the same side no commitment says all the words one of the two has,
    two at least, little words and the words for when left out.
    """
    said = [(one.who, _telling(one.what)) for one in standing]
    return [
        one
        for one in found
        if not any(who == one.who and _is_same(words, _telling(one.what, one.due_text)) for who, words in said)
    ]


def _telling(what: str, due_text: str = "") -> frozenset[str]:
    return frozenset(WORDS.findall(what.casefold())) - frozenset(WORDS.findall(due_text.casefold())) - LITTLE


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(one, other, key=len)
    return one == other or (len(shorter) >= FEWEST_WORDS and one & other == shorter)


def day_meant(due_text: str, said_on: date, *, otherwise_on: date) -> date:
    """The day that "by Friday noon" or "tomorrow" meant when it was said; another where the words name none."""
    words = due_text.lower().replace(",", " ").split()
    if "tomorrow" in words:
        return said_on + timedelta(days=1)
    named = [DAYS.index(word) for word in words if word in DAYS]
    if len(named) != 1:
        return otherwise_on
    ahead = (named[0] - said_on.weekday()) % 7 or 7
    return said_on + timedelta(days=ahead)
