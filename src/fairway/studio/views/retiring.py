"""Retiring a metric of one's own, and taking that back."""

from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date

from fairway.execution.queries import next_start, today
from fairway.metrics.actions import take_back_retirement
from fairway.metrics.queries import definitions, retirements, versions_of
from fairway.metrics.types import Definition, Retirement
from fairway.metrics.words import address_of
from fairway.people import access
from fairway.people.actions.looking import note_looks
from fairway.people.queries import account_names, facts_of
from fairway.people.types import Viewer
from fairway.plans.queries import holders_from
from fairway.plans.types import Refused
from fairway.studio.building.actions import retire as retire_with_all
from fairway.studio.building.retired import RetiringPage, holder, referring_to
from fairway.studio.proposals.queries import waiting_on
from fairway.studio.views.building import builder_only, meant
from fairway.web.words import plural

LONGEST_REASON = 500


@login_required
def retire(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has it in force, and the button; what is retired can be taken back. Hidden for what is nobody's own."""
    viewer = builder_only(request)
    definition = meant(slug)
    if not versions_of(definition.key):
        raise access.Hidden
    if request.method != "POST":
        return _page(request, viewer, definition)
    if request.POST.get("do") == "take_back":
        if take_back_retirement(definition.key, actor_id=viewer.user_id):
            messages.success(request, f"“{definition.name}” is offered again.")
        return redirect("studio:metric", slug)
    return _retired(request, viewer, definition)


def _retired(request: HttpRequest, viewer: Viewer, definition: Definition) -> HttpResponse:
    reason = " ".join(request.POST.get("reason", "").split())[:LONGEST_REASON]
    try:
        last_on = _day(request.POST.get("last_on", "")) if request.POST.get("ends") == "yes" else None
        ended = retire_with_all(definition.key, actor_id=viewer.user_id, reason=reason, last_on=last_on)
    except Refused as refusal:
        return _page(request, viewer, definition, problem=str(refusal), reason=reason)
    plans = (
        f" Plans of {plural(ended, 'person ends', 'people end')} on {last_on:%-d %b %Y}." if ended and last_on else ""
    )
    messages.success(request, f"“{definition.name}” is retired: nothing new offers it, past weeks stay.{plans}")
    return redirect("studio:metrics")


def _day(typed: str) -> date:
    try:
        found = parse_date(typed)
    except ValueError:
        found = None
    if found is None:
        raise Refused("No day is chosen on which these plans end", advice="Choose their last day.")
    return found


def _page(
    request: HttpRequest, viewer: Viewer, definition: Definition, *, problem: str = "", reason: str = ""
) -> HttpResponse:
    retired = retirements().get(definition.key)
    plans = holders_from(definition.key, today())
    seen = access.visible_keys(viewer, {plan.person_key for plan in plans})
    note_looks(viewer, seen, "plan")
    people = {person.key: person for person in facts_of(seen, viewer.on)}
    page = RetiringPage(
        name=definition.name,
        slug=address_of(definition.key),
        holders=[
            holder(plan, people[plan.person_key].name, people[plan.person_key].slug)
            for plan in plans
            if plan.person_key in people
        ],
        waiting=len(waiting_on(definition.key)),
        referring=referring_to(definition.key, definitions()),
        retired=retired,
        by=_by(retired),
        first_on=today(),
        offered_on=next_start() - timedelta(days=1),
        reason=reason,
        problem=problem,
    )
    return render(request, "studio/retire.html", {"page": page, "viewer": viewer}, status=422 if problem else 200)


def _by(retired: Retirement | None) -> str:
    if retired is None:
        return ""
    if retired.by is None:
        return "the operator" if retired.origin == "fairway" else f"the source {retired.origin}"
    return account_names({retired.by}).get(retired.by, "an account that is no more")
