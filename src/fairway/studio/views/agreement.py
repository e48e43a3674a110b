"""What leaders agree to. Everybody reads it, for it is promised to them; whoever leads managers may agree."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.types import Viewer
from fairway.studio.lesson.actions.agreeing import agree, take_back
from fairway.studio.lesson.content import agreement_text
from fairway.studio.lesson.queries import held_by, leaders_above
from fairway.web.saying import say_done


@login_required
def agreement(request: HttpRequest) -> HttpResponse:
    """The page; sent, the answer of a leader. Whoever agreed may take it back, whomever they lead by then."""
    viewer = viewer_of(request)
    if viewer.person_key is None and not viewer.is_operations:
        raise access.Hidden
    managers = access.managers_led_by(viewer)
    mine = held_by([viewer.person_key or 0]).get(viewer.person_key or 0)
    if request.method == "POST":
        is_back = request.POST.get("answer") == "take_back"
        if not managers and not (is_back and mine):
            raise access.Hidden
        return _answered(request, viewer, is_back=is_back)
    context = {
        "text": agreement_text(),
        "mine": mine,
        "is_of_now": mine is not None and mine.version == agreement_text().version,
        "may_agree": bool(managers),
        "leaders": leaders_above(viewer),
        "viewer": viewer,
    }
    return render(request, "studio/agreement.html", context)


def _answered(request: HttpRequest, viewer: Viewer, *, is_back: bool) -> HttpResponse:
    key = viewer.person_key or 0
    if is_back:
        take_back(key, actor_id=viewer.user_id)
        say_done(request, "Taken back: everybody below you sees that nothing is agreed any more", undo=None)
    else:
        agree(key, actor_id=viewer.user_id)
        say_done(request, "Agreed: your managers see it in their studio", undo=None)
    return redirect("studio:agreement")
