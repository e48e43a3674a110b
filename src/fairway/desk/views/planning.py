"""Plans of one seller: change a target, retire an HIA, add one. Each in under a minute, with preview and undo."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.desk.forms import EndForm, HiaForm, SwapForm, TargetForm, keys_sent
from fairway.desk.views.carrying import Order, carry_out, tell
from fairway.execution.actions.scoring import score
from fairway.execution.queries import next_start, today
from fairway.metrics.queries import definitions
from fairway.metrics.types import Definition
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import account_states
from fairway.people.queries.accounts import AccountState
from fairway.people.types import ENDLESS, Edit, PersonFacts, Viewer
from fairway.plans.actions.agreeing import answer_agreement
from fairway.plans.actions.changing import add_hia, change_target, confirm_drafts, end_hia, swap_hia
from fairway.plans.actions.drafting import discard_draft
from fairway.plans.queries import has_plan, open_agreements, plans_of
from fairway.plans.rules import in_force
from fairway.plans.types import AgreementFacts, NoRoom, PlanDraft, PlanFacts, Refused
from fairway.studio.proposals.queries import selectable as choosable
from fairway.studio.proposals.rules import candidate_of, require_override
from fairway.studio.queries import choice_for
from fairway.web.saying import say_problems
from fairway.web.words import long_day, name_order, plural

FORMS = {"add": HiaForm, "swap": SwapForm, "target": TargetForm, "end": EndForm}


def selectable() -> list[Definition]:
    """Activities that can be chosen as an HIA, of those offered here."""
    return choosable(definitions())


@login_required
def sellers(request: HttpRequest) -> HttpResponse:
    """Everyone on this viewer's board with the plan in force; `?find=` narrows to a part of a name, and where one
    person is left goes straight to their page.
    """
    viewer = viewer_of(request)
    people = access.board_of(viewer, with_plan=has_plan(viewer.on))
    find = request.GET.get("find", "").strip()
    people = [person for person in people if name_order(find) in name_order(person.name)]
    if find and len(people) == 1:
        return redirect("desk:seller", people[0].slug)
    note_looks(viewer, [person.key for person in people], "sellers")
    plans, known = plans_of([person.key for person in people], viewer.on, viewer.on), definitions()
    return render(
        request,
        "desk/sellers.html",
        {
            "people": [(person, in_words(plans.get(person.key, []), known)) for person in people],
            "editable": access.editable_keys(viewer, [person.key for person in people], Edit.PLAN),
            "viewer": viewer,
            "find": find,
            "drafts": sum(1 for rows in plans.values() for plan in rows if plan.is_draft),
        },
    )


def in_words(plans: Sequence[PlanFacts], known: Mapping[str, Definition] | None = None) -> list[tuple[str, PlanFacts]]:
    """Plans with what their activity is called. Whoever asks for many people reads the definitions once."""
    known = definitions() if known is None else known
    return [(known[plan.metric_key].name if plan.metric_key in known else plan.metric_key, plan) for plan in plans]


@login_required
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """One seller's plan: change a target, end an HIA, add one."""
    viewer = viewer_of(request)
    person = access.require_edit(viewer, slug, Edit.PLAN)
    if request.method == "POST":
        return _change_plan(request, viewer, person)
    return _plan_page(request, viewer, person)


def _plan_page(
    request: HttpRequest, viewer: Viewer, person: PersonFacts, *, asked: dict[str, object] | None = None
) -> HttpResponse:
    """The page; with `asked`, the question which HIA should go to make room for another."""
    note_looks(viewer, [person.key], "plan")
    plans = plans_of([person.key], viewer.on, ENDLESS).get(person.key, [])
    held = {plan.metric_key for plan in in_force(plans, next_start())}
    return render(
        request,
        "desk/plan.html",
        {
            "person": person,
            "plans": in_words(plans),
            "selectable": selectable(),
            "viewer": viewer,
            "starts_on": next_start(),
            "mid_week": next_start() != today(),
            "waiting": {a.metric_key: a for a in open_agreements([person.key], viewer.on)},
            "room": len(held) < 3,
            **(asked or {"asks": False}),
        },
    )


