"""Compiled SQL kept in the home folder, under a hash of the definitions and of the code of this room."""

import json
import os
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from fairway.lib.home import folder
from fairway.lib.spellings import Spellings


@lru_cache(maxsize=1)
def _compiler_hash() -> bytes:
    """Changes with every change of the compiler, of the lake's columns, and of the library behind it."""
    from importlib.metadata import version

    here = Path(__file__).parent
    sources = [*sorted(here.glob("*.py")), here.parent / "records" / "schema.py"]
    parts = [file.read_bytes() for file in sources] + [version("ibis-framework").encode()]
    return blake2b(b"".join(parts), digest_size=16).digest()


def _file(key: object) -> Path:
    digest = blake2b(repr(key).encode(), digest_size=16, key=_compiler_hash()).hexdigest()
    return folder("compiled") / f"{digest}.json"


def kept_statement(key: object) -> dict[str, Any] | None:
    """What was kept under that key; None when nothing was, or it cannot be read."""
    try:
        kept = json.loads(_file(key).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None


def keep_statement(key: object, statement: Mapping[str, Any]) -> None:
    """Write beside and rename: two processes compiling at once both leave a whole file."""
    file = _file(key)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(statement, ensure_ascii=False), encoding="utf-8")
    draft.replace(file)


def forget_statements(words: Collection[str], spellings: Spellings) -> None:
    """Remove what was compiled from words that are no more, or names an erased person. What cannot be read goes too."""
    for file in folder("compiled").glob("*.json"):
        try:
            texts = list(_strings(json.loads(file.read_text(encoding="utf-8"))))
        except ValueError:
            texts = None
        if texts is None or any(_speaks_of(text, words, spellings) for text in texts):
            file.unlink(missing_ok=True)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _speaks_of(text: str, words: Collection[str], spellings: Spellings) -> bool:
    # In SQL an apostrophe inside a text stands doubled, in Spark's after a backslash.
    plain = text.replace("''", "'").replace("\\'", "'")
    return text in words or any(f"'{word}'" in plain for word in words) or spellings.stand_in(plain)
