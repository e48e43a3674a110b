"""Frozen records to JSON and back, by the types of their fields, so that what was worked out can be kept."""

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
_known: dict[Any, dict[str, Any]] = {}


def as_json(value: Any) -> Any:
    """Records as objects, days and enumerated values as text, sequences as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: as_json(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_json(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_json(part) for part in value]
    return value


def from_json(kind: type[Record], stated: Mapping[str, Any]) -> Record:
    """The record that `as_json` wrote. TypeError or ValueError when it was written by another version."""
    hints = _hints(kind)
    return kind(**{name: _read(hints[name], part) for name, part in stated.items() if name in hints})


def _hints(kind: Any) -> dict[str, Any]:
    if kind not in _known:
        _known[kind] = get_type_hints(kind)
    return _known[kind]


def _read(hint: Any, value: Any) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if value is None:
        return None
    if origin in {Union, types.UnionType}:
        return _read(next(part for part in parts if part is not type(None)), value)
    if origin is tuple and parts[-1:] != (Ellipsis,):
        return tuple(_read(part, item) for part, item in zip(parts, value, strict=True))
    if origin in {tuple, Sequence}:
        return tuple(_read(parts[0], item) for item in value)
    if origin in {dict, Mapping}:
        return {key: _read(parts[1], item) for key, item in value.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        return from_json(hint, value)
    if isinstance(hint, type) and issubclass(hint, date):
        return hint.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value