def _change_plan(request: HttpRequest, viewer: Viewer, person: PersonFacts) -> HttpResponse:
    back = reverse("desk:plan", args=[person.slug])
    kind = request.POST.get("change", "")
    if kind not in FORMS:
        raise access.Hidden
    form = FORMS[kind](request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return redirect(back)
    given, order = form.cleaned_data, Order(lambda: None, [person.key], "", back)
    if kind == "end":
        last_on = next_start() - timedelta(days=1)
        change = partial(end_hia, person.key, metric_key=given["metric"], last_on=last_on, actor_id=viewer.user_id)
        return carry_out(request, replace(order, title=f"Retired for {person.name}", change=change))
    draft = PlanDraft(given["metric"], given["target"], given["per"])
    if kind != "target":
        # Sets for a team and pasted plans ask for the reason in their preview; imported plans are taken as they are.
        try:
            require_override(candidate_of(choice_for(viewer, person, viewer.on), draft.metric_key), "")
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(f"{reverse('studio:seller', args=[person.slug])}?activity={draft.metric_key}#hypothesis")
    if kind == "target":
        return carry_out(request, _retargeting(order, viewer, person, draft, is_asked=given["is_agreed"]))
    if kind == "swap":
        change = partial(
            swap_hia,
            person.key,
            retired_key=given["retired"],
            draft=draft,
            starts_on=next_start(),
            actor_id=viewer.user_id,
        )
        return carry_out(request, replace(order, title=f"Swapped for {person.name}", change=change))
    change = partial(add_hia, person.key, draft=draft, starts_on=next_start(), actor_id=viewer.user_id)
    try:
        return carry_out(request, replace(order, title=f"Added for {person.name}", change=change), passes=(NoRoom,))
    except NoRoom as refusal:
        messages.error(request, str(refusal))
        return _plan_page(request, viewer, person, asked=_question(refusal, draft))


def _question(refusal: NoRoom, draft: PlanDraft) -> dict[str, object]:
    """Which of those in force should go: their names, and the one that waits for its place."""
    known = definitions()
    names = [(key, known[key].name if key in known else key) for key in refusal.held]
    wanted = known[draft.metric_key].name if draft.metric_key in known else draft.metric_key
    return {"asks": True, "held": names, "wanted": wanted, "draft": draft}


def _retargeting(order: Order, viewer: Viewer, person: PersonFacts, draft: PlanDraft, *, is_asked: bool) -> Order:
    """A new target from the next week on; from today only if the seller, asked on their page, says yes."""
    asked_from_on, said = None, ""
    if is_asked and next_start() != today():
        if account_states([person.key])[person.key].state is AccountState.ACTIVE:
            asked_from_on, said = today(), f"; {person.name} is asked whether it may count from today"
        else:
            said = f"; {person.name} cannot log in yet to agree, so it begins with the next week"
    change = partial(
        change_target,
        person.key,
        draft=draft,
        from_on=next_start(),
        actor_id=viewer.user_id,
        asked_from_on=asked_from_on,
    )
    return replace(order, title=f"Target changed for {person.name}{said}", change=change)


def asked_of(person_key: int, on: date) -> list[tuple[str, AgreementFacts]]:
    """What a seller is asked about changed targets, with the names of the activities."""
    known = definitions()
    asked = open_agreements([person_key], on)
    return [(known[one.metric_key].name if one.metric_key in known else one.metric_key, one) for one in asked]


@login_required
@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """The seller's answer to a changed target: from the day it was changed, or with the next week."""
    viewer = viewer_of(request)
    if viewer.person_key is None or request.POST.get("answer") not in {"yes", "no"}:
        raise access.Hidden
    if key not in {asked.key for asked in open_agreements([viewer.person_key], viewer.on)}:
        raise access.Hidden
    is_agreed = request.POST["answer"] == "yes"
    try:
        answer_agreement(key, person_key=viewer.person_key, is_agreed=is_agreed, on=viewer.on, actor_id=viewer.user_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:me")
    score([viewer.person_key])
    tell(request, "Agreed, this week counts in proportion" if is_agreed else "It begins with the next week")
    return redirect("desk:me")


@login_required
def drafts(request: HttpRequest) -> HttpResponse:
    """Drafts suggested from what is logged: confirm all or some, or change them one by one."""
    viewer = viewer_of(request)
    people = {person.key: person for person in planned_for(viewer)}
    rows = {
        key: [plan for plan in plans if plan.is_draft] for key, plans in plans_of(people, viewer.on, ENDLESS).items()
    }
    rows = {key: plans for key, plans in rows.items() if plans}
    if request.method != "POST":
        known = definitions()
        note_looks(viewer, rows, "drafts")
        shown = [(people[key], in_words(plans, known)) for key, plans in rows.items()]
        ticked = request.GET.get("ticked") == "all"  # never by itself: a tick says that the seller agreed
        context = {"rows": shown, "viewer": viewer, "starts_on": next_start(), "all_ticked": ticked}
        return render(request, "desk/drafts.html", context)
    offered = {plan.key for plans in rows.values() for plan in plans}
    chosen = [key for key in keys_sent(request.POST, "plan") if key in offered]
    if not chosen:
        messages.error(request, "Tick at least one draft the seller agreed to.")
        return redirect("desk:drafts")
    keys = [key for key, plans in rows.items() if any(plan.key in chosen for plan in plans)]
    change = partial(confirm_drafts, keys, starts_on=next_start(), actor_id=viewer.user_id, chosen=chosen)
    title = f"{plural(len(chosen), 'activity', 'activities')} agreed from {long_day(next_start())} on"
    return carry_out(request, Order(change, keys, title=title, back=reverse("desk:board")))


def planned_for(viewer: Viewer) -> list[PersonFacts]:
    """The sellers on a viewer's board whose plans the viewer may change."""
    people = access.board_of(viewer, with_plan=has_plan(viewer.on))
    editable = access.editable_keys(viewer, [person.key for person in people], Edit.PLAN)
    return [person for person in people if person.key in editable]


@login_required
@require_POST
def end_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw a draft away."""
    viewer = viewer_of(request)
    person = access.require_edit(viewer, slug, Edit.PLAN)
    discard_draft(person.key, metric_key=request.POST.get("metric", ""), actor_id=viewer.user_id)
    score([person.key])
    tell(request, f"Draft of {person.name} thrown away")
    return redirect(reverse("desk:plan", args=[person.slug]))
