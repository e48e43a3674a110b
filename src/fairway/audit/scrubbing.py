"""Taking words and rows out of what was written down as JSON."""

from collections.abc import Collection, Mapping
from typing import Any

MARK = "(erased)"  # stands where an erased person's name or id stood
SHORTEST_NAME = 4  # a shorter one would be found inside other words


def without_words(value: Any, *, names: Collection[str], ids: Collection[str]) -> Any:
    """The value with every text replaced that holds one of the names or equals one of the ids, keys included."""
    if isinstance(value, str):
        folded = value.casefold()
        held = any(
            name.casefold() == folded or (len(name) >= SHORTEST_NAME and name.casefold() in folded) for name in names
        )
        return MARK if held or value in ids else value
    if isinstance(value, Mapping):
        return {
            without_words(key, names=names, ids=ids): without_words(item, names=names, ids=ids)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [without_words(item, names=names, ids=ids) for item in value]
    return value


def without_rows_of(detail: Mapping[str, Any], person_key: str) -> dict[str, Any]:
    """A change's detail without the rows of one person on its sheets."""
    sheets = [
        {
            **sheet,
            **{
                side: [row for row in sheet.get(side, ()) if row.get("person_id") != person_key]
                for side in ("before", "after")
            },
        }
        for sheet in detail.get("sheets", ())
    ]
    return {**detail, "sheets": sheets} if sheets else dict(detail)
