"""Preparing a session, planning it, moving it, calling it off."""

from collections.abc import Mapping
from datetime import date, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.coaching.actions.planning import (
    Wish,
    call_off_session,
    change_parts,
    move_session,
    plan_session,
    set_rhythm,
)
from fairway.coaching.agenda import lines_of
from fairway.coaching.forms import PartsForm, PlanForm, TimeForm
from fairway.coaching.groups.actions import move_seat
from fairway.coaching.kinds import ONE_TO_ONE, kinds
from fairway.coaching.page import ground_of
from fairway.coaching.queries.coaches import coach_of, zone_of
from fairway.coaching.queries.following import both_work
from fairway.coaching.queries.programme import programme, programme_of
from fairway.coaching.queries.sessions import gaps_of, session, to_come
from fairway.coaching.rhythm import Gap, next_day
from fairway.coaching.types import Refused
from fairway.execution.queries import shown_weeks
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import Facet, PersonFacts, Viewer
from fairway.web.saying import say_done, say_problems
from fairway.web.words import moment

USUAL_TIME = time(10)


@login_required
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """The session to come with a seller, or what it would be about and a form that plans it in one press."""
    viewer = viewer_of(request)
    seller = access.person_by_slug(viewer, slug, Facet.NOTES)
    kind = request.GET.get("kind", ONE_TO_ONE)
    if kind not in kinds():
        raise access.Hidden
    coming = to_come(seller.key, kind)
    if coming is not None:
        return redirect("coaching:room", coming.key)
    coach_key = coach_of(viewer, seller)
    if coach_key is None:
        raise access.Hidden
    if request.method == "POST" and (answer := _planned(request, viewer, seller, coach_key)) is not None:
        return answer
    note_looks(viewer, [seller.key], "session")
    ground, gap = ground_of(viewer, seller), gaps_of([seller.key], viewer.on, kind)[seller.key]
    context = {
        "seller": seller,
        "is_own": viewer.person_key == seller.key,
        "viewer": viewer,
        "kinds": programme(),
        "kind": kind,
        "gap": gap,
        "typed": _typed(request, gap, {seller.key, coach_key}, viewer.on),
        "zone": zone_of(viewer, seller),
        "lines": lines_of(ground.standing.hias, shown_weeks()) if ground.standing else (),
        "branch": ground.branch,
    }
    return render(request, "coaching/prepare.html", context)


def _planned(request: HttpRequest, viewer: Viewer, seller: PersonFacts, coach_key: int) -> HttpResponse | None:
    """Where to go once it is planned; None where the page is to be shown again, with what is wrong."""
    form = PlanForm(request.POST, zone=ZoneInfo(zone_of(viewer, seller)))
    if not form.is_valid():
        say_problems(request, form)
        return None
    given = form.cleaned_data
    try:
        key = plan_session(Wish(seller.key, coach_key, given["kind"], form.starts_at), actor_id=viewer.user_id)
        stated = given["every_days"]
        every_days = programme_of(given["kind"]).every_days if stated is None else stated
        set_rhythm(seller.key, given["kind"], every_days, actor_id=viewer.user_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    say_done(request, f"Planned for {moment(form.starts_at, form.zone.key)}", undo=None)
    return redirect("coaching:room", key)


def _typed(request: HttpRequest, gap: Gap, both: set[int], on: date) -> Mapping[str, str]:
    """What the form shows: what was typed, or the next day on which it falls due and both work."""
    if request.method == "POST":
        return {name: str(value) for name, value in request.POST.items()}
    day = next_day(gap.last_on, gap.every_days, on, both_work(both, on))
    return {"on": day.isoformat(), "at": f"{USUAL_TIME:%H:%M}", "every_days": ""}


@login_required
@require_POST
def move(request: HttpRequest, key: int) -> HttpResponse:
    """Another time for a session."""
    viewer = viewer_of(request)
    one = session(viewer, key)
    seller = access.person_by_key(viewer, one.person_key)
    form = TimeForm(request.POST, zone=ZoneInfo(zone_of(viewer, seller)))
    if not form.is_valid():
        say_problems(request, form)
        return redirect("coaching:room", key)
    try:
        (move_session if one.group_key is None else move_seat)(key, form.starts_at, actor_id=viewer.user_id)
        say_done(request, f"Moved to {moment(form.starts_at, form.zone.key)}", undo=None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coaching:room", key)


@login_required
@require_POST
def parts(request: HttpRequest, key: int) -> HttpResponse:
    """Other time boxes for a session to come."""
    viewer = viewer_of(request)
    one = session(viewer, key)
    form = PartsForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return redirect("coaching:room", key)
    try:
        change_parts(one.key, form.minutes, actor_id=viewer.user_id)
        say_done(request, "Time boxes changed", undo=None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coaching:room", key)


@login_required
@require_POST
def call_off(request: HttpRequest, key: int) -> HttpResponse:
    """It is not held."""
    viewer = viewer_of(request)
    one = session(viewer, key)
    try:
        call_off_session(one.key, actor_id=viewer.user_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("coaching:room", key)
    say_done(request, "Called off", undo=None)
    return redirect(reverse("coaching:sessions"))
