"""Taking the names of somebody erased out of what people wrote in the studio."""

from collections.abc import Iterable, Sequence
from typing import Any

from fairway.audit.scrubbing import without_words
from fairway.lib.spellings import Spellings


def scrub(rows: Iterable[Any], columns: Sequence[str], spellings: Spellings) -> None:
    """Replace, in those columns of stored rows, every text that holds one of the names; what changed is saved."""
    for row in rows:
        said = {name: getattr(row, name) for name in columns}
        cleaned = without_words(said, spellings)
        if cleaned != said:
            for name, value in cleaned.items():
                setattr(row, name, value)
            row.save(update_fields=list(columns))
