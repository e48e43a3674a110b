"""Weeks as a picture in SVG: solid at or above the line, hollow and hatched below it, a dash where nothing was due,
nothing where it may not be shown. Told apart by shape, so that it holds in grey.

What a part looks like comes as attributes (`Ink`): classes for a browser, fill and stroke for paper, whose renderer
does not apply a page's style inside a picture.
"""

from collections.abc import Mapping
from html import escape

from fairway.leadership.packs.types import Stand, Weeks
from fairway.web.words import day

Ink = Mapping[str, str]
PARTS = ("met", "missed", "hatch", "away", "line", "ground", "count", "day")
SCREEN: Ink = {part: f'class="{part}"' for part in PARTS}
BLUE, INK, GREY = "#2a5bbf", "#1a1d21", "#535b65"
PAPER: Ink = {
    "met": f'fill="{BLUE}" stroke="none"',
    "missed": f'fill="#ffffff" stroke="{BLUE}" stroke-width="1.2"',
    "hatch": f'fill="none" stroke="{BLUE}" stroke-width="0.8"',
    "away": f'fill="none" stroke="{GREY}" stroke-width="1.6"',
    "line": f'fill="none" stroke="{INK}" stroke-width="1" stroke-dasharray="3 2.5"',
    "ground": f'fill="none" stroke="{GREY}" stroke-width="0.6"',
    "count": f'fill="{INK}" stroke="none" font-family="Inter var, sans-serif" font-size="9"',
    "day": f'fill="{GREY}" stroke="none" font-family="Inter var, sans-serif" font-size="9"',
}
WIDTH, GROUND, TOP = 460.0, 80.0, 16.0
HEIGHT = 96
LETTER = 13.0  # how much room a count takes
LEAST = 4.0  # an empty week must not look like the dash of one in which nothing was due
SIZES = ((1_000_000.0, "m"), (1_000.0, "k"))


def short(value: float) -> str:
    """A number that fits over a column: 34k, 1.2m, 3, 2.5."""
    for size, letter in SIZES:
        if abs(value) >= size:
            return _trimmed(value / size) + letter
    return _trimmed(value)


def _trimmed(value: float) -> str:
    text = f"{value:.1f}" if abs(value) < 10 else f"{value:.0f}"
    return text.removesuffix(".0").replace("-", "\N{MINUS SIGN}")


def drawn(weeks: Weeks, ink: Ink) -> str:
    """The picture, with what it shows in words for whoever does not see it."""
    step = WIDTH / max(len(weeks.weeks), 1)
    scale = (GROUND - TOP) / _highest(weeks)
    body = [f'<path {ink["ground"]} d="M0 {GROUND + 0.5:g}H{WIDTH:g}"/>', _line(weeks, step, scale, ink)]
    for place, stand in enumerate(weeks.stands):
        body.append(_column(stand, place * step, step, (weeks.done[place] or 0.0) * scale, ink))
        if stand in {Stand.MET, Stand.MISSED}:
            done, expected = weeks.done[place] or 0.0, weeks.expected[place] or 0.0
            body.append(_text(short(done), (place + 0.5) * step, _over(done * scale, expected * scale), "count", ink))
        if place % 3 == 0:
            body.append(_text(day(weeks.weeks[place]), (place + 0.5) * step, GROUND + 12, "day", ink))
    label = escape(f"{weeks.caption}. {weeks.in_words}", quote=True)
    return f'<svg role="img" aria-label="{label}" viewBox="0 0 {WIDTH:g} {HEIGHT}">{"".join(body)}</svg>'


def mark(stand: Stand, ink: Ink) -> str:
    """One week alone, for a legend."""
    body = _column(stand, -2.0, 20.0, GROUND - 2.0, ink)
    top = GROUND - 12.0 if stand is not Stand.AWAY else GROUND - 9.0
    return f'<svg aria-hidden="true" viewBox="0 {top:g} 16 12">{body}</svg>'


def _highest(weeks: Weeks) -> float:
    known = [value for value in (*weeks.done, *weeks.expected) if value is not None]
    return max([*known, 0.0]) or 1.0


def _over(height: float, line: float) -> float:
    """Where a count stands over its column: above the line where the two would meet."""
    height = max(height, LEAST)
    return GROUND - (line if height <= line < height + LETTER else height) - 3


def _text(words: str, x: float, y: float, part: str, ink: Ink) -> str:
    return f'<text {ink[part]} x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(words)}</text>'


def _column(stand: Stand, x: float, step: float, height: float, ink: Ink) -> str:
    left, width = x + step * 0.2, step * 0.6
    if stand is Stand.HIDDEN:
        return ""
    if stand is Stand.AWAY:
        return f'<path {ink["away"]} d="M{left:.1f} {GROUND - 3:g}h{width:.1f}"/>'
    height = max(height, LEAST)
    box = f'x="{left:.1f}" y="{GROUND - height:.1f}" width="{width:.1f}" height="{height:.1f}"'
    if stand is Stand.MET:
        return f"<rect {ink['met']} {box}/>"
    return f'<rect {ink["missed"]} {box}/><path {ink["hatch"]} d="{_hatching(left, width, height)}"/>'


def _hatching(left: float, width: float, height: float) -> str:
    """Rising lines, each cut at the box's edges by reckoning: no clip paths, so no ids to collide."""
    path, start = "", -height + 4.0
    while start < width:
        low, high = max(0.0, -start), min(height, width - start)
        if high - low > 0.5:
            path += f"M{left + start + low:.1f} {GROUND - low:.1f}l{high - low:.1f} {low - high:.1f}"
        start += 6.0
    return path


def _line(weeks: Weeks, step: float, scale: float, ink: Ink) -> str:
    """What is expected as one dashed line with a step where it changes, broken where nothing is due or shown."""
    path, last = "", None
    for place, stand in enumerate(weeks.stands):
        if stand in {Stand.AWAY, Stand.HIDDEN}:
            last = None
            continue
        y = f"{GROUND - (weeks.expected[place] or 0.0) * scale:.1f}"
        path += f"M{place * step:.1f} {y}" if last is None else f"V{y}" if last != y else ""
        path += f"H{(place + 1) * step:.1f}"
        last = y
    return f'<path {ink["line"]} d="{path}"/>' if path else ""
