"""What a page says after a form was sent: what is wrong with it, or that it was done and how to take it back."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest


def say_done(request: HttpRequest, title: str, *, undo: int | None) -> None:
    """A sentence without its full stop. `undo` is the key of the change, for the button beside it."""
    messages.success(request, f"{title}.", extra_tags=f"undo:{undo}" if undo else "")


def say_problems(request: HttpRequest, form: Form) -> None:
    """What is wrong with a form, field by field, in the words its page has for them."""
    for field, problems in form.errors.items():
        for problem in problems:
            messages.error(request, str(problem) if field == "__all__" else f"{form[field].label}: {problem}")
