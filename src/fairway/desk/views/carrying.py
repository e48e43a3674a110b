"""Carrying out a change: preview first, then the change with an undo, and standings that follow at once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.audit.queries import newest_change_of
from fairway.desk.actions import preview
from fairway.desk.objections import Objection, reason_missing
from fairway.execution.actions.scoring import score
from fairway.execution.queries import today
from fairway.lib.periods import week_of
from fairway.people.access import viewer_of
from fairway.people.actions.changing import RefusedChange
from fairway.people.actions.looking import note_looks
from fairway.people.queries import organisation
from fairway.plans.types import Refused
from fairway.web.saying import say_done
from fairway.web.words import long_day

STAYS = "Weeks that have closed stay as they are."


@dataclass(frozen=True, slots=True)
class Order:
    """A change somebody asks for.

    `then` follows in the same transaction, `afterwards` once it has been kept; `reaches_back_to` is the first day whose
    judgement it touches, when that lies in a closed week. `objections` have to be set aside in writing.
    """

    change: Callable[[], object]
    people: Collection[int]
    title: str
    back: str
    then: Callable[[], object] = lambda: None
    afterwards: Callable[[], object] = lambda: None
    reaches_back_to: date | None = None
    objections: Sequence[Objection] = ()


def carry_out(request: HttpRequest, order: Order, *, passes: tuple[type[Exception], ...] = ()) -> HttpResponse:
    """Show what a change would do; with `confirm` in the request do it, follow up, and offer to undo it.

    A refusal comes back as a message on the page it came from, nothing changed; those of the kinds in `passes` are
    left to the caller.
    """
    try:
        if "confirm" not in request.POST:
            return _preview(request, order)
        missing = reason_missing(order.objections, override_of(request))
        if missing:
            messages.error(request, missing)
            return _preview(request, order)
        make(order)
    except passes:
        raise
    except (Refused, RefusedChange) as refusal:
        messages.error(request, str(refusal))
        return redirect(order.back)
    tell(request, order.title)
    return redirect(order.back)


def make(order: Order) -> None:
    """The change with what follows from it, in one transaction."""
    with transaction.atomic():
        order.change()
        order.then()
        score(order.people)
    order.afterwards()


def tell(request: HttpRequest, title: str) -> None:
    """Say that a change was made, with its undo."""
    say_done(request, title, undo=newest_change_of(request.user.pk or 0))


def _preview(request: HttpRequest, order: Order) -> HttpResponse:
    effects = preview(order.change, order.people)
    if not effects:
        messages.info(request, "That is how it is already: nothing would change.")
        return redirect(order.back)
    note_looks(viewer_of(request), [effect.person_key for effect in effects], "preview")
    context = {
        "title": order.title,
        "effects": effects,
        "hidden": sent_on(request),
        "back": order.back,
        "past": past_words(order.reaches_back_to),
        "objections": order.objections,
        "override": override_of(request),
    }
    return render(request, "desk/preview.html", context)


def override_of(request: HttpRequest) -> str:
    """Why something is done in spite of what speaks against it, as written."""
    return request.POST.get("override", "").strip()[:500]


def past_words(reaches_back_to: date | None) -> str:
    """What a change does to weeks that are over."""
    if reaches_back_to is None or reaches_back_to >= week_of(today(), organisation().week_starts_on):
        return STAYS
    return f"It reaches back to {long_day(reaches_back_to)}: closed weeks from then on are worked out anew."


def sent_on(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, for a form that posts it again."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "confirm", "override"}
        for value in map(str, values)
    ]
