"""What leaders agree to. Everybody reads it, for it is promised to them; whoever leads managers may agree."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.types import Viewer
from fairway.studio.lesson.actions.agreeing import agree, take_back
from fairway.studio.lesson.content import agreement_text
from fairway.studio.lesson.queries import agreed_by, leaders_above
from fairway.web.saying import say_done


@login_required
def agreement(request: HttpRequest) -> HttpResponse:
    """The page; sent, the answer of a leader."""
    viewer = viewer_of(request)
    if viewer.person_key is None and not viewer.is_operations:
        raise access.Hidden
    managers = access.managers_led_by(viewer)
    if request.method == "POST":
        if not managers:
            raise access.Hidden
        return _answered(request, viewer)
    mine = agreed_by([viewer.person_key or 0]).get(viewer.person_key or 0)
    context = {
        "text": agreement_text(),
        "mine": mine,
        "is_of_now": mine is not None and mine.version == agreement_text().version,
        "may_agree": bool(managers),
        "leaders": leaders_above(viewer),
        "viewer": viewer,
    }
    return render(request, "studio/agreement.html", context)


def _answered(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    key = viewer.person_key or 0
    if request.POST.get("answer") == "take_back":
        take_back(key, actor_id=viewer.user_id)
        say_done(request, "Taken back: your managers see that nothing is agreed any more", undo=None)
    else:
        agree(key, actor_id=viewer.user_id)
        say_done(request, "Agreed: your managers see it in their studio", undo=None)
    return redirect("studio:agreement")
