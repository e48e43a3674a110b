"""Kinds of reviews: kinds.yaml, read and checked."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.leadership.figures import figures
from fairway.leadership.reviews.types import Item, Kind, Side
from fairway.leadership.types import Half
from fairway.lib.yaml_files import read_yaml

FILE = Path(__file__).with_name("kinds.yaml")
WEEKLY = "weekly"


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """By word, in the file's order. ValueError where a kind begins with the number."""
    return {word: kind_from(word, stated) for word, stated in read_yaml(FILE).items()}


def kind_of(word: str) -> Kind:
    """The kind of a review that was held once, also where the file has it no more."""
    return kinds().get(word) or Kind(word, word.replace("_", " ").capitalize(), ())


def kind_from(word: str, stated: Mapping[str, Any]) -> Kind:
    """One kind as the file states it. ValueError where its first item is not of support or shows a result, where a
    position of results is not read beforehand, where minutes do not add up, and for a figure that nobody knows.
    """
    items = tuple(_item(key, one) for key, one in stated["items"].items())
    kind = Kind(word, stated["name"], items)
    halves = {one.key: one.half for one in figures()}
    unknown = {key for one in items for key in one.shows} - halves.keys()
    if unknown:
        raise ValueError(f"{word}: no figure is called {', '.join(sorted(unknown))}")
    if kind.minutes != int(stated["minutes"]):
        raise ValueError(f"{word}: its items take {kind.minutes} minutes, not {stated['minutes']}")
    first = items[0]
    if first.side is not Side.SUPPORT or first.is_read_before or not first.questions:
        raise ValueError(f"{word}: the first item asks about support")
    numbers = [key for key in first.shows if halves[key] is Half.RESULTS and key != HELPING]
    if numbers:
        raise ValueError(f"{word}: the first item is never the number, and shows {', '.join(numbers)}")
    return kind


SWITCHES = ("is_read_before", "has_obstacles", "has_causes", "has_promises")
HELPING = "helping"  # a result of activities, which is no number anybody has to reach


def _item(key: str, stated: Mapping[str, Any]) -> Item:
    return Item(
        key=key,
        name=stated["name"],
        side=Side(stated["side"]),
        minutes=int(stated["minutes"]),
        questions=tuple(stated["questions"]),
        shows=tuple(stated.get("shows", ())),
        **{name: True for name in SWITCHES if stated.get(name)},
    )
