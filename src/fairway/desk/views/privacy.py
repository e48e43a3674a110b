"""What Fairway keeps about somebody, who sees it and how to correct it; who looked; one's own export; status rules."""

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.audit.queries import looks_at
from fairway.desk.personal import personal_export
from fairway.desk.retention import DATA_KEPT
from fairway.execution.measured import measured_rates
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.changing import confirm_notice
from fairway.people.queries import account_names, direct_managers, has_read_notice, names_of

# What the pages are called under which looks are written down, in the words of whom they are about.
PAGES = {
    "board": "The board",
    "seller": "Your page",
    "records": "One activity with its records",
    "plan": "Your plan",
    "sellers": "Plans of sellers",
    "drafts": "Drafts of plans",
    "preview": "What a change would do",
    "changes": "Changes made lately",
    "time off": "Your days off",
    "place": "Your managers and working time",
    "people": "The list of people",
    "studio": "Activities chosen with you",
    "one to one": "A 1:1 planned with you",
    "session": "A 1:1 or another session of yours",
    "beside": "A session of yours, by its co-coach",
    "pairing": "A pair you are in or could be, or your offers",
    "card": "Your card before a visit",
    "quality": "Records of yours, drawn for review",
    "obstacles": "What is in your way, and who has it",
    "leadership": "Results and support of those you lead",
    "review": "Reviews you are one of the two of, or what their time went to",
    "own activities": "Your own activities as a manager",
    "observed": "Sessions of yours, observed or to be observed",
    "pack": "Results and support of those you lead, as a file",
    "portfolio": "Activities proposed to you, in the portfolio of whoever proposed them",
    "training": "How far you are in training, and what you handed in",
    "pilot": "A pilot you take part in",
    "metric": "Trying a metric over real records",
}


@login_required
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice every seller meets first, with what is kept, why, how long, who sees it and who looked."""
    viewer = viewer_of(request)
    looks = looks_at(viewer.person_key) if viewer.person_key else []
    names = account_names({look.viewer_id for look in looks})
    managers = names_of(direct_managers(viewer.person_key, viewer.on)) if viewer.person_key else {}
    return render(
        request,
        "desk/privacy.html",
        {
            "viewer": viewer,
            "kept": DATA_KEPT,
            "managers": sorted(managers.values()),
            "looks": [
                (names.get(look.viewer_id, "a removed account"), PAGES.get(look.page, look.page), look)
                for look in looks
            ],
            "is_new": bool(viewer.person_key and not has_read_notice(viewer.person_key)),
        },
    )


@login_required
@require_POST
def notice_read(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if viewer.person_key is None:
        raise access.Hidden
    confirm_notice(viewer.person_key)
    return redirect("desk:home")


@login_required
def my_export(request: HttpRequest) -> HttpResponse:
    """Everything Fairway knows about the person logged in, as one JSON file."""
    viewer = viewer_of(request)
    if viewer.person_key is None:
        raise access.Hidden
    body = json.dumps(personal_export(viewer.person_key), indent=2, ensure_ascii=False, default=str)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fairway-about-me.json"'
    return response


@login_required
def status_rules(request: HttpRequest) -> HttpResponse:
    """How status is decided, with the measured rates."""
    tour = (
        {"tour": 3, "tour_name": "", "tour_next": reverse("desk:board")}
        if request.GET.get("tour") == "3"
        else {"tour": 0}
    )
    context = {"viewer": viewer_of(request), "measured": measured_rates(), **tour}
    return render(request, "desk/status_rules.html", context)
