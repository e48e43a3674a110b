"""Managers' own activities: the board, choosing, and the yes of whoever leads them."""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fairway.leadership.own.actions import answer_choice, choose_acts
from fairway.leadership.own.forms import ChoiceAnswerForm, ChoiceForm
from fairway.leadership.own.page import own_page, require_offered, slug_of
from fairway.leadership.own.queries import board_door, choices_since, is_led, require_leading
from fairway.leadership.own.types import Refused, Unit
from fairway.leadership.views.doors import framed
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import Relation, Viewer
from fairway.web.saying import WHOLE_FORM, problems_of, say_done

LOOK = "own activities"
REVIEW_AFTER = timedelta(weeks=13)


@login_required
def own(request: HttpRequest) -> HttpResponse:
    """The viewer's own, with the managers who report to them. 404 for whoever leads nobody."""
    viewer = viewer_of(request)
    return _shown(request, viewer, slug_of(viewer, require_leading(viewer)), {}, {})


@login_required
def own_of(request: HttpRequest, slug: str) -> HttpResponse:
    """One manager's, for that manager, whoever is above, and whoever reports to them directly."""
    return _shown(request, viewer_of(request), slug, {}, {})


@login_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Choose two or three acts; whoever leads the manager says yes or no."""
    viewer = viewer_of(request)
    own_key = require_leading(viewer)
    form = ChoiceForm(request.POST, require_offered(viewer, own_key), viewer.on)
    problems: Mapping[str, list[str]] = {}
    if form.is_valid():
        led = is_led(viewer)
        try:
            choose_acts(own_key, form.chosen, on=viewer.on, is_led=led, actor_id=viewer.user_id)
            say_done(request, "Chosen; it counts once it is agreed to" if led else "Chosen; it counts now", undo=None)
            return redirect("leadership:own")
        except Refused as refusal:
            problems = {WHOLE_FORM: [str(refusal)]}
    else:
        problems = problems_of(form)
    typed = {name: str(value) for name, value in request.POST.items()}
    return _shown(request, viewer, slug_of(viewer, own_key), typed, problems)


@login_required
@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever leads the manager directly says yes or no to what was chosen."""
    viewer = viewer_of(request)
    subject, _ = board_door(viewer, slug)
    if access.relation(viewer, subject.key) is not Relation.MANAGER:
        raise access.Hidden
    note_looks(viewer, [subject.key], LOOK)
    form = ChoiceAnswerForm(request.POST)
    waiting = {one.key for one in choices_since([subject.key], viewer.on)[subject.key] if one.waits}
    if not form.is_valid() or form.cleaned_data["choice"] not in waiting:
        messages.error(request, "That waits for no answer any more. Load the page again.")
        return redirect("leadership:own_of", slug)
    is_yes = form.cleaned_data["answer"] == "yes"
    key, by_key = form.cleaned_data["choice"], access.require_person(viewer)
    try:
        answer_choice(key, is_yes=is_yes, by_key=by_key, on=viewer.on, actor_id=viewer.user_id)
        say_done(request, "Agreed; it counts from today" if is_yes else "Not agreed; talk about another", undo=None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("leadership:own_of", slug)


def _shown(
    request: HttpRequest, viewer: Viewer, slug: str, typed: Mapping[str, str], problems: Mapping[str, list[str]]
) -> HttpResponse:
    page = own_page(viewer, slug)
    note_looks(viewer, {page.subject.key, *(line.person.key for line in page.managers)}, LOOK)
    context = {
        "page": page,
        "typed": typed,
        "problems": problems,
        "review_on": viewer.on + REVIEW_AFTER,
        "Unit": Unit,
    }
    return framed(request, "own", viewer, context)
