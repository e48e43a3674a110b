"""Group sessions: planned by whoever leads the sellers; one page all in it share."""

from collections.abc import Callable, Mapping
from datetime import time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fairway.coaching.actions.ending import ending_of, hold_ending
from fairway.coaching.actions.planning import call_off_session, set_rhythm
from fairway.coaching.agenda import minutes_in_words
from fairway.coaching.forms import GroupForm
from fairway.coaching.groups.actions import (
    bring_into_group,
    call_off_group,
    follow_group,
    move_group,
    open_group,
    plan_group,
    unopen_group,
    write_group_note,
)
from fairway.coaching.groups.page import group_page
from fairway.coaching.groups.queries import group, group_notes_of, groups_among, led_group
from fairway.coaching.groups.types import LEAST, GroupFacts, GroupWish
from fairway.coaching.queries.clashes import of_group, spoken_against
from fairway.coaching.queries.coaches import led_by
from fairway.coaching.queries.following import both_work
from fairway.coaching.queries.programme import programme
from fairway.coaching.rhythm import next_day
from fairway.coaching.types import Refused, State
from fairway.coaching.views.trying import tried
from fairway.coaching.views.writing import first_names_of, notes_as_json, saved
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import PersonFacts, Viewer
from fairway.web.fields import TimeForm
from fairway.web.saying import WHOLE_FORM, problems_of, say_done
from fairway.web.sent import NOTHING_SENT, SentForm, sent_form
from fairway.web.words import first_name, moment

USUAL_TIME = time(10)


@login_required
def plan(request: HttpRequest) -> HttpResponse:
    """Several of one's own people, one time."""
    viewer = viewer_of(request)
    own_key, led = access.require_person(viewer), led_by(viewer)
    if len(led) < LEAST:
        raise access.Hidden
    clock, sent = _clock(viewer), NOTHING_SENT
    if request.method == "POST":
        answer = _planned(request, viewer, led, clock)
        if isinstance(answer, int):
            return redirect("coaching:group", answer)
        sent = answer
    day = next_day(None, 7, viewer.on + timedelta(days=1), both_work({own_key}, viewer.on))
    context = {
        "led": led,
        "chosen": set(request.POST.getlist("seller")),
        "typed": sent.typed or {"on": day.isoformat(), "at": f"{USUAL_TIME:%H:%M}"},
        "problems": sent.problems,
        "zone": clock,
        "kinds": {word: kind for word, kind in programme().items() if kind.can_be_group},
        "viewer": viewer,
    }
    return render(request, "coaching/plan_group.html", context)


def _planned(request: HttpRequest, viewer: Viewer, led: list[PersonFacts], clock: str) -> int | SentForm:
    """The key of the group; what was typed, with what is wrong, where the page is to be shown again."""
    by_slug = {person.slug: person for person in led}
    form = GroupForm(request.POST, zone=ZoneInfo(clock), sellers=[(slug, one.name) for slug, one in by_slug.items()])
    if not form.is_valid():
        return sent_form("plan", request.POST, problems_of(form))
    given = form.cleaned_data
    keys = frozenset(by_slug[slug].key for slug in given["seller"])
    wish = GroupWish(access.require_person(viewer), given["kind"], form.starts_at, keys, given["topic"])
    try:
        with transaction.atomic():
            key = plan_group(wish, actor_id=viewer.user_id)
            for person_key in keys if given["every_days"] else ():
                set_rhythm(person_key, given["kind"], given["every_days"], actor_id=viewer.user_id)
    except Refused as refusal:
        return sent_form("plan", request.POST, {WHOLE_FORM: [str(refusal)]})
    say_done(request, f"Planned for {moment(form.starts_at, clock)}{_against(viewer, key)}", undo=None)
    return key


def _against(viewer: Viewer, key: int) -> str:
    """What speaks against the time of a group for somebody in it; empty where nothing does."""
    found = groups_among([key]).get(key)
    said = spoken_against(viewer, of_group(found)) if found else ""
    return f". {said}" if said else ""


@login_required
def room(request: HttpRequest, key: int) -> HttpResponse:
    """The page everybody in it shares."""
    return _shown(request, key)


def _shown(request: HttpRequest, key: int, sent: SentForm = NOTHING_SENT) -> HttpResponse:
    """The page, with another time that was typed and refused, and why."""
    viewer = viewer_of(request)
    found = group(viewer, key)
    page = group_page(viewer, found, led_by(viewer), _clock(viewer), timezone.now())
    note_looks(viewer, page.open_keys, "session")
    context = {
        "page": page,
        "viewer": viewer,
        "has_co_coach": False,
        "sent": sent,
        "written_by": first_names_of(page.notes),
        "minutes_line": minutes_in_words(found.parts, page.names),
    }
    return render(request, "coaching/group.html", context)


def _clock(viewer: Viewer) -> str:
    return access.person_by_key(viewer, access.require_person(viewer)).timezone


