"""Kinds of sessions: kinds.yaml, read and checked."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.coaching.types import Kind, Part
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("kinds.yaml")
ONE_TO_ONE = "one_to_one"
MOST_FOR_THE_NUMBER = 1  # minutes


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """By word, in the file's order. ValueError where a kind speaks of the number early, or long."""
    return {word: _kind(word, stated) for word, stated in read_yaml(FILE).items()}


def kind_of(word: str) -> Kind:
    """The kind of a session that was held once, also where the file has it no more."""
    return kinds().get(word) or Kind(word, word.replace("_", " ").capitalize(), 14, {})


def _kind(word: str, stated: Mapping[str, Any]) -> Kind:
    parts = {Part(part): int(minutes) for part, minutes in stated["parts"].items()}
    require_order(word, parts)
    return Kind(word, stated["name"], int(stated["every_days"]), parts, stated.get("process", ""))


def require_order(word: str, parts: Mapping[Part, int]) -> None:
    """The number comes last and takes a minute, whoever set the programme."""
    if Part.NUMBER in parts and ([*parts][-1] is not Part.NUMBER or parts[Part.NUMBER] > MOST_FOR_THE_NUMBER):
        raise ValueError(f"{word}: the number comes last and takes {MOST_FOR_THE_NUMBER} minute")
