"""Kinds of activity in a subject line: `Disc. req - ACME`, `Call: Bell`, `ACME (Besuch)`. A rule if few words
come back.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fairway.crm.report import kinds
from fairway.crm.report.folding import fold
from fairway.crm.report.profiling import ColumnProfile

MOST_KINDS = 40
ENOUGH = 0.8  # share of rows that must fall under words that come back
SEPARATOR = re.compile(r"\s+[-–—|/@>]+\s+|\s*[:|;]\s+|\s*[:|]\s*(?=\D)|\s+[–—]|\s*\(|\s*,\s+|\s*->\s*")
PREPOSITION = re.compile(
    r"\s+(?:with|w/|mit|bei|avec|chez|con|to|for|für|fuer|pour|para|re|an|at|zu|about|über|sur|sobre|von|from|à|a)\s+",
    re.IGNORECASE,
)
REPLY = re.compile(r"^(?:(?:re|fw|fwd|aw|wg|tr|rv|ref|antw)\s*:\s*)+", re.IGNORECASE)
TAG = re.compile(r"^\[([^\]]{2,40})\]")
COUNTER = re.compile(r"[\s#.№-]*\d+$")


@lru_cache(maxsize=16_384)
def clean(word: str) -> str:
    """A kind's word without stray signs around it and without a running number."""
    trimmed = " ".join(word.split()).strip(" -–—:;,|/*•>")
    return COUNTER.sub("", trimmed) or trimmed


def _whole(text: str) -> str:
    return clean(text)


def _prefix(text: str) -> str:
    tag = TAG.match(text)
    return clean(tag[1] if tag else SEPARATOR.split(REPLY.sub("", text), maxsplit=1)[0])


def _before_preposition(text: str) -> str:
    return clean(PREPOSITION.split(_prefix(text), maxsplit=1)[0])


def _suffix(text: str) -> str:
    return clean(SEPARATOR.split(REPLY.sub("", text))[-1].rstrip(") "))


PARTS: Mapping[str, Callable[[str], str]] = {
    "whole": _whole,
    "prefix": _prefix,
    "before": _before_preposition,
    "suffix": _suffix,
}


@lru_cache(maxsize=16_384)
def _part_of(part: str, subject: str) -> str:
    return PARTS[part](subject)


@dataclass(frozen=True, slots=True)
class SubjectRule:
    """Which part of the subject names the kind, and the words found there with their rows."""

    part: str
    words: Mapping[str, int]  # folded word to rows
    coverage: float  # share of rows whose part is one of the words

    def word_of(self, subject: str) -> str | None:
        """The kind a subject names; None where its part is not one of the words that come back."""
        word = _part_of(self.part, subject)
        return word if fold(word) in self.words else None


def rule_of(subjects: ColumnProfile) -> SubjectRule | None:
    """The part of the subjects under which most rows fall to few known words; None when subjects are free text."""
    found = {part: rule for part in PARTS if (rule := _rule(part, subjects)) is not None}
    whole = found.get("whole")
    if whole is not None and all(kinds.share_known(word) == 1.0 for word in whole.words):
        return whole  # `Mtg - ext` and `Mtg - int`: what follows the sign belongs to the kind
    order = list(PARTS)
    return max(
        found.values(),
        key=lambda rule: (round(rule.coverage, 1), -len(rule.words), -order.index(rule.part)),
        default=None,
    )


def _rule(part: str, subjects: ColumnProfile) -> SubjectRule | None:
    counted: Counter[str] = Counter()
    for text, times in subjects.values.items():
        counted[fold(PARTS[part](text))] += times
    total = sum(counted.values())
    often = max(2, total // 300)
    words = {
        word: times for word, times in counted.items() if times >= often and word and len(word) <= kinds.LONGEST_KIND
    }
    if not 2 <= len(words) <= MOST_KINDS or total < 5:
        return None
    coverage = sum(words.values()) / total
    known = sum(times for word, times in words.items() if kinds.knows(word)) / sum(words.values())
    return SubjectRule(part, words, coverage) if coverage >= ENOUGH and known >= 0.5 else None
