"""What pages that several write at once answer to a save."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from fairway.coaching.actions.writing import Draft, Saved
from fairway.coaching.forms import NoteForm
from fairway.coaching.types import WRITTEN, NoteFacts, Part, Refused
from fairway.web.saying import say_done


def note_as_json(note: NoteFacts) -> dict[str, object]:
    return {"text": note.text, "version": note.version}


def saved_or_said(
    request: HttpRequest, part: str, save: Callable[[Part, Draft], Saved], back: Callable[[], HttpResponse]
) -> HttpResponse:
    """Save what was sent for a part. JSON with the text as it stands now, or with the problem; `back` for a browser
    without scripts.
    """
    form = NoteForm(request.POST)
    if part not in {str(each) for each in WRITTEN} or not form.is_valid():
        return JsonResponse({"problem": "This cannot be saved: it is too long."}, status=400)
    given = form.cleaned_data
    draft = Draft(given["text"], given["base"], given["page"], given["seen"] or 0)
    try:
        saved = save(Part(part), draft)
    except Refused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=409)
    if request.headers.get("accept", "").startswith("application/json"):
        return JsonResponse({**note_as_json(saved.note), "crossed": saved.is_crossed})
    say_done(request, "Saved", undo=None)
    return back()
