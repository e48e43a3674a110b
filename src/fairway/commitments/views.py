"""What waits for somebody, one obstacle, raising one, and saying what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.audit.queries import newest_change_of
from fairway.commitments.actions.answering import close_obstacle, look_again
from fairway.commitments.actions.promising import say_kept
from fairway.commitments.actions.raising import Raised, raise_obstacle
from fairway.commitments.forms import LATER, AnswerForm, RaiseForm, SayForm
from fairway.commitments.owning import cause_at
from fairway.commitments.page import asking_of, hias_of, reason_for, views_of, waits_of, week_before
from fairway.commitments.queries import obstacle, open_commitment, owners_for
from fairway.commitments.types import ObstacleState, Owner, Promise, RaisedAs, Refused
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import Edit, Facet, PersonFacts, Relation, Viewer
from fairway.signs.types import Cause
from fairway.web.going_back import back_or
from fairway.web.saying import say_done, say_problems
from fairway.web.words import day

DONE = {
    ObstacleState.RESOLVED: "It is out of the way",
    ObstacleState.DID_NOT_HELP: "Noted: it was done and did not help",
    ObstacleState.WITHDRAWN: "Withdrawn",
}


@login_required
def obstacles(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer, the oldest first, what they promised, and what waits for others because of them."""
    viewer = viewer_of(request)
    if viewer.person_key is None and not viewer.is_operations:
        raise access.Hidden
    page = waits_of(viewer)
    note_looks(viewer, page.seller_keys, "obstacles")
    return render(request, "commitments/obstacles.html", {"page": page, "viewer": viewer})


@login_required
def one(request: HttpRequest, key: int) -> HttpResponse:
    """One obstacle: what was asked of whom, how old it is, what the counts say, and what became of it."""
    viewer = viewer_of(request)
    found = views_of(viewer, [obstacle(viewer, key)])
    if not found:
        raise access.Hidden
    note_looks(viewer, [found[0].seller.key], "obstacles")
    return render(request, "commitments/obstacle.html", {"one": found[0], "viewer": viewer})


@login_required
def raise_one(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody to remove what is in a seller's way: for a likely reason, or in one's own words."""
    viewer = viewer_of(request)
    person = access.require_edit(viewer, slug, Edit.OBSTACLE)
    owners = owners_for(viewer, person)
    if request.method == "POST" and (answer := _raised(request, viewer, person, owners)) is not None:
        return answer
    note_looks(viewer, [person.key], "obstacles")
    hias = hias_of(person.key, viewer.on)
    metric = request.GET.get("hia", "")
    reason = reason_for(metric, _cause(viewer, person, request.GET.get("reason", "")), hias)
    return render(
        request,
        "commitments/raise.html",
        {
            "person": person,
            "viewer": viewer,
            "is_own": viewer.person_key == person.key,
            "asking": asking_of(reason, owners, viewer.on),
            "hias": hias,
            "hia": metric,
        },
    )


def _raised(request: HttpRequest, viewer: Viewer, person: PersonFacts, owners: list[Owner]) -> HttpResponse | None:
    """Where to go once it was raised; None where the page is to be shown again, with what is wrong."""
    form = RaiseForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return None
    given = form.cleaned_data
    owner = next((one for one in owners if one.token == given["owner"]), None)
    if owner is None or (given["metric"] and given["metric"] not in dict(hias_of(person.key, viewer.on))):
        raise access.Hidden
    raised = Raised(
        promise=Promise(owner, given["what"], given["check_on"]),
        week_on=week_before(viewer.on),
        raised_as=_raised_as(viewer, person),
        metric_key=given["metric"],
        cause=_cause(viewer, person, given["reason"]),
    )
    try:
        raise_obstacle(person.key, raised, on=viewer.on, actor_id=viewer.user_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    title = f"Asked of {_called(viewer, owner)}: look at it again on {day(given['check_on'])}"
    say_done(request, title, undo=newest_change_of(viewer.user_id))
    return back_or(request, reverse("desk:seller", args=[person.slug]))


def _called(viewer: Viewer, owner: Owner) -> str:
    if owner.person_key is not None and owner.person_key == viewer.person_key:
        return "yourself"
    return owner.name or (str(owner.role) if owner.person_key is None else f"the {owner.role}")


def _cause(viewer: Viewer, person: PersonFacts, stated: str) -> Cause | None:
    """A likely reason, from whoever may know of any."""
    return cause_at(stated) if Facet.DIAGNOSES in access.facets(viewer, person.key) else None


def _raised_as(viewer: Viewer, person: PersonFacts) -> RaisedAs:
    relation = access.relation(viewer, person.key)
    as_known = {Relation.SELF: RaisedAs.SELLER, Relation.MANAGER: RaisedAs.MANAGER}
    return as_known.get(relation, RaisedAs.OPERATIONS)


@login_required
@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Whoever may know of an obstacle says what became of it; only those who may raise one withdraw it."""
    viewer = viewer_of(request)
    found = obstacle(viewer, key)
    can_edit = access.may_edit(viewer, found.person_key, Edit.OBSTACLE)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return back_or(request, reverse("commitments:obstacle", args=[key]))
    given = form.cleaned_data
    if given["answer"] == ObstacleState.WITHDRAWN and not can_edit:
        raise access.Hidden
    try:
        if given["answer"] == LATER:
            look_again(key, given["next_on"], outcome=given["outcome"], on=viewer.on, actor_id=viewer.user_id)
            done = f"You look again on {day(given['next_on'])}; its age goes on"
        else:
            state = ObstacleState(given["answer"])
            close_obstacle(key, state, outcome=given["outcome"], on=viewer.on, actor_id=viewer.user_id)
            done = DONE[state]
        say_done(request, done, undo=newest_change_of(viewer.user_id) if can_edit else None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return back_or(request, reverse("commitments:obstacle", args=[key]))


@login_required
@require_POST
def say(request: HttpRequest, key: int) -> HttpResponse:
    """Whoever promised something nobody can count says whether they did it."""
    viewer = viewer_of(request)
    open_commitment(viewer, key)
    form = SayForm(request.POST)
    if not form.is_valid():
        raise access.Hidden
    say_kept(key, is_kept=form.cleaned_data["kept"] == "yes", on=viewer.on, actor_id=viewer.user_id)
    say_done(request, "Noted", undo=None)
    return back_or(request, reverse("commitments:obstacles"))
