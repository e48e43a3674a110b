"""JSON to records: one object a line, or a list of them; what is none of these is told with its line."""

import json
import re
from collections.abc import Collection, Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any

from fairway.crm.report.lines import Record

STARTS = re.compile(r"\ufeff?\s*(?:\{|\[\s*\{)")
BETWEEN = re.compile(r"[\s,\[\]\ufeff]*")


def is_json(start: str) -> bool:
    """Whether a text begins as an object or as a list of them."""
    return STARTS.match(start) is not None


def json_records(text: str, columns: Collection[str]) -> Iterator[Record]:
    """A heading of the columns that any object names, then a record an object, each with the line it begins in. Names
    are taken in small letters, other fields are passed over; `problem` says what cannot be read, with the field.
    """
    found = list(_objects(text))
    named = [name for one in found if isinstance(one[1], dict) for name in one[1]]
    heading = [name for name in dict.fromkeys(str(name).strip().lower() for name in named) if name in columns]
    yield Record(found[0][0] if found else 1, heading)
    for line, given, problem in found:
        if problem:
            yield Record(line, [], problem)
            continue
        fields = {str(name).strip().lower(): value for name, value in given.items()}
        faults = [fault for name in heading if (fault := _fault(name, fields.get(name)))]
        if not fields.keys() & set(columns):
            faults.append(f"names no field that is read here: none of {', '.join(sorted(columns))}")
        cells = ["" if fields.get(name) is None else str(fields[name]) for name in heading]
        yield Record(line, [] if faults else cells, "; ".join(faults))


def _fault(name: str, value: Any) -> str:
    if value is None or isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return ""
    kind = {bool: "true or false", list: "a list", dict: "an object"}.get(type(value), "no text")
    return f'field "{name}" is {kind}; write a text in quotes'


def _objects(text: str) -> Iterator[tuple[int, Any, str]]:
    """(line it begins in, the object, what is wrong) one after the other. What cannot be read ends with its line."""
    decoder, place = JSONDecoder(object_pairs_hook=_named_once), 0
    while (place := _after(BETWEEN, text, place)) < len(text):
        line = text.count("\n", 0, place) + 1
        try:
            given, place = decoder.raw_decode(text, place)
        except JSONDecodeError as error:
            at = text.count("\n", 0, error.pos) + 1
            where = f" in line {at}" if at != line else ""
            yield line, None, f"is no JSON: {error.msg[:1].lower()}{error.msg[1:]} at sign {error.colno}{where}"
            place = _line_end(text, place)
        except _NamedTwice as error:
            yield line, None, f'field "{error}" is written twice; keep one of them'
            place = _line_end(text, place)
        except RecursionError:
            yield line, None, "is nested too deep; write one object with texts"
            place = _line_end(text, place)
        else:
            is_object = isinstance(given, dict)
            yield line, given, "" if is_object else f"is no object but {json.dumps(given)[:40]}; write {{...}}"


class _NamedTwice(ValueError):
    """An object says a field twice."""


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, value in pairs:
        if name in given:
            raise _NamedTwice(name)
        given[name] = value
    return given


def _after(pattern: re.Pattern[str], text: str, place: int) -> int:
    matched = pattern.match(text, place)
    return matched.end() if matched else place


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end
