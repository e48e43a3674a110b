"""Whether metrics still mean what they meant: for operations, who own them. Nobody is named, nobody can be seen."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.metrics.queries import definitions
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.studio.models import MetricCheck
from fairway.studio.sentinel.actions import look_at_metrics
from fairway.studio.sentinel.telling import Kept, meaning_page
from fairway.studio.sentinel.types import Check, Finding
from fairway.web.words import plural


@login_required
def meaning(request: HttpRequest) -> HttpResponse:
    """What the last look found; sent, it looks again."""
    viewer = viewer_of(request)
    access.require_operations(viewer)
    if request.method == "POST":
        looked = look_at_metrics()
        messages.success(request, f"Looked at {plural(looked, 'metric')}.")
        return redirect("studio:meaning")
    kept = [
        Kept(row.metric_key, Check(row.check_name), Finding(row.finding), row.sentence, row.looked_at)
        for row in MetricCheck.objects.all()
    ]
    return render(request, "studio/meaning.html", {"page": meaning_page(kept, definitions()), "viewer": viewer})
