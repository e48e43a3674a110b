"""The card before a visit: one's own, or that of a seller one leads directly."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.desk.pocket import pocket_of
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import has_read_notice
from fairway.people.types import Facet, PersonFacts


@login_required
def my_card(request: HttpRequest) -> HttpResponse:
    """One's own card; new sellers meet the notice first."""
    viewer = viewer_of(request)
    person = access.person_by_key(viewer, access.require_person(viewer))
    return _shown(request, person) if has_read_notice(person.key) else redirect("desk:privacy")


@login_required
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The same card as its seller has it."""
    viewer = viewer_of(request)
    person = access.person_by_slug(viewer, slug, Facet.NOTES)
    note_looks(viewer, [person.key], "card")
    return _shown(request, person)


def _shown(request: HttpRequest, person: PersonFacts) -> HttpResponse:
    viewer = viewer_of(request)
    page = pocket_of(viewer, person, request.GET.get("activity", ""))
    return render(request, "desk/card.html", {"page": page, "viewer": viewer})
