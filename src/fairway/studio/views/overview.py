"""The manager's sellers in the studio: who has no HIAs, whose proposal waits, whose review is due."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.metrics.queries import definitions
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import person_facts
from fairway.people.types import ENDLESS, Viewer
from fairway.plans.queries import plans_of
from fairway.studio.lesson.queries import learning_of
from fairway.studio.overview import overview_of
from fairway.studio.proposals.queries import proposals_of
from fairway.studio.views.asking import managers_to_choose_with, sellers_to_choose_with


@login_required
def sellers(request: HttpRequest) -> HttpResponse:
    """Everyone this viewer chooses with, who needs something first. A seller comes to their own page."""
    viewer = viewer_of(request)
    has_board = viewer.is_operations or access.leads_anyone(viewer)
    if not has_board:
        if viewer.person_key is None:
            raise access.Hidden
        return redirect("studio:seller", person_facts(viewer.person_key, viewer.on).slug)
    mine = sellers_to_choose_with(viewer)
    keys = [person.key for person in mine]
    learning = learning_of(viewer)
    note_looks(viewer, {*keys, *(one.person.key for one in learning.managers)}, "studio")
    page = overview_of(mine, proposals_of(keys), plans_of(keys, viewer.on, ENDLESS), definitions(), on=viewer.on)
    may_start = _waits(viewer) or page.has_unchosen
    given = {"page": page, "learning": learning, "viewer": viewer, "may_start": may_start}
    return render(request, "studio/sellers.html", given)


def _waits(viewer: Viewer) -> bool:
    """Whether a manager of the viewer's has neither an HIA nor a proposal."""
    keys = [person.key for person in managers_to_choose_with(viewer)]
    plans, proposals = plans_of(keys, viewer.on, ENDLESS), proposals_of(keys)
    return any(
        all(plan.is_draft for plan in plans.get(key, ())) and not any(one.is_waiting for one in proposals.get(key, ()))
        for key in keys
    )
