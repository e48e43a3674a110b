"""The list of sessions with its gaps, and the morning mail."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairway.coaching.beside.queries import asked_of, sessions_beside, two_of_each
from fairway.coaching.channels.types import WAY_WORDS
from fairway.coaching.groups.queries import groups_among
from fairway.coaching.groups.types import LEAST, GroupFacts
from fairway.coaching.kinds import ONE_TO_ONE, kind_of
from fairway.coaching.queries.coaches import led_by
from fairway.coaching.queries.messages import choices_of, slack_app
from fairway.coaching.queries.pulse import is_asked
from fairway.coaching.queries.readings import agreed_before, proposed_to
from fairway.coaching.queries.sessions import gaps_of, sessions_of
from fairway.coaching.rhythm import Gap, headline, longest_first
from fairway.coaching.types import SessionFacts, State
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import PersonFacts
from fairway.web.words import first_name, join_words

NEWEST = 8  # held sessions that stand open; the others are folded


@dataclass(frozen=True, slots=True)
class SellerLine:
    """One seller in the list: how the rhythm of 1:1s is kept, and the 1:1 to come."""

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
    helped = sessions_beside(viewer)
    two = two_of_each(helped, viewer.on)
    beside = [(one, join_words([*two[one.key].values()])) for one in helped]
    note_looks(viewer, keys, "session")
    note_looks(viewer, [one.person_key for one, _ in beside], "beside")
    people = {seller.key: seller.name for seller in led}
    context = {
        "lines": sorted(lines, key=lambda line: longest_first(line.gap)),
        "headline": headline([(first_name(line.seller.name), line.gap) for line in lines]),
        "own": [one for one in found if one.person_key == own_key],
        "held": [one for one in found if one.state is State.HELD and one.person_key in people],
        "newest": NEWEST,
        "people": people,
        "kind_of": kind_of,
        "viewer": viewer,
        "zone": access.person_by_key(viewer, own_key).timezone,
        "agreed": agreed_before(viewer),
        "proposed": proposed_to(viewer),
        "groups": _groups(found),
        "others": [one for one in found if one.person_key in people and one.is_to_come and _stands_alone(one)],
        "can_gather": len(led) >= LEAST,
        "beside": beside,
        "to_answer": asked_of(viewer),
        "has_mail": access.leads_anyone(viewer),
        "is_asked": is_asked(own_key, viewer.on),
        "choices": choices_of(own_key, viewer.on),
        "slack": slack_app(),
        "ways": WAY_WORDS,
    }
    return render(request, "coaching/sessions.html", context)


def _groups(found: list[SessionFacts]) -> list[GroupFacts]:
    """Group sessions to come, the next one first."""
    groups = groups_among({one.group_key for one in found if one.group_key is not None and one.is_to_come})
    return sorted((one for one in groups.values() if one.is_to_come), key=lambda one: one.starts_at)


def _stands_alone(one: SessionFacts) -> bool:
    """Whether a session to come is neither a 1:1, which has its place beside its seller, nor of a group."""
    return one.kind != ONE_TO_ONE and one.group_key is None


def _coming(found: list[SessionFacts], person_key: int) -> SessionFacts | None:
    coming = [one for one in found if one.person_key == person_key and one.is_to_come and one.kind == ONE_TO_ONE]
    return min(coming, key=lambda one: one.starts_at, default=None)
