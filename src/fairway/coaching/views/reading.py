"""Having a transcript of a held session read: agreed by both, sent by either, taken back by either. What is sent lives
in this request alone; what is said of it stands in the answer and never in a message, for messages are stored.
"""

import logging
from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from fairway.coaching.actions.reading import (
    agree_to_reading,
    answer_found,
    drop_words,
    keep_reading,
    require_agreed,
    withdraw_reading,
)
from fairway.coaching.forms import ConsentForm, DropForm, FoundForm, TranscriptForm
from fairway.coaching.found_promises import FoundPromise, day_meant, found_in, not_standing
from fairway.coaching.kinds import kind_of
from fairway.coaching.measured import measured_of, words_of
from fairway.coaching.queries.programme import programme_of
from fairway.coaching.queries.promised import standing_in
from fairway.coaching.queries.readings import agreed_before, of_the_two, reading_of
from fairway.coaching.talk.instead import asks_instead
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.types import Refused, SessionFacts
from fairway.coaching.uploaded import Pair, Sent, Unsure, Unusable, conversation_of
from fairway.coaching.views.room import promised_by
from fairway.commitments.types import Refused as PromiseRefused
from fairway.lib.periods import local_day
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import names_of, organisation
from fairway.people.types import Viewer
from fairway.web.saying import say_done, say_problems
from fairway.web.words import first_name

log = logging.getLogger(__name__)
UNREADABLE = "This transcript cannot be read. Try it exported in another format."


@login_required
def reading(request: HttpRequest, key: int) -> HttpResponse:
    """How far the two are, and what was read; sent to it, a transcript is read."""
    viewer = viewer_of(request)
    one = of_the_two(viewer, key)
    if request.method == "POST":
        return _sent(request, viewer, one)
    return _shown(request, viewer, one)


