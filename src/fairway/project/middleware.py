"""Who is asking, once per request, and what the wrong person is told."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fairway.lib.periods import local_day
from fairway.people.access import Hidden
from fairway.people.queries import organisation, viewer_for


class ViewerMiddleware:
    """Puts `request.viewer` there for everyone logged in, and turns Hidden into the 404 of an unknown address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            today = local_day(timezone.now(), organisation().timezone)
            request.viewer = viewer_for(request.user, today)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, Hidden):
            raise Http404 from exception
