"""Charts as inline SVG on the server. Colours come by class; each carries a text alternative from the same data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

MOST_PIPS = 12
PIPS_WIDTH = 109  # seven pips of 13 with gaps of 3


@dataclass(frozen=True, slots=True)
class Column:
    """One week of a strip or bar chart. State is met, missed, away or partial.

    `is_blind` when the source was off; `in_doubt` counts records that are not confirmed and may be more of the same.
    """

    week_on: date
    done: float
    expected: float
    state: str
    is_running: bool = False
    is_blind: bool = False
    in_doubt: float = 0.0

    @property
    def is_pale(self) -> bool:
        """Counted and not judged: the running week, and every week of a draft."""
        return self.is_running or self.state == "partial"


def _svg(width: float, height: float, label: str, body: str, css: str = "", *, is_scaled: bool = False) -> Markup:
    size = "" if is_scaled else f' width="{width:g}" height="{height:g}"'
    name = f' class="{css}"' if css else ""
    return Markup(
        f'<svg role="img" aria-label="{escape(label)}"{name}{size} viewBox="0 0 {width:g} {height:g}">{body}</svg>'
    )


def pips(done: float, expected: float, tone: str = "plain", label: str = "", *, by_now: float | None = None) -> Markup:
    """One pip for each act: filled done, hatched not done where closed weeks say behind, violet in doubt, outlined
    else.

    `tone` is plain, behind, ask or paused. A notch stands where a steady week would be `by_now`. Seven fill the room
    of a cell; more of them get narrower, and more than twelve become one bar.
    """
    due = max(0, round(expected + 1e-6))
    made = max(0, round(done))
    total = max(due, made)
    words = label or f"{made} done of {due}"
    if total > MOST_PIPS:
        return _svg(PIPS_WIDTH, 10, words, _bar(made, due, tone))
    step = min(16.0, (PIPS_WIDTH + 3) / max(total, 1))
    body = "".join(_pip(place * step, step - 3, tone, is_made=place < made) for place in range(total))
    if by_now is not None and 0 < by_now <= total:
        body += f'<path class="c-notch" d="M{min(by_now * step - 1.5, total * step - 3):.1f} 0v10"/>'
    return _svg(max(total * step - 3, 13), 10, words, body)


def _pip(x: float, width: float, tone: str, *, is_made: bool) -> str:
    if is_made and tone != "paused":
        return f'<rect class="c-done" x="{x:g}" y="1" width="{width:.3g}" height="8" rx="2"/>'
    if tone in {"behind", "ask"}:
        return _hatched(x, width, tone)
    return f'<rect class="c-rest" x="{x + 0.5:g}" y="1.5" width="{width - 1:.3g}" height="7" rx="1.8"/>'


def _hatched(x: float, width: float, tone: str, *, top: float = 1.0, height: float = 8.0) -> str:
    """A box with rising lines, each cut at the box's edges by reckoning: no clip paths, so no ids to collide."""
    outline, hatch = ("c-short", "c-hatch") if tone == "behind" else ("c-unsure", "c-unsure-hatch")
    lines = []
    start = x - height + 2.0
    while start < x + width:
        low, high = max(0.0, x - start), min(height, x + width - start)
        if high - low > 0.5:
            lines.append(f"M{start + low:.1f} {top + height - low:.1f}l{high - low:.1f} {low - high:.1f}")
        start += 4.4
    return (
        f'<path class="{hatch}" d="{"".join(lines)}"/>'
        f'<rect class="{outline}" x="{x + 0.6:.1f}" y="{top + 0.6:.1f}" width="{max(width - 1.2, 1):.1f}" '
        f'height="{max(height - 1.2, 1):.1f}" rx="1.6"/>'
    )


def _bar(made: int, due: int, tone: str) -> str:
    """Many acts as one bar with a notch at the target."""
    scale = PIPS_WIDTH / max(due, made, 1)
    filled = made * scale
    body = f'<rect class="c-rest" x=".5" y="1.5" width="{PIPS_WIDTH - 1}" height="7" rx="1.8"/>'
    if tone in {"behind", "ask"} and made < due:
        body += _hatched(filled, due * scale - filled, tone)
    if made and tone != "paused":
        body += f'<rect class="c-done" x="0" y="1" width="{filled:.1f}" height="8" rx="2"/>'
    return body + f'<path class="c-notch" d="M{min(due * scale, PIPS_WIDTH - 1):.1f} 0v10"/>'


def _line(columns: Sequence[Column | None], step: float, ground: float, scale: float, *, until: float) -> str:
    """The targets as one dashed line with a step where a week expects another number, broken where one was away."""
    path, last = "", None
    for place, column in enumerate(columns):
        if column is None or column.expected <= 0:
            last = None
            continue
        y = f"{ground - column.expected * scale:.1f}"
        right = until if place == len(columns) - 1 else (place + 1) * step
        path += f"M{place * step:.1f} {y}" if last is None else f"V{y}" if last != y else ""
        path += f"H{right:.1f}"
        last = y
    return f'<path class="c-target" d="{path}"/>' if path else ""


