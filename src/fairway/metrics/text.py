"""The YAML text of definitions: its entries with their lines, and what YAML itself would pass over in silence."""

from collections.abc import Iterator
from typing import Any

import yaml

LONGEST_TEXT = 2_000_000
Entry = tuple[Any, int, list[tuple[str, int]]]  # the entry, its line, words stated twice in it with their lines


class UnreadableText(ValueError):
    """The text is no list of definitions. The message says what to do."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def whole_document(text: str) -> list[Entry]:
    """Every entry of a list, or of the list under `metrics`. UnreadableText where there is none."""
    if len(text) > LONGEST_TEXT:
        raise UnreadableText(f"is longer than {LONGEST_TEXT:,} characters; split it")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise UnreadableText(f"is not YAML: {error.problem}; check signs and indentation there", line) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableText(f"is not YAML: {error}; save it as UTF-8 text") from error
    if isinstance(content, dict) and root is not None:
        under = [value for key, value in root.value if key.value == "metrics"]
        content, root = content.get("metrics"), under[-1] if under else None
    if not isinstance(content, list) or root is None:
        raise UnreadableText("must be a list of definitions, or hold one under `metrics`; begin each with a dash")
    nodes = root.value
    return [
        (entry, node.start_mark.line + 1, list(_stated_twice(node))) for entry, node in zip(content, nodes, strict=True)
    ]


def _stated_twice(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """Words of a mapping that come again, groups within included: YAML keeps the last and says nothing."""
    agenda, seen = [node], set()
    while agenda:
        here = agenda.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        if isinstance(here, yaml.MappingNode):
            words = [str(key.value) for key, _ in here.value]
            yield from (
                (word, key.start_mark.line + 1)
                for number, (word, (key, _)) in enumerate(zip(words, here.value, strict=True))
                if word in words[:number]
            )
            agenda.extend(value for _, value in here.value)
        elif isinstance(here, yaml.SequenceNode):
            agenda.extend(here.value)
