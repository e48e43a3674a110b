"""The co-coach of a session: the page they see, and what the two say about having one."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairway.coaching.actions.writing import write_note
from fairway.coaching.agenda import minutes_in_words
from fairway.coaching.beside.actions import Speaker, answer_co_coach, ask_for_co_coach, end_co_coach
from fairway.coaching.beside.forms import AnswerForm, AskForm
from fairway.coaching.beside.page import NEVER_SEES, SEES, beside_page
from fairway.coaching.beside.queries import session_beside, side_of
from fairway.coaching.beside.types import NotThem
from fairway.coaching.kinds import PART_NAMES
from fairway.coaching.observing.queries import may_observe
from fairway.coaching.queries.sessions import notes_of, session
from fairway.coaching.types import Refused, SessionFacts
from fairway.coaching.views.room import shown_room
from fairway.coaching.views.trying import tried
from fairway.coaching.views.writing import first_names_of, notes_as_json, saved
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import Viewer
from fairway.web.saying import problems_of, say_done
from fairway.web.sent import sent_form

LOOK = "beside"
CO_COACH = "co-coach"  # the form in the room
NOBODY = (
    "Nobody you can ask is called that and can log in here. Type the whole name as it stands in your organisation; two "
    "people of one name are told apart by their e-mail address."
)


@login_required
def beside(request: HttpRequest, key: int) -> HttpResponse:
    """A session as its co-coach sees it."""
    viewer = viewer_of(request)
    one, co_coach = session_beside(viewer, key)
    page = beside_page(viewer, one, co_coach)
    note_looks(viewer, [one.person_key], LOOK)
    context = {
        "page": page,
        "viewer": viewer,
        "sees": SEES,
        "never_sees": NEVER_SEES,
        "part_names": PART_NAMES,
        "minutes_line": minutes_in_words(one.parts, page.names),
        "written_by": first_names_of(page.notes),
        "has_co_coach": True,
        "may_observe": may_observe(co_coach.person_key, one, viewer.on),
    }
    return render(request, "coaching/beside.html", context)


@login_required
def notes(request: HttpRequest, key: int) -> HttpResponse:
    """The texts of the session as they stand, for the co-coach who has the page open."""
    viewer = viewer_of(request)
    one, _ = session_beside(viewer, key)
    note_looks(viewer, [one.person_key], LOOK)
    return JsonResponse(notes_as_json(one.state, notes_of(one.key)))


@login_required
@require_POST
def write(request: HttpRequest, key: int, part: str) -> HttpResponse:
    """Save what the co-coach wrote under a part, with the words of the two in it."""
    viewer = viewer_of(request)
    one, _ = session_beside(viewer, key)
    note_looks(viewer, [one.person_key], LOOK)
    save = partial(write_note, one.key, actor_id=viewer.user_id)
    return saved(request, part, save) or redirect("coaching:beside", key)


@login_required
@require_POST
def leave(request: HttpRequest, key: int) -> HttpResponse:
    """The co-coach cannot, or does not want to: it ends at once."""
    viewer = viewer_of(request)
    one, co_coach = session_beside(viewer, key)
    end_co_coach(one.key, co_coach.key, on=viewer.on, actor_id=viewer.user_id)
    say_done(request, "You are not the co-coach of this session any more", undo=None)
    return redirect("coaching:sessions")


@login_required
@require_POST
def ask(request: HttpRequest, key: int) -> HttpResponse:
    """One of the two asks for somebody by name."""
    viewer = viewer_of(request)
    one, form = session(viewer, key), AskForm(request.POST)
    if not form.is_valid():
        return shown_room(request, key, sent_form(CO_COACH, request.POST, problems_of(form)))
    found = access.named_by(viewer, form.cleaned_data["name"])
    try:
        if len(found) != 1:
            raise NotThem(NOBODY)
        ask_for_co_coach(one.key, *found, by=_speaker(viewer, one), on=viewer.on)
    except NotThem as refusal:
        return shown_room(request, key, sent_form(CO_COACH, request.POST, {"name": [str(refusal)]}))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        say_done(request, "Asked; the other of you agrees first, and nobody else is told", undo=None)
    return redirect("coaching:room", key)


@login_required
@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """The other of the two agrees or does not."""
    viewer = viewer_of(request)
    one, form = session(viewer, key), AnswerForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["answer"]:
        messages.error(request, "Choose one of the two answers.")
        return redirect("coaching:room", key)
    is_yes, asked_key = form.cleaned_data["answer"] == "yes", form.cleaned_data["asked"]

    def act() -> None:
        answer_co_coach(one.key, asked_key, by=_speaker(viewer, one), is_yes=is_yes, on=viewer.on)

    return _then(request, key, act, "You agreed: they are told now" if is_yes else "Not agreed; nobody else was told")


@login_required
@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Either of the two ends it, or takes back what they asked for."""
    viewer = viewer_of(request)
    one, form = session(viewer, key), AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Load the page again.")
        return redirect("coaching:room", key)
    asked_key = form.cleaned_data["asked"]

    def act() -> None:
        end_co_coach(one.key, asked_key, on=viewer.on, actor_id=viewer.user_id)

    return _then(request, key, act, "Ended: their page is closed")


def _speaker(viewer: Viewer, one: SessionFacts) -> Speaker:
    return Speaker(side_of(viewer, one), access.require_person(viewer), viewer.user_id)


def _then(request: HttpRequest, key: int, act: Callable[[], None], done: str) -> HttpResponse:
    """Do it, and show the room again with what was refused."""
    tried(request, act, done)
    return redirect("coaching:room", key)
