"""Taking words and rows out of what was written down as JSON."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

MARK = "(erased)"  # stands where an erased person's name or id stood
SHORTEST_NAME = 4  # a shorter one would be found inside other words


def without_words(value: Any, *, names: Collection[str], ids: Collection[str]) -> Any:
    """The value with every text replaced that holds one of the names or equals one of the ids, keys included.

    A name is held where it stands as a word or words of its own: `Mark` is not in `Market`.
    """
    if isinstance(value, str):
        return MARK if value in ids or (value and holds_name(value, names)) else value
    if isinstance(value, Mapping):
        return {
            without_words(key, names=names, ids=ids): without_words(item, names=names, ids=ids)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [without_words(item, names=names, ids=ids) for item in value]
    return value


def holds_name(text: str, names: Collection[str]) -> bool:
    """Whether a text is one of the names, or one of at least four letters stands in it, in whatever case."""
    pattern = _pattern_of(tuple(names))
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=64)
def _pattern_of(names: tuple[str, ...]) -> re.Pattern[str] | None:
    alone = [rf"\A{re.escape(name)}\Z" for name in names if name]
    inside = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in names if len(name) >= SHORTEST_NAME]
    return re.compile("|".join([*alone, *inside]), re.IGNORECASE) if alone else None


def without_person(
    detail: Mapping[str, Any], person_key: str, *, names: Collection[str], ids: Collection[str]
) -> dict[str, Any]:
    """A change's detail without the rows of one person on its sheets and without those words anywhere else."""

    def scrubbed(row: Mapping[str, Any]) -> dict[str, Any]:
        # Columns that point at our own rows hold our keys: one that looks like a source's id is not that id.
        return {
            column: value if _is_key(column) else without_words(value, names=names, ids=ids)
            for column, value in row.items()
        }

    sheets = [
        {
            **sheet,
            **{
                side: [scrubbed(row) for row in sheet.get(side, ()) if row.get("person_id") != person_key]
                for side in ("before", "after")
            },
        }
        for sheet in detail.get("sheets", ())
    ]
    rest = {name: value for name, value in detail.items() if name != "sheets"}
    return {**without_words(rest, names=names, ids=ids), **({"sheets": sheets} if sheets else {})}


def _is_key(column: str) -> bool:
    return column == "id" or column.endswith("_id")
