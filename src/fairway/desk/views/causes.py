"""Why HIAs are missed, added up: the cause budget of operations, and of leaders for everybody below them."""

import csv

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from fairway.commitments.types import OwnerRole
from fairway.desk.causes import BLOCKS_SHOWN, Names, causes_answer, causes_page, nothing_yet
from fairway.diagnosis.budget.counting import published_from
from fairway.diagnosis.budget.queries import blocks_to_publish, groups_seen, published_blocks
from fairway.diagnosis.budget.types import Counted, FrozenGroup
from fairway.lib.cells import guarded
from fairway.metrics.queries import definitions_for
from fairway.people.access import managers_led_by, viewer_of
from fairway.people.queries import names_of, organisation
from fairway.people.types import BEGINNING, Viewer


@login_required
def causes(request: HttpRequest) -> HttpResponse:
    """The newest twelve weeks and the twelve before; `?format=json` and `csv` give every published block.

    There is nothing to choose: no dates, no filters, no crossing of teams with HIAs. It tells of nobody, so nobody is
    looked at.
    """
    viewer = viewer_of(request)
    asked = request.GET.get("format")
    blocks = published_blocks(limit=BLOCKS_SHOWN)
    since_on = BEGINNING if asked in {"json", "csv"} or not blocks else blocks[-1]
    groups = groups_seen(viewer, since_on=since_on)
    names = _names(groups)
    if asked == "json":
        return JsonResponse({"causes": causes_answer(groups, names)}, json_dumps_params={"ensure_ascii": False})
    if asked == "csv":
        return _csv(groups, names)
    if not blocks:
        days = [published_from(block_on, organisation().week_starts_on) for block_on in blocks_to_publish()]
        page = nothing_yet(next((day for day in days if day > viewer.on), None))
    else:
        page = causes_page(groups, blocks, _remover(viewer), names)
    return render(request, "desk/causes.html", {"viewer": viewer, "page": page})


def _remover(viewer: Viewer) -> OwnerRole:
    if viewer.is_operations:
        return OwnerRole.OPERATIONS
    return OwnerRole.LEADER if managers_led_by(viewer) else OwnerRole.MANAGER


def _names(groups: list[FrozenGroup]) -> Names:
    heads = {one.group.head_key for one in groups if one.group.head_key is not None}
    metrics = definitions_for({one.group.name for one in groups if one.group.name})
    return Names(names_of(heads), {key: definition.name for key, definition in metrics.items()})


def _csv(groups: list[FrozenGroup], names: Names) -> HttpResponse:
    """One line for each number; empty where it is not shown."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fairway-causes.csv"'
    lines = csv.writer(response)
    lines.writerow(["from", "to", "by", "group", "misses", "least_shown", *Counted])
    for one in causes_answer(groups, names):
        counts = [one["causes"][counted] for counted in Counted]
        lines.writerow(
            [one["from"], one["to"], one["by"], guarded(one["group"]), one["misses"], one["least_shown"], *counts]
        )
    return response
