"""What was said as plain words: fillers, stutter and noise gone, short forms written out, figures told by their kind.

Figures become signs: `#n` a number, `#pct` a share, `#money` a sum. Lemmas are rough: one form for a verb's tenses and a
noun's plural, so that "called", "calls" and "calling" are all `call`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("forms.yaml")
TOKEN = re.compile(
    r"(?P<quote>[\"“”«»])|(?P<end>[.?!;…]+|[—–]|(?<=\s)-(?=\s))|(?P<comma>[,:])|(?P<sign>[€$£¥%])"
    r"|(?P<number>\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?P<unit>[kKmM](?![a-zA-Z]))?)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
)
NOISE = re.compile(r"\[[^\]]*\]|\((?:laughs?|sighs?|pause|inaudible|crosstalk|writing|silence)[^)]*\)|<[^>]*>", re.I)
CLIPPED = re.compile(r"\b(\w+)(?:[,—–-]+\s*| )(?=\1\b)", re.I)  # "the, the"
REPEATED = re.compile(r"\b(\w+ \w+(?: \w+)?)(?:,\s*| )(?=\1\b)", re.I)  # "is that still, is that still"
NUMBER, SHARE, MONEY = "#n", "#pct", "#money"
WHERE_IS = frozenset("it that what who where how when there here he she this why which everything something".split())


@dataclass(frozen=True, slots=True)
class Word:
    """`text` in small letters, `lemma` its rough base form or a figure's sign, `value` of a number."""

    text: str
    lemma: str
    value: float | None = None
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between two full stops. `end` is the sign it ends by, "" where there is none; `is_quoted` inside marks."""

    words: tuple[Word, ...]
    end: str
    is_quoted: bool = False

    @property
    def is_question(self) -> bool:
        return "?" in self.end


@dataclass(frozen=True, slots=True)
class Forms:
    """Written-out short forms, base forms of odd words, number words and words without meaning."""

    short: dict[str, tuple[str, ...]]
    base: dict[str, str]
    numbers: dict[str, float]
    scales: dict[str, float]
    fillers: frozenset[str]
    money: frozenset[str]
    share: frozenset[str]


@lru_cache(maxsize=1)
def forms() -> Forms:
    raw = read_yaml(FILE)
    base = {form: name for name, given in raw["base"].items() for form in given.split()}
    return Forms(
        short={name: tuple(text.split()) for name, text in raw["short"].items()},
        base=base,
        numbers={str(name): float(value) for name, value in raw["numbers"].items()},
        scales={str(name): float(value) for name, value in raw["scales"].items()},
        fillers=frozenset(raw["fillers"].split()),
        money=frozenset(raw["money"].split()),
        share=frozenset(raw["share"].split()),
    )


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a turn, in order; quoted words stand in clauses of their own."""
    return tuple(_clauses(REPEATED.sub("", CLIPPED.sub("", NOISE.sub(" ", text.replace("’", "'"))))))


def words_of(clauses: tuple[Clause, ...]) -> tuple[Word, ...]:
    return tuple(word for clause in clauses for word in clause.words)


def _clauses(text: str) -> Iterator[Clause]:
    words: list[Word] = []
    is_quoted = False
    for found in TOKEN.finditer(text):
        kind = found.lastgroup if found.lastgroup != "unit" else "number"
        if kind == "quote":
            if words:
                yield Clause(_with_figures(words), "", is_quoted)
                words = []
            is_quoted = not is_quoted
        elif kind == "end":
            if words:
                yield Clause(_with_figures(words), found.group(), is_quoted)
            words = []
        else:
            words.extend(_words(found, kind or "word", is_first=not words))
    if words:
        yield Clause(_with_figures(words), "", is_quoted)


def _words(found: re.Match[str], kind: str, *, is_first: bool) -> Iterator[Word]:
    text = found.group().lower()
    if kind == "number":
        yield _number(found)
    elif kind in {"comma", "sign"}:
        yield Word(text, text)
    else:
        is_name = not is_first and found.group()[0].isupper() and text not in {"i"} and not text.startswith("i'")
        for part in _written_out(text):
            if part not in forms().fillers:
                yield Word(part, lemma_of(part), forms().numbers.get(part), is_name)


