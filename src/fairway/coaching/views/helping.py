"""Whether coaching is helping, and the two questions to sellers about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairway.coaching.actions.pulse import answer_pulse
from fairway.coaching.effect import AFTER, BEFORE, Change
from fairway.coaching.forms import PulseForm
from fairway.coaching.helping_page import SPANS, helping_page, of_hundred, why_not
from fairway.coaching.pulse import ANSWERS, OFF_BY, QUESTIONS
from fairway.coaching.queries.pulse import is_asked
from fairway.coaching.types import Refused
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.web.saying import say_done


@login_required
def is_it_helping(request: HttpRequest) -> HttpResponse:
    """Sessions, commitments on both sides, activities before and after, the pulse: for the seller, whoever leads
    sellers, and in sums over five or more for those above.
    """
    viewer = viewer_of(request)
    own_key = access.require_person(viewer)
    asked = request.GET.get("weeks", "")
    weeks = int(asked) if asked in {str(span) for span in SPANS} else SPANS[0]
    page = helping_page(viewer, own_key, weeks=weeks)
    note_looks(viewer, page.led_keys, "session")
    context = {
        "page": page,
        "viewer": viewer,
        "spans": SPANS,
        "is_change": lambda change: isinstance(change, Change),
        "of_hundred": of_hundred,
        "why_not": why_not,
        "questions": QUESTIONS,
        "answers": ANSWERS,
        "off_by": OFF_BY,
        "before": BEFORE,
        "after": AFTER,
    }
    return render(request, "coaching/helping.html", context)


@login_required
@require_POST
def pulse(request: HttpRequest) -> HttpResponse:
    """Count the viewer's answers; for whoever was led in a session lately."""
    viewer = viewer_of(request)
    own_key = access.require_person(viewer)
    form = PulseForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Answer both questions, or neither. Nothing was kept.")
    elif not is_asked(own_key, viewer.on):
        messages.error(request, "Nothing is asked of you now: you have answered, or had no session lately.")
    else:
        try:
            answer_pulse(own_key, form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            say_done(request, "Counted, without your name", undo=None)
    return redirect("coaching:helping")
