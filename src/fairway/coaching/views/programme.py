"""The programme of an organisation: kinds of sessions, how often, their parts. For operations."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairway.coaching.actions.programme import reset_template, set_template
from fairway.coaching.forms import TemplateForm
from fairway.coaching.kinds import PART_NAMES
from fairway.coaching.queries.programme import programme as programme_now
from fairway.coaching.types import Refused
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.web.saying import WHOLE_FORM, problems_of, say_done
from fairway.web.sent import NOTHING_SENT, sent_form


@login_required
def programme(request: HttpRequest) -> HttpResponse:
    """Every kind with its parts; sent, one of them is set."""
    viewer = viewer_of(request)
    access.require_operations(viewer)
    sent = NOTHING_SENT
    if request.method == "POST":
        form = TemplateForm(request.POST)
        problems = problems_of(form) if not form.is_valid() else _refused(form, viewer.user_id)
        if not problems:
            say_done(request, "Set for every session planned from now on", undo=None)
            return redirect("coaching:programme")
        sent = sent_form("template", request.POST, problems)
    known = programme_now()
    context = {"kinds": known.values(), "part_names": PART_NAMES, "viewer": viewer, "sent": sent}
    return render(request, "coaching/programme.html", context)


def _refused(form: TemplateForm, actor_id: int | None) -> Mapping[str, list[str]]:
    """Set it; why it was not, where it was refused."""
    given = form.cleaned_data
    try:
        set_template(given["kind"], given["every_days"], form.minutes, is_locked=given["is_locked"], actor_id=actor_id)
    except Refused as refusal:
        return {WHOLE_FORM: [str(refusal)]}
    return {}


@login_required
@require_POST
def reset(request: HttpRequest, word: str) -> HttpResponse:
    """One kind as Fairway proposes it."""
    viewer = viewer_of(request)
    access.require_operations(viewer)
    try:
        reset_template(word, actor_id=viewer.user_id)
        say_done(request, "As Fairway proposes it", undo=None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coaching:programme")
