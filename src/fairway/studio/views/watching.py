"""Whether metrics still mean what they meant: for operations, who own them. Nobody is named, nobody can be seen."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.metrics.queries import definitions
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.studio.models import MetricSign
from fairway.studio.sentinel.actions import examine_metrics
from fairway.studio.sentinel.telling import Kept, meaning_page
from fairway.studio.sentinel.types import Finding, SignKind
from fairway.web.words import plural


@login_required
def meaning(request: HttpRequest) -> HttpResponse:
    """What was found when the metrics were last examined; sent, they are examined again."""
    viewer = viewer_of(request)
    access.require_operations(viewer)
    if request.method == "POST":
        examined = examine_metrics()
        messages.success(request, f"Examined {plural(examined, 'metric')}.")
        return redirect("studio:meaning")
    kept = [
        Kept(row.metric_key, SignKind(row.kind), Finding(row.finding), row.sentence, row.examined_at)
        for row in MetricSign.objects.all()
    ]
    return render(request, "studio/meaning.html", {"page": meaning_page(kept, definitions()), "viewer": viewer})
