"""The page of the leading story."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairway.leadership.story.page import story_page
from fairway.leadership.story.sections import PARAGRAPH, PARAGRAPH_LEAD
from fairway.people import access
from fairway.people.access import viewer_of


@login_required
def story(request: HttpRequest) -> HttpResponse:
    """Which activities moved which objectives in a quarter, what changed and early signs. It tells of nobody, so that
    no look is noted. 404 for whoever leads nobody and is not in operations.
    """
    viewer = viewer_of(request)
    if not viewer.is_operations and not access.leads_anyone(viewer):
        raise access.Hidden
    page = story_page(viewer, _day(request.GET.get("quarter", "")))
    said = {"title": PARAGRAPH, "lead": PARAGRAPH_LEAD}
    return render(request, "leadership/story.html", {"page": page, "viewer": viewer, "said": said})


def _day(stated: str) -> date | None:
    try:
        return date.fromisoformat(stated)
    except ValueError:
        return None
