"""A turn as plain words: fillers, stutter and noise gone, short forms written out, figures told by their kind."""

import re
from collections.abc import Iterator

from fairway.coaching.talk.figures import figures_told
from fairway.coaching.talk.forms import DAY, MONEY, NUMBER, forms, lemma_of, written_out
from fairway.coaching.talk.grammar import doing
from fairway.coaching.talk.types import Clause, Heard, Turn, Word

TOKEN = re.compile(
    r"(?P<quote>[\"“”«»])|(?P<end>[.?!;…]+|[—–]|(?<=\s)-(?=\s))|(?P<comma>[,:])|(?P<sign>[€$£¥%])"
    r"|(?P<number>\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?P<unit>[kKmM](?![a-zA-Z]))?)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
)
NOISE = re.compile(r"\[[^\]]*\]|\((?:laugh|sigh|pause|inaudible|crosstalk|writing|silence|cough)[^)]*\)|<[^>]*>", re.I)
LONGEST_STUTTER = 3  # words


def heard(turn: Turn) -> Heard:
    """The turn with its clauses in order; quoted words stand in clauses of their own."""
    text = NOISE.sub(lambda found: " " * len(found.group()), turn.text.replace("’", "'"))
    return Heard(turn.speaker, turn.text, tuple(clause for clause in _clauses(text) if clause.words))


def _clauses(text: str) -> Iterator[Clause]:
    words: list[Word] = []
    is_quoted = False
    for found in TOKEN.finditer(text):
        kind = "number" if found.lastgroup == "unit" else str(found.lastgroup)
        if kind not in {"quote", "end"}:
            words.extend(_words(found, kind, is_first=not words))
            continue
        end = found.group() if kind == "end" else ""
        yield Clause(figures_told(_without_stutter(_mended(words))), end, is_quoted)
        words = []
        if kind == "quote":
            is_quoted = not is_quoted
    yield Clause(figures_told(_without_stutter(_mended(words))), "", is_quoted)


def _words(found: re.Match[str], kind: str, *, is_first: bool) -> Iterator[Word]:
    text, start, stop = found.group().lower(), found.start(), found.end()
    if kind == "number":
        yield _number(text, start, stop, has_unit=bool(found.group("unit")))
    elif kind in {"comma", "sign"}:
        yield Word(text, text, start, stop)
    else:
        is_name = not is_first and found.group()[0].isupper() and text != "i" and not text.startswith("i'")
        for part in written_out(text):
            if part not in forms().fillers:
                yield Word(part, lemma_of(part), start, stop, forms().numbers.get(part), is_name)


def _number(text: str, start: int, stop: int, *, has_unit: bool) -> Word:
    digits = re.sub(r"(?:st|nd|rd|th|k|m)$", "", text).replace(",", "")
    try:
        value = float(digits)
    except ValueError:  # 12.30.45
        value = float(digits.split(".")[0])
    if has_unit:
        return Word(text, MONEY, start, stop, value * (1000 if text.endswith("k") else 1_000_000))
    return Word(text, DAY if text[-1].isalpha() else NUMBER, start, stop, value)


def _mended(words: list[Word]) -> list[Word]:
    """ "ill send it", as chats have it."""
    found: list[Word] = []
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else None
        if (
            word.text == "ill"
            and after is not None
            and (after.text in doing() or after.text in {"be", "have", "just", "also"})
        ):
            found += [Word(text, text, word.start, word.stop) for text in ("i", "will")]
        else:
            found.append(word)
    return found


def _without_stutter(words: list[Word]) -> list[Word]:
    """ "the, the" and "is that still, is that still" once; the last saying stays."""
    kept: list[Word] = []
    for word in words:
        kept.append(word)
        if word.value is not None or word.text == ",":
            continue
        for length in range(1, LONGEST_STUTTER + 1):
            at = len(kept) - length
            before = at - 1 if at > 0 and kept[at - 1].text == "," else at
            again = [one.text for one in kept[at:]]
            if before >= length and [one.text for one in kept[before - length : before]] == again:
                del kept[before - length : at]
                break
    return kept
