"""Taking the leadership page along as a file: one's own, and that of a manager below."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairway.audit.actions import record_change
from fairway.leadership.packs.building import pack_of
from fairway.leadership.packs.files import FORMS, file_name, written
from fairway.leadership.packs.printing import CannotPrint
from fairway.leadership.page import Page, leadership_page
from fairway.leadership.views.doors import own_viewer, stated_quarter, viewer_and_manager
from fairway.lib.periods import zone
from fairway.people import access
from fairway.people.actions.looking import note_looks
from fairway.people.queries import account_names, organisation
from fairway.people.types import PersonFacts, Viewer


@login_required
@require_safe
def pack(request: HttpRequest, form: str) -> HttpResponse:
    """The viewer's own page as a file. Whoever may not open the page gets 404, and so does an unknown form."""
    return _taken(request, own_viewer(request), None, form)


@login_required
@require_safe
def manager_pack(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The same of a manager below."""
    return _taken(request, *viewer_and_manager(request, slug), form)


def _taken(request: HttpRequest, viewer: Viewer, subject: PersonFacts | None, form: str) -> HttpResponse:
    """The file; or, where no PDF can be made here, a page that says what is missing, as 409."""
    if form not in FORMS:
        raise access.Hidden
    page = leadership_page(viewer, subject, stated_quarter(request), is_sent=True)
    made_for = account_names([viewer.user_id]).get(viewer.user_id, "")
    made = pack_of(page, made_for, timezone.now().astimezone(zone(organisation().timezone)))
    try:
        content = written(made, form)
    except CannotPrint as why:
        stated = stated_quarter(request)
        back = {"subject": subject, "quarter": stated.isoformat() if stated else "", "why": str(why)}
        others = {other: one.name for other, one in FORMS.items() if other != form}
        return render(request, "leadership/no_pdf.html", {**back, "forms": others, "viewer": viewer}, status=409)
    note_looks(viewer, page.managers_told, "pack")
    if request.method == "GET":
        _record(viewer, page, form)
    answer = HttpResponse(content, content_type=FORMS[form].media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(made, form)}"'
    return answer


def _record(viewer: Viewer, page: Page, form: str) -> None:
    """That figures left the house: who took them, about whom, and as what."""
    detail = {"form": form, "quarter": page.shown.name}
    subject = ("people", sorted(page.managers_told))
    record_change(actor_id=viewer.user_id, action="take_pack", subject=subject, detail=detail)
