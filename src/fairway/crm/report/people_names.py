"""Names of people as exports write them, made comparable: `Bell, Marcus`, `Marcus Bell (DE)` and `M. Bell`.

Nothing here decides who is who; `people.py` does that with every spelling of a report in view.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from fairway.crm.report.folding import fold
from fairway.crm.report.stems import Stems
from fairway.crm.report.word_tables import listed

EMAIL = re.compile(r"[^@\s<>()\[\],;\"']+@[^@\s<>()\[\],;\"']+\.[A-Za-z]{2,}")
WHOLE_EMAIL = re.compile(r"\s*<?([^@\s<>()\[\],;\"']+@[^@\s<>()\[\],;\"']+\.[A-Za-z]{2,})>?\s*$")
SEVERAL = re.compile(r"\s*[;/&+|\n]\s*|\s+(?:and|und|et|y)\s+")
BRACKETS = re.compile(r"\s*[(\[{<][^)\]}>]*[)\]}>]")
TRAILING_ID = re.compile(r"\s*[-–|#]\s*(?:id\s*)?\d{3,}$", re.IGNORECASE)
PARTICLES = frozenset(listed("names", "particles"))
TITLES = frozenset(listed("names", "titles"))
COMPANY = frozenset(listed("names", "companies"))
SYSTEM_USERS = Stems({"system": listed("names", "system_users")})
# Words of the table above that also are parts of people's names or teams when they stand among others.
ONLY_ALONE = frozenset(listed("names", "only_alone"))


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: folded words with the family name last; single letters are initials."""

    words: tuple[str, ...]
    shown: str  # first name first, accents and case kept

    @property
    def key(self) -> str:
        return " ".join(self.words)

    @property
    def has_initial(self) -> bool:
        return any(len(word) == 1 for word in self.words)


@lru_cache(maxsize=65_536)
def name_of(text: str) -> Name:
    """A name in comparable form; `Last, First` is turned round, titles and brackets fall away. Never fails."""
    plain = TRAILING_ID.sub("", BRACKETS.sub(" ", EMAIL.sub(" ", text))).replace("_", " ").strip(" ,;.-'\"")
    last, comma, first = plain.partition(",")
    if comma and first.strip() and fold(first).strip(". ") not in TITLES:
        plain = f"{first.split(',')[0].strip()} {last.strip()}"
    kept = [word for word in re.split(r"[\s.,;:]+", plain) if word]
    if (
        len(kept) > 1
        and not comma
        and len(kept[0]) > 1
        and kept[0].isupper()
        and not any(word.isupper() for word in kept[1:])
    ):
        kept = [*kept[1:], kept[0]]  # DUPONT Marie
    if len(kept) > 2:
        kept = [word for word in kept if fold(word) not in TITLES or word == kept[-1]] or kept
    folded = tuple(fold(word).strip("'\"-") for word in kept)
    return Name(tuple(word for word in folded if word), " ".join(_cased(kept)))


def _cased(words: list[str]) -> list[str]:
    """BELL and bell become Bell; McBell, de and the like stay as they are. An initial gets its full stop."""
    shown = []
    for word in words:
        if len(word) == 1 and word.isalpha() and word.lower() != word.upper():
            shown.append(f"{word.upper()}.")
        elif (word.isupper() or word.islower()) and fold(word) not in PARTICLES and len(word) > 2:
            shown.append("-".join(part.capitalize() for part in word.split("-")))
        else:
            shown.append(word)
    return shown


@lru_cache(maxsize=16_384)
def first_of_several(text: str) -> tuple[str, str]:
    """The first of several people in one cell, and the others as one text; empty where there is one only."""
    parts = [part.strip() for part in SEVERAL.split(text)]
    if len(parts) < 2 or not all(looks_like_person(part) or is_email(part) for part in parts):
        return text, ""
    return parts[0], "; ".join(parts[1:])


def email_of(text: str) -> str | None:
    """The e-mail address in a text, lower case; None without one."""
    found = EMAIL.search(text) if "@" in text else None
    return found[0].strip("<>.,;").lower() if found else None


def is_email(text: str) -> bool:
    return "@" in text and WHOLE_EMAIL.match(text) is not None


def name_from_email(address: str) -> str:
    """`marcus.bell@x.com` is Marcus Bell; `mbell@x.com` stays mbell."""
    local = re.sub(r"\d+$", "", address.split("@", maxsplit=1)[0].split("+", maxsplit=1)[0])
    words = [word for word in re.split(r"[._\-]+", local) if word]
    return " ".join(word.capitalize() for word in words) if len(words) > 1 else local or address


@lru_cache(maxsize=16_384)
def looks_like_person(text: str) -> bool:
    """Two to five capitalised words without digits, or `Last, First`; no company's suffix. An address may follow."""
    plain = BRACKETS.sub(" ", text).replace(",", " ").strip()
    if "@" in text and " " in plain:
        plain = EMAIL.sub(" ", plain)
    if len(plain) > 60 or "@" in plain or any(letter.isdecimal() for letter in plain):
        return False
    words = [word for word in re.split(r"[\s.]+", plain) if word]
    if not 2 <= len(words) <= 5 or any(fold(word) in COMPANY for word in words):
        return False
    names = [word for word in words if fold(word) not in PARTICLES and fold(word) not in TITLES]
    return bool(names) and all(
        _is_capital(word) and word.replace("-", "").replace("'", "").replace("’", "").isalpha() for word in names
    )


def _is_capital(word: str) -> bool:
    """Whether a word begins with a capital letter, or in a script that has none is as short as names are there."""
    return word[0].isupper() or (word.lower() == word.upper() and len(word) <= 4)


@lru_cache(maxsize=16_384)
def looks_like_company(text: str) -> bool:
    words = re.split(r"[^\w&]+", fold(text).replace(".", ""))
    return any(word in COMPANY for word in words)


@lru_cache(maxsize=16_384)
def is_system_user(text: str) -> bool:
    """Whether a name is a program's, a queue's or nobody's."""
    address = email_of(text)
    plain = re.split(r"[@]", address)[0] if address else text
    words = [word for word in re.split(r"[^0-9a-z]+", fold(plain)) if word]
    found, known = SYSTEM_USERS.of(words)
    if not found or not words:
        return False
    return known == len(words) or (
        known * 2 >= len(words) and not set(words) & ONLY_ALONE and not looks_like_person_name(words)
    )


def looks_like_person_name(words: list[str]) -> bool:
    """Two words of which only one is a system's: "Sam Einstein" is somebody."""
    return (
        len(words) == 2
        and sum(bool(SYSTEM_USERS.of_word(word)) for word in words) == 1
        and not ({"user", "process"} & set(words))
    )
