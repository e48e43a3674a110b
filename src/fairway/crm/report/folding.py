"""Text made comparable: case, accents, punctuation and glued words out of the way."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a plain one and a mark.
PLAIN = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
        "đ": "d",
        "ı": "i",
        "’": "'",
        "ʼ": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u200b": "",
        "\ufeff": "",
    }
)
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
NO_WORD = re.compile(r"[\W_]+")  # what parts words, in any script
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without accents, whitespace collapsed; punctuation stays."""
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text.translate(PLAIN))
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).lower().split())


@lru_cache(maxsize=65_536)
def tokens(text: str) -> tuple[str, ...]:
    """Words of a value or heading, folded: `OwnerId`, `owner_id` and `Owner ID` are all ("owner", "id")."""
    return tuple(part for part in NO_WORD.split(fold(CAMEL.sub(" ", text.replace("IDs", "ids")))) if part)


def spellings(word: str) -> set[str]:
    """How a word of a table may stand in a file, folded: `fällig` is `fallig` and `faellig`."""
    return {fold(word), fold(word.translate(UMLAUTS))}


def one_line(text: str, longest: int = 80) -> str:
    """A value as it can be shown in a sentence: one line, cut with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"
