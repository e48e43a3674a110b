"""Rows as JSON and back, for changes that can be undone. Plain over any model object that offers Django's meta."""

from typing import Any


def row_as_json(row: Any) -> dict[str, str | None]:
    """Every stored value of a row as text, by column name."""
    return {
        field.attname: None if getattr(row, field.attname) is None else field.value_to_string(row)
        for field in row._meta.concrete_fields
    }


def row_from_json(model: Any, values: dict[str, str | None]) -> Any:
    """The row those values describe, not saved."""
    return model(
        **{
            field.attname: None if values.get(field.attname) is None else field.to_python(values[field.attname])
            for field in model._meta.concrete_fields
            if field.attname in values
        }
    )
