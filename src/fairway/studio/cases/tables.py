"""Tables in a case, however they were written, as a list of rows with named fields."""

import json
import re
from collections.abc import Mapping
from typing import Any


def as_rows(node: Any) -> Any:
    """The same node with tables inside it turned into lists of dictionaries: header and rows, columns, text tables."""
    if isinstance(node, Mapping):
        found = _of_header(node) or _of_columns(node)
        return found if found is not None else {name: as_rows(value) for name, value in with_headers(node).items()}
    if isinstance(node, list):
        if len(node) > 2 and all(isinstance(row, list) for row in node) and all(isinstance(c, str) for c in node[0]):
            rows = _named([str(cell) for cell in node[0]], node[1:])
            if rows is not None:
                return rows
        return [as_rows(item) for item in node]
    return _of_text(node) if isinstance(node, str) and "\n" in node else node


def with_headers(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Rows beside a list that names their columns, as rows with named fields: {"cols": ["step", "now"], "rows": []}."""
    headers = [value for value in node.values() if isinstance(value, list) and _are_texts(value) and len(value) > 1]
    found = dict(node)
    for name, value in node.items():
        if isinstance(value, list) and len(value) > 1 and all(isinstance(row, list) for row in value):
            widths = {len(row) for row in value}
            header = next((h for h in headers if widths == {len(h)} and not _are_texts(value[0])), None)
            rows = _named([str(cell) for cell in header], value) if header else None
            if rows is not None:
                found[name] = rows
    return found


def _are_texts(row: list[Any]) -> bool:
    return all(isinstance(cell, str) for cell in row)


def _named(header: list[str], rows: list[Any]) -> list[dict[str, Any]] | None:
    if any(not isinstance(row, list) or len(row) > len(header) for row in rows):
        return None
    return [dict(zip(header, row, strict=False)) for row in rows]


def _of_header(node: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """{"columns": ["metric", "own"], "rows": [["calls", 3]]}."""
    lists = [value for value in node.values() if isinstance(value, list) and value]
    header = next((v for v in lists if all(isinstance(cell, str) for cell in v)), None)
    rows = next((v for v in lists if all(isinstance(row, list) for row in v)), None)
    return _named(header, rows) if header and rows and len(node) <= 3 else None


def _of_columns(node: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """{"metric": ["calls", "plans"], "own": [3, 1]}."""
    values = list(node.values())
    if len(values) < 3 or not all(isinstance(value, list) for value in values):
        return None
    lengths = {len(value) for value in values}
    has_names = any(all(isinstance(cell, str) for cell in value) for value in values)
    if len(lengths) != 1 or lengths.pop() < 4 or not has_names:
        return None
    return [dict(zip(node.keys(), row, strict=True)) for row in zip(*values, strict=True)]


def _of_text(text: str) -> Any:
    """A pasted table, list of points or JSON; the text itself where it is none."""
    stripped = text.strip()
    if stripped.startswith(("{", "[")):
        try:
            return as_rows(json.loads(stripped, parse_constant=lambda _: None))
        except (ValueError, RecursionError):
            return text
    lines = [line.strip() for line in stripped.splitlines() if line.strip() and not set(line) <= set("|-:+ =")]
    for mark in ("|", "\t", ";"):
        cells = [[cell.strip() for cell in line.strip("|").split(mark)] for line in lines]
        widths = {len(row) for row in cells}
        if len(cells) > 2 and len(widths) == 1 and widths.pop() > 2:
            return _named(cells[0], list(cells[1:]))
    named = [line for line in lines if re.match(r"^[^:]{3,70}:\s", line)]
    if len(named) > 3 and len(named) == len(lines) and not text.lstrip().startswith(("-", "*", "•")):
        return named
    points = [line.lstrip("-*•0123456789.) ") for line in lines if line.startswith(("-", "*", "•"))]
    return points if len(points) > 3 and len(points) == len(lines) else text
