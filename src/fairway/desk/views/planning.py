"""Plans: one seller's, a team's, pasted ones, drafts. Each change in under a minute, with preview and undo."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.desk.forms import EndForm, HiaForm, PasteForm, TargetForm, TeamForm
from fairway.desk.views.asking import viewer_of
from fairway.desk.views.carrying import carry_out, form_problems
from fairway.execution.queries import today
from fairway.lib.periods import week_of
from fairway.metrics.queries import definitions
from fairway.metrics.types import Definition, Unit
from fairway.people import access
from fairway.people.queries import identifiers_of, organisation
from fairway.people.types import ENDLESS, Edit, PersonFacts, Viewer
from fairway.plans.actions.changing import add_hia, add_pasted, apply_to_people, change_target, confirm_drafts, end_hia
from fairway.plans.actions.drafting import discard_draft
from fairway.plans.pasting import folded, read_lines
from fairway.plans.queries import keys_with_plan, plans_of
from fairway.plans.rules import first_day_of_change
from fairway.plans.types import PlanDraft, PlanFacts
from fairway.records.queries import activity_words


def selectable() -> list[Definition]:
    """Activities that can be chosen as an HIA: the organisation's own words first, then the catalogue, by name."""
    words = activity_words()
    chosen = [d for d in definitions().values() if d.can_be_hia and d.unit is Unit.COUNT]
    return sorted(chosen, key=lambda d: (d.key not in words, d.name.casefold()))


@login_required
def sellers(request: HttpRequest) -> HttpResponse:
    """Everyone on this viewer's board with the plan in force."""
    viewer = viewer_of(request)
    people = access.board_of(viewer, with_plan=keys_with_plan(viewer.on))
    plans = plans_of([person.key for person in people], viewer.on, viewer.on)
    return render(
        request,
        "desk/sellers.html",
        {
            "people": [(person, _in_words(plans.get(person.key, []))) for person in people],
            "viewer": viewer,
            "teams": sorted({person.team for person in people if person.team}),
            "drafts": sum(1 for rows in plans.values() for plan in rows if plan.is_draft),
        },
    )


def _in_words(plans: Sequence[PlanFacts]) -> list[tuple[str, PlanFacts]]:
    known = definitions()
    return [(known[plan.metric_key].name if plan.metric_key in known else plan.metric_key, plan) for plan in plans]


@login_required
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """One seller's plan: change a target, end an HIA, add one."""
    viewer = viewer_of(request)
    person = access.require_edit(viewer, slug, Edit.PLAN)
    if request.method == "POST":
        return _change_plan(request, viewer, person)
    plans = plans_of([person.key], viewer.on, ENDLESS).get(person.key, [])
    return render(
        request,
        "desk/plan.html",
        {
            "person": person,
            "plans": _in_words(plans),
            "selectable": selectable(),
            "viewer": viewer,
            "starts_on": _next_start(),
            "room": len({p.metric_key for p in plans if not p.is_draft}) < 3,
        },
    )


def _next_start(*, is_agreed: bool = False) -> date:
    return first_day_of_change(today(), week_starts_on=organisation().week_starts_on, is_agreed_at_once=is_agreed)


def _change_plan(request: HttpRequest, viewer: Viewer, person: PersonFacts) -> HttpResponse:
    back = reverse("desk:plan", args=[person.slug])
    kind = request.POST.get("change", "")
    form = {"add": HiaForm, "target": TargetForm, "end": EndForm}.get(kind, EndForm)(request.POST)
    if not form.is_valid():
        form_problems(request, form)
        return redirect(back)
    given, actor = form.cleaned_data, viewer.user_id
    if kind == "add":
        draft = PlanDraft(given["metric"], given["target"], given["per"])
        return carry_out(
            request,
            people=[person.key],
            back=back,
            title=f"Added for {person.name}",
            change=lambda: add_hia(person.key, draft=draft, starts_on=_next_start(), actor_id=actor),
        )
    if kind == "target":
        draft = PlanDraft(given["metric"], given["target"], given["per"])
        from_on = _next_start(is_agreed=given["is_agreed"])
        return carry_out(
            request,
            people=[person.key],
            back=back,
            title=f"Target changed for {person.name}",
            change=lambda: change_target(person.key, draft=draft, from_on=from_on, actor_id=actor),
        )
    last_on = _next_start() - timedelta(days=1)
    return carry_out(
        request,
        people=[person.key],
        back=back,
        title=f"Retired for {person.name}",
        change=lambda: end_hia(person.key, metric_key=given["metric"], last_on=last_on, actor_id=actor),
    )


