"""How somebody's name may stand in a text, and whether it does: one rule for taking a name out and for keeping it out.

A text is read as folded words: small letters without accents (ä is ae, as is ae), whatever stands between them:
`call_ottokar_quillvexer`, `Quillvexer, Ottokar` and `OTTOKAR  QUILLVEXER'S` hold the same two. A name is found

- as its words side by side in any order, with one short word between two of them (`Ottokar J. Quillvexer`), in one
  word (`ottokarquillvexer`), with a genitive s; without titles, initials and what stands in brackets; of three words
  and more also as the first and the last; in Latin letters where it is written in others;
- as the address, or the part before its @ where that says more than one word of the name (`oquillvexer`);
- by an id that is a word no text has by chance: letters with digits, seven digits.

A name all of whose words are ordinary or short (`May Call`, `Mark Price`, `Bob Ray`, a name in Chinese) is found only
as it is written: the words in their order, each with a capital where the script has any. A name of one word is found
inside texts from six letters on unless it is ordinary, a shorter one only where the text is nothing else.

Not found: a first name or surname alone, nicknames, initials alone, misspellings, a name glued to other letters. What
is found is a set of keys, so that it can be asked of plain words as well as of hashes.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from anyascii import anyascii

MOST_WORDS = 8  # of one spelling
SHORTEST_ALONE = 6  # letters of a name of one word that is looked for inside texts
TELLING = 4  # signs of a word that makes a name one that no text has by chance
BETWEEN = 3  # letters of a word that may stand inside a name: an initial, von, Dr

TITLES = frozenset("dr prof mr mrs ms miss herr frau dipl ing mag jr sr ii iii iv phd mba".split())  # noqa: SIM905
# Words of every day, of calendars and of selling that are names as well.
ORDINARY = frozenset(
    """account admin advisor agent april archer area armstrong art august autumn baker banks bill bishop board bond
    book brand brook brown buyer call calls carter case cash chance chase church closed coach contact contract cook
    cooper customer date deal dean demo director done drew east email event faith field fisher forest found frank free
    friday gene gift glass good grace grant gray green group head held herbst holiday hope hunter info internal intro
    join joint joy june kaiser kaufmann king knight kunde lance lane lead leader leads leaf letter link list long lost
    love mail manager march mark market marketing mason may meeting meister mercy merit miles mitchell monday montag
    moon morgan name newman next noble north note office offer open order page park parker partner peace phone pitch
    plan plans porter power price prime prince proposal quote rain ray reader region rich richter ring rose sales send
    sent seller sergeant service shepherd short silver singer skip small smart smith snow sommer sonntag south spring
    star stage steel sterling still stone store storm strong summer sunday support sweet task taylor team term termin
    test time today todo town trade turner unit value vertrieb visit wade walker ward wednesday week west white will
    winner winter wise wolf wood work young""".split()  # noqa: SIM905
)

_ONE_BY_ONE = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_ONE_BY_ONE}]|[^\\W_{_ONE_BY_ONE}]+")  # scripts without spaces are read sign by sign
_APOSTROPHES = frozenset("'’ʼ`´")
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ`´]s(?!\w)", re.IGNORECASE)
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "Ø": "Oe", "æ": "ae", "Æ": "Ae"}
    | {"œ": "oe", "Œ": "Oe", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"}
)


@dataclass(frozen=True, slots=True)
class Spellings:
    """Spellings of somebody as keys; `key_of` says what stands for a spelling among them."""

    keys: frozenset[str]
    key_of: Callable[[str], str] = str

    def stand_in(self, text: str | None) -> bool:
        """Whether one of them stands in a text."""
        if not text or not self.keys:
            return False
        raw = _words(text)
        words = [word.casefold() for word in raw]
        anchors = [at for at, word in enumerate(words) if self.key_of(f"has {word}") in self.keys]
        if not anchors:
            return False
        if len(words) <= MOST_WORDS and self.key_of(f"all {' '.join(words)}") in self.keys:
            return True
        return any(self.key_of(candidate) in self.keys for at in anchors for candidate in _candidates(raw, words, at))


NOBODY = Spellings(frozenset())


def spellings_of(names: Iterable[str], ids: Iterable[str] = ()) -> Spellings:
    """Every spelling of names and addresses of one person, and of ids that no text has by chance."""
    named, found = list(names), set[str]()
    plain = [name for name in named if "@" not in name]
    own = {word for name in plain for word in _folded(name)}
    for name in plain:
        found |= _of_name(name)
    for text in (*(name for name in named if "@" in name), *(key for key in ids if "@" in key)):
        found |= _of_address(text, own)
    for key in ids:
        if "@" not in key and _tells_by_itself(key, own):
            found |= _keys("any", _folded(key))
    return Spellings(frozenset(found))


def _words(text: str) -> list[str]:
    """The words of a text without accents, in their case."""
    if not text.isascii():
        composed = unicodedata.normalize("NFC", text).translate(_LETTERS)
        parts = unicodedata.normalize("NFKD", composed)
        text = "".join(sign for sign in parts if unicodedata.category(sign)[0] != "M" and not _is_unseen(sign))
        text = unicodedata.normalize("NFC", text)
    if not _APOSTROPHES.isdisjoint(text):
        text = _APOSTROPHE.sub("", _POSSESSIVE.sub(" ", text))
    return _WORD.findall(text)


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf"


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in _words(text)]


def _candidates(raw: list[str], words: list[str], at: int) -> Iterator[str]:
    """Spellings that the words around a place could be."""
    for start in range(max(0, at - MOST_WORDS + 1), at + 1):
        for end in range(at + 1, min(len(words), start + MOST_WORDS) + 1):
            window = words[start:end]
            yield f"any {' '.join(sorted(window))}"
            if not any(word[0].islower() for word in raw[start:end]):
                yield f"row {' '.join(window)}"
    for first in (at - 2, at):
        if first >= 0 and first + 2 < len(words) and len(words[first + 1]) <= BETWEEN:
            yield f"any {' '.join(sorted((words[first], words[first + 2])))}"


def _of_name(name: str) -> set[str]:
    bare = _BRACKETS.sub(" ", name).strip() or name
    joined = re.sub(r"(?<=\w)[-'’ʼ`´](?=\w)", "", bare)
    parted = re.sub(r"['’ʼ`´]", " ", bare)
    found = set[str]()
    for spelling in {bare, joined, parted, anyascii(bare)}:
        found |= _of_words(_folded(spelling))
    return found


def _of_words(stated: list[str]) -> set[str]:
    """All words; without titles; without initials; of three and more the first and the last."""
    untitled = [word for word in stated if word not in TITLES]
    words = [word for word in untitled if len(word) > 1 or not word.isascii() or word.isdigit()]
    found = set[str]()
    for some in (stated, untitled, words):
        # What is left of several words is never a single one: that would be anybody's.
        if some and min(2, len(stated)) <= len(some) <= MOST_WORDS:
            found |= _spelled(some)
    if len(words) > 2 and all(word.isalpha() and len(word) > 1 for word in words):
        found |= _spelled([words[0], words[-1]])
    return found


def _spelled(words: list[str]) -> set[str]:
    if len(words) == 1:
        return _alone(words[0])
    if not any(_is_telling(word) for word in words):
        return _keys("row", words)
    return (
        _keys("any", words)
        | _keys("any", [*words[:-1], f"{words[-1]}s"])
        | _keys("any", ["".join(words)])
        | _keys("any", ["".join([words[-1], *words[:-1]])])
    )


def _alone(word: str) -> set[str]:
    if word in ORDINARY or word.isdigit():
        return set()
    if not _is_telling(word) or len(word) < SHORTEST_ALONE:
        return _keys("all", [word])
    return _keys("any", [word]) | _keys("any", [f"{word}s"])


def _is_telling(word: str) -> bool:
    return len(word) >= TELLING and not word.isdigit() and word not in ORDINARY


def _of_address(address: str, own: Collection[str]) -> set[str]:
    """The address, and the part before its @ where it is more than one word of the name."""
    words = _folded(address)
    found = _keys("any", words) if 1 < len(words) <= MOST_WORDS else set()
    local = [word for word in _folded(address.partition("@")[0].partition("+")[0]) if not word.isdigit()]
    if len(local) > 1 and any(_is_telling(word) for word in local):
        return found | _of_words(local)
    if len(local) == 1 and any(word in local[0] and word != local[0] for word in own if _is_telling(word)):
        return found | _alone(local[0])
    return found


def _tells_by_itself(key: str, own: Collection[str]) -> bool:
    words = _folded(key)
    signs = "".join(words)
    if signs.isdigit():
        return len(signs) >= 7
    if any(sign.isdigit() for sign in signs):
        return len(signs) >= 5 and len(words) <= MOST_WORDS
    return len(signs) >= 8 and len(words) == 1 and signs not in ORDINARY and signs not in own


def _keys(kind: str, words: list[str]) -> set[str]:
    """The key of a spelling, and of the word by which it is first looked for."""
    listed = sorted(words) if kind == "any" else words
    return {f"{kind} {' '.join(listed)}", f"has {max(words, key=len)}"}
