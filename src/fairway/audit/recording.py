"""Rows as JSON and back, for changes that can be undone and for exports. Plain over any model object with Django's
meta.
"""

from typing import Any


def row_as_json(row: Any) -> dict[str, Any]:
    """Every stored value of a row by column name: texts, and JSON columns as they are."""
    return {
        field.attname: None if getattr(row, field.attname) is None else field.value_to_string(row)
        for field in row._meta.concrete_fields
    }


def fields_from_json(model: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Those values as the model's own types, by column name; columns the model no longer has are left out."""
    return {
        field.attname: None if values.get(field.attname) is None else field.to_python(values[field.attname])
        for field in model._meta.concrete_fields
        if field.attname in values
    }


def row_from_json(model: Any, values: dict[str, Any]) -> Any:
    """The row those values describe, not saved."""
    return model(**fields_from_json(model, values))
