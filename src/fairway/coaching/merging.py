"""Two people write under the same heading at once, and nothing either of them wrote is lost.

A merge of two texts that began as the same one, word by word: what anybody put in stays, in both orders of saving in
the same place; what one took out goes, unless the other put words in between. Words that both put in alike stand once.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Merged:
    """`is_crossed` where both put different words into the same place: somebody should read it."""

    text: str
    is_crossed: bool = False


def merged(base: str, first: str, second: str) -> Merged:
    """`first` is what was saved before, `second` what is saved now; both came from `base`."""
    if first in (base, second):
        return Merged(second)
    if second == base:
        return Merged(first)
    words = WORDS.findall(base)
    put_first, gone_first = _changes(words, WORDS.findall(first))
    put_second, gone_second = _changes(words, WORDS.findall(second))
    parts, is_crossed = [], False
    for place in range(len(words) + 1):
        one, other = put_first.get(place, ""), put_second.get(place, "")
        is_crossed = is_crossed or bool(one and other and one != other)
        parts.append(_both(one, other))
        if place < len(words) and place not in gone_first and place not in gone_second:
            parts.append(words[place])
    contested = gone_first & gone_second
    turned = {place for place in {*put_first, *put_second} if put_first.get(place) != put_second.get(place)}
    if any(place in contested or place - 1 in contested for place in turned):
        return _one_below_the_other(first, second)  # both wrote the same words anew: neither sentence is torn apart
    return Merged("".join(parts), is_crossed)


def _one_below_the_other(first: str, second: str) -> Merged:
    """Everything of the first, and below it the lines only the second has."""
    known = first.splitlines()
    return Merged("\n".join([*known, *(line for line in second.splitlines() if line not in known)]), True)


def _changes(base: list[str], changed: list[str]) -> tuple[dict[int, str], set[int]]:
    """What was put in before each word of the base, and which of its words went.

    Only the middle is compared, which is most of the time a few words; of long ones frequent words are passed over
    (`autojunk`), which makes an edit coarser and never wrong.
    """
    head = _common(base, changed)
    tail = _common(base[head:][::-1], changed[head:][::-1])
    old, new = base[head : len(base) - tail], changed[head : len(changed) - tail]
    put: dict[int, str] = {}
    gone: set[int] = set()
    for _, start, end, from_, to in SequenceMatcher(None, old, new).get_opcodes():
        if old[start:end] != new[from_:to]:
            gone.update(range(head + start, head + end))
            if to > from_:
                put[head + start] = put.get(head + start, "") + "".join(new[from_:to])
    return put, gone


def _common(one: list[str], other: list[str]) -> int:
    """With how many equal words both begin."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _both(one: str, other: str) -> str:
    """Words from both in one place, with a gap where they would run together."""
    if not one or not other or one == other:
        return one or other
    gap = "" if one[-1].isspace() or other[0].isspace() else " "
    return f"{one}{gap}{other}"
