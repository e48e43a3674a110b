"""Sessions in people's own calendars: one as a file, all of them at an address, and who gets mails."""

from hashlib import sha256

from allauth.core.ratelimit import consume_or_429
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from fairway.coaching.actions.calendars import choose_invites, make_address, withdraw_address
from fairway.coaching.appointing import NAME, READ_EVERY, appointment_of
from fairway.coaching.beside.appointing import appointment_beside
from fairway.coaching.beside.queries import sessions_beside, two_of_each
from fairway.coaching.groups.standing import others_there
from fairway.coaching.queries.appointments import (
    appointments_of,
    calendar_of,
    gathered_beside,
    others_in,
    subscriber_of,
)
from fairway.coaching.queries.sessions import session
from fairway.coaching.types import SessionFacts
from fairway.lib.calendar_file import Appointment, calendar_feed, calendar_file
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.types import Viewer
from fairway.web.saying import say_done

ICS = "text/calendar; charset=utf-8"


@login_required
def calendar(request: HttpRequest, key: int) -> HttpResponse:
    """One appointment alone, to be opened by a calendar once."""
    viewer = viewer_of(request)
    [appointment] = _appointments(request, [session(viewer, key)], viewer)
    answer = HttpResponse(calendar_file(appointment), content_type=ICS)
    answer["Content-Disposition"] = 'attachment; filename="session.ics"'
    return answer


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """All appointments of whoever the address was given to: calendars read it without logging in, again and again."""
    now = timezone.now()
    viewer = subscriber_of(token, now)
    # Tokens cannot be guessed; what is held back is the work that guessing or a broken calendar would make.
    refused = _held_back(request, None if viewer is None else token)
    if refused is not None:
        return refused
    if viewer is None:
        raise access.Hidden
    appointments = _appointments(request, appointments_of(viewer, now), viewer) + _beside(request, viewer)
    file = calendar_feed(appointments, NAME, READ_EVERY)
    answer = HttpResponse(file, content_type=ICS, headers={"ETag": f'"{sha256(file).hexdigest()[:32]}"'})
    answer["Content-Disposition"] = 'inline; filename="1-1.ics"'
    # Whoever keeps it is its reader alone, and asks each time whether it is still so.
    answer["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


def _held_back(request: HttpRequest, token: str | None) -> HttpResponse | None:
    """The answer to whoever asks too often: with a token of ours, or from one place with tokens of nobody."""
    asked = {"action": "calendar_unknown"} if token is None else {"action": "calendar_read", "key": token}
    answer: HttpResponse | None = consume_or_429(request, **asked, limit_get=True)
    return answer


def _appointments(request: HttpRequest, found: list[SessionFacts], viewer: Viewer) -> list[Appointment]:
    others, gathered = others_in(found, viewer), gathered_beside(found, viewer)

    def told(one: SessionFacts) -> Appointment:
        count = others_there(one, viewer.person_key, gathered)
        page = (
            reverse("coaching:group", args=[one.group_key]) if count > 1 else reverse("coaching:room", args=[one.key])
        )
        return appointment_of(one, others[one.key], request.build_absolute_uri(page), count)

    return [told(one) for one in found]


def _beside(request: HttpRequest, viewer: Viewer) -> list[Appointment]:
    """Those in which the viewer is the co-coach; what ended stands there no more."""
    found = sessions_beside(viewer)
    pages = {one.key: request.build_absolute_uri(reverse("coaching:beside", args=[one.key])) for one in found}
    two = two_of_each(found, viewer.on)
    return [appointment_beside(one, [*two[one.key].values()], pages[one.key]) for one in found]


@login_required
@require_safe
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The address of the viewer's own appointments, and whether mails are wanted."""
    key, viewer = _own(request)
    kept = calendar_of(key)
    address = request.build_absolute_uri(reverse("coaching:calendar_feed", args=[kept.token])) if kept.token else ""
    zone = access.person_by_key(viewer, key).timezone
    return render(request, "coaching/calendar.html", {"kept": kept, "address": address, "zone": zone})


@login_required
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """An address, another one, or none any more."""
    key, viewer = _own(request)
    if request.POST.get("do") == "withdraw":
        withdraw_address(key, actor_id=viewer.user_id)
        say_done(request, "The address leads nowhere any more", undo=None)
    else:
        is_other = calendar_of(key).token is not None
        make_address(key, actor_id=viewer.user_id)
        say_done(
            request,
            "The new address is below; the one before is dead" if is_other else "The address is below",
            undo=None,
        )
    return redirect("coaching:own_calendar")


@login_required
@require_POST
def mails(request: HttpRequest) -> HttpResponse:
    """Turn mails about sessions on or off."""
    key, viewer = _own(request)
    is_on = request.POST.get("on") == "yes"
    choose_invites(key, is_on=is_on, actor_id=viewer.user_id)
    say_done(request, "Invitations come by mail" if is_on else "No more invitations by mail", undo=None)
    return redirect("coaching:own_calendar")


def _own(request: HttpRequest) -> tuple[int, Viewer]:
    viewer = viewer_of(request)
    return access.require_person(viewer), viewer
