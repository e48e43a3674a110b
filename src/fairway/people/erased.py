"""Ids and names of erased people, and ids of erased contacts and leads, as keyed hashes: what a source still says about
them is not taken in again, nor is another record's text that names them.

Without the home's key nobody can test a guess against a hash.
"""

import hmac
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from fairway.audit.scrubbing import MARK
from fairway.lib.home import secret


def digest_of(source: str, native_id: str) -> str:
    """What stands for an erased person's id."""
    return hmac.new(secret("pseudonyms.key"), f"erased\x1f{source}\x1f{native_id}".encode(), sha256).hexdigest()


def digest_of_record(table: str, key: str) -> str:
    """What stands for an erased contact or lead; the lake's key is a keyed hash already."""
    return f"{table}:{key}"


MOST_WORDS_OF_A_NAME = 6
WORD = re.compile(r"\w+")


def digest_of_name(name: str) -> str:
    """What stands for an erased name or address: for its words, in whatever case and with whatever between them."""
    words = " ".join(WORD.findall(name.casefold()))
    return "name:" + hmac.new(secret("pseudonyms.key"), f"name\x1f{words}".encode(), sha256).hexdigest()[:48]


@dataclass(frozen=True, slots=True)
class ErasedIds:
    """Every erased id, for asking without a query per row."""

    digests: frozenset[str] = frozenset()

    def has_person(self, source: str, native_id: str | None) -> bool:
        """Whether that is an erased person's id, or the mark that stands for one."""
        if native_id == MARK:
            return True
        return bool(self.digests and native_id) and digest_of(source, native_id or "") in self.digests

    def has_record(self, table: str, key: str | None) -> bool:
        return bool(self.digests and key) and digest_of_record(table, key or "") in self.digests

    def is_named_in(self, text: str | None) -> bool:
        """Whether an erased person's name or address stands in a text."""
        if not self.names or not text:
            return False
        words = WORD.findall(text.casefold())
        return any(
            digest_of_name(" ".join(words[start : start + length])) in self.names
            for length in range(1, min(len(words), MOST_WORDS_OF_A_NAME) + 1)
            for start in range(len(words) - length + 1)
        )

    @property
    def names(self) -> frozenset[str]:
        """The hashes that stand for names."""
        return _names_among(self.digests)


@lru_cache(maxsize=4)
def _names_among(digests: frozenset[str]) -> frozenset[str]:
    return frozenset(digest for digest in digests if digest.startswith("name:"))
