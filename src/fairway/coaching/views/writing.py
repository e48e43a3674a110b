"""Texts that several people write at once: as they stand, and what one of them sends."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse

from fairway.coaching.actions.writing import Draft, Saved
from fairway.coaching.forms import NoteForm
from fairway.coaching.types import WRITTEN, NoteFacts, Part, Refused, State
from fairway.people.queries import account_names
from fairway.web.saying import say_done
from fairway.web.words import first_name


def notes_as_json(state: State, notes: Mapping[Part, NoteFacts]) -> dict[str, object]:
    """How far the talk is, and by part its text with the version."""
    return {"state": state, "notes": {part: _as_json(note) for part, note in notes.items()}}


def first_names_of(notes: Mapping[Part, NoteFacts]) -> dict[Part, str]:
    """First names of whoever wrote last under each part."""
    names = account_names({note.edited_by or 0 for note in notes.values()})
    return {part: first_name(names.get(note.edited_by or 0, "")) for part, note in notes.items()}


def saved(request: HttpRequest, part: str, save: Callable[[Part, Draft], Saved]) -> HttpResponse | None:
    """Save what was sent for a part. The answer to a page that stays open is the text as it stands now; None for a
    browser without scripts, which is to be shown the page anew.
    """
    form = NoteForm(request.POST)
    if part not in {str(each) for each in WRITTEN} or not form.is_valid():
        return JsonResponse({"problem": "This cannot be saved: it is too long."}, status=400)
    given = form.cleaned_data
    draft = Draft(given["text"], given["base"], given["page"], given["seen"] or 0)
    try:
        found = save(Part(part), draft)
    except Refused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=409)
    if request.headers.get("accept", "").startswith("application/json"):
        return JsonResponse({**_as_json(found.note), "crossed": found.is_crossed})
    say_done(request, "Saved", undo=None)
    return None


def _as_json(note: NoteFacts) -> dict[str, object]:
    return {"text": note.text, "version": note.version}
