"""The room: both read and write the same page, before, during and after the talk."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fairway.coaching.actions.ending import end_talk
from fairway.coaching.actions.holding import open_session, tap, unopen_session
from fairway.coaching.actions.promising import promise_in, take_back_in
from fairway.coaching.actions.writing import write_note
from fairway.coaching.agenda import minutes_in_words
from fairway.coaching.balance import AIM
from fairway.coaching.beside.page import co_coach_card
from fairway.coaching.branching import NO_MORE_OF_IT
from fairway.coaching.feasible import Feasible, feasible, require_possible, require_smaller
from fairway.coaching.forms import PromiseForm, TapForm
from fairway.coaching.kinds import PART_NAMES
from fairway.coaching.page import Ground, ground_of, room_page, talk_of
from fairway.coaching.queries.clashes import of_two, spoken_against
from fairway.coaching.queries.coaches import coach_now, zone_of
from fairway.coaching.queries.readings import measured_in
from fairway.coaching.queries.sessions import notes_of, session, to_come
from fairway.coaching.telling import told_by
from fairway.coaching.types import Part, Refused, SessionFacts, TalkFocus
from fairway.coaching.views.trying import tried
from fairway.coaching.views.writing import first_names_of, notes_as_json, saved
from fairway.commitments.types import Owner, OwnerRole, Promise
from fairway.commitments.types import Refused as PromiseRefused
from fairway.lib.periods import Period
from fairway.metrics.words import address_of
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import working_time_of
from fairway.people.types import Viewer
from fairway.people.working_time import is_working_day
from fairway.web.saying import WHOLE_FORM, problems_of, say_done
from fairway.web.sent import NOTHING_SENT, SentForm, sent_form
from fairway.web.words import first_name, moment

PROMISE = "promise"


@login_required
def room(request: HttpRequest, key: int) -> HttpResponse:
    """One session, from its pre-read to its summary."""
    return shown_room(request, key)


def shown_room(request: HttpRequest, key: int, sent: SentForm = NOTHING_SENT) -> HttpResponse:
    """The page, with what was typed in one of its forms that was refused, and why."""
    viewer = viewer_of(request)
    page = room_page(viewer, session(viewer, key), timezone.now())
    note_looks(viewer, [page.seller.key], "session")
    card = co_coach_card(viewer, page.session, page.coach_name if page.is_own else first_name(page.seller.name))
    context = {
        "page": page,
        "talk": page.talk,
        "viewer": viewer,
        "told": told_by(page, page.branch),
        "aim": AIM,
        "written_by": first_names_of(page.notes),
        "co_coach": card,
        "has_co_coach": card.is_agreed,
        "Part": Part,
        "TalkFocus": TalkFocus,
        "sent": sent,
        "typed": {name: sent.typed.get(name, "") for name in PromiseForm.base_fields} if sent.form == PROMISE else {},
        "problems": sent.problems if sent.form == PROMISE else {},
        "smaller": page.branch.answered in NO_MORE_OF_IT,
        "minutes_line": minutes_in_words(page.session.parts, page.names),
        "part_names": PART_NAMES,
        "by_on": viewer.on + timedelta(days=page.kind.every_days),
        "address_of": address_of,
        "asks_first": page.session.is_early(timezone.now()),
    }
    return render(request, "coaching/room.html", context)


@login_required
def balance(request: HttpRequest, key: int) -> HttpResponse:
    """What the talk was about so far: a part of the page that looks again by itself."""
    viewer = viewer_of(request)
    one = session(viewer, key)
    note_looks(viewer, [one.person_key], "session")
    talk = talk_of(one, timezone.now(), measured_in(viewer, [one]).get(one.key))
    return render(request, "coaching/_balance.html", {"talk": talk, "aim": AIM, "TalkFocus": TalkFocus})


@login_required
def notes(request: HttpRequest, key: int) -> HttpResponse:
    """Both people's texts as they stand, for whoever has the page open."""
    viewer = viewer_of(request)
    one = session(viewer, key)
    note_looks(viewer, [one.person_key], "session")
    return JsonResponse(notes_as_json(one.state, notes_of(key)))


@login_required
@require_POST
def write(request: HttpRequest, key: int, part: str) -> HttpResponse:
    """Save what was written under a part; the answer is the text as it stands now, with the other's words in it."""
    viewer = viewer_of(request)
    one = session(viewer, key)
    save = partial(write_note, one.key, actor_id=viewer.user_id)
    return saved(request, part, save) or redirect("coaching:room", key)


@login_required
@require_POST
def open_room(request: HttpRequest, key: int) -> HttpResponse:
    """The talk begins."""
    viewer = viewer_of(request)
    one = session(viewer, key)
    if one.group_key is not None:
        return redirect("coaching:group", one.group_key)  # all of them begin at once
    coach_key = coach_now(viewer, access.person_by_key(viewer, one.person_key), one.coach_key)
    return _then(request, key, lambda: open_session(one.key, coach_key=coach_key, actor_id=viewer.user_id))


@login_required
@require_POST
def unopen(request: HttpRequest, key: int) -> HttpResponse:
    """It was begun by mistake: to come again."""
    viewer = viewer_of(request)
    one = session(viewer, key)
    if one.group_key is not None:
        return redirect("coaching:group", one.group_key)
    return _then(request, key, lambda: unopen_session(one.key, actor_id=viewer.user_id))


