"""Taking the names of somebody erased out of what people wrote in the studio."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from fairway.audit.scrubbing import without_words
from fairway.lib.spellings import Spellings


def scrub(rows: "QuerySet[Any]", columns: Sequence[str], spellings: Spellings) -> None:
    """Replace, in those columns, every text that holds one of the names."""
    for row in rows.iterator(chunk_size=2000):
        said = {name: getattr(row, name) for name in columns}
        cleaned = without_words(said, spellings)
        if cleaned != said:
            for name, value in cleaned.items():
                setattr(row, name, value)
            row.save(update_fields=list(columns))
