"""Charts as inline SVG on the server. Colours come by class; each carries a text alternative from the same data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from markupsafe import Markup, escape

MOST_PIPS = 12
clip_numbers = count(1)

SHAPES = {
    "disc": '<circle cx="6" cy="6" r="4.6" fill="currentColor"/>',
    "up": '<path d="M6 1.2 11 10.4H1Z" fill="currentColor"/>',
    "down": '<path d="M6 10.8 11 1.6H1Z" fill="currentColor"/>',
    "ring": '<circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.4 1.9"/>',
    "dash": '<path d="M1 6h10" stroke="currentColor" stroke-width="2"/>',
    "circle": '<circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "square": '<rect x="1" y="1" width="10" height="10" rx="2.4" fill="currentColor"/>',
    "open_square": '<rect x="1.8" y="1.8" width="8.4" height="8.4" rx="2" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "diamond": '<path d="M6 .8 11.2 6 6 11.2.8 6Z" fill="currentColor"/>',
}
STATUS_LOOKS = {
    "executing": ("done", "disc", "Executing"),
    "on_pace": ("done", "disc", "On pace"),
    "ahead": ("done", "up", "Ahead"),
    "behind": ("behind", "down", "Behind"),
    "check_data": ("ask", "ring", "Check logging"),
    "away": ("rest", "dash", "Away"),
    "no_plan": ("rest", "circle", "No HIA yet"),
    "sure": ("done", "disc", "Sure"),
    "likely": ("done", "circle", "Likely"),
    "not_sure": ("ask", "ring", "Not sure"),
    "draft": ("rest", "circle", "Draft"),
}
CLASS_LOOKS = {
    "activity": ("done", "square", "Activity"),
    "objective": ("done", "open_square", "Objective"),
    "result": ("rest", "diamond", "Result"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One week of a strip or bar chart. State is met, missed, away or partial; `is_blind` when the source was off."""

    week_on: date
    done: float
    expected: float
    state: str
    is_running: bool = False
    is_blind: bool = False


def _svg(width: float, height: float, label: str, body: str, css: str = "", *, is_scaled: bool = False) -> Markup:
    size = "" if is_scaled else f' width="{width:g}" height="{height:g}"'
    name = f' class="{css}"' if css else ""
    return Markup(
        f'<svg role="img" aria-label="{escape(label)}"{name}{size} viewBox="0 0 {width:g} {height:g}">{body}</svg>'
    )


def status_mark(status: str, text: str = "") -> Markup:
    """A shape, a colour and a word that all say the same."""
    tone, shape, word = STATUS_LOOKS[status]
    return Markup(
        f'<span class="mark {tone}"><svg viewBox="0 0 12 12" aria-hidden="true">{SHAPES[shape]}</svg>{escape(text or word)}</span>'
    )


def class_mark(metric_class: str) -> Markup:
    tone, shape, word = CLASS_LOOKS[metric_class]
    return Markup(
        f'<span class="class-mark mark {tone}"><svg viewBox="0 0 12 12" aria-hidden="true">{SHAPES[shape]}</svg>{word}</span>'
    )


def pips(done: float, expected: float, tone: str = "plain", label: str = "") -> Markup:
    """One pip for each act: filled done, hatched not done where closed weeks say behind, violet in doubt, outlined
    else.

    `tone` is plain, behind, ask or paused. More than twelve become one bar.
    """
    due = max(0, round(expected + 1e-6))
    made = max(0, round(done))
    total = max(due, made)
    words = label or f"{made} done of {due}"
    if total > MOST_PIPS:
        return _bar(made, due, tone, words)
    pieces = []
    for place in range(total):
        x = place * 16
        if tone == "paused":
            pieces.append(f'<rect class="c-rest" x="{x + 0.5}" y="1.5" width="12" height="7" rx="1.8"/>')
        elif place < made:
            pieces.append(f'<rect class="c-done" x="{x}" y="1" width="13" height="8" rx="2"/>')
        elif tone in {"behind", "ask"}:
            pieces.append(_hatched(x, 13, tone))
        else:
            pieces.append(f'<rect class="c-rest" x="{x + 0.5}" y="1.5" width="12" height="7" rx="1.8"/>')
    return _svg(max(total * 16 - 3, 13), 10, words, "".join(pieces))


