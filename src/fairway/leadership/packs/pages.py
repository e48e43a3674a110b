"""A pack as one HTML file that asks for nothing from anywhere: style and pictures stand in it, and its own policy
refuses everything else.
"""

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from fairway.leadership.packs.drawing import SCREEN, Ink, drawn, mark
from fairway.leadership.packs.types import Grid, Pack, Stand, Weeks
from fairway.web.words import number

TEMPLATES = Path(__file__).with_name("templates")
NOT_TOLD = "–"
FEW_LETTERS, MOST_LETTERS = 8, 90


def page_of(pack: Pack) -> bytes:
    """The file as it is sent. `pack` is lettered."""
    return page_in(pack, SCREEN, "screen").encode()


def page_in(pack: Pack, ink: Ink, style: str, faces: str = "") -> str:
    """The page with pictures in some ink and one of the two styles, `screen` or `paper`; `faces` are rules for type."""
    return _template().render(
        pack=pack,
        style=Markup(faces + (TEMPLATES / f"{style}.css").read_text(encoding="utf-8")),  # noqa: S704  (our own files)
        drawn=lambda weeks: _drawn(weeks, ink),
        mark=lambda stand: Markup(mark(stand, ink)),  # noqa: S704  (our own drawing)
        legend=(Stand.MET, Stand.MISSED, Stand.AWAY),
        told=told,
        shares=shares,
        made_words=moment_words(pack.made_at),
        known_words=known_words(pack.known_until_on),
    )


def told(cell: str | int | float | None) -> tuple[str, bool]:
    """A cell of a table in words, and whether it is a number."""
    if cell is None:
        return NOT_TOLD, False
    return (cell, False) if isinstance(cell, str) else (number(cell), True)


def shares(grid: Grid) -> list[int]:
    """How many percent of a table's width each column gets: by its longest text, none too little and none too much."""
    columns = [[heading, *(told(row[place])[0] for row in grid.rows)] for place, heading in enumerate(grid.headings)]
    lengths = [min(max(len(text) for text in column), MOST_LETTERS) + FEW_LETTERS for column in columns]
    return [round(100 * length / sum(lengths)) for length in lengths]


def moment_words(at: datetime) -> str:
    """When a pack was made, by the clock it was made under."""
    return f"{at:%-d %b %Y}"


def known_words(until_on: date | None) -> str:
    """Up to which day a pack knows anything."""
    return f"Weeks closed up to {until_on:%-d %b %Y}." if until_on else "No closed week yet."


def _drawn(weeks: Weeks, ink: Ink) -> Markup:
    return Markup(drawn(weeks, ink))  # noqa: S704  (our own numbers and escaped words)


@lru_cache(maxsize=1)
def _template() -> Template:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template("pack.html")
