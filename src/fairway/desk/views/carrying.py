"""Carrying out a change: preview first, then the change with an undo, and standings that follow at once."""

from collections.abc import Callable, Collection

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.audit.queries import newest_change_of
from fairway.desk.actions import preview
from fairway.execution.actions.scoring import score
from fairway.people.actions.changing import RefusedChange
from fairway.plans.types import Refused


def carry_out(
    request: HttpRequest,
    *,
    change: Callable[[], object],
    people: Collection[int],
    title: str,
    back: str,
    then: Callable[[], object] = lambda: None,
) -> HttpResponse:
    """Show what a change would do; with `confirm` in the request do it, follow up, and offer to undo it.

    A refusal comes back as a message on the page named by `back`, nothing changed.
    """
    try:
        if "confirm" not in request.POST:
            effects = preview(change, people)
            if not effects:
                messages.info(request, "That is how it is already: nothing would change.")
                return redirect(back)
            hidden = [
                (name, value)
                for name, values in request.POST.lists()
                if name != "csrfmiddlewaretoken"
                for value in values
            ]
            return render(
                request, "desk/preview.html", {"title": title, "effects": effects, "hidden": hidden, "back": back}
            )
        change()
    except (Refused, RefusedChange) as refusal:
        messages.error(request, f"{refusal} {getattr(refusal, 'advice', '')}".strip())
        return redirect(back)
    follow(people, then)
    newest = newest_change_of(request.user.pk or 0)
    messages.success(request, f"{title}.", extra_tags=f"undo:{newest}" if newest else "")
    return redirect(back)


def follow(people: Collection[int], then: Callable[[], object] = lambda: None) -> None:
    """What must follow a change at once: standings of those people, and whatever the change asks for beside."""
    then()
    score(people)


def form_problems(request: HttpRequest, form: Form) -> None:
    """Say what is wrong with a form, field by field."""
    for field, problems in form.errors.items():
        for problem in problems:
            messages.error(
                request, str(problem) if field == "__all__" else f"{field.replace('_', ' ').capitalize()}: {problem}"
            )