def _top(columns: Sequence[Column | None], least: float = 1.0) -> float:
    known = [column for column in columns if column]
    return max([least, *(column.done + column.in_doubt for column in known), *(column.expected for column in known)])


def strip(columns: Sequence[Column | None], label: str) -> Markup:
    """Thirteen weeks in 92 by 27: solid met, hollow missed, dash away, pale the running one, violet in doubt.

    None before an HIA began, and nothing is drawn there.
    """
    scale = 25 / _top(columns)
    body = [_small_column(column, place * 7.2, scale) for place, column in enumerate(columns) if column]
    return _svg(91.4, 27, label, _line(columns, 7.2, 27, scale, until=91.4) + "".join(body))


def _small_column(column: Column, x: float, scale: float) -> str:
    height = max(column.done * scale, 1.5)
    if column.is_blind:
        return f'<rect class="c-blind" x="{x + 0.6:.1f}" y="19" width="3.8" height="7.4" rx=".8"/>'
    if column.is_pale:
        return f'<rect class="c-running" x="{x:.1f}" y="{27 - height:.1f}" width="5" height="{height:.1f}" rx="1"/>'
    if column.state == "away":
        return f'<path class="c-away" d="M{x + 0.6:.1f} 26h3.8"/>'
    if column.state == "met":
        return f'<rect class="c-done" x="{x:.1f}" y="{27 - height:.1f}" width="5" height="{height:.1f}" rx="1"/>'
    height = max(height, 4.0)  # an empty week must not look like the dash of an absence
    css, extra = "c-hollow", ""
    if column.in_doubt:
        above = max(column.in_doubt * scale, 4.0)
        height = height if column.done else 0.0
        top = 27 - height - above
        extra = (
            f'<rect class="c-blind" x="{x + 0.6:.1f}" y="{top:.1f}" width="3.8" height="{above - 0.6:.1f}" rx=".8"/>'
        )
        if not column.done:
            return extra
    return (
        f'<rect class="{css}" x="{x + 0.6:.1f}" y="{26.4 - height:.1f}" width="3.8" height="{height - 0.2:.1f}" rx=".8"/>'
        + extra
    )


def bars(
    columns: Sequence[Column | None],
    weeks: Sequence[date],
    target: float,
    label: str,
    *,
    tone: str = "plain",
    width: int = 352,
) -> Markup:
    """Thirteen weeks large, the last four closed ones with their numbers; away says so; the running week is pale and
    unjudged.
    """
    step = (width - 30) / len(weeks)
    scale = 66 / _top(columns, max(target, 1.0))
    body = [_line(columns, step, 92, scale, until=width - 28)]
    numbered = [place for place, column in enumerate(columns) if column and not column.is_running][-4:]
    for place, column in enumerate(columns):
        if column is None:
            continue
        body.append(_wide_column(column, 3 + place * step, step - 6, scale))
        if place in numbered and column.state != "away":
            body.append(_number(column, place * step + step / 2, scale, is_warning=tone == "behind"))
    body.append(f'<path class="c-ground" d="M2 92.5H{width - 28}"/>')
    body.append(f'<text class="c-text firm" x="{width - 24}" y="{96 - target * scale:.1f}">{target:g}</text>')
    return _svg(width, 112, label, "".join(body) + _dates(columns, weeks, step, width), "chart-wide", is_scaled=True)


def _number(column: Column, middle: float, scale: float, *, is_warning: bool) -> str:
    """A week's count over its column; an en dash where logging is in doubt, so that nobody reads a nought."""
    if column.is_blind or (column.in_doubt and column.state != "met"):
        top = 64 if column.is_blind else 88 - (column.done + column.in_doubt) * scale
        return f'<text class="c-text unsure" x="{middle:.1f}" y="{top:.1f}" text-anchor="middle">–</text>'
    height = column.done * scale if column.state == "met" else max(column.done * scale, 8.0)
    css = " warn" if is_warning and column.state == "missed" else ""
    return (
        f'<text class="c-text over{css}" x="{middle:.1f}" y="{88 - height:.1f}" text-anchor="middle">'
        f"{column.done:.0f}</text>"
    )


