"""Pilots: what they are, proposing one, starting and stopping it, and what came of it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairway.audit.queries import newest_change_of
from fairway.evidence.pilots.actions.ending import judge_pilot, stop_pilot
from fairway.evidence.pilots.actions.proposing import propose_pilot, seen_before, withdraw_pilot
from fairway.evidence.pilots.actions.starting import start_pilot
from fairway.evidence.pilots.forms import DRAWN, EVERYBODY, KINDS, WORTH, PilotForm, StopForm, first_days
from fairway.evidence.pilots.page import PilotPage, lines_of, page_of
from fairway.evidence.pilots.queries import heads_for, may_cover, may_propose, pilot_for
from fairway.evidence.pilots.rules import may_be_outcome, outcomes_of
from fairway.evidence.pilots.types import Refused, Wish
from fairway.evidence.pilots.wording import design_in_words, said_in_words
from fairway.lib.periods import week_of
from fairway.metrics.queries import definition_for, definitions, definitions_for
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import organisation
from fairway.people.types import Viewer
from fairway.plans.queries import planned_metrics
from fairway.web.saying import say_done, say_problems
from fairway.web.words import plural


@login_required
def pilots(request: HttpRequest) -> HttpResponse:
    """Every pilot the viewer may know of, the newest first."""
    viewer = viewer_of(request)
    if viewer.person_key is None and not viewer.is_operations:
        raise access.Hidden
    context = {"lines": lines_of(viewer), "may_propose": may_propose(viewer), "viewer": viewer}
    return render(request, "evidence/pilots.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """What a pilot could see, worked out from what was typed; sent, it is proposed."""
    viewer = viewer_of(request)
    if not may_propose(viewer):
        raise access.Hidden
    asked = request.POST if request.method == "POST" else request.GET
    form = PilotForm(asked if asked.get("metric") else None, initial={"metric": request.GET.get("activity", "")})
    outlook: dict[str, object] = {"outlook": "", "runs": "", "refusal": ""}
    if form.is_bound and not form.is_valid():
        say_problems(request, form)
    elif form.is_bound:
        wish, is_for_everybody = _wish(viewer, form)
        try:
            if request.method == "POST":
                key = propose_pilot(wish, is_for_everybody=is_for_everybody, on=viewer.on, actor_id=viewer.user_id)
                say_done(request, "Proposed. Nothing is drawn before it is started", undo=None)
                return redirect("evidence:pilot", key)
            said = seen_before(wish, is_for_everybody=is_for_everybody, on=viewer.on)
            outlook["outlook"] = said_in_words(said, wish, _name_of(wish.objective_key))
            outlook["runs"] = design_in_words(wish)
        except Refused as refusal:
            outlook["refusal"] = str(refusal)
    return render(request, "evidence/pilot_new.html", {**_choices(viewer), **outlook, "form": form, "viewer": viewer})


def _wish(viewer: Viewer, form: PilotForm) -> tuple[Wish, bool]:
    """What was typed, of people the viewer may propose for; Hidden otherwise."""
    given = form.cleaned_data
    is_for_everybody = given["head"] == EVERYBODY
    heads = {person.slug: person.key for person in heads_for(viewer)}
    head = None if is_for_everybody else heads.get(given["head"])
    if (head is None and not is_for_everybody) or not may_cover(viewer, head):
        raise access.Hidden
    activity = definition_for(given["metric"])
    objective = given["objective"] or (activity.objective if activity else "")
    return form.wish(head, objective), is_for_everybody


def _name_of(metric_key: str) -> str:
    definition = definition_for(metric_key)
    return definition.name if definition else metric_key


def _choices(viewer: Viewer) -> dict[str, object]:
    known = sorted(definitions().values(), key=lambda one: one.name.casefold())
    held = sorted(definitions_for(planned_metrics()).values(), key=lambda one: one.name.casefold())
    activities = [one for one in known if one.can_be_hia and outcomes_of(one, known)]
    return {
        "activities": activities,
        "objectives": [one for one in known if any(may_be_outcome(act, one) for act in activities)],
        "held": held,
        "heads": heads_for(viewer),
        "everybody": EVERYBODY if viewer.is_operations else "",
        "kinds": KINDS,
        "drawn": DRAWN,
        "worth": WORTH,
        "days": first_days(week_of(viewer.on, organisation().week_starts_on)),
    }


@login_required
def pilot(request: HttpRequest, key: int) -> HttpResponse:
    """Who takes part, whether it is carried out, and once it is over what came of it."""
    viewer = viewer_of(request)
    page = _page(viewer, key)
    note_looks(viewer, [line.person.key for line in page.sellers], "pilot")
    return render(request, "evidence/pilot.html", {"page": page, "viewer": viewer})


def _page(viewer: Viewer, key: int) -> PilotPage:
    facts, seen = pilot_for(viewer, key)
    return page_of(viewer, facts, seen)


@login_required
@require_POST
def start(request: HttpRequest, key: int) -> HttpResponse:
    """Draw, and put the activity in force for those who begin."""
    viewer = viewer_of(request)
    if not _page(viewer, key).may_start:
        raise access.Hidden

    def done() -> str:
        people = start_pilot(key, on=viewer.on, actor_id=viewer.user_id)
        return f"Drawn by lot among {plural(people, 'seller')}; each reads on their own page what they take part in"

    return _answered(request, key, done, is_undoable=True)


@login_required
@require_POST
def stop(request: HttpRequest, key: int) -> HttpResponse:
    """End a pilot before its end, with the reason."""
    viewer = viewer_of(request)
    if not _page(viewer, key).may_stop:
        raise access.Hidden
    form = StopForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return redirect("evidence:pilot", key)

    def done() -> str:
        stop_pilot(key, form.cleaned_data["reason"], on=viewer.on, actor_id=viewer.user_id)
        return "Stopped. Nobody begins any more, and nothing is said of what it changed"

    return _answered(request, key, done, is_undoable=True)


@login_required
@require_POST
def judge(request: HttpRequest, key: int) -> HttpResponse:
    """Work out what came of a pilot that is over; before its end it is refused with a sentence."""
    viewer = viewer_of(request)
    page = _page(viewer, key)
    if not (page.may_judge or page.may_stop):
        raise access.Hidden

    def done() -> str:
        judge_pilot(key, on=viewer.on, actor_id=viewer.user_id)
        return "Worked out"

    return _answered(request, key, done)


@login_required
@require_POST
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take a proposed pilot back."""
    viewer = viewer_of(request)
    if not _page(viewer, key).may_withdraw:
        raise access.Hidden
    try:
        withdraw_pilot(key, actor_id=viewer.user_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        say_done(request, "Withdrawn", undo=None)
    return redirect("evidence:pilots")


def _answered(request: HttpRequest, key: int, done: Callable[[], str], *, is_undoable: bool = False) -> HttpResponse:
    """Do it, say so or why not, and go back to the pilot's page."""
    try:
        said = done()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        say_done(request, said, undo=newest_change_of(viewer_of(request).user_id) if is_undoable else None)
    return redirect("evidence:pilot", key)
