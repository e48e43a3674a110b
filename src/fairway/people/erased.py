"""Ids and names of erased people, and ids of erased contacts and leads, as keyed hashes: what a source still says about
them is not taken in again, nor is another record's text that names them.

Without the home's key nobody can test a guess against a hash.
"""

import hmac
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256

from fairway.audit.scrubbing import MARK
from fairway.lib.home import secret
from fairway.lib.spellings import Spellings

NAME = "name:"
SEP = "\x1f"
LONGEST_KEPT = 60  # signs of a text whose answer is remembered: a word, no free text


def digest_of(source: str, native_id: str) -> str:
    """What stands for an erased person's id."""
    return hmac.new(secret("pseudonyms.key"), f"erased\x1f{source}\x1f{native_id}".encode(), sha256).hexdigest()


def digest_of_record(table: str, key: str) -> str:
    """What stands for an erased contact or lead; the lake's key is a keyed hash already."""
    return f"{table}:{key}"


def digests_of(spellings: Spellings) -> list[str]:
    """What stands for every spelling of an erased name, address or telling id."""
    return [_digest_of_spelling(secret("pseudonyms.key"), spelling) for spelling in sorted(spellings.keys)]


@lru_cache(maxsize=200_000)  # words come again and again
def _digest_of_spelling(key: bytes, spelling: str) -> str:
    return NAME + hmac.digest(key, f"name{SEP}{spelling}".encode("utf-8", "replace"), "sha256").hex()[:48]


def replaced(text: str) -> str:
    """What stands in the place of a text that ties rows together: the same for the same text, told apart from others,
    so that a stage called after somebody is still one stage.
    """
    digest = hmac.digest(secret("pseudonyms.key"), f"text{SEP}{text}".encode("utf-8", "replace"), "sha256")
    return f"{MARK[:-1]} {digest.hex()[:8]})"


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
        """Whether an erased person's name or address stands in a text, in any spelling that can be found."""
        if not text or not self.digests:
            return False
        if len(text) > LONGEST_KEPT:
            return self.spellings.stand_in(text)
        return _is_named(self.names, secret("pseudonyms.key"), text)

    @property
    def spellings(self) -> Spellings:
        """Every spelling of everybody erased."""
        return _hashed(self.names, secret("pseudonyms.key"))

    @property
    def names(self) -> frozenset[str]:
        """The hashes that stand for names."""
        return _names_among(self.digests)


@lru_cache(maxsize=4)
def _names_among(digests: frozenset[str]) -> frozenset[str]:
    return frozenset(digest for digest in digests if digest.startswith(NAME))


def _hashed(names: frozenset[str], key: bytes) -> Spellings:
    return Spellings(names, partial(_digest_of_spelling, key))


@lru_cache(maxsize=50_000)  # kinds, outcomes and stages are few, and come with every row
def _is_named(names: frozenset[str], key: bytes, text: str) -> bool:
    return _hashed(names, key).stand_in(text)
