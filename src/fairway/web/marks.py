"""A shape, a colour and a word that all say the same: marks of status and of class."""

from markupsafe import Markup, escape

BARS = tuple(
    f'<rect x="{x}" y="{y}" width="3.2" height="{11.5 - y}" rx=".6" fill="currentColor"/>'
    for x, y in ((0, 8), (4.4, 4.8), (8.8, 1))
)
GHOSTS = tuple(
    f'<rect x="{x}" y="{y}" width="2.2" height="{11 - y}" rx=".4" fill="none" stroke="currentColor"/>'
    for x, y in ((0.5, 8.5), (4.9, 5.3), (9.3, 1.5))
)
SHAPES = {
    "disc": '<circle cx="6" cy="6" r="4.6" fill="currentColor"/>',
    "up": '<path d="M6 1.2 11 10.4H1Z" fill="currentColor"/>',
    "down": '<path d="M6 10.8 11 1.6H1Z" fill="currentColor"/>',
    "ring": '<circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.6" '
    'stroke-dasharray="2.4 1.9"/>',
    "dash": '<path d="M1 6h10" stroke="currentColor" stroke-width="2"/>',
    "circle": '<circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "square": '<rect x="1" y="1" width="10" height="10" rx="2.4" fill="currentColor"/>',
    "open_square": '<rect x="1.8" y="1.8" width="8.4" height="8.4" rx="2" fill="none" '
    'stroke="currentColor" stroke-width="1.6"/>',
    "half": '<circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.4"/>'
    '<path d="M6 1.6a4.4 4.4 0 0 1 0 8.8Z" fill="currentColor"/>',
    "barred": '<circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.4"/>'
    '<path d="M3.8 6h4.4" stroke="currentColor" stroke-width="1.5"/>',
    "one_bar": f"{BARS[0]}{GHOSTS[1]}{GHOSTS[2]}",
    "two_bars": f"{BARS[0]}{BARS[1]}{GHOSTS[2]}",
    "three_bars": "".join(BARS),
    "diamond": '<path d="M6 .8 11.2 6 6 11.2.8 6Z" fill="currentColor"/>',
}
STATUS_LOOKS = {
    "executing": ("done", "disc", "Executing"),
    "on_pace": ("done", "disc", "On pace"),
    "ahead": ("done", "up", "Ahead"),
    "behind": ("behind", "down", "Behind"),
    "check_data": ("ask", "ring", "Check logging"),
    "away": ("rest", "dash", "Away"),
    "no_plan": ("rest", "circle", "No HIA in force"),
    "sure": ("done", "disc", "Sure"),
    "likely": ("done", "circle", "Likely"),
    "not_sure": ("ask", "ring", "Not sure"),
    "quality": ("", "half", "Quality"),
    "draft": ("rest", "circle", "Draft"),
}
TEST_LOOKS = {  # of a candidate in the studio; each test brings its own words
    "yes": ("done", "disc", "Yes"),
    "partly": ("", "half", "Partly"),
    "no": ("behind", "barred", "No"),
    "unknown": ("quiet", "ring", "Cannot tell yet"),
}
STRENGTH_LOOKS = {
    "strong": ("behind", "three_bars", "Strong sign"),
    "some": ("", "two_bars", "Some sign"),
    "weak": ("quiet", "one_bar", "Weak sign"),
}
CLASS_LOOKS = {
    "activity": ("done", "square", "Activity"),
    "objective": ("done", "open_square", "Objective"),
    "result": ("rest", "diamond", "Result"),
}


def status_mark(status: str, text: str = "") -> Markup:
    """The mark of a status or of how sure we are; `text` replaces its word."""
    tone, shape, word = STATUS_LOOKS[status]
    return _mark(f"mark {tone}", shape, text or word)


def answer_mark(state: str, text: str = "") -> Markup:
    """The mark of one test of a candidate."""
    tone, shape, word = TEST_LOOKS[state]
    return _mark(f"mark {tone}".strip(), shape, text or word)


def strength_mark(strength: str, *, is_doubt: bool = False) -> Markup:
    """The mark of how strongly a sign speaks; one that doubts the records has the look of doubt."""
    tone, shape, word = STRENGTH_LOOKS[strength]
    return _mark("mark ask", "ring", word) if is_doubt else _mark(f"mark {tone}".strip(), shape, word)


def class_mark(metric_class: str) -> Markup:
    tone, shape, word = CLASS_LOOKS[metric_class]
    return _mark(f"mark {tone}", shape, word)


def _mark(css: str, shape: str, word: str) -> Markup:
    svg = f'<svg viewBox="0 0 12 12" aria-hidden="true">{SHAPES[shape]}</svg>'
    return Markup(f'<span class="{css}">{svg}{escape(word)}</span>')  # noqa: S704  (our own shapes, an escaped word)
