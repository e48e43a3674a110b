"""Ids of erased people, contacts and leads as keyed hashes: what a source still says about them is not taken in again.

Without the home's key nobody can test a guess against a hash.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from fairway.audit.scrubbing import MARK
from fairway.lib.home import secret


def digest_of(source: str, native_id: str) -> str:
    """What stands for an erased person's id."""
    return hmac.new(secret("pseudonyms.key"), f"erased\x1f{source}\x1f{native_id}".encode(), sha256).hexdigest()


def digest_of_record(table: str, key: str) -> str:
    """What stands for an erased contact or lead; the lake's key is a keyed hash already."""
    return f"{table}:{key}"


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
