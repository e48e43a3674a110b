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
    plan_session,
    set_rhythm,
)
from fairway.coaching.forms import PartsForm, PlanForm
from fairway.coaching.groups.actions import move_out
from fairway.coaching.kinds import ONE_TO_ONE, kinds
from fairway.coaching.page import ground_of
from fairway.coaching.queries.clashes import of_two, spoken_against
from fairway.coaching.queries.coaches import coach_now, coach_of, zone_of
from fairway.coaching.queries.following import both_work
from fairway.coaching.queries.programme import programme, programme_of
from fairway.coaching.queries.sessions import gaps_of, session, to_come
from fairway.coaching.rhythm import Gap, next_day
from fairway.coaching.types import Refused
from fairway.coaching.views.room import shown_room
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import Facet, PersonFacts, Viewer
from fairway.web.fields import TimeForm
from fairway.web.saying import WHOLE_FORM, problems_of, say_done
from fairway.web.sent import NOTHING_SENT, SentForm, sent_form
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
    sent = NOTHING_SENT
    if request.method == "POST":
        answer = _planned(request, viewer, seller, coach_key)
        if isinstance(answer, HttpResponse):
            return answer
        sent = answer
    note_looks(viewer, [seller.key], "session")
    ground, gap = ground_of(viewer, seller), gaps_of([seller.key], viewer.on, kind)[seller.key]
    context = {
        "seller": seller,
        "is_own": viewer.person_key == seller.key,
        "viewer": viewer,
        "kinds": programme(),
        "kind": kind,
        "gap": gap,
        "typed": sent.typed or _proposed(gap, {seller.key, coach_key}, viewer.on),
        "problems": sent.problems,
        "zone": zone_of(viewer, seller),
        "lines": ground.lines,
        "branch": ground.branch,
    }
    return render(request, "coaching/prepare.html", context)


def _planned(request: HttpRequest, viewer: Viewer, seller: PersonFacts, coach_key: int) -> HttpResponse | SentForm:
    """Where to go once it is planned; what was typed, with what is wrong, where the page is to be shown again."""
    form = PlanForm(request.POST, zone=ZoneInfo(zone_of(viewer, seller)))
    if not form.is_valid():
        return sent_form("plan", request.POST, problems_of(form))
    given = form.cleaned_data
    try:
        key = plan_session(Wish(seller.key, coach_key, given["kind"], form.starts_at), actor_id=viewer.user_id)
        stated = given["every_days"]
        every_days = programme_of(given["kind"]).every_days if stated is None else stated
        set_rhythm(seller.key, given["kind"], every_days, actor_id=viewer.user_id)
    except Refused as refusal:
        return sent_form("plan", request.POST, {WHOLE_FORM: [str(refusal)]})
    minutes = programme_of(given["kind"]).minutes
    against = spoken_against(viewer, of_two(seller.key, coach_key, form.starts_at, minutes, key))
    say_done(request, _at("Planned for", form, against), undo=None)
    return redirect("coaching:room", key)


def _at(what: str, form: TimeForm, against: str) -> str:
    """`Moved to 24 Nov 10:00. Mona has another session then`."""
    return f"{what} {moment(form.starts_at, form.zone.key)}{f'. {against}' if against else ''}"


def _proposed(gap: Gap, both: set[int], on: date) -> Mapping[str, str]:
    """What the form shows at first: the next day on which it falls due and both work."""
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
        return shown_room(request, key, sent_form("move", request.POST, problems_of(form)))
    try:
        move_out(key, form.starts_at, actor_id=viewer.user_id)
    except Refused as refusal:
        return shown_room(request, key, sent_form("move", request.POST, {WHOLE_FORM: [str(refusal)]}))
    coach_key = coach_now(viewer, seller, one.coach_key)
    placing = None if coach_key is None else of_two(seller.key, coach_key, form.starts_at, one.minutes, key)
    say_done(request, _at("Moved to", form, spoken_against(viewer, placing) if placing else ""), undo=None)
    return redirect("coaching:room", key)


@login_required
@require_POST
def parts(request: HttpRequest, key: int) -> HttpResponse:
    """Other time boxes for a session to come."""
    viewer = viewer_of(request)
    one = session(viewer, key)
    form = PartsForm(request.POST)
    if not form.is_valid():
        return shown_room(request, key, sent_form("parts", request.POST, problems_of(form)))
    try:
        change_parts(one.key, form.minutes, actor_id=viewer.user_id)
    except Refused as refusal:
        return shown_room(request, key, sent_form("parts", request.POST, {WHOLE_FORM: [str(refusal)]}))
    say_done(request, "Time boxes changed", undo=None)
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
