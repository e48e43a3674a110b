"""How a piece of a clause begins: as a promise, a request, a question of when, and where its verb stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from fairway.coaching.talk.grammar import doing, doing_lemmas
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.types import Word
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("heads.yaml")
VERB, GERUND, PAST, THING, ANY_VERB, BEGINS = "V", "G", "D", "N", "*", "^"
ANY = ""
Pattern = tuple[frozenset[str], ...]
BEING = frozenset({"am", "is", "are", "be"})
DENIALS = frozenset({"not", "never", "no"})


@dataclass(frozen=True, slots=True)
class Head:
    """Its kind, and where in the words what is promised or asked for begins."""

    kind: str
    at: int


def head_of(words: Sequence[Word], kinds: Sequence[str]) -> Head | None:
    """The longest head of those kinds that the words begin with."""
    small = listed("passed_over")
    shown = [(at, word) for at, word in enumerate(words) if word.text not in small or (at and word.text == "all")]
    best: Head | None = None
    longest = 0
    if not shown:
        return None
    for kind in kinds:
        for pattern in (*_by_first(kind).get(shown[0][1].text, ()), *_by_first(kind).get(ANY, ())):
            if longest < len(pattern) <= len(shown) and all(
                _fits(part, word) for part, (_, word) in zip(pattern, shown, strict=False)
            ):
                begins = next((at for at, part in enumerate(pattern) if BEGINS in part), len(pattern) - 1)
                best, longest = Head(kind, shown[begins][0]), len(pattern)
    return best


def _fits(part: frozenset[str], word: Word) -> bool:
    text, is_formed = word.text, word.lemma != word.text and word.lemma in doing_lemmas()
    return (
        text in part
        or ("be" in part and text in BEING)
        or (VERB in part and text in doing())
        or (GERUND in part and text.endswith("ing") and is_formed)
        or (PAST in part and is_formed)
        or (THING in part and (text in listed("things") or word.value is not None or word.is_name))
        or (ANY_VERB in part and text not in DENIALS and not word.lemma.startswith("#"))
    )


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    found: dict[str, str] = read_yaml(FILE)
    return found


@cache
def _by_first(kind: str) -> dict[str, tuple[Pattern, ...]]:
    """The patterns of a kind by their first word; those that begin with any of many under ANY."""
    found: dict[str, list[Pattern]] = {}
    for line in _heads()[kind].splitlines():
        for pattern in _spelled_out(line):
            is_open = bool(pattern[0] & {VERB, GERUND, PAST, THING, ANY_VERB, "be"})
            for first in (ANY,) if is_open else pattern[0] - {BEGINS}:
                found.setdefault(first, []).append(pattern)
    return {first: tuple(patterns) for first, patterns in found.items()}


def _spelled_out(line: str) -> Iterator[Pattern]:
    choices: list[tuple[frozenset[str] | None, ...]] = []
    for part in line.split():
        words = frozenset(part.rstrip("?^").split("/")) | ({BEGINS} if "^" in part else frozenset[str]())
        choices.append((words, None) if part.endswith("?") else (words,))
    for chosen in product(*choices):
        yield tuple(words for words in chosen if words is not None)
