"""Forms of words: short ones written out, tenses and plurals brought to one base form, numbers by name."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("forms.yaml")
NUMBER, SHARE, MONEY, DAY, BIG = "#n", "#pct", "#money", "#day", "#big"
WHERE_IS = frozenset(
    [
        "it",
        "that",
        "what",
        "who",
        "where",
        "how",
        "when",
        "there",
        "here",
        "he",
        "she",
        "this",
        "why",
        "which",
        "everything",
        "something",
    ]
)
ENDINGS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"))


@dataclass(frozen=True, slots=True)
class Forms:
    """`short` to what it stands for, `base` forms of odd words, values of number words, words without meaning."""

    short: dict[str, tuple[str, ...]]
    base: dict[str, str]
    numbers: dict[str, float]
    scales: dict[str, float]
    ordinals: frozenset[str]
    fillers: frozenset[str]
    money: frozenset[str]
    share: frozenset[str]


@lru_cache(maxsize=1)
def forms() -> Forms:
    raw = read_yaml(FILE)
    return Forms(
        short={name: tuple(text.split()) for name, text in raw["short"].items()},
        base={form: name for name, given in raw["base"].items() for form in (name, *given.split())},
        numbers={str(name): float(value) for name, value in raw["numbers"].items()},
        scales={str(name): float(value) for name, value in raw["scales"].items()},
        ordinals=frozenset(raw["ordinals"].split()),
        fillers=frozenset(raw["fillers"].split()),
        money=frozenset(raw["money"].split()),
        share=frozenset(raw["share"].split()),
    )


def written_out(word: str) -> tuple[str, ...]:
    """The words a short form stands for: "i'll" is `i will`; of "customer's" the s is left out."""
    known = forms().short.get(word)
    if known is not None:
        return known
    stem, mark, tail = word.partition("'")
    if mark and tail == "s":
        return (stem, "is") if stem in WHERE_IS else (stem,)
    return (stem, *written_out(tail)) if mark and len(tail) > 2 else (stem or word,)


@lru_cache(maxsize=20_000)
def lemma_of(word: str) -> str:
    """A rough base form: odd verbs by list, the rest by their endings."""
    known = forms()
    if word in known.base:
        return known.base[word]
    if word in known.numbers or word in known.scales:
        return NUMBER
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and re.search(r"[aeiouy]", stem):
            return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "ls" else stem.removesuffix("e")
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word
