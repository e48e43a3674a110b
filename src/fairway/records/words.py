"""Short words may enter the lake, free text may not."""

import re

LONGEST_WORD = 60
ADDRESS = re.compile(r"\S@\S")


def as_word(text: str | None) -> str | None:
    """The text if it is a category (short, one line, no address in it), else None: it belongs to the database."""
    if text is None:
        return None
    stripped = text.strip()
    if not stripped or len(stripped) > LONGEST_WORD or "\n" in stripped or "\r" in stripped:
        return None
    return None if "@" in stripped and ADDRESS.search(stripped) else stripped
