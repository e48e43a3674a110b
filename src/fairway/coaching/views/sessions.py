"""The list of sessions with its gaps, and the morning mail."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairway.coaching.actions.digesting import choose_digest
from fairway.coaching.kinds import kind_of
from fairway.coaching.queries.coaches import led_by
from fairway.coaching.queries.pulse import is_asked
from fairway.coaching.queries.readings import agreed_before
from fairway.coaching.queries.sessions import gaps_of, has_digest_off, sessions_of
from fairway.coaching.rhythm import Gap
from fairway.coaching.types import SessionFacts, State
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import PersonFacts
from fairway.web.saying import say_done


@dataclass(frozen=True, slots=True)
class SellerLine:
    """One seller in the list: how the rhythm of 1:1s is kept, and the session to come."""

    seller: PersonFacts
    gap: Gap
    coming: SessionFacts | None


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Whom one meets and when: open gaps first, then what is to come, then who was met lately."""
    viewer = viewer_of(request)
    if viewer.person_key is None:
        raise access.Hidden
    led = led_by(viewer)
    keys = [seller.key for seller in led]
    found, gaps = sessions_of([*keys, viewer.person_key], viewer.on), gaps_of(keys, viewer.on)
    lines = [SellerLine(seller, gaps[seller.key], _coming(found, seller.key)) for seller in led]
    note_looks(viewer, keys, "session")
    people = {seller.key: seller.name for seller in led}
    context = {
        "lines": sorted(lines, key=lambda line: (not line.gap.is_open, line.gap.next_on or viewer.on)),
        "own": [one for one in found if one.person_key == viewer.person_key],
        "held": [one for one in found if one.state is State.HELD and one.person_key in people],
        "people": people,
        "kind_of": kind_of,
        "viewer": viewer,
        "zone": access.person_by_key(viewer, viewer.person_key).timezone,
        "agreed": agreed_before(viewer),
        "has_mail": access.leads_anyone(viewer),
        "is_asked": is_asked(viewer.person_key, viewer.on),
        "is_mail_off": has_digest_off(viewer.person_key),
    }
    return render(request, "coaching/sessions.html", context)


def _coming(found: list[SessionFacts], person_key: int) -> SessionFacts | None:
    coming = [one for one in found if one.person_key == person_key and one.is_to_come]
    return min(coming, key=lambda one: one.starts_at, default=None)


@login_required
@require_POST
def morning_mail(request: HttpRequest) -> HttpResponse:
    """Turn the morning mail on or off; for whoever leads somebody."""
    viewer = viewer_of(request)
    if viewer.person_key is None or not access.leads_anyone(viewer):
        raise access.Hidden
    is_on = request.POST.get("on") == "yes"
    choose_digest(viewer.person_key, is_on=is_on, actor_id=viewer.user_id)
    say_done(request, "The morning mail is on" if is_on else "The morning mail is off", undo=None)
    return redirect("coaching:sessions")