def _dates(columns: Sequence[Column | None], weeks: Sequence[date], step: float, width: int) -> str:
    """First week, a middle one, and this week. Where an HIA began later, its first week stands instead."""
    first = next((place for place, column in enumerate(columns) if column), 0)
    shown = [f'<text class="c-text" x="{width - 28}" y="108" text-anchor="end">this week</text>']
    name = f"from {weeks[first]:%-d %b}" if first else f"{weeks[0]:%-d %b}"
    is_late = first * step > width - 160  # no room beside "this week": the words stand before the first column
    at, anchor = (min(first * step, width - 84) - 2, ' text-anchor="end"') if is_late else (first * step + 3, "")
    shown.append(f'<text class="c-text" x="{at:.1f}" y="108"{anchor}>{name}</text>')
    middle = len(weeks) // 2
    if first < middle - 3:
        at = middle * step + step / 2
        shown.append(f'<text class="c-text" x="{at:.1f}" y="108" text-anchor="middle">{weeks[middle]:%-d %b}</text>')
    return "".join(shown)


def _wide_column(column: Column, x: float, width: float, scale: float) -> str:
    height = max(column.done * scale, 2.0)
    if column.is_blind:
        return f'<rect class="c-blind" x="{x + 0.7:.1f}" y="70" width="{width - 1.4:.1f}" height="22" rx="2"/>'
    if column.is_pale:
        return f'<rect class="c-running" x="{x:.1f}" y="{92 - height:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2"/>'
    if column.state == "away":
        middle = x + width / 2 + 4
        return (
            f'<path class="c-away" d="M{x:.1f} 91h{width:.1f}"/>'
            f'<text class="c-text" transform="translate({middle:.1f} 85) rotate(-90)">away</text>'
        )
    is_met = column.state == "met"
    doubt = ""
    if column.in_doubt and not is_met:
        over = column.in_doubt * scale
        doubt = _hatched(x, width, "ask", top=92 - column.done * scale - over, height=over)
        if not column.done:
            return doubt
    height = height if is_met or doubt else max(height, 8.0)  # an empty week is a small hollow box, not a dash
    inset = 0 if is_met else 0.7
    return (
        f'<rect class="{"c-done" if is_met else "c-hollow"}" x="{x + inset:.1f}" y="{92 - height + inset:.1f}" '
        f'width="{width - 2 * inset:.1f}" height="{height - inset:.1f}" rx="2"/>{doubt}'
    )


MIX_LOOKS = {"activity": "c-done", "objective": "c-hollow", "result": "c-result", "open": "c-blind"}


def mix(counts: Mapping[str, int], label: str) -> Markup:
    """One bar cut in parts as wide as their counts: activity, objective, result, open; `label` says them in words."""
    width, gap, total = 640.0, 3.0, sum(counts.values())
    shown = {kind: count for kind, count in counts.items() if count}
    room = width - gap * (len(shown) - 1)
    body, at = "", 0.0
    for kind, count in shown.items():
        part = room * count / max(total, 1)
        body += f'<rect class="{MIX_LOOKS[kind]}" x="{at + 0.8:.1f}" y="1" width="{max(part - 1.6, 2):.1f}" height="22" rx="4"/>'
        at += part + gap
    return _svg(width, 24, label, body, "chart-wide", is_scaled=True)


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
            '<path class="c-target" d="M0 4H43"/><rect class="c-done" x="0" y="1" width="5" height="15" rx="1"/>'
            '<rect class="c-hollow" x="9.6" y="8.6" width="3.8" height="7" rx=".8"/><path class="c-away" d="M18.6 15h4"/>'
            '<rect class="c-running" x="28" y="10" width="5" height="6" rx="1"/>'
        )
        return Markup(f'<svg aria-hidden="true" width="43" height="16" viewBox="0 0 43 16">{body}</svg>')
    return Markup(f'<svg aria-hidden="true" width="13" height="10" viewBox="0 0 13 10">{samples[kind]}</svg>')


def ghost_board() -> Markup:
    """The outline of a board that has nothing to show yet, hidden from screen readers."""
    rows = []
    for row in range(3):
        y = 16 + row * 52
        rows.append(f'<circle class="c-rest" cx="20" cy="{y + 10}" r="14"/>')
        rows.append(f'<path class="c-ground" d="M46 {y + 4}h{110 - row * 14}M46 {y + 17}h62"/>')
        for cell in range(3):
            x = 240 + cell * 262
            rows.append("".join(_pip(x + pip * 16, 13, "paused", is_made=False) for pip in range(5 - cell)))
            rows.append(f'<path class="c-target" d="M{x + 124} {y}h91"/>')
            heights = [9 + (row * 5 + cell * 3 + week * 7) % 11 for week in range(13)]
            bars_ = (f"M{x + 126 + week * 7.2:.1f} {y + 22}v-{height}" for week, height in enumerate(heights))
            rows.append(f'<path class="c-ground" d="{"".join(bars_)}"/>')
    return Markup(f'<svg aria-hidden="true" class="chart-wide" viewBox="0 0 1060 160">{"".join(rows)}</svg>')
