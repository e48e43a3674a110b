"""Taking words and rows out of what was written down as JSON."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from fairway.lib.spellings import NOBODY, Spellings

MARK = "(erased)"  # stands where an erased person's name or id stood


def _marked(_text: str) -> str:
    return MARK


def without_words(
    value: Any, spellings: Spellings = NOBODY, *, ids: Collection[str] = (), marked: Callable[[str], str] = _marked
) -> Any:
    """The value with every text replaced in which one of the spellings stands or that equals one of the ids, keys
    included. `marked` gives what stands in its place.
    """
    if isinstance(value, str):
        return marked(value) if value in ids or spellings.stand_in(value) else value
    if isinstance(value, Mapping):
        return {
            without_words(key, spellings, ids=ids, marked=marked): without_words(
                item, spellings, ids=ids, marked=marked
            )
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [without_words(item, spellings, ids=ids, marked=marked) for item in value]
    return value


def without_person(
    detail: Mapping[str, Any], person_key: str, *, spellings: Spellings, ids: Collection[str]
) -> dict[str, Any]:
    """A change's detail without the rows of one person on its sheets and without those words anywhere else."""

    def scrubbed(row: Mapping[str, Any]) -> dict[str, Any]:
        # Columns that point at our own rows hold our keys: one that looks like a source's id is not that id.
        return {
            column: value if _is_key(column) else without_words(value, spellings, ids=ids)
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
    return {**without_words(rest, spellings, ids=ids), **({"sheets": sheets} if sheets else {})}


def _is_key(column: str) -> bool:
    return column == "id" or column.endswith("_id")


def empty_named(rows: Iterable[Any], column: str, spellings: Spellings) -> None:
    """Empty the list in that column of stored rows in which one of the names stands anywhere; what changed is saved."""
    for row in rows:
        said = getattr(row, column)
        if without_words(said, spellings) != said:
            setattr(row, column, [])
            row.save(update_fields=[column])


def scrub(rows: Iterable[Any], columns: Sequence[str], spellings: Spellings) -> None:
    """Replace, in those columns of stored rows, every text that holds one of the names; what changed is saved."""
    for row in rows:
        said = {name: getattr(row, name) for name in columns}
        cleaned = without_words(said, spellings)
        if cleaned != said:
            for name, value in cleaned.items():
                setattr(row, name, value)
            row.save(update_fields=list(columns))
