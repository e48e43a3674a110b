"""Taking pages along as files: the leadership page, one's own or that of a manager below, and a review."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairway.audit.actions import record_change
from fairway.leadership.packs import gathering
from fairway.leadership.packs.files import FORMS, file_name, written
from fairway.leadership.packs.printing import CannotPrint
from fairway.leadership.packs.types import Pack
from fairway.leadership.views.doors import own_viewer, stated_quarter, viewer_and_manager
from fairway.lib.periods import zone
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import account_names, organisation
from fairway.people.types import PersonFacts, Viewer


class Whose(TypedDict):
    """For whom a pack is made, and when."""

    made_for: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A pack as a file; `quarter` is empty where it is about none."""

    pack: Pack
    form: str
    content: bytes
    quarter: str = ""


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


@login_required
@require_safe
def review_pack(request: HttpRequest, key: int, form: str) -> HttpResponse:
    """One review as a file, for its two alone."""
    _require_known(form)
    viewer = viewer_of(request)
    facts, made = gathering.review_pack(viewer, key, **_whose(viewer))
    try:
        content = written(made, form)
    except CannotPrint as why:
        return _refused(request, form, why, lambda other: reverse("leadership:review_pack", args=[key, other]))
    return _sent(request, viewer, set(facts.both), Taken(made, form, content))


def _taken(request: HttpRequest, viewer: Viewer, subject: PersonFacts | None, form: str) -> HttpResponse:
    """The file; or, where no PDF can be made here, a page that says what is missing, as 409."""
    _require_known(form)
    stated = stated_quarter(request)
    page, made = gathering.quarter_pack(viewer, subject, stated, **_whose(viewer))
    try:
        content = written(made, form)
    except CannotPrint as why:
        query = f"?quarter={stated.isoformat()}" if stated else ""
        return _refused(request, form, why, lambda other: address_of(subject, other) + query)
    return _sent(request, viewer, page.managers_told, Taken(made, form, content, page.shown.name))


def _require_known(form: str) -> None:
    if form not in FORMS:
        raise access.Hidden


def _whose(viewer: Viewer) -> Whose:
    made_for = account_names([viewer.user_id]).get(viewer.user_id, "")
    return {"made_for": made_for, "made_at": timezone.now().astimezone(zone(organisation().timezone))}


def address_of(subject: PersonFacts | None, form: str) -> str:
    """Of the viewer's own pack, or of a manager's."""
    if subject is None:
        return reverse("leadership:pack", args=[form])
    return reverse("leadership:manager_pack", args=[subject.slug, form])


def _refused(request: HttpRequest, form: str, why: CannotPrint, address: Callable[[str], str]) -> HttpResponse:
    others = {address(other): one.name for other, one in FORMS.items() if other != form}
    context = {"why": str(why), "others": others, "viewer": viewer_of(request)}
    return render(request, "leadership/no_pdf.html", context, status=409)


def _sent(request: HttpRequest, viewer: Viewer, people: Collection[int], taken: Taken) -> HttpResponse:
    """The file, with who was looked at; that it left the house is written down, where it did."""
    note_looks(viewer, people, "pack")
    if request.method == "GET":
        detail = {"form": taken.form, **({"quarter": taken.quarter} if taken.quarter else {})}
        subject = ("people", sorted(people))
        record_change(actor_id=viewer.user_id, action="take_pack", subject=subject, detail=detail)
    answer = HttpResponse(taken.content, content_type=FORMS[taken.form].media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(taken.pack, taken.form)}"'
    return answer