@login_required
def team(request: HttpRequest) -> HttpResponse:
    """The same HIAs for a whole team, from Monday."""
    viewer = viewer_of(request)
    people = access.board_of(viewer, with_plan=keys_with_plan(viewer.on))
    editable = [person for person in people if access.may_edit(viewer, person.key, Edit.PLAN)]
    teams = sorted({person.team for person in editable})
    if request.method != "POST":
        return render(
            request,
            "desk/team.html",
            {
                "teams": teams,
                "selectable": selectable(),
                "viewer": viewer,
                "starts_on": _next_start(),
                "chosen": request.GET.get("team", ""),
            },
        )
    back = reverse("desk:team")
    form = TeamForm(request.POST)
    if not form.is_valid():
        form_problems(request, form)
        return redirect(back)
    given = form.cleaned_data
    members = [person.key for person in editable if person.team == given["team"]]
    drafts = [
        PlanDraft(given[f"metric_{n}"], given[f"target_{n}"])
        for n in (1, 2, 3)
        if given.get(f"metric_{n}") and given.get(f"target_{n}")
    ]
    if not members:
        messages.error(request, "Nobody you plan for is in that team.")
        return redirect(back)
    return carry_out(
        request,
        people=members,
        back=reverse("desk:sellers"),
        title=f"{given['team']}: {len(members)} plans set",
        change=lambda: apply_to_people(members, drafts=drafts, starts_on=_next_start(), actor_id=viewer.user_id),
    )


@login_required
def paste(request: HttpRequest) -> HttpResponse:
    """Many plans at once, pasted from a sheet: lines that cannot be read are shown, the rest previewed."""
    viewer = viewer_of(request)
    people = [
        p
        for p in access.board_of(viewer, with_plan=keys_with_plan(viewer.on))
        if access.may_edit(viewer, p.key, Edit.PLAN)
    ]
    context = {
        "viewer": viewer,
        "starts_on": _next_start(),
        "text": request.POST.get("lines", ""),
        "problems": [],
        "selectable": selectable(),
        "example": people[0].name if people else "Maria Silva",
    }
    if request.method != "POST":
        return render(request, "desk/paste.html", context)
    form = PasteForm(request.POST)
    if not form.is_valid():
        form_problems(request, form)
        return render(request, "desk/paste.html", context)
    metrics = {name: d.key for d in definitions().values() for name in (folded(d.name), folded(d.key))}
    lines = read_lines(form.cleaned_data["lines"], identifiers_of([p.key for p in people]), metrics)
    problems = [line for line in lines if line.problem]
    if problems or not lines:
        return render(request, "desk/paste.html", {**context, "problems": problems, "is_empty": not lines})
    wanted = [(line.person_key, line.draft) for line in lines if line.person_key is not None and line.draft is not None]
    return carry_out(
        request,
        people={key for key, _ in wanted},
        back=reverse("desk:paste"),
        title=f"{len(wanted)} plans added",
        change=lambda: add_pasted(wanted, starts_on=_next_start(), actor_id=viewer.user_id),
    )


@login_required
def drafts(request: HttpRequest) -> HttpResponse:
    """Drafts suggested from what is logged: confirm all or some, or change them one by one."""
    viewer = viewer_of(request)
    people = {
        p.key: p
        for p in access.board_of(viewer, with_plan=keys_with_plan(viewer.on))
        if access.may_edit(viewer, p.key, Edit.PLAN)
    }
    rows = {
        key: [plan for plan in plans if plan.is_draft] for key, plans in plans_of(people, viewer.on, ENDLESS).items()
    }
    rows = {key: plans for key, plans in rows.items() if plans}
    if request.method != "POST":
        shown = [(people[key], _in_words(plans)) for key, plans in rows.items()]
        return render(request, "desk/drafts.html", {"rows": shown, "viewer": viewer, "starts_on": _next_start()})
    offered = {plan.key for plans in rows.values() for plan in plans}
    chosen = [int(key) for key in request.POST.getlist("plan") if key.isdigit() and int(key) in offered]
    if not chosen:
        messages.error(request, "Choose at least one draft.")
        return redirect("desk:drafts")
    keys = [key for key, plans in rows.items() if any(plan.key in chosen for plan in plans)]
    return carry_out(
        request,
        people=keys,
        back=reverse("desk:board"),
        title=f"{len(chosen)} activities agreed",
        change=lambda: confirm_drafts(keys, starts_on=_this_week(), actor_id=viewer.user_id, chosen=chosen),
    )


def _this_week() -> date:
    return week_of(today(), organisation().week_starts_on)


@login_required
@require_POST
def end_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw a draft away."""
    viewer = viewer_of(request)
    person = access.require_edit(viewer, slug, Edit.PLAN)
    discard_draft(person.key, metric_key=request.POST.get("metric", ""), actor_id=viewer.user_id)
    return redirect(reverse("desk:plan", args=[person.slug]))
