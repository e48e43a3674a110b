"""In which language somebody reads."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fairway.training.progress.actions.doing import set_language
from fairway.training.views.doors import learner


@login_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read in another language from now on, where there is something in it."""
    viewer, key = learner(request)
    try:
        set_language(key, request.POST.get("language", ""), on=viewer.on, actor_id=viewer.user_id)
    except ValueError:
        messages.error(request, "Choose one of the languages on the page.")
    return redirect("training:practice")
