"""The leadership page, of oneself and of a manager below."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairway.leadership.packs.files import FORMS
from fairway.leadership.packs.printing import NO_EXTRA, is_installed
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
    return _shown(request, own_viewer(request), None)


@login_required
def manager(request: HttpRequest, slug: str) -> HttpResponse:
    """The same of one manager below, and of the managers who report to them."""
    return _shown(request, *viewer_and_manager(request, slug))


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


def _shown(request: HttpRequest, viewer: Viewer, subject: PersonFacts | None) -> HttpResponse:
    page = leadership_page(viewer, subject, stated_quarter(request))
    note_looks(viewer, page.looked_at, "leadership")
    forms = {form: stated.name for form, stated in FORMS.items() if form != "pdf" or is_installed()}
    shown = {"page": page, "viewer": viewer, "forms": forms, "no_pdf": "" if is_installed() else NO_EXTRA}
    return render(request, "leadership/leadership.html", shown)
