"""What is not known exactly, drawn as counts: of twenty, how many it may be; and twenty outcomes as dots.

Colours come by class, as in `charts`; each carries a text alternative from the same numbers, and a narrow variant for
phones in place of one that is scaled down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup, escape

from fairway.web.words import money

WIDE, NARROW = 500, 326
STEP_HEIGHT, DOT, DOT_WIDTH = 11.6, 4.4, 9.8
MOST_STACKED = 7
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Guess:
    """One row: what it is of, the best guess, and from where to where it could be."""

    name: str
    best: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """`7 to 12`, or one number where both ends round to it."""
        low, high = round(self.low), round(self.high)
        return f"{low}" if low == high else f"{low} to {high}"


def ranges(guesses: Sequence[Guess], label: str, *, of: int, noun: str, is_narrow: bool = False) -> Markup:
    """Each guess as a bar from low to high with a ring at the best, on one scale from nought to `of`."""
    width = NARROW if is_narrow else WIDE
    left, right = (8.0, width - 74.0) if is_narrow else (168.0, width - 66.0)
    row, first = (46.0, 38.0) if is_narrow else (34.0, 20.0)
    scale = (right - left) / of
    body = ""
    for place, guess in enumerate(guesses):
        y = first + place * row
        from_x, to_x, best_x = (left + value * scale for value in (guess.low, guess.high, guess.best))
        at_x, at_y = (0.0, y - 13) if is_narrow else (0.0, y + 4)
        body += f'<text class="c-text firm" x="{at_x:g}" y="{at_y:g}">{escape(guess.name)}</text>'
        body += f'<path class="c-span" d="M{from_x:.1f} {y:g}H{max(to_x, from_x + 0.1):.1f}"/>'
        body += f'<circle class="c-guess" cx="{best_x:.1f}" cy="{y:g}" r="5"/>'
        body += f'<text class="c-text" x="{max(to_x, best_x) + 10:.1f}" y="{y + 4:g}">{guess.words}</text>'
    ground = first + (len(guesses) - 1) * row + (34 if is_narrow else 24)
    body += f'<path class="c-ground" d="M{left:g} {ground:g}H{right:g}"/>'
    for tick in range(0, of + 1, 5):
        words = f"{tick} {noun}" if tick == of else str(tick)
        body += _text(left + tick * scale, ground + 20, words, width)
    return _svg(width, ground + 24, label, body)


def outcomes(
    dots: Sequence[float], goal: float | None, label: str, currency: str, *, is_narrow: bool = False
) -> Markup:
    """Equally likely outcomes as dots in columns, those that reach the goal solid, on a scale of amounts."""
    width, many = (NARROW, 11) if is_narrow else (WIDE, 14)
    low, size = _columns(dots, goal, many)
    step = width / many
    stacks = [0] * many
    body = ""
    tallest = _tallest(dots, low, size, many)
    beside = ceil(tallest / MOST_STACKED)  # dots in one row of a column
    ground = 26.0 + ceil(tallest / beside) * STEP_HEIGHT
    for value in sorted(dots):
        column = _column(value, low, size, many)
        up, aside = divmod(stacks[column], beside)
        x = (column + 0.5) * step + (aside - (beside - 1) / 2) * DOT_WIDTH
        stacks[column] += 1
        is_in = goal is not None and value >= goal
        look, radius = ("c-done", DOT + 0.4) if is_in else ("c-out", DOT - 0.3)
        body += f'<circle class="{look}" cx="{x:.1f}" cy="{ground - 6.5 - up * STEP_HEIGHT:.1f}" r="{radius:g}"/>'
    body += f'<path class="c-ground" d="M0 {ground:g}H{width}"/>'

    def at(value: float) -> float:
        return (value - low) / size * step

    if goal is not None:
        body += f'<path class="c-goal" d="M{at(goal):.1f} 16V{ground + 4:g}"/>'
        body += _text(at(goal), 11, f"goal {money(goal, currency)}", width, is_firm=True)
    for tick in _ticks(low, low + size * many, 3 if is_narrow else 5):
        body += _text(at(tick), ground + 18, money(tick, currency), width)
    return _svg(width, ground + 22, label, body)


def _columns(dots: Sequence[float], goal: float | None, many: int) -> tuple[float, float]:
    """(left edge, width) of columns that hold all outcomes and the goal. The goal is an edge: no column has both."""
    known = [*dots, *([] if goal is None else [goal])]
    least, most = min(known), max(known)
    size = max((most - least) / (many - 2), most * 0.01, 1.0)
    edge = least if goal is None else goal
    return edge - max(ceil((edge - least) / size - 1e-9), 1) * size, size


def _column(value: float, low: float, size: float, many: int) -> int:
    return min(max(floor((value - low) / size + 1e-9), 0), many - 1)


def _tallest(dots: Sequence[float], low: float, size: float, many: int) -> int:
    columns = [_column(value, low, size, many) for value in dots]
    return max(columns.count(column) for column in columns)


def _ticks(low: float, high: float, most: int) -> list[float]:
    """Round amounts between two ends, so many at most."""
    rough = max((high - low) / most, 1e-9)
    power = 10.0 ** floor(log10(rough))
    step = next(power * one for one in STEPS if power * one >= rough)
    first = ceil(max(low, 0.0) / step)
    found = []
    while first * step <= high:
        found.append(first * step)
        first += 1
    return found


def _text(x: float, y: float, words: str, width: float, *, is_firm: bool = False) -> str:
    """A text centred at a place, but inside the picture."""
    half = len(words) * 3.4
    anchor, at = ("start", 0.0) if x < half else ("end", width) if x > width - half else ("middle", x)
    css = "c-text firm" if is_firm else "c-text"
    return f'<text class="{css}" x="{at:.1f}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(width: float, height: float, label: str, body: str) -> Markup:
    box = f'class="chart-wide" viewBox="0 0 {width:g} {height:g}"'
    return Markup(f'<svg role="img" aria-label="{escape(label)}" {box}>{body}</svg>')  # noqa: S704  (our own shapes, escaped words)
