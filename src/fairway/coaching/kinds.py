"""Kinds of sessions: kinds.yaml, read and checked."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.coaching.types import Kind, Part, Refused
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("kinds.yaml")
ONE_TO_ONE = "one_to_one"
MOST_FOR_THE_NUMBER = 1  # minutes
SHORTEST, LONGEST = 5, 240  # minutes of a session
PART_NAMES: Mapping[Part, str] = {
    Part.OWN_READ: "The seller’s own read",
    Part.LAST_TIME: "What was agreed last time",
    Part.ACTIVITIES: "The activities",
    Part.BRANCH: "Why, or is it helping",
    Part.MATTER: "What it is about",
    Part.PRACTICE: "Practice",
    Part.PROMISES: "New commitments",
    Part.NUMBER: "The number, last",
}


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
    can_be_group = bool(stated.get("can_be_group", False))
    if can_be_group and parts.keys() & {Part.BRANCH, Part.NUMBER}:
        raise ValueError(f"{word}: no group talks about why one seller does something, nor about anybody's number")
    process = stated.get("process", "")
    return Kind(word, stated["name"], int(stated["every_days"]), parts, process, can_be_group=can_be_group)


def fitted(word: str, minutes: Mapping[Part, int]) -> dict[Part, int]:
    """Parts that take time, in the order of every session. Refused for a session of no use or no end, and where the
    number comes early or long.
    """
    parts = {part: minutes[part] for part in Part if minutes.get(part, 0) > 0}
    total = sum(parts.values())
    if not SHORTEST <= total <= LONGEST:
        raise Refused(f"All parts together take {SHORTEST} to {LONGEST} minutes, not {total}.")
    if not parts.keys() - {Part.NUMBER}:
        raise Refused("A session is about what can be done: give time to another part than the number.")
    try:
        require_order(word, parts)
    except ValueError as problem:
        raise Refused(f"The number comes last and takes {MOST_FOR_THE_NUMBER} minute, or none.") from problem
    return parts


def require_order(word: str, parts: Mapping[Part, int]) -> None:
    """The number comes last and takes a minute, whoever set the programme."""
    if Part.NUMBER in parts and ([*parts][-1] is not Part.NUMBER or parts[Part.NUMBER] > MOST_FOR_THE_NUMBER):
        raise ValueError(f"{word}: the number comes last and takes {MOST_FOR_THE_NUMBER} minute")
