"""Markdown of a module as HTML, with its sources as numbered links."""

import re
from collections.abc import Mapping
from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup

from fairway.training.curriculum.types import Module, Part, Source

CITED = re.compile(r"\[@([a-z0-9-]+)\]")


def cited(markdown: str) -> list[str]:
    """Keys of the sources a text leans on, in their order, each once."""
    return list(dict.fromkeys(CITED.findall(markdown)))


@lru_cache(maxsize=256)
def html_of(markdown: str) -> Markup:
    """A text. `[@key]` becomes the number of that source in the list below it."""
    numbers = {key: number for number, key in enumerate(cited(markdown), 1)}
    linked = CITED.sub(lambda found: f"[\\[{numbers[found[1]]}\\]](#source-{numbers[found[1]]})", markdown)
    # Raw HTML is off: a text of a translator can hold nothing but text.
    return Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(linked))  # noqa: S704


def sources_of(module: Module, part: Part) -> Mapping[int, Source]:
    """What the text leans on, by the number it has in it. KeyError where a source is not stated."""
    return {number: module.sources[key] for number, key in enumerate(cited(part.markdown), 1)}
