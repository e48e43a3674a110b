"""The leadership page, of oneself and of a manager below."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairway.leadership.page import leadership_page
from fairway.people import access, queries
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import PersonFacts, Viewer


@login_required
def leadership(request: HttpRequest) -> HttpResponse:
    """Results and support by manager, and what waits for the viewer. Managers see their own row. 404 for whoever leads
    nobody and is not in operations.
    """
    viewer = viewer_of(request)
    if not viewer.is_operations and not access.leads_anyone(viewer):
        raise access.Hidden
    return _shown(request, viewer, None)


@login_required
def manager(request: HttpRequest, slug: str) -> HttpResponse:
    """The same of one manager below, and of the managers who report to them."""
    viewer = viewer_of(request)
    subject = access.person_by_slug(viewer, slug)
    if not queries.manages_anyone(subject.key, viewer.on):
        raise access.Hidden
    return _shown(request, viewer, None if subject.key == viewer.person_key else subject)


def _shown(request: HttpRequest, viewer: Viewer, subject: PersonFacts | None) -> HttpResponse:
    page = leadership_page(viewer, subject, _day(request.GET.get("quarter", "")))
    note_looks(viewer, page.looked_at, "leadership")
    return render(
        request, "leadership/leadership.html", {"page": page, "viewer": viewer, "leads": access.leads_anyone(viewer)}
    )


def _day(stated: str) -> date | None:
    try:
        return date.fromisoformat(stated)
    except ValueError:
        return None