@sensitive_variables()
def _sent(request: HttpRequest, viewer: Viewer, one: SessionFacts) -> HttpResponse:
    """Read what was sent, keep its figures; else the page again with what is wrong."""
    try:
        require_agreed(one.key)
        is_kept = _read(one, _file_in(request), actor_id=viewer.user_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("coaching:reading", one.key)
    except Unusable as unusable:
        return _shown(request, viewer, one, problems=unusable.problems)
    except Unsure as unsure:
        return _shown(request, viewer, one, unsure=unsure)
    say_done(request, "Read, and its words are kept" if is_kept else "Read, and the transcript is gone", undo=None)
    return redirect("coaching:reading", one.key)


@sensitive_variables()
def _file_in(request: HttpRequest) -> Sent:
    most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        raise Unusable([f"That is more than the {most // 1024**2} MB a transcript may have. Send the text alone."])
    form = TranscriptForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Unusable(["Choose one transcript."])
    file = form.cleaned_data["transcript"]
    return Sent(file.name, file.read(), form.cleaned_data["coach"])


@sensitive_variables()
def _read(one: SessionFacts, sent: Sent, *, actor_id: int | None) -> bool:
    """Whether its words are kept."""
    names = _names(one)
    try:
        conversation = conversation_of(sent, Pair(names[one.person_key], names[one.coach_key or 0]))
        found = read_conversation(conversation)
        measured = measured_of(conversation, found, asks_instead(conversation, found))
    except (Unusable, Unsure):
        raise
    except Exception as fault:  # noqa: BLE001  (its message may quote the text, and would stand in the log)
        log.error("a transcript could not be read: %s", type(fault).__name__)
        raise Unusable([UNREADABLE]) from None
    words = words_of(conversation, found)
    try:
        return keep_reading(
            one.key, measured, promises_found=found_in(found.commitments), words=words, actor_id=actor_id
        )
    except DatabaseError as fault:  # its message quotes the row
        log.error("a reading could not be stored: %s", type(fault).__name__)
        raise Unusable([UNREADABLE]) from None


def _shown(
    request: HttpRequest,
    viewer: Viewer,
    one: SessionFacts,
    *,
    problems: Sequence[str] = (),
    unsure: Unsure | None = None,
) -> HttpResponse:
    note_looks(viewer, [one.person_key], "session")
    names, facts = _names(one), reading_of(viewer, one)
    offered = not_standing(facts.promises_found, standing_in(one.key)) if facts else []
    coach, seller = first_name(names.get(one.coach_key or 0, "the manager")), first_name(names[one.person_key])
    context = {
        "one": one,
        "kind_name": kind_of(one.kind).name,
        "viewer": viewer,
        "reading": facts,
        "coach": coach,
        "seller": seller,
        "other": coach if viewer.person_key == one.person_key else seller,
        "zone": organisation().timezone,
        "problems": problems,
        "unsure": unsure,
        "offered": offered,
        "standing": len(facts.promises_found) - len(offered) if facts else 0,
        "most": settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 1024**2,
        "due": {found_promise.key: _due(one, found_promise, viewer) for found_promise in offered},
    }
    return render(request, "coaching/reading.html", context)


def _due(one: SessionFacts, found_promise: FoundPromise, viewer: Viewer) -> date:
    """The day a found commitment meant; where that is over or was not said, when the next session would be."""
    next_on = viewer.on + timedelta(days=programme_of(one.kind).every_days)
    said_on = local_day(one.happened_at, organisation().timezone)
    meant = day_meant(found_promise.due_text, said_on, otherwise_on=next_on)
    return meant if meant > viewer.on else next_on


def _names(one: SessionFacts) -> dict[int, str]:
    """Full names of the two, for the two."""
    return names_of({one.person_key, one.coach_key or one.person_key})


@login_required
@require_POST
def agree(request: HttpRequest, key: int) -> HttpResponse:
    """One of the two proposes it, or agrees to what the other proposed."""
    viewer = viewer_of(request)
    one, form = of_the_two(viewer, key), ConsentForm(request.POST)
    keeps_words = form.is_valid() and form.cleaned_data["keeps_words"]
    try:
        agree_to_reading(one.key, viewer.person_key or 0, keeps_words=keeps_words, actor_id=viewer.user_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coaching:reading", key)


@login_required
@require_POST
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Either says no, or deletes what was read; also whoever led the talk and leads the seller no more."""
    viewer = viewer_of(request)
    if key in {one.key for one in agreed_before(viewer)}:
        withdraw_reading(key, actor_id=viewer.user_id)
        say_done(request, "Taken back, and what was read is deleted", undo=None)
        return redirect("coaching:sessions")
    one = of_the_two(viewer, key)
    withdraw_reading(one.key, actor_id=viewer.user_id)
    say_done(request, "Nothing of a transcript is kept", undo=None)
    return redirect("coaching:room", key)


@login_required
@require_POST
def forget_words(request: HttpRequest, key: int) -> HttpResponse:
    """Either deletes the words that both kept; the figures stay."""
    viewer = viewer_of(request)
    one = of_the_two(viewer, key)
    try:
        drop_words(one.key, actor_id=viewer.user_id)
        say_done(request, "The words are deleted; the figures stay", undo=None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coaching:reading", key)


@login_required
@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """A commitment that was found becomes one of the session, or is dropped."""
    viewer = viewer_of(request)
    one, is_wanted = of_the_two(viewer, key), "drop" not in request.POST
    form = FoundForm(request.POST) if is_wanted else DropForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return redirect("coaching:reading", key)
    try:
        promised = promised_by(viewer, one, form) if isinstance(form, FoundForm) else None
        answer_found(one.key, form.cleaned_data["found_promise"], promised, on=viewer.on, actor_id=viewer.user_id)
    except (Refused, PromiseRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect("coaching:reading", key)
    say_done(request, "Written down" if is_wanted else "Dropped", undo=None)
    return redirect("coaching:reading", key)
