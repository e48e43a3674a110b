"""One seller in the studio: the gap, what could be done about it, and the hypothesis that is proposed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fairway.audit.queries import newest_change_of
from fairway.evidence.conclusions.queries import last_verdicts
from fairway.evidence.pilots.queries import may_propose as may_propose_pilots
from fairway.exchange.queries import refreshed_by_source, stale_source
from fairway.execution.queries import next_start
from fairway.metrics.queries import definitions
from fairway.metrics.types import Unit
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.queries import account_states
from fairway.people.queries.accounts import AccountState
from fairway.people.types import ENDLESS, Facet, PersonFacts, Viewer
from fairway.plans.queries import plans_of
from fairway.plans.types import NoRoom, Refused
from fairway.studio.choosing import Asked, Facts, choice_page
from fairway.studio.costs import Costs
from fairway.studio.forms import ProposalForm
from fairway.studio.lesson.queries import is_seller_of_lesson, next_one_to_one
from fairway.studio.proposals.actions.proposing import Words, propose
from fairway.studio.proposals.queries import objectives, proposals_of, selectable
from fairway.studio.proposals.rules import candidate_of, reasons_shown, require_override, stand_of
from fairway.studio.proposals.types import Hypothesis, kept
from fairway.studio.queries import choice_for
from fairway.studio.types import Choice
from fairway.studio.views.asking import may_propose, person_chosen_for, require_proposer
from fairway.web.saying import say_done, say_problems
from fairway.web.words import first_name


def stale_words() -> str:
    """What to say where a source that is read by itself was not for more than a day; empty where all were."""
    stale = stale_source(refreshed_by_source())
    return f"{stale}: what was done since is in none of these figures and tests." if stale else ""


@login_required
def seller(request: HttpRequest, slug: str) -> HttpResponse:
    """Choosing for one seller. The seller reads the same page and answers on it."""
    viewer = viewer_of(request)
    person = person_chosen_for(viewer, slug)
    return render_choice(request, viewer, person, Asked(request.GET.get("activity", ""), request.GET.get("let_go", "")))


def render_choice(
    request: HttpRequest, viewer: Viewer, person: PersonFacts, asked: Asked, *, typed: ProposalForm | None = None
) -> HttpResponse:
    """The page; with `typed` the form as it was sent, for what was refused."""
    is_own = viewer.person_key == person.key
    facts = Facts(
        person=person,
        choice=choice_for(viewer, person, viewer.on),
        proposals=proposals_of([person.key]).get(person.key, []),
        plans=plans_of([person.key], viewer.on, ENDLESS).get(person.key, []),
        definitions=definitions(),
        verdicts=last_verdicts(person.key, viewer.on),
        on=viewer.on,
        starts_on=next_start(),
        is_own=is_own,
        sees_words=Facet.REASONS in access.facets(viewer, person.key),
    )
    page = choice_page(facts, asked)
    target = page.chosen.target if page.chosen else None
    context = {
        "page": page,
        "costs": Costs.of(target, facts.choice.capacity) if target else None,
        "stale": stale_words(),
        "viewer": viewer,
        "is_shared": access.reads_the_same(viewer, person.key),
        "typed": typed.data if typed else {},
        "can_propose": may_propose(viewer, person.key),
        "can_pilot": may_propose_pilots(viewer),
        "can_log_in": account_states([person.key])[person.key].state is AccountState.ACTIVE,
        "objectives": objectives(facts.definitions) if page.chosen and not page.chosen.objective_key else (),
        "selectable": selectable(facts.definitions) if page.waiting or not is_own else (),
        "starts_on": facts.starts_on,
        "talk": next_one_to_one(person.key, timezone.now()) if facts.sees_words else None,
        "is_of_lesson": not is_own and is_seller_of_lesson(viewer, person.key),
    }
    return render(request, "studio/seller.html", context)


@login_required
@require_POST
def propose_hia(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose the hypothesis of the form. Nothing starts; the seller is asked on their page."""
    viewer = viewer_of(request)
    person = person_chosen_for(viewer, slug)
    require_proposer(viewer, person.key)
    form = ProposalForm(request.POST)
    asked = Asked(request.POST.get("metric", ""), request.POST.get("retired", ""))
    if not form.is_valid():
        say_problems(request, form)
        return render_choice(request, viewer, person, asked, typed=form)
    choice = choice_for(viewer, person, viewer.on)
    hypothesis, given = _hypothesis(form, choice), form.cleaned_data
    words = Words(given["note"].strip(), given["override"].strip(), reasons_shown(choice, hypothesis))
    try:
        require_override(candidate_of(choice, hypothesis.metric_key), words.override)
        propose(person.key, hypothesis, words, starts_on=next_start(), actor_id=viewer.user_id)
    except (NoRoom, Refused) as refusal:
        messages.error(request, str(refusal))
        return render_choice(request, viewer, person, asked, typed=form)
    tell(request, f"Proposed to {first_name(person.name)}: nothing starts before the answer")
    return redirect("studio:seller", person.slug)


def _hypothesis(form: ProposalForm, choice: Choice) -> Hypothesis:
    """What was typed, with the figures the page worked out beside it. A share is typed as percent."""
    given, target = form.cleaned_data, choice.targets.get(form.cleaned_data["metric"])
    key = given["objective"] or (target.objective_key if target else "")
    objective, stand = definitions().get(key), stand_of(choice, key)
    out_of = stand.of if stand else None
    to = given["objective_to"]
    if to is not None and objective is not None and objective.unit is Unit.SHARE and out_of is None:
        to = to / 100
    share = target.share_of_goal if target and target.objective_key == key else None
    return Hypothesis(
        metric_key=given["metric"],
        target=given["target"],
        per=given["per"],
        quality=given["quality"].strip(),
        objective_key=key,
        objective_from=kept(stand.now if stand else None),
        objective_to=to,
        objective_of=kept(out_of),
        by_on=given["review_on"],
        review_on=given["review_on"],
        goal_share=kept(share),
        retired_key=given["retired"],
    )


def tell(request: HttpRequest, title: str) -> None:
    """Say that something was done, with its undo."""
    say_done(request, title, undo=newest_change_of(request.user.pk or 0))
