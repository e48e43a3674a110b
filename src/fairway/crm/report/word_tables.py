"""The tables of words under `words/`: text files that anybody who speaks a language can add to."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def _file(name: str) -> Mapping[str, Any]:
    text = resources.files("fairway.crm.report").joinpath("words", f"{name}.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def _parted(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def listed(file: str, section: str) -> tuple[str, ...]:
    """The words of a section, in their order."""
    return _parted(_file(file)[section])


def labelled(file: str, section: str) -> Mapping[str, tuple[str, ...]]:
    """A section's labels with the words under each."""
    return {label: _parted(text) for label, text in _file(file)[section].items()}


def paired(file: str, section: str) -> Mapping[str, str]:
    """A section of `short = long` pairs."""
    return {short.strip(): long.strip() for short, _, long in (pair.partition("=") for pair in listed(file, section))}
