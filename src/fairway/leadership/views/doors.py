"""Who is let in on pages of leadership, which quarter they state, and the frame all of them have."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairway.people import access, queries
from fairway.people.access import viewer_of
from fairway.people.types import PersonFacts, Viewer


def own_viewer(request: HttpRequest) -> Viewer:
    """Whoever is let in on a page of leadership of their own; Hidden for everybody else."""
    viewer = viewer_of(request)
    if not viewer.is_operations and not access.leads_anyone(viewer):
        raise access.Hidden
    return viewer


def viewer_and_manager(request: HttpRequest, slug: str) -> tuple[Viewer, PersonFacts | None]:
    """The viewer, and the manager below them whom an address names; None where it names the viewer. Hidden for whoever
    may not see them, and where they lead nobody.
    """
    viewer = viewer_of(request)
    subject = access.person_by_slug(viewer, slug)
    if not queries.manages_anyone(subject.key, viewer.on):
        raise access.Hidden
    return viewer, None if subject.key == viewer.person_key else subject


def stated_quarter(request: HttpRequest) -> date | None:
    """The day a quarter begins on, as an address states it; None where it states none."""
    try:
        return date.fromisoformat(request.GET.get("quarter", ""))
    except ValueError:
        return None


def framed(request: HttpRequest, page: str, viewer: Viewer, context: Mapping[str, Any]) -> HttpResponse:
    """A page with the way to the others; own activities are for whoever leads somebody, of operations too."""
    shown = {**context, "viewer": viewer, "leads": access.leads_anyone(viewer)}
    return render(request, f"leadership/{page}.html", shown)
