"""Figures as they are spoken: number words that follow each other are one figure, told by the sign of its kind.

`#n` a number, `#big` one of a hundred or more or with a point, `#pct` a share, `#money` a sum, `#day` a day of a month.
"""

from collections.abc import Sequence

from fairway.coaching.talk.forms import BIG, DAY, MONEY, NUMBER, SHARE, forms
from fairway.coaching.talk.types import Word

SIGNS = frozenset("€$£¥")
SMALLEST_BIG = 100
TENS = frozenset({20.0, 30.0})  # "twenty first"; "three first" are three


def figures_told(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with each figure as one word; commas and colons are left out."""
    done: list[Word] = []
    at = 0
    while at < len(words):
        end = _end_of_figure(words, at)
        if end > at:
            figure, end = _figure(words, at, end)
            done.append(figure)
        else:
            if words[at].text not in ",:%" and words[at].text not in SIGNS:
                done.append(words[at])
            end = at + 1
        at = end
    return tuple(done)


def _counts(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and (words[at].value is not None or words[at].text in forms().scales)


def _end_of_figure(words: Sequence[Word], at: int) -> int:
    """Where the figure that begins here ends; `at` where none does."""
    text, next_text = words[at].text, words[at + 1].text if at + 1 < len(words) else ""
    begins = (
        (text in SIGNS and _counts(words, at + 1))
        or (text in {"a", "one", "half"} and next_text in forms().scales)
        or (text == "one" and (_counts(words, at + 1) or next_text == "point"))
    )
    end = at + 1 if begins else at
    if not begins and not _counts(words, at):
        return at
    while end < len(words):
        joins = end > at and words[end].text in {"and", "point"} and _counts(words, end + 1)
        if not joins and not _counts(words, end):
            break
        end += 1
    return end


def _figure(words: Sequence[Word], at: int, end: int) -> tuple[Word, int]:
    """The figure, and where the words go on."""
    parts = [word.text for word in words[at:end]]
    after = words[end].text if end < len(words) else ""
    value = amount(words[at:end])
    sums = forms().money
    unit = end
    if after in forms().share or after == "%":
        lemma, unit = SHARE, end + 1
    elif after in sums or after in SIGNS:
        lemma, unit = MONEY, end + 1
    elif (
        parts[0] in SIGNS
        or any(word.lemma == MONEY for word in words[at:end])
        or any(part in sums or part == "thousand" for part in parts)
    ):
        lemma = MONEY
    elif (after in forms().ordinals and value in TENS) or words[end - 1].lemma == DAY:
        lemma, unit = DAY, end + (after in forms().ordinals)
    else:
        lemma = BIG if value >= SMALLEST_BIG or "point" in parts else NUMBER
    text = " ".join(word.text for word in words[at:unit])
    return Word(text, lemma, words[at].start, words[unit - 1].stop, value), unit


def amount(words: Sequence[Word]) -> float:
    """What spoken figures amount to: "two hundred and forty", "one point five million", "one eighty" (180)."""
    total = part = last = tenth = 0.0
    for word in words:
        scale = forms().scales.get(word.text)
        value = 1.0 if word.text in {"one", "a"} else 0.5 if word.text == "half" else word.value
        if word.text == "point":
            tenth = 0.1
        elif scale is not None:
            part, tenth = (part or 1.0) * scale, 0.0
            if scale >= 1000:
                total, part = total + part, 0.0
        elif value is not None and tenth:
            part, tenth = part + value * tenth, tenth / 10
        elif value is not None:
            is_short = 0 < last < 10 <= value < SMALLEST_BIG > part  # "one eighty"
            part = part * 100 + value if is_short else part + value
        last = value or 0.0
    return total + part