@login_required
@require_POST
def tap_focus(request: HttpRequest, key: int) -> HttpResponse:
    """One tap: what the talk is about from now on."""
    viewer = viewer_of(request)
    one, form = session(viewer, key), TapForm(request.POST)
    if not form.is_valid():
        raise access.Hidden
    answer = _then(request, key, lambda: tap(one.key, TalkFocus(form.cleaned_data["focus"])))
    return balance(request, key) if request.headers.get("hx-request") else answer


@login_required
@require_POST
def promise(request: HttpRequest, key: int) -> HttpResponse:
    """One commitment of either, written down in the session."""
    viewer = viewer_of(request)
    one, form = session(viewer, key), PromiseForm(request.POST)
    if not form.is_valid():
        return shown_room(request, key, sent_form(PROMISE, request.POST, problems_of(form)))
    promised = promised_by(viewer, one, form)
    try:
        found = _weighed(viewer, one, promised)
        promise_in(one.key, promised, on=viewer.on, actor_id=viewer.user_id)
    except (Refused, PromiseRefused) as refusal:
        return shown_room(request, key, sent_form(PROMISE, request.POST, {WHOLE_FORM: [str(refusal)]}))
    say_done(request, f"Written down{f': {found.words}' if found else ''}", undo=None)
    return redirect("coaching:room", key)


@login_required
@require_POST
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """A commitment of this session was written down wrong, or both let it go."""
    viewer = viewer_of(request)
    one, named = session(viewer, key), request.POST.get("commitment", "")
    try:
        take_back_in(one.key, int(named) if named.isdecimal() else 0, on=viewer.on, actor_id=viewer.user_id)
        say_done(request, "Taken back", undo=None)
    except (Refused, PromiseRefused) as refusal:
        messages.error(request, str(refusal))
    return redirect("coaching:room", key)


def promised_by(viewer: Viewer, one: SessionFacts, form: PromiseForm) -> Promise:
    """What a valid form promises: of the seller, or of whoever leads them now."""
    given = form.cleaned_data
    role, seller = OwnerRole(given["who"]), access.person_by_key(viewer, one.person_key)
    return Promise(
        Owner(role, one.person_key if role is OwnerRole.SELLER else coach_now(viewer, seller, one.coach_key)),
        given["what"],
        given["by_on"],
        metric_key=given.get("metric", ""),
        quantity=form.number,
        if_then=given["if_then"],
    )


def _require_own(ground: Ground, metric_key: str) -> None:
    """Only what the seller has in force can be counted in a session."""
    if metric_key and metric_key not in {stand.hia.metric_key for stand in ground.stands}:
        raise Refused("That is not one of the activities in force. Promise it in words alone.")


def _weighed(viewer: Viewer, one: SessionFacts, promised: Promise) -> Feasible | None:
    """What speaks for a number of the seller's; Refused where it would be more of what something stands in the way of.
    None where there is no number to weigh.
    """
    if promised.quantity is None or promised.owner.role is not OwnerRole.SELLER or promised.by_on <= viewer.on:
        return None
    ground = ground_of(viewer, access.person_by_key(viewer, one.person_key))
    _require_own(ground, promised.metric_key)
    weeks = [mark for stand in ground.stands if stand.hia.metric_key == promised.metric_key for mark in stand.hia.weeks]
    time = working_time_of([one.person_key], Period(viewer.on, promised.by_on))[one.person_key]
    days = sum(1 for day in Period(viewer.on, promised.by_on).days() if day > viewer.on and is_working_day(time, day))
    found = feasible(float(promised.quantity), weeks, days)
    require_possible(found)
    if promised.metric_key == ground.branch.metric_key and ground.branch.answered in NO_MORE_OF_IT:
        require_smaller(found, weeks, promised.by_on, viewer.on)
    return found


@login_required
@require_POST
def hold(request: HttpRequest, key: int) -> HttpResponse:
    """The talk is over; its page is what both keep of it."""
    viewer = viewer_of(request)
    one = session(viewer, key)
    if one.group_key is not None:
        return redirect("coaching:group", one.group_key)

    def end() -> None:
        has_ended, next_at = end_talk(viewer, one)
        if has_ended:
            after = _next_words(viewer, one, next_at) if next_at else ""
            say_done(request, f"Held: this page stays as it is{after}", undo=None)

    return _then(request, key, end)


def _next_words(viewer: Viewer, one: SessionFacts, next_at: datetime) -> str:
    clock, follows = zone_of(viewer, access.person_by_key(viewer, one.person_key)), to_come(one.person_key, one.kind)
    against = ""
    if follows is not None and follows.coach_key is not None:
        placing = of_two(one.person_key, follows.coach_key, next_at, one.minutes, follows.key)
        against = spoken_against(viewer, placing)
    return f"; the next one is {moment(next_at, clock)}{f'. {against}' if against else ''}"


def _then(request: HttpRequest, key: int, act: Callable[[], None]) -> HttpResponse:
    """Do it, and show the room again with what was refused."""
    tried(request, act)
    return redirect("coaching:room", key)
