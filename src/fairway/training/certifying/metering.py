"""A requirement as a meter: how much is there of all, with a mark where it has to be."""

from markupsafe import Markup, escape

from fairway.training.certifying.types import Requirement

WIDTH, HEIGHT = 276.0, 16.0


def meter(one: Requirement) -> Markup:
    """Filled where it is met, pale where it is not yet; nothing where nothing is counted."""
    whole = max(one.of, one.needs)
    if not one.of or not whole:
        return Markup("")
    width, mark = WIDTH * min(one.done / whole, 1.0), WIDTH * min(one.needs / whole, 1.0)
    at = min(max(mark, 1.0), WIDTH - 1.0)
    css = "c-done" if one.is_met else "c-running"
    body = f'<rect class="c-rest" x=".5" y="4.5" width="{WIDTH - 1:g}" height="7" rx="2"/>'
    body += f'<rect class="{css}" y="4" width="{width:.1f}" height="8" rx="2"/>' if width else ""
    body += f'<path class="c-notch" d="M{at:.1f} 0V16"/>'
    label = escape(f"{one.name}: {one.said}")
    return Markup(  # noqa: S704  (our own shapes and numbers)
        f'<svg role="img" aria-label="{label}" preserveAspectRatio="none" height="16" '
        f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}">{body}</svg>'
    )