def _number(found: re.Match[str]) -> Word:
    text = found.group().lower()
    digits = re.sub(r"(?:st|nd|rd|th|k|m)$", "", text).replace(",", "")
    try:
        value = float(digits)
    except ValueError:  # 12.30.45
        value = float(re.split(r"[.,]", digits)[0])
    if found.group("unit"):
        return Word(text, MONEY, value * (1000 if text.endswith("k") else 1_000_000))
    return Word(text, "#day" if text[-1].isalpha() else NUMBER, value)


def _written_out(text: str) -> tuple[str, ...]:
    known = forms().short.get(text)
    if known is not None:
        return known
    stem, mark, tail = text.partition("'")
    if mark and tail == "s":
        return (stem, "is") if stem in WHERE_IS else (stem,)
    return (stem, *_written_out(tail)) if mark and len(tail) > 2 else (stem or text,)


@lru_cache(maxsize=20_000)
def lemma_of(word: str) -> str:
    """A rough base form: irregular verbs by list, the rest by their endings."""
    known = forms()
    if word in known.base:
        return known.base[word]
    if word in known.numbers or word in known.scales:
        return NUMBER
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "ls" else stem.removesuffix("e")
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


def _with_figures(words: list[Word]) -> tuple[Word, ...]:
    """Number words that follow each other are one figure, told by the sign of its kind."""
    done: list[Word] = []
    at = 0
    while at < len(words):
        end = _figure_end(words, at)
        if end == at:
            if words[at].text not in ",:":
                done.append(words[at])
            at += 1
            continue
        done.append(_figure(words, at, end))
        at = end + (1 if end < len(words) and words[end].text in forms().money | forms().share | {"%"} else 0)
    return tuple(done)


def _figure_end(words: list[Word], at: int) -> int:
    """Where the figure that begins here ends; `at` where none does."""
    known = forms()

    def counts(place: int) -> bool:
        return place < len(words) and (words[place].value is not None or words[place].text in known.scales)

    end = at
    if words[at].text in "€$£¥" and counts(at + 1):
        end = at + 1
    elif words[at].text in {"a", "one", "half"} and at + 1 < len(words) and words[at + 1].text in known.scales:
        end = at + 1
    elif words[at].text == "one" and (counts(at + 1) or (at + 2 < len(words) and words[at + 1].text == "point")):
        end = at + 1
    elif not counts(at):
        return at
    while end < len(words):
        joins = words[end].text in {"and", "point"} and end > at and counts(end + 1)
        if not counts(end) and not joins:
            break
        end += 1
    return end


def _figure(words: list[Word], at: int, end: int) -> Word:
    text = " ".join(word.text for word in words[at:end])
    value = _value(words[at:end])
    after = words[end].text if end < len(words) else ""
    parts = [word.text for word in words[at:end]]
    if after in forms().share or after == "%":
        return Word(text, SHARE, value)
    if words[at].text in "€$£¥" or after in forms().money or any(word.lemma == MONEY for word in words[at:end]):
        return Word(text, MONEY, value)
    if any(part in forms().money or part == "thousand" for part in parts):
        return Word(text, MONEY, value)
    if words[end - 1].lemma == "#day":
        return Word(text, "#day", value)
    return Word(text, "#big" if value >= 100 or "point" in parts else NUMBER, value)


def _value(words: list[Word]) -> float:
    """What a spoken figure amounts to: "two hundred and forty", "one point five million", "one eighty" (180)."""
    total, part, last = 0.0, 0.0, 0.0
    tenth = 0.0
    for word in words:
        scale = forms().scales.get(word.text)
        value = 1.0 if word.text in {"one", "a"} else 0.5 if word.text == "half" else word.value
        if word.text == "point":
            tenth = 0.1
        elif scale is not None:
            part = (part or 1.0) * scale
            if scale >= 1000:
                total, part = total + part, 0.0
            tenth = 0.0
        elif value is not None and tenth:
            part, tenth = part + value * tenth, tenth / 10
        elif value is not None:
            part = part * 100 + value if 0 < last < 10 <= value < 100 and not part >= 100 else part + value
        last = value or 0.0
    return total + part
