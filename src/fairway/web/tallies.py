"""Counts side by side as columns, their numbers over them where there is room, and a line where something began."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, HEIGHT, GROUND, TOP = 352.0, 128.0, 104.0, 20.0
MOST_NUMBERED, MOST_NAMED = 16, 9


@dataclass(frozen=True, slots=True)
class Tally:
    """One column: its name, how high it is, and what stands over it. Pale where it is of less than a whole time."""

    name: str
    height: float
    said: str
    is_pale: bool = False

    @property
    def words(self) -> str:
        return f"{self.name} {self.said}"


def tallies(columns: Sequence[Tally], label: str, *, since: int | None = None) -> Markup:
    """`label` says what they are; the numbers of all columns follow it for those who cannot see them."""
    step = WIDTH / len(columns)
    scale = (GROUND - TOP) / max([*(column.height for column in columns), 1e-9])
    width = min(step - 3, 34.0)
    body = f'<path class="c-ground" d="M0 {GROUND + 0.5:g}H{WIDTH:g}"/>'
    for place, column in enumerate(columns):
        middle, height = (place + 0.5) * step, max(column.height * scale, 1.5)
        look = "c-running" if column.is_pale else "c-done"
        at = f'x="{middle - width / 2:.1f}" y="{GROUND - height:.1f}"'
        body += f'<rect class="{look}" {at} width="{width:.1f}" height="{height:.1f}" rx="2"/>'
        if len(columns) <= MOST_NUMBERED or (since is not None and place >= since):
            body += _text(middle, GROUND - height - 5, column.said, "c-text firm")
    for place, name in _named(columns, since):
        body += _text((place + 0.5) * step, HEIGHT - 8, name, "c-text", at_edge=_edge(place, columns))
    if since is not None:
        x = since * step
        body += f'<path class="c-target" d="M{x:.1f} 2V{HEIGHT - 2:g}"/>'
    words = f"{label} {', '.join(column.words for column in columns)}."
    size = f'class="chart-wide" viewBox="0 0 {WIDTH:g} {HEIGHT:g}"'
    return Markup(f'<svg role="img" aria-label="{escape(words)}" {size}>{body}</svg>')  # noqa: S704  (our own shapes)


def _named(columns: Sequence[Tally], since: int | None) -> list[tuple[int, str]]:
    """All names where they fit; else of the first, of where something began, and of the last."""
    if len(columns) <= MOST_NAMED:
        return [(place, column.name) for place, column in enumerate(columns)]
    last = len(columns) - 1
    places = {0, last} | ({since} if since is not None and 3 < since < last - 3 else set())
    return [(place, columns[place].name) for place in sorted(places)]


def _edge(place: int, columns: Sequence[Tally]) -> str:
    """How a name is held, so that it stays within the picture."""
    if len(columns) <= MOST_NAMED:
        return "middle"
    return "start" if place == 0 else "end" if place == len(columns) - 1 else "middle"


def _text(x: float, y: float, words: str, css: str, *, at_edge: str = "middle") -> str:
    at = {"start": 1.0, "end": WIDTH - 1, "middle": x}[at_edge]
    return f'<text class="{css}" x="{at:.1f}" y="{y:.1f}" text-anchor="{at_edge}">{escape(words)}</text>'
