"""The page of the leading story."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from fairway.leadership.story.page import story_page
from fairway.leadership.story.sections import PARAGRAPH, PARAGRAPH_LEAD
from fairway.leadership.views.doors import framed, own_viewer, stated_quarter


@login_required
def story(request: HttpRequest) -> HttpResponse:
    """Which activities moved which objectives in a quarter, what changed and early signs. It tells of nobody, so that
    no look is noted. 404 for whoever leads nobody and is not in operations.
    """
    viewer = own_viewer(request)
    page = story_page(viewer, stated_quarter(request))
    said = {"title": PARAGRAPH, "lead": PARAGRAPH_LEAD}
    return framed(request, "story", viewer, {"page": page, "said": said})
