"""How the CRM and Fairway are used, and what each field gives back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from fairway.leadership.adoption.fields_page import fields_page
from fairway.leadership.adoption.page import adoption_page
from fairway.leadership.views.doors import framed, own_viewer, stated_quarter
from fairway.people.actions.looking import note_looks


@login_required
def adoption(request: HttpRequest) -> HttpResponse:
    """Records and the loop by team and closed week, before and since. 404 for whoever leads nobody and is not in
    operations.
    """
    viewer = own_viewer(request)
    page = adoption_page(viewer, stated_quarter(request))
    note_looks(viewer, page.looked_at, "leadership")
    return framed(request, "adoption", viewer, {"page": page})


@login_required
def fields(request: HttpRequest) -> HttpResponse:
    """What each field of the CRM gives back to the sellers on the viewer's board. 404 for whoever has none."""
    viewer = own_viewer(request)
    return framed(request, "fields", viewer, {"page": fields_page(viewer)})
