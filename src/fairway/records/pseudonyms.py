"""Keys that stand for leads and contacts in the lake: a keyed hash, so that the lake alone names nobody.

The key lies in the home folder, outside database and lake. The same id of the same source always gives the same
pseudonym, which is what joins need; without the key nobody can test whether an address is in the lake.
"""

import hmac
from hashlib import sha256

from fairway.lib.home import secret

HEX_DIGITS = 32  # 128 bits: two of 10^12 people share a pseudonym with a chance below 10^-14


def pseudonym(source: str, native_id: str) -> str:
    """The lake's key for a lead or contact of a source."""
    message = f"{source}\x1f{native_id}".encode()
    return hmac.new(secret("pseudonyms.key"), message, sha256).hexdigest()[:HEX_DIGITS]


def key_print() -> str:
    """Tells one key from another without giving it away."""
    return hmac.new(secret("pseudonyms.key"), b"fairway:key-print", sha256).hexdigest()[:HEX_DIGITS]


def record_id(source: str, native_id: str) -> str:
    """The lake's key for an account, opportunity or activity: the source's word and its own id."""
    return f"{source}:{native_id}"


def native_id_of(record: str) -> str:
    return record.partition(":")[2]


def source_of(record: str) -> str:
    return record.partition(":")[0]
