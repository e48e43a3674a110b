"""How the CRM and Fairway are used, and what each field gives back."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairway.leadership.adoption.fields_page import fields_page
from fairway.leadership.adoption.page import adoption_page
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks


@login_required
def adoption(request: HttpRequest) -> HttpResponse:
    """Records and the loop by team and closed week, before and since. 404 for whoever leads nobody and is not in
    operations.
    """
    viewer = viewer_of(request)
    page = adoption_page(viewer, _day(request.GET.get("quarter", "")))
    note_looks(viewer, page.looked_at, "leadership")
    return render(request, "leadership/adoption.html", {"page": page, "viewer": viewer})


@login_required
def fields(request: HttpRequest) -> HttpResponse:
    """What each field of the CRM gives back to the sellers on the viewer's board. 404 for whoever has none."""
    viewer = viewer_of(request)
    return render(request, "leadership/fields.html", {"page": fields_page(viewer), "viewer": viewer})


def _day(stated: str) -> date | None:
    try:
        return date.fromisoformat(stated)
    except ValueError:
        return None
