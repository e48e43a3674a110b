"""FAIRWAY_HOME: the one folder that holds the database, the lake and the secrets. Two homes never touch."""

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

PRIVATE = 0o700


def home() -> Path:
    """The home folder, made on first use, readable by its owner only."""
    folder = Path(os.environ.get("FAIRWAY_HOME", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    return folder


def folder(name: str) -> Path:
    """A folder inside the home, made on first use."""
    path = home() / name
    path.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    return path


def secret(name: str) -> bytes:
    """A random key of its own file under `secrets/`, made once. It is never in the database or a backup's data part."""
    return _secret(os.environ.get("FAIRWAY_HOME", ""), os.getcwd(), name)


@lru_cache(maxsize=64)
def _secret(_home: str, _started_in: str, name: str) -> bytes:
    """The key of the home that those two name: asked for once a row, so no file system call may be left here."""
    file = folder("secrets") / name
    if not file.exists():
        # Written beside and linked into place: two processes starting at once agree on one key. On disk before it is
        # used: what is encrypted or hashed with it would be lost with it.
        draft = file.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_bytes(Fernet.generate_key())
        _sync(draft)
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links: the lake refuses it in words, once it is asked
            with suppress(FileExistsError), open(file, "xb", opener=_private) as out:
                out.write(draft.read_bytes())
        finally:
            draft.unlink()
        _sync(file.parent)
    key = file.read_bytes().strip()
    if not key:
        raise RuntimeError(f"{file} is empty; put the one of a backup in its place")
    return key


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def seal(text: str) -> str:
    """Encrypt a credential for storage in the database (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return Fernet(secret("credentials.key")).encrypt(text.encode()).decode()


class OtherKey(RuntimeError):
    """A credential was encrypted with another key than the one in this home's secrets folder."""


def unseal(sealed: str) -> str:
    """Decrypt a stored credential. OtherKey when the key is another home's."""
    try:
        return Fernet(secret("credentials.key")).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise OtherKey(
            "a stored credential was encrypted with another key; put the old home's secrets folder in place, "
            "or connect the CRM again"
        ) from error
