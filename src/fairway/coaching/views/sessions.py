"""The list of sessions with its gaps, and the morning mail."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairway.coaching.beside.queries import asked_of, sessions_beside, two_of
from fairway.coaching.channels.types import WAY_WORDS
from fairway.coaching.kinds import kind_of
from fairway.coaching.queries.coaches import led_by
from fairway.coaching.queries.messages import choices_of, slack_app
from fairway.coaching.queries.pulse import is_asked
from fairway.coaching.queries.readings import agreed_before, proposed_to
from fairway.coaching.queries.sessions import gaps_of, sessions_of
from fairway.coaching.rhythm import Gap
from fairway.coaching.types import SessionFacts, State
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import PersonFacts
from fairway.web.words import join_words

NEWEST = 8  # held sessions that stand open; the others are folded


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
    own_key = access.require_person(viewer)
    led = led_by(viewer)
    keys = [seller.key for seller in led]
    found, gaps = sessions_of([*keys, own_key], viewer.on), gaps_of(keys, viewer.on)
    lines = [SellerLine(seller, gaps[seller.key], _coming(found, seller.key)) for seller in led]
    beside = [(one, join_words([*two_of(one, viewer.on).values()])) for one in sessions_beside(viewer)]
    note_looks(viewer, keys, "session")
    note_looks(viewer, [one.person_key for one, _ in beside], "beside")
    people = {seller.key: seller.name for seller in led}
    context = {
        "lines": sorted(lines, key=lambda line: (not line.gap.is_open, line.gap.next_on or viewer.on)),
        "own": [one for one in found if one.person_key == own_key],
        "held": [one for one in found if one.state is State.HELD and one.person_key in people],
        "newest": NEWEST,
        "people": people,
        "kind_of": kind_of,
        "viewer": viewer,
        "zone": access.person_by_key(viewer, own_key).timezone,
        "agreed": agreed_before(viewer),
        "proposed": proposed_to(viewer),
        "beside": beside,
        "asked": asked_of(viewer),
        "has_mail": access.leads_anyone(viewer),
        "is_asked": is_asked(own_key, viewer.on),
        "choices": choices_of(own_key, viewer.on),
        "slack": slack_app(),
        "ways": WAY_WORDS,
    }
    return render(request, "coaching/sessions.html", context)


def _coming(found: list[SessionFacts], person_key: int) -> SessionFacts | None:
    coming = [one for one in found if one.person_key == person_key and one.is_to_come]
    return min(coming, key=lambda one: one.starts_at, default=None)
