"""The rubric of sessions: rubric.yaml, read and checked."""

from functools import lru_cache
from pathlib import Path

from fairway.coaching.observing.types import Item, Rubric
from fairway.lib.yaml_files import read_yaml


@lru_cache(maxsize=1)
def rubric() -> Rubric:
    stated = read_yaml(Path(__file__).with_name("rubric.yaml"))
    items = tuple(Item(key, **words) for key, words in stated["items"].items())
    return Rubric(stated["key"], stated["name"], stated["line"], items)
