"""Who is asking, once per request, and what the wrong person is told."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone

from fairway.lib.periods import local_day
from fairway.people.access import Hidden
from fairway.people.queries import manages_anyone, organisation, organisation_kept, viewer_for
from fairway.people.types import Viewer
from fairway.plans.queries import plans_of
from fairway.project import demonstration

METHODS = ("GET", "HEAD", "POST")
# What of the rooms' pages a seller may open before having read what is kept and who sees it. A calendar that reads an
# address is nobody who reads a notice.
OPEN_BEFORE_NOTICE = frozenset(
    {"desk:privacy", "desk:notice_read", "desk:my_export", "studio:sort", "coaching:calendar_feed"}
)


class ViewerMiddleware:
    """Puts `request.viewer` there for everyone logged in, leads new sellers to the notice, and turns Hidden into the
    404 of an unknown address, which is also what a request with a NUL in it gets. Logged out by their next request are
    somebody whose last day has passed, and whoever entered without a password what is no demonstration any more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        with organisation_kept():
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            viewer = viewer_for(request.user, local_day(timezone.now(), organisation().timezone))
            if viewer is None or (request.session.get(demonstration.ENTERED) and not demonstration.is_open()):
                logout(request)
            else:
                request.viewer = viewer  # type: ignore[attr-defined]
        response = self.get_response(request)
        # Pages are about people: no browser or proxy keeps one for whoever sits there next.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if has_nul(request):
            raise Http404
        viewer = getattr(request, "viewer", None)
        if viewer is None or viewer.has_read_notice or not _is_seller(viewer):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        is_of_the_house = ":" not in name  # the ways in and out
        return None if is_of_the_house or name in OPEN_BEFORE_NOTICE else redirect("desk:privacy")

    def process_exception(self, _request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, Hidden):
            raise Http404 from exception


def _is_seller(viewer: Viewer) -> bool:
    """Somebody with a plan, or who manages nobody; operations sell nothing."""
    if viewer.person_key is None or viewer.is_operations:
        return False
    return not manages_anyone(viewer.person_key, viewer.on) or bool(plans_of([viewer.person_key], viewer.on, viewer.on))


def has_nul(request: HttpRequest) -> bool:
    """Whether address or form hold a character that nobody types and PostgreSQL refuses with an error."""
    sent = (word for data in (request.GET, request.POST) for name, values in data.lists() for word in (name, *values))
    return "\0" in request.path_info or any(isinstance(word, str) and "\0" in word for word in sent)
