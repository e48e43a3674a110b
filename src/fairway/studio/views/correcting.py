"""Putting away what was told of a correction."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fairway.people.access import viewer_of
from fairway.studio.corrections.actions import put_away


@login_required
@require_POST
def put_correction_away(request: HttpRequest, key: int) -> HttpResponse:
    """Back to the page on which it was read."""
    is_about_others = request.POST.get("about") == "others"
    put_away(viewer_of(request), key, is_about_others=is_about_others)
    return redirect("desk:board" if is_about_others else "desk:me")
