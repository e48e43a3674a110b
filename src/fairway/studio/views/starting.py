"""Starting a team: the sets of roles proposed to everybody who has nothing yet, in two presses."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.execution.queries import next_start
from fairway.metrics.queries import definitions
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import ENDLESS, PersonFacts, Viewer
from fairway.plans.queries import plans_of
from fairway.plans.types import Refused
from fairway.studio.proposals.actions.proposing import Words, propose
from fairway.studio.proposals.queries import proposals_of
from fairway.studio.proposals.rules import candidate_of, reasons_shown, require_override
from fairway.studio.queries import choice_for
from fairway.studio.queries.starting import chosen_sets
from fairway.studio.role_sets import RoleSet
from fairway.studio.starting import Group, groups_of, hypothesis_of
from fairway.studio.types import Candidate
from fairway.studio.views.asking import people_to_start_with
from fairway.web.words import first_name, plural


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Who has nothing yet, by role, with what their role begins with; sent, it is proposed to those who are ticked."""
    viewer = viewer_of(request)
    groups = _groups(viewer)
    note_looks(viewer, [person.key for group in groups for person in group.people], "studio")
    if request.method == "POST":
        return _propose(request, viewer, groups)
    return render(request, "studio/start.html", {"groups": groups, "starts_on": next_start(), "viewer": viewer})


def _groups(viewer: Viewer) -> list[Group]:
    mine = people_to_start_with(viewer)
    keys = [person.key for person in mine]
    chosen = chosen_sets(mine, viewer.on)
    return groups_of(mine, chosen, plans_of(keys, viewer.on, ENDLESS), proposals_of(keys), definitions())


def _propose(request: HttpRequest, viewer: Viewer, groups: list[Group]) -> HttpResponse:
    group = next((one for one in groups if one.role_set.key == request.POST.get("role")), None)
    ticked = set(request.POST.getlist("person"))
    people = [person for person in group.people if person.slug in ticked] if group else []
    if group is None or not people:
        messages.error(request, "Tick at least one seller; whoever has a proposal or a plan by now is not asked again.")
        return redirect("studio:start")
    told: list[str] = []
    asked = sum(_propose_to(viewer, person, group.role_set, told) for person in people)
    if asked:
        messages.success(request, f"{plural(asked, 'proposal')} sent. Nothing starts before the answers.")
    for sentence in told:
        messages.error(request, sentence)
    return redirect("studio:sellers")


def _propose_to(viewer: Viewer, person: PersonFacts, role_set: RoleSet, told: list[str]) -> int:
    """How many acts of a set were proposed to a seller; why another was not is added to `told`."""
    keys = [act.metric_key for act in role_set.acts]
    choice, known, starts_on, asked = choice_for(viewer, person, viewer.on, also=keys), definitions(), next_start(), 0
    for act in role_set.acts:
        try:
            _require_offered(candidate_of(choice, act.metric_key))
            hypothesis = hypothesis_of(act, choice, known, starts_on=starts_on)
            words = Words(reasons=reasons_shown(choice, hypothesis))
            propose(person.key, hypothesis, words, starts_on=starts_on, actor_id=viewer.user_id)
        except Refused as refusal:
            told.append(f"Not proposed to {first_name(person.name)}: {refusal}")
        else:
            asked += 1
    return asked


def _require_offered(candidate: Candidate | None) -> None:
    """Refused for what the studio would not offer this seller: nobody looks at each of many."""
    require_override(candidate, "")
    if candidate is not None and candidate.refusal:
        raise Refused(f"{candidate.name}: {candidate.refusal}".rstrip("."))
