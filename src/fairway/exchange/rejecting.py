"""What a rejected row said, as texts for the list of rejects."""

from dataclasses import fields, is_dataclass


def as_texts(row: object) -> dict[str, str]:
    """A canonical row's stated fields as texts."""
    if not is_dataclass(row):
        return {}
    return {item.name: str(value)[:500] for item in fields(row) if (value := getattr(row, item.name)) is not None}
