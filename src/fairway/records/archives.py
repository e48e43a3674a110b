"""What stands where in a backup file, and how its keys are locked: the passphrase is stretched by scrypt (RFC 7914) and
the keys encrypted with the result (Fernet).
"""

import base64
import os
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MANIFEST = "manifest.json"
SQLITE_ENTRY = "database.sqlite3"
DATABASE, LAKE, SECRETS = "database", "lake", "secrets"
CHUNK = 1 << 20


class WrongPassphrase(ValueError):
    """The passphrase does not open the keys."""


def new_salt() -> str:
    return base64.b64encode(os.urandom(16)).decode()


def _lock(passphrase: str, salt: str) -> Fernet:
    stretched: Any = Scrypt(salt=base64.b64decode(salt), length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(stretched))


def sealed(content: bytes, passphrase: str, salt: str) -> bytes:
    return _lock(passphrase, salt).encrypt(content)


def unsealed(content: bytes, passphrase: str, salt: str) -> bytes:
    """The content in clear. WrongPassphrase where it does not open."""
    try:
        return _lock(passphrase, salt).decrypt(content)
    except InvalidToken as error:
        raise WrongPassphrase("the passphrase does not open the keys of this backup") from error
