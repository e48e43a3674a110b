"""Observing how a session is led: by somebody above beside it, by whoever led it, and what became of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairway.coaching.beside.types import open_until
from fairway.coaching.kinds import kind_of
from fairway.coaching.observing.actions import answer_observation, give_observation
from fairway.coaching.observing.forms import ObservationAnswerForm, ObservationForm
from fairway.coaching.observing.page import READ_BY, observation_page, observed_list
from fairway.coaching.observing.queries import BEGUN, given_of, is_seen_by_others, observable, observation, own_session
from fairway.coaching.observing.rubric import rubric
from fairway.coaching.types import Refused, SessionFacts
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import names_of, organisation
from fairway.people.types import Viewer
from fairway.web.saying import WHOLE_FORM, problems_of, say_done
from fairway.web.sent import NOTHING_SENT, SentForm, sent_form

LOOK = "observed"


@login_required
def observed(request: HttpRequest) -> HttpResponse:
    """What the viewer saw of others and others of them, and what waits."""
    viewer = viewer_of(request)
    access.require_person(viewer)
    page = observed_list(viewer)
    note_looks(viewer, [line.facts.person_key for line in page.lines], LOOK)
    note_looks(viewer, [one.coach_key for one, _, _ in page.to_give if one.coach_key is not None], LOOK)
    zone = organisation().timezone
    return render(request, "coaching/observed.html", {"page": page, "viewer": viewer, "zone": zone, "read_by": READ_BY})


@login_required
def observe(request: HttpRequest, key: int) -> HttpResponse:
    """The rubric for whoever observes: a form until it is given, and then what was given."""
    viewer = viewer_of(request)
    one, manager_key = observable(viewer, key)
    note_looks(viewer, [manager_key], LOOK)
    return _rubric(request, viewer, one, manager_key)


@login_required
def look_back(request: HttpRequest, key: int) -> HttpResponse:
    """The same for whoever led it, before they read what somebody else saw."""
    viewer = viewer_of(request)
    one, own_key = own_session(viewer, key), access.require_person(viewer)
    return _rubric(request, viewer, one, own_key)


def _rubric(request: HttpRequest, viewer: Viewer, one: SessionFacts, manager_key: int) -> HttpResponse:
    own_key = access.require_person(viewer)
    given_key = given_of(one.key, own_key)
    if given_key is not None:
        return redirect("coaching:observation", given_key)
    if request.method != "POST":
        return _asked(request, viewer, one, manager_key)
    form = ObservationForm(request.POST)
    if not form.is_valid():
        return _asked(request, viewer, one, manager_key, sent_form(LOOK, request.POST, problems_of(form)))
    try:
        given_key = give_observation(one, manager_key, form.given, observer_key=own_key, actor_id=viewer.user_id)
    except Refused as refusal:
        problems = {WHOLE_FORM: [str(refusal)]}
        return _asked(request, viewer, one, manager_key, sent_form(LOOK, request.POST, problems))
    is_own = own_key == manager_key
    say_done(request, "Kept; nobody has read it yet" if is_own else "Given: they read it from now on", undo=None)
    return redirect("coaching:observation", given_key)


def _asked(
    request: HttpRequest, viewer: Viewer, one: SessionFacts, manager_key: int, sent: SentForm = NOTHING_SENT
) -> HttpResponse:
    """The empty form, or one that was refused."""
    zone = organisation().timezone
    is_own = viewer.person_key == manager_key
    context = {
        "viewer": viewer,
        "session": one,
        "kind": kind_of(one.kind).name,
        "manager": names_of([manager_key]).get(manager_key, ""),
        "is_own": is_own,
        "can_give": one.state in BEGUN and not (is_own and is_seen_by_others(one.key)),
        "has_begun": one.state in BEGUN,
        "until_on": open_until(one, zone),
        "zone": zone,
        "rubric": rubric(),
        "sent": sent,
        "read_by": READ_BY,
    }
    return render(request, "coaching/rubric.html", context)


@login_required
def one_observation(request: HttpRequest, key: int) -> HttpResponse:
    """One observation, for whoever gave it and whoever it is about."""
    viewer = viewer_of(request)
    return _shown(request, viewer, key)


@login_required
@require_POST
def answer_observed(request: HttpRequest, key: int) -> HttpResponse:
    """Whoever was observed answers, and agrees to the one thing to try by a day."""
    viewer = viewer_of(request)
    facts = observation(viewer, key)
    if facts.person_key != viewer.person_key or facts.is_own:
        raise access.Hidden
    form = ObservationAnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, viewer, key, sent_form(LOOK, request.POST, problems_of(form)))
    said, try_by_on = form.cleaned_data["answer"], form.cleaned_data["try_by_on"]
    try:
        answer_observation(key, said, try_by_on, on=viewer.on, actor_id=viewer.user_id)
    except Refused as refusal:
        field = "try_by_on" if facts.answered_at is None else WHOLE_FORM
        return _shown(request, viewer, key, sent_form(LOOK, request.POST, {field: [str(refusal)]}))
    say_done(request, "Answered: whoever observed reads it", undo=None)
    return redirect("coaching:observation", key)


def _shown(request: HttpRequest, viewer: Viewer, key: int, sent: SentForm = NOTHING_SENT) -> HttpResponse:
    page = observation_page(viewer, observation(viewer, key))
    note_looks(viewer, page.people, LOOK)
    context = {
        "page": page,
        "viewer": viewer,
        "sent": sent,
        "read_by": READ_BY,
        "zone": organisation().timezone,
        "is_day_here": page.facts.try_by_on is not None and page.facts.try_by_on <= viewer.on,
    }
    return render(request, "coaching/observation.html", context)