def _hatched(x: float, width: float, tone: str) -> str:
    number = next(clip_numbers)
    outline, hatch = ("c-short", "c-hatch") if tone == "behind" else ("c-unsure", "c-unsure-hatch")
    lines = "".join(
        f'<path class="{hatch}" d="M{x - 6 + step * 4.4:.1f} 9l8 -8"/>' for step in range(int(width / 4.4) + 3)
    )
    return (
        f'<clipPath id="clip{number}"><rect x="{x}" y="1" width="{width}" height="8" rx="2"/></clipPath>'
        f'<g clip-path="url(#clip{number})">{lines}</g>'
        f'<rect class="{outline}" x="{x + 0.6}" y="1.6" width="{width - 1.2}" height="6.8" rx="1.6"/>'
    )


def _bar(made: int, due: int, tone: str, words: str) -> Markup:
    """Many acts as one bar with a notch at the target."""
    full = 108
    scale = full / max(due, made, 1)
    filled = made * scale
    body = f'<rect class="c-rest" x=".5" y="1.5" width="{full - 1}" height="7" rx="1.8"/>'
    if tone in {"behind", "ask"} and made < due:
        body += _hatched(filled, due * scale - filled, tone)
    if made and tone != "paused":
        body += f'<rect class="c-done" x="0" y="1" width="{filled:.1f}" height="8" rx="2"/>'
    return _svg(full, 10, words, body + f'<path class="c-away" d="M{min(due * scale, full - 1):.1f} 0v10"/>')


def strip(columns: Sequence[Column | None], label: str) -> Markup:
    """Thirteen weeks in 91 by 27: solid met, hollow missed, dash away, pale the running one. None before an HIA
    began.
    """
    top = max([column.done for column in columns if column] + [column.expected for column in columns if column] + [1.0])
    scale = 26 / top
    body, targets = [], []
    for place, column in enumerate(columns):
        if column is None:
            continue
        x = place * 7.2
        body.append(_small_column(column, x, scale))
        if column.expected > 0:
            targets.append((x, 27 - column.expected * scale))
    line = "".join(f'<path class="c-target" d="M{x:.1f} {y:.1f}h7.2"/>' for x, y in targets)
    return _svg(93.6, 27, label, "".join(body) + line)


def _small_column(column: Column, x: float, scale: float) -> str:
    height = max(column.done * scale, 1.5)
    if column.is_blind:
        return f'<rect class="c-blind" x="{x + 0.6:.1f}" y="19" width="3.8" height="7.4" rx=".8"/>'
    if column.is_running:
        return f'<rect class="c-running" x="{x:.1f}" y="{27 - height:.1f}" width="5" height="{height:.1f}" rx="1"/>'
    if column.state == "away":
        return f'<path class="c-away" d="M{x + 0.6:.1f} 26h3.8"/>'
    if column.state == "met":
        return f'<rect class="c-done" x="{x:.1f}" y="{27 - height:.1f}" width="5" height="{height:.1f}" rx="1"/>'
    height = max(height, 4.0)  # an empty week must not look like the dash of an absence
    return f'<rect class="c-hollow" x="{x + 0.6:.1f}" y="{26.4 - height:.1f}" width="3.8" height="{height - 0.2:.1f}" rx=".8"/>'


