"""Putting a mistyped word right by the words of the lexicon: one letter more, less or wrong, or two swapped."""

from functools import lru_cache

from fairway.metrics.classing.lexicon import known_words, word_families

SHORTEST = 7  # shorter words are too close to each other
ENDING = 2  # a slip in the last letters is an inflection, not a slip
VOWELS = "aeiou"
WHOLE = ("karte", "karten")  # ends of compounds one slip from others (Raten) that are words themselves
LONGEST = 40  # letters; what is longer is no word, and mending it would take its time
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def spelled_right(words: str) -> str:
    """The words with those put right that no family knows and that lie one slip from one that some family knows."""
    return f" {' '.join(_right(word) for word in words.split())} "


@lru_cache(maxsize=4096)
def _right(word: str) -> str:
    is_no_word = not SHORTEST <= len(word) <= LONGEST or not word.isascii() or not word.isalpha()
    if is_no_word or word.endswith(WHOLE) or _stands_somewhere(word) or _is_known(word):
        return word
    for at in range(1, len(word) - ENDING):  # the first letter is seldom wrong
        swapped: str = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if swapped != word and (_stands_somewhere(swapped, at) or _ends_known(swapped, at)):
            return swapped
    for at in range(1, len(word) - ENDING):
        put = VOWELS if word[at] in VOWELS else ""
        mendings: list[str] = [word[:at] + letter + word[at + 1 :] for letter in ("", *put)]
        for mended in [*mendings, *(word[:at] + letter + word[at:] for letter in LETTERS)]:
            if mended != word and _stands_somewhere(mended, at):
                return mended
    return word


def _is_known(word: str) -> bool:
    return any(pattern.search(f" {word} ") for pattern in word_families().values())


def _stands_somewhere(word: str, at: int = 0) -> bool:
    """Whether a word stands in the lexicon, alone or within a phrase; a beginning has to reach beyond the slip."""
    whole, beginnings = known_words()
    return (
        word in whole
        or word.removesuffix("s") in whole
        or any(word[:length] in beginnings for length in range(max(SHORTEST, at + 2), len(word) + 1))
    )


def _ends_known(word: str, at: int) -> bool:
    """Whether a German compound ends in a word of the lexicon that holds the slip."""
    whole, _ = known_words()
    return any(word[-length:] in whole for length in range(SHORTEST - 2, len(word)) if len(word) - length <= at)
