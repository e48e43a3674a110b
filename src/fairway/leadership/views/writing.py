"""What the two of a review write under its items, at once."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.coaching.actions.writing import Draft
from fairway.leadership.actions.writing import write_note
from fairway.leadership.reviews.forms import ReviewNoteForm
from fairway.leadership.reviews.queries import notes_of, review
from fairway.leadership.reviews.types import DECISIONS, NoteFacts, Refused
from fairway.leadership.views.reviews import LOOK, shown_review
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.web.saying import problems_of, say_done
from fairway.web.sent import sent_form

CROSSED = "Saved. Both of you wrote in the same place and nothing was lost: read it through"


@login_required
@require_POST
def write(request: HttpRequest, key: int, item: str) -> HttpResponse:
    """Save what one of the two wrote under an item. A page that stays open is answered with the text as it stands."""
    viewer = viewer_of(request)
    facts, form = review(viewer, key), ReviewNoteForm(request.POST)
    if not form.is_valid():
        return _refused(request, key, item, problems_of(form))
    given = form.cleaned_data
    draft = Draft(given["text"], given["base"], given["page"], given["seen"] or 0)
    try:
        saved = write_note(facts.key, item, draft, actor_id=viewer.user_id)
    except Refused as refusal:
        return _refused(request, key, item, {"text": [str(refusal)]})
    if _stays_open(request):
        return JsonResponse({**_as_json(saved.note), "crossed": saved.is_crossed})
    say_done(request, CROSSED if saved.is_crossed else "Saved", undo=None)
    return redirect(f"{reverse('leadership:review', args=[key])}#{'decided' if item == DECISIONS else f'item-{item}'}")


@login_required
def notes(request: HttpRequest, key: int) -> HttpResponse:
    """The texts as they stand and how far the review is, for a page that is open."""
    viewer = viewer_of(request)
    facts = review(viewer, key)
    note_looks(viewer, facts.both, LOOK)
    return JsonResponse({"state": facts.state, "notes": {item: _as_json(note) for item, note in notes_of(key).items()}})


def _refused(request: HttpRequest, key: int, item: str, problems: Mapping[str, list[str]]) -> HttpResponse:
    if _stays_open(request):
        return JsonResponse({"problem": " ".join(one for each in problems.values() for one in each)}, status=409)
    return shown_review(request, key, sent_form(f"note-{item}", request.POST, problems))


def _stays_open(request: HttpRequest) -> bool:
    return request.headers.get("accept", "").startswith("application/json")


def _as_json(note: NoteFacts) -> dict[str, object]:
    return {"text": note.text, "version": note.version}
