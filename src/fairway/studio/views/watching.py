"""Whether metrics still mean what they meant: for operations, who own them. Nobody is named, nobody can be seen."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairway.metrics.queries import definitions
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.studio.models import MetricSign
from fairway.studio.sentinel.telling import Kept, meaning_page
from fairway.studio.sentinel.types import Finding, SignKind


@require_safe
@login_required
def meaning(request: HttpRequest) -> HttpResponse:
    """What was found when the metrics were last examined, last night."""
    viewer = viewer_of(request)
    access.require_operations(viewer)
    kept = [
        Kept(row.metric_key, SignKind(row.kind), Finding(row.finding), row.sentence, row.examined_at)
        for row in MetricSign.objects.all()
    ]
    return render(request, "studio/meaning.html", {"page": meaning_page(kept, definitions()), "viewer": viewer})