@login_required
def notes(request: HttpRequest, key: int) -> HttpResponse:
    """What the group wrote as it stands, for whoever has the page open."""
    found = group(viewer_of(request), key)
    return JsonResponse(notes_as_json(found.state, group_notes_of(key)))


@login_required
@require_POST
def write(request: HttpRequest, key: int, part: str) -> HttpResponse:
    """Save what was written under a part; the answer is the text as it stands now."""
    viewer = viewer_of(request)
    found = group(viewer, key)
    save = partial(write_group_note, found.key, actor_id=viewer.user_id)
    return saved(request, part, save) or redirect("coaching:group", key)


@login_required
@require_POST
def bring(request: HttpRequest, key: int) -> HttpResponse:
    """One seller more."""
    viewer = viewer_of(request)
    found, led = led_group(viewer, key), {person.slug: person for person in led_by(viewer)}
    seller = led.get(request.POST.get("seller", ""))
    if seller is None:
        raise access.Hidden
    coach_key = access.require_person(viewer)
    return _then(
        request,
        key,
        lambda: bring_into_group(found.key, seller.key, coach_key=coach_key, actor_id=viewer.user_id),
        f"{first_name(seller.name)} is in it",
    )


@login_required
@require_POST
def move(request: HttpRequest, key: int) -> HttpResponse:
    """Another time for everybody."""
    viewer = viewer_of(request)
    found, form = led_group(viewer, key), TimeForm(request.POST, zone=ZoneInfo(_clock(viewer)))
    if not form.is_valid():
        return _shown(request, key, sent_form("move", request.POST, problems_of(form)))
    try:
        move_group(found.key, access.led_directly(viewer), form.starts_at, actor_id=viewer.user_id)
    except Refused as refusal:
        return _shown(request, key, sent_form("move", request.POST, {WHOLE_FORM: [str(refusal)]}))
    moved = f"Moved to {moment(form.starts_at, form.zone.key)}{_against(viewer, found.key)}"
    say_done(request, moved, undo=None)
    return redirect("coaching:group", key)


@login_required
@require_POST
def change(request: HttpRequest, key: int, do: str) -> HttpResponse:
    """It begins, was begun by mistake, ends, or is called off: for all of them."""
    viewer = viewer_of(request)
    found = led_group(viewer, key)
    led = access.led_directly(viewer)
    acts: Mapping[str, tuple[Callable[[], None], str]] = {
        "open": (lambda: _open(viewer, found, led), ""),
        "unopen": (lambda: unopen_group(found.key, led, actor_id=viewer.user_id), ""),
        "call-off": (lambda: call_off_group(found.key, led, actor_id=viewer.user_id), "Called off"),
        "hold": (lambda: _end(request, viewer, found, led), ""),
    }
    if do not in acts:
        raise access.Hidden
    act, done = acts[do]
    return _then(request, key, act, done)


def _open(viewer: Viewer, found: GroupFacts, led: set[int]) -> None:
    open_group(found.key, led, coach_key=access.require_person(viewer), actor_id=viewer.user_id)


def _end(request: HttpRequest, viewer: Viewer, found: GroupFacts, led: set[int]) -> None:
    """Everybody's own page is kept as it stands. Whoever passed to another manager meanwhile is left to them."""
    talking = [one for one in found.sessions if one.state is State.OPEN and one.person_key in led]
    if not talking:
        raise Refused("Nobody is talking in this room.")
    endings = [ending_of(viewer, one) for one in talking]
    coach_key = access.require_person(viewer)
    with transaction.atomic():
        due = {
            ending.session.person_key: ending.next_at
            for ending in endings
            if hold_ending(ending, actor_id=viewer.user_id) and ending.next_at is not None
        }
        follows = follow_group(found.key, due, coach_key=coach_key, actor_id=viewer.user_id)
    after = f"; the next one is {moment(follows, _clock(viewer))}" if follows else ""
    say_done(request, f"Held: everybody’s page stays as it is{after}", undo=None)


@login_required
@require_POST
def not_there(request: HttpRequest, key: int) -> HttpResponse:
    """One of them did not come: theirs is not held."""
    viewer = viewer_of(request)
    found, named = led_group(viewer, key), request.POST.get("session", "")
    led = access.led_directly(viewer)
    theirs = [one for one in found.sessions if str(one.key) == named and one.person_key in led]
    if not theirs:
        raise access.Hidden
    return _then(request, key, lambda: call_off_session(theirs[0].key, actor_id=viewer.user_id), "Theirs is not held")


def _then(request: HttpRequest, key: int, act: Callable[[], None], done: str = "") -> HttpResponse:
    """Do it, and show the group again with what was refused, or the list where nothing is left of it."""
    tried(request, act, done)
    try:
        group(viewer_of(request), key)
    except access.Hidden:
        return redirect("coaching:sessions")
    return redirect("coaching:group", key)
