"""The JSON of a case as a tree: its leaves with the names on the way to them, and how points of a text begin."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Node = Any
Path = tuple[str, ...]

POINT = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")


def is_figure(value: Node) -> bool:
    """Whether a value is a number: yes and no are none, though Python counts with them."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    if isinstance(node, Mapping):
        for name, value in node.items():
            yield from leaves(value, (*path, str(name)))
    elif isinstance(node, list) and any(isinstance(item, Mapping | list) for item in node):
        for place, item in enumerate(node):
            yield from leaves(item, (*path, f"#{place}"))
    else:
        yield path, node
