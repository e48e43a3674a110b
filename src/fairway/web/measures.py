"""Small measures beside a sentence that says the same: tenths as dots, a part of a whole, a share beside its aim, hours
as one bar, where a change could be.

Each is hidden from screen readers, because the words beside it carry the figure.
"""

from collections.abc import Sequence

from markupsafe import Markup

WIDTH, BESIDE = 220.0, 120.0
DOTS = 10


def dots(share: float) -> Markup:
    """A share of 0 to 1 as ten dots, solid ones first."""
    solid = max(0, min(DOTS, round(share * DOTS)))
    body = "".join(
        f'<circle class="{"c-done" if place < solid else "c-rest"}" cx="{7 + place * 16.5:g}" cy="7" '
        f'r="{5.4 if place < solid else 4.9:g}"/>'
        for place in range(DOTS)
    )
    return _svg(166, 14, body)


def part(share: float | None, *, is_main: bool) -> Markup:
    """A share of 0 to 1 as a bar: solid where it is the main one, pale else; dashed where nothing can be told."""
    if share is None:
        return _svg(WIDTH, 10, '<rect class="c-blind" x=".6" y=".6" width="43" height="8.8" rx="2"/>')
    width = max(2.0, min(1.0, abs(share)) * WIDTH)
    return _svg(
        WIDTH, 10, f'<rect class="{"c-done" if is_main else "c-running"}" width="{width:.1f}" height="10" rx="2"/>'
    )


def beside(size: float, marks: Sequence[float]) -> Markup:
    """A figure as a bar, 0 to 1 of the largest, with a line where each of those beside it is."""
    body = f'<rect class="c-done" y="3" width="{max(2.0, size * BESIDE):.1f}" height="8" rx="2"/>'
    body += "".join(f'<path class="c-notch" d="M{1 + mark * (BESIDE - 2):.1f} 0v14"/>' for mark in marks)
    return _svg(BESIDE, 14, body)


def aimed(share: float, aim: float) -> Markup:
    """A share of 0 to 1 as a bar as wide as its room, solid up to it, with a notch at what it aims for."""
    width = 276.0
    solid = max(0.0, min(1.0, share)) * width
    body = f'<rect class="c-done" y="5" width="{solid:.1f}" height="16" rx="4"/>' if solid else ""
    rest = width - solid - (2.6 if solid else 0.6)
    if rest > 2:
        body += f'<rect class="c-hollow" x="{width - rest:.1f}" y="5.6" width="{rest - 0.6:.1f}" height="14.8" rx="4"/>'
    body += f'<path class="c-notch" d="M{aim * width:.1f} 0v26"/>'
    return Markup(f'<svg aria-hidden="true" class="chart-wide" viewBox="0 0 {width:g} 26">{body}</svg>')  # noqa: S704


def hours(used: float, more: float, whole: float) -> Markup:
    """Hours in use, hours more and what is left of the whole, as one bar. More than the whole fills it."""
    scale = 166 / max(whole, used + more, 0.1)
    first, second = used * scale, more * scale
    body = '<rect class="c-rest" x=".5" y="2.5" width="165" height="9" rx="2"/>'
    body += f'<rect class="c-done" y="2" width="{first:.1f}" height="10" rx="2"/>'
    body += f'<rect class="c-running" x="{first:.1f}" y="2" width="{second:.1f}" height="10" rx="2"/>'
    return _svg(166, 14, body)


def reach(low: float, high: float, best: float, *, width: float = 520.0) -> Markup:
    """Where a change could be, from `low` to `high`, with the best guess as a ring and no change drawn in as a line."""
    edge = max(abs(low), abs(high), 0.1) * 1.15
    scale = (width - 20) / (2 * edge)
    from_x, to_x, best_x, none_x = (10 + (value + edge) * scale for value in (low, high, best, 0.0))
    body = f'<line class="c-ground" x1="10" x2="{width - 10:g}" y1="30" y2="30"/>'
    body += f'<line class="c-notch" x1="{none_x:.1f}" x2="{none_x:.1f}" y1="4" y2="38"/>'
    body += f'<rect class="c-running" x="{from_x:.1f}" y="10" width="{max(to_x - from_x, 2):.1f}" height="14" rx="2"/>'
    body += f'<circle class="c-hollow" cx="{best_x:.1f}" cy="17" r="5"/>'
    texts = [("start", 10.0, "fewer"), ("middle", none_x, "no change"), ("end", width - 10, "more")]
    body += "".join(
        f'<text class="c-text" x="{x:.1f}" y="50" text-anchor="{anchor}">{words}</text>' for anchor, x, words in texts
    )
    return _svg(width, 54, body)


def _svg(width: float, height: float, body: str) -> Markup:
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return Markup(f'<svg aria-hidden="true" {size}>{body}</svg>')  # noqa: S704  (our own shapes and numbers)
