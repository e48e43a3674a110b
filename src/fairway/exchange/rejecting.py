"""What a rejected row said, as texts for the list of rejects."""

from dataclasses import fields, is_dataclass


def as_texts(row: object) -> dict[str, str]:
    """A canonical row's stated fields as texts."""
    if not is_dataclass(row):
        return {}
    stated = ((item.name, getattr(row, item.name)) for item in fields(row))
    return {name: str(value)[:500] for name, value in stated if value is not None and not isinstance(value, frozenset)}
