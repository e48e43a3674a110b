"""Reading files of written cases: bounded and plain, whatever somebody's export put into them."""

import json
import re
from math import isfinite
from pathlib import Path
from typing import Any

from fairway.cli.main import Fault
from fairway.cli.printing import say
from fairway.studio.cases.field_names import Field
from fairway.studio.cases.fields import case_field_of

DEEPEST = 40  # levels of a case
LARGEST = 1e15  # beyond it neighbouring numbers are the same, and nobody's figure
LONGEST_TEXT = 20_000  # letters of one value; what is longer is cut, and is no remark
HALF_SIGN = re.compile(r"[\ud800-\udfff]")  # halves of signs, which nothing can be written with


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a file: one JSON object a line, or one JSON document that is a case or a list of them.

    Figures that are none (NaN, Infinity, numbers beyond counting) are unknown. Raises Fault, naming the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Fault(f"{path} cannot be read: {error}", is_misuse=True) from error
    try:
        whole = _loaded(text)
    except (ValueError, RecursionError):
        # A line ends where JSON Lines end it: texts may hold separators of other kinds.
        return [_case(line, number, path) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if isinstance(whole, dict):
        name, inner = next(iter(whole.items()), ("", None))
        is_list = isinstance(inner, list) and bool(inner) and all(isinstance(item, dict) for item in inner)
        whole = inner if len(whole) == 1 and is_list and case_field_of(name) is not Field.CANDIDATES else [whole]
    if not isinstance(whole, list) or not all(isinstance(item, dict) for item in whole):
        raise Fault(f"{path} holds no cases", advice="Write one JSON object a line.", is_misuse=True)
    return [_bounded(case, f"case {number} of {path}") for number, case in enumerate(whole, start=1)]


def _case(line: str, number: int, path: Path) -> dict[str, Any]:
    place = f"line {number} of {path}"
    try:
        case = _loaded(line)
    except (ValueError, RecursionError) as error:
        raise Fault(f"{place} is no JSON: {error}", is_misuse=True) from error
    if not isinstance(case, dict):
        raise Fault(f"{place} is no case", advice="Write one JSON object a line.", is_misuse=True)
    return _bounded(case, place)


def _loaded(text: str) -> Any:
    return json.loads(text, parse_int=_whole_number, parse_float=_number, parse_constant=lambda _: None)


def _whole_number(digits: str) -> int | None:
    return int(digits) if len(digits) <= len(str(int(LARGEST))) else None


def _number(digits: str) -> float | None:
    value = float(digits)
    return value if isfinite(value) and abs(value) <= LARGEST else None


def _bounded(case: dict[str, Any], place: str) -> dict[str, Any]:
    """The case with texts that can be written and are no books. Raises Fault where it goes deeper than any case."""
    found: dict[str, Any] = _plain(case, 0, place)
    return found


def _plain(node: Any, depth: int, place: str) -> Any:
    if depth > DEEPEST:
        raise Fault(f"{place} goes more than {DEEPEST} levels deep", advice="Write it flatter.", is_misuse=True)
    if isinstance(node, dict):
        return {HALF_SIGN.sub("?", name): _plain(value, depth + 1, place) for name, value in node.items()}
    if isinstance(node, list):
        return [_plain(item, depth + 1, place) for item in node]
    if not isinstance(node, str):
        return node
    if len(node) > LONGEST_TEXT:
        say(f"{place}: a text of {len(node):,} letters is read no further than its first {LONGEST_TEXT:,}")
    return HALF_SIGN.sub("?", node[:LONGEST_TEXT])