def bars(
    columns: Sequence[Column | None],
    weeks: Sequence[date],
    target: float,
    label: str,
    *,
    tone: str = "plain",
    width: int = 352,
) -> Markup:
    """Thirteen weeks large, the last four with their numbers; away says so; the running week is pale and unjudged."""
    step = (width - 30) / len(weeks)
    top = max([column.done for column in columns if column] + [target, *(c.expected for c in columns if c), 1.0])
    scale = 66 / top
    known = [place for place, column in enumerate(columns) if column]
    body = []
    for place, column in enumerate(columns):
        if column is None:
            continue
        body.append(_wide_column(column, 3 + place * step, step - 6, scale))
        if column.expected > 0:
            y = 92 - column.expected * scale
            body.append(f'<path class="c-target" d="M{place * step + 0.5:.1f} {y:.1f}h{step:.1f}"/>')
        if place >= len(columns) - 5 and not column.is_running and not column.is_blind and column.state != "away":
            warn = " warn" if tone == "behind" and column.state == "missed" else ""
            body.append(
                f'<text class="c-text over{warn}" x="{place * step + step / 2:.1f}" y="{88 - column.done * scale:.1f}" '
                f'text-anchor="middle">{column.done:.0f}</text>'
            )
    body.append(f'<path class="c-ground" d="M2 92.5H{width - 26}"/>')
    body.append(f'<text class="c-text firm" x="{width - 24}" y="{96 - target * scale:.1f}">{target:g}</text>')
    first = known[0] if known else 0
    body.append(
        f'<text class="c-text" x="{max(first * step, 4):.1f}" y="108">{"from " if first else ""}{weeks[first]:%-d %b}</text>'
    )
    body.append(f'<text class="c-text" x="{width - 26}" y="108" text-anchor="end">this week</text>')
    return _svg(width, 112, label, "".join(body), "chart-wide", is_scaled=True)


def _wide_column(column: Column, x: float, width: float, scale: float) -> str:
    height = max(column.done * scale, 2.0)
    if column.is_blind:
        return f'<rect class="c-blind" x="{x + 0.7:.1f}" y="70" width="{width - 1.4:.1f}" height="22" rx="2"/>'
    if column.is_running:
        return f'<rect class="c-running" x="{x:.1f}" y="{92 - height:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2"/>'
    if column.state == "away":
        middle = x + width / 2 + 4
        return (
            f'<path class="c-away" d="M{x:.1f} 91h{width:.1f}"/>'
            f'<text class="c-text" transform="translate({middle:.1f} 85) rotate(-90)">away</text>'
        )
    height = height if column.state == "met" else max(height, 8.0)  # an empty week is a small hollow box, not a dash
    css = "c-done" if column.state == "met" else "c-hollow"
    inset = 0 if column.state == "met" else 0.7
    return (
        f'<rect class="{css}" x="{x + inset:.1f}" y="{92 - height + inset:.1f}" width="{width - 2 * inset:.1f}" '
        f'height="{height - inset:.1f}" rx="2"/>'
    )


def legend_swatch(kind: str) -> Markup:
    """The small sample beside a word of the legend, hidden from screen readers."""
    samples = {
        "done": '<rect class="c-done" x="0" y="1" width="13" height="8" rx="2"/>',
        "open": '<rect class="c-rest" x=".5" y="1.5" width="12" height="7" rx="1.8"/>',
        "behind": _hatched(0, 13, "behind"),
        "ask": _hatched(0, 13, "ask"),
    }
    if kind == "weeks":
        body = (
            '<rect class="c-done" x="0" y="2" width="5" height="14" rx="1"/><rect class="c-hollow" x="8.6" y="6.6" width="3.8" height="9" rx=".8"/>'
            '<path class="c-away" d="M16 15.4h4"/><rect class="c-running" x="23" y="9" width="5" height="7" rx="1"/>'
        )
        return Markup(f'<svg aria-hidden="true" width="29" height="16" viewBox="0 0 29 16">{body}</svg>')
    return Markup(f'<svg aria-hidden="true" width="13" height="10" viewBox="0 0 13 10">{samples[kind]}</svg>')
