"""The leadership page, of oneself and of a manager below."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from fairway.leadership.packs.files import forms_here
from fairway.leadership.packs.printing import NO_EXTRA, is_installed
from fairway.leadership.page import leadership_page
from fairway.leadership.views.doors import framed, own_viewer, stated_quarter, viewer_and_manager
from fairway.people.actions.looking import note_looks
from fairway.people.types import PersonFacts, Viewer


@login_required
def leadership(request: HttpRequest) -> HttpResponse:
    """Results and support by manager, and what waits for the viewer. Managers see their own row. 404 for whoever leads
    nobody and is not in operations.
    """
    return _shown(request, own_viewer(request), None)


@login_required
def manager(request: HttpRequest, slug: str) -> HttpResponse:
    """The same of one manager below, and of the managers who report to them."""
    return _shown(request, *viewer_and_manager(request, slug))


def _shown(request: HttpRequest, viewer: Viewer, subject: PersonFacts | None) -> HttpResponse:
    page = leadership_page(viewer, subject, stated_quarter(request))
    note_looks(viewer, page.looked_at, "leadership")
    shown = {"page": page, "forms": forms_here(), "no_pdf": "" if is_installed() else NO_EXTRA}
    return framed(request, "leadership", viewer, shown)
