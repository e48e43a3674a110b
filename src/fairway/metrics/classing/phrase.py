"""A metric's name or definition as the rules see it: which families of words stand in it, and where."""

import re
from dataclasses import dataclass
from functools import cached_property

from fairway.metrics.classing.lexicon import word_families
from fairway.metrics.classing.reading import words_of
from fairway.metrics.classing.typos import spelled_right

NOWHERE = 10**6
LONGEST_CLAUSE = 4  # words that "per" or "after" take with them
ENDS_CLAUSE = frozenset(
    ["who", "that", "which", "where", "whose", "die", "der", "denen", "qui", "que", "dont", "ou", "in", "§sep"]
)
ACTS = ("act", "ask", "follow", "doc")


@dataclass(frozen=True)
class Phrase:
    text: str

    @cached_property
    def words(self) -> str:
        """All words between single spaces, mistyped ones put right, what would mislead taken out."""
        return word_families()["neutral"].sub("§x", spelled_right(words_of(self.text)))

    @cached_property
    def head(self) -> str:
        """The words without denominators ("per meeting held") and clauses of time ("after the demo")."""
        them = self.words.split()
        starts = self._starts("per", "after")
        acts = self._starts("act", apart_from="held")
        kept: list[str] = []
        at, place, is_empty = 0, 1, True
        while at < len(them):
            word = them[at]
            place += len(word) + 1
            at += 1
            if (place - len(word) - 1 in starts or word == "§per") and not is_empty:
                taken = 0
                while at < len(them) and taken < LONGEST_CLAUSE and them[at] not in ENDS_CLAUSE and place not in acts:
                    place += len(them[at]) + 1
                    at, taken = at + 1, taken + 1
                continue
            kept.append(word)
            is_empty = word == "§sep" or (is_empty and word.startswith("§"))
        return f" {' '.join(kept)} "

    def has(self, *names: str) -> bool:
        return any(word_families()[name].search(self.words) for name in names)

    def heads(self, *names: str) -> bool:
        return any(word_families()[name].search(self.head) for name in names)

    def first(self, *names: str) -> int:
        """Where the first word of these families stands in the head; NOWHERE when none does."""
        found = (word_families()[name].search(self.head) for name in names)
        return min((match.start() for match in found if match), default=NOWHERE)

    def found(self, *names: str) -> str:
        """The first word of these families, as read: what decided."""
        for words in (self.head, self.words):
            matches = [match for name in names if (match := word_families()[name].search(words))]
            if matches:
                return min(matches, key=lambda match: match.start()).group()
        return ""

    @cached_property
    def consents(self) -> bool:
        """Whether somebody outside does something: "held" only says so beside something one can come to."""
        return any(
            self.heads("event") or not _is_held(match) for match in word_families()["consent"].finditer(self.head)
        )

    @cached_property
    def only_held(self) -> bool:
        """Whether all that somebody outside does is to be there ("meetings held with a written plan")."""
        return all(_is_held(match) for match in word_families()["consent"].finditer(self.head))

    @cached_property
    def acts(self) -> bool:
        return self.heads(*ACTS)

    def _starts(self, *names: str, apart_from: str = "") -> set[int]:
        return {
            match.start()
            for name in names
            for match in word_families()[name].finditer(self.words)
            if not apart_from or not word_families()[apart_from].search(f" {match.group()} ")
        }


@dataclass(frozen=True)
class Clause(Phrase):
    """What follows a relative pronoun, already read."""

    @cached_property
    def words(self) -> str:
        return self.text


def relative(phrase: Phrase) -> tuple[str, str, Clause] | None:
    """(what stands before, the pronoun, the clause) of "deals for which the seller asked ..."."""
    match = RELATIVE.search(phrase.words)
    if match is None:
        return None
    return phrase.words[: match.start() + 1], match.group().strip(), Clause(phrase.words[match.end() - 1 :])


RELATIVE = re.compile(
    r" (?:who|that|which|whose|where|in which|to whom|denen|deren|dont|(?:aux|des|les)quel(?:le)?s|lequel|laquelle"
    r"|ou le|ayant|qui|(?<=§sep )die|(?<=§sep )der|que|a (?:la|las|los) que) "
)


def _is_held(match: re.Match[str]) -> bool:
    return word_families()["held"].search(f" {match.group()} ") is not None
