"""Answers to proposals, by the side each waits for; taking one back; what a review decides."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.evidence.conclusions.queries import last_verdicts
from fairway.execution.queries import next_start
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.types import Facet, PersonFacts, Viewer
from fairway.plans.types import Refused
from fairway.studio.forms import AnswerForm, CounterForm, ReviewForm
from fairway.studio.in_force import seen_of
from fairway.studio.proposals.actions.proposing import Words, accept, counter, withdraw
from fairway.studio.proposals.actions.reviewing import Reviewed, review
from fairway.studio.proposals.queries import proposal
from fairway.studio.proposals.rules import candidate_of, require_override, stand_of
from fairway.studio.proposals.types import Answer, Decision, Proposal, Seen
from fairway.studio.queries import choice_for
from fairway.studio.views.asking import may_propose, require_proposer
from fairway.studio.views.choosing import tell
from fairway.web.going_back import back_or
from fairway.web.saying import say_problems
from fairway.web.words import first_name


def _found(viewer: Viewer, key: int) -> tuple[Proposal, PersonFacts]:
    """A proposal with whom it is about, if the viewer may know of it; Hidden otherwise."""
    found = proposal(key)
    if found is None:
        raise access.Hidden
    return found, access.person_by_key(viewer, found.person_key, Facet.CHOICES)


def _back(request: HttpRequest, person: PersonFacts) -> HttpResponse:
    """To the page the form stood on: the studio, or the seller's own week."""
    return back_or(request, reverse("studio:seller", args=[person.slug]))


@login_required
@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """The seller accepts or counters; a counter is accepted by the manager, who else proposes again."""
    viewer = viewer_of(request)
    found, person = _found(viewer, key)
    is_own = viewer.person_key == person.key
    if is_own is found.is_by_seller or not (is_own or may_propose(viewer, person.key)):
        raise access.Hidden
    form = AnswerForm(request.POST)
    if not form.is_valid() or (form.cleaned_data["answer"] == "counter" and not is_own):
        raise access.Hidden
    try:
        if form.cleaned_data["answer"] == "accept":
            starts_on = next_start()
            accept(key, starts_on=starts_on, as_seller=is_own, actor_id=viewer.user_id)
            tell(request, f"Agreed: it begins on {starts_on:%a %-d %b %Y}")
        elif _counter(request, viewer, found, person):
            tell(request, "Your counter waits for your manager: nothing has started")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request, person)


def _counter(request: HttpRequest, viewer: Viewer, found: Proposal, person: PersonFacts) -> bool:
    """Whether a counter could be taken. Another activity is held to the same tests as the manager's."""
    form = CounterForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return False
    given, before = form.cleaned_data, found.hypothesis
    is_other = given["metric"] != before.metric_key
    if is_other:
        require_override(candidate_of(choice_for(viewer, person, viewer.on), given["metric"]), "")
    changed = replace(
        before,
        metric_key=given["metric"],
        target=given["target"],
        per=given["per"],
        quality=given["quality"].strip() if "quality" in request.POST else "" if is_other else before.quality,
        goal_share=None,  # was worked out for what the manager proposed
    )
    words = Words(given["note"].strip(), "" if is_other else found.override, found.reasons)
    counter(found.key, changed, words, starts_on=next_start(), actor_id=viewer.user_id)
    return True


@login_required
@require_POST
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """Withdraw one's own side's proposal before it is answered."""
    viewer = viewer_of(request)
    found, person = _found(viewer, key)
    is_own = viewer.person_key == person.key
    if is_own is not found.is_by_seller or not (is_own or may_propose(viewer, person.key)):
        raise access.Hidden
    try:
        withdraw(key, as_seller=is_own, actor_id=viewer.user_id)
        tell(request, "Withdrawn")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request, person)


@login_required
@require_POST
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """What a review decides about an HIA in force, with the reason."""
    viewer = viewer_of(request)
    found, person = _found(viewer, key)
    require_proposer(viewer, person.key)
    if found.answer is not Answer.ACCEPTED:
        raise access.Hidden
    form = ReviewForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return redirect("studio:seller", person.slug)
    given, hypothesis = form.cleaned_data, found.hypothesis
    decision = Decision(given["decision"])
    reviewed = Reviewed(
        decision=decision,
        reason=given["reason"].strip(),
        next_on=given["next_on"],
        objective_now=stand_of(choice_for(viewer, person, viewer.on), hypothesis.objective_key),
        target=given["target"],
        quality=given["quality"].strip(),
        seen=_seen(viewer, person, hypothesis.metric_key),
    )
    try:
        review(key, reviewed, starts_on=next_start(), actor_id=viewer.user_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("studio:seller", person.slug)
    tell(request, DECIDED[decision].format(name=first_name(person.name)))
    if decision is Decision.SWAP:
        address = reverse("studio:seller", args=[person.slug])
        return redirect(f"{address}?let_go={hypothesis.metric_key}#candidates")
    return redirect("studio:seller", person.slug)


def _seen(viewer: Viewer, person: PersonFacts, metric_key: str) -> Seen | None:
    """What the page said of whether it helps."""
    newest = last_verdicts(person.key, viewer.on).get(metric_key)
    return seen_of(newest) if newest and newest.is_current else None


DECIDED = {
    Decision.KEEP: "Kept, and reviewed again on the day you chose",
    Decision.TUNE: "Proposed to {name}: the old number holds until the answer",
    Decision.RAISE_QUALITY: "Proposed to {name}: the old rule holds until the answer",
    Decision.SWAP: "Noted: now choose what comes in its place",
    Decision.RETIRE: "Retired with the end of this week",
}
