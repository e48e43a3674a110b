"""Plans of many sellers at once: one set for a team, and lines pasted from a sheet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fairway.desk.actions import preview
from fairway.desk.forms import PasteForm, TeamForm
from fairway.desk.objections import objections_about, reason_missing
from fairway.desk.views.carrying import STAYS, Order, carry_out, make, override_of, sent_on, tell
from fairway.desk.views.planning import planned_for, selectable
from fairway.execution.queries import next_start
from fairway.metrics.queries import definitions, own_definitions
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import identifiers_of
from fairway.people.types import PersonFacts, Viewer
from fairway.plans.actions.changing import apply_to_people, save_template
from fairway.plans.actions.pasting import add_pasted
from fairway.plans.pasting import Known, PastedLine, folded, read_lines
from fairway.plans.queries import templates
from fairway.plans.types import PastedPlan, PlanDraft, Refused, TemplateFacts
from fairway.records.queries import activity_words
from fairway.web.saying import say_problems
from fairway.web.words import plural


@login_required
def team(request: HttpRequest) -> HttpResponse:
    """The same HIAs for a whole team, from the next week on; a set may be kept as a template."""
    viewer = viewer_of(request)
    editable = planned_for(viewer)
    if request.method != "POST":
        return _team_page(request, viewer, editable)
    back = reverse("desk:team")
    form = TeamForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return redirect(back)
    given = form.cleaned_data
    members = [person.key for person in editable if person.team == given["team"]]
    drafts = [PlanDraft(*line) for line in form.chosen()]
    if given["save_as"] and not given["team"]:
        return _keep(request, given["save_as"], drafts)
    if not members:
        messages.error(request, "Nobody you plan for is in that team.")
        return redirect(back)
    objections = objections_about(editable, [(key, draft.metric_key) for key in members for draft in drafts])
    change = partial(
        apply_to_people,
        members,
        drafts=drafts,
        starts_on=next_start(),
        actor_id=viewer.user_id,
        override=override_of(request) if objections else "",
    )
    return carry_out(
        request,
        Order(
            change,
            people=members,
            title=f"{given['team']}: plans of {len(members)} set",
            back=reverse("desk:sellers"),
            afterwards=partial(_keep, request, given["save_as"], drafts) if given["save_as"] else lambda: None,
            objections=objections,
        ),
    )


def _team_page(request: HttpRequest, viewer: Viewer, editable: Sequence[PersonFacts]) -> HttpResponse:
    kept = templates()
    chosen = next((one for one in kept if str(one.key) == request.GET.get("template")), None)
    return render(
        request,
        "desk/team.html",
        {
            "teams": sorted({person.team for person in editable}),
            "selectable": selectable(),
            "viewer": viewer,
            "starts_on": next_start(),
            "chosen": request.GET.get("team", ""),
            "templates": kept,
            "template": chosen,
            "lines": [*_offered(chosen), None, None, None][:3],
        },
    )


def _offered(template: TemplateFacts | None) -> list[PlanDraft]:
    """What a set of a template still may be: a metric that was retired since is left out."""
    known = definitions() if template else {}
    return [
        draft
        for draft in (template.drafts if template else ())
        if draft.metric_key not in known or not known[draft.metric_key].is_retired
    ]


def _keep(request: HttpRequest, name: str, drafts: Sequence[PlanDraft]) -> HttpResponse:
    try:
        save_template(name, drafts)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Kept as the template {name}.")
    return redirect("desk:team")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was pasted, as far as it was understood."""

    text: str
    replaces: bool
    lines: tuple[PastedLine, ...]
    wanted: tuple[PastedPlan, ...]
    problems: Mapping[int, str]  # by line number

    @property
    def people(self) -> set[int]:
        return {plan.person_key for plan in self.wanted}


@login_required
def paste(request: HttpRequest) -> HttpResponse:
    """Many plans at once, pasted from a sheet. What can be taken is previewed; the rest stays in the box with its
    reasons.
    """
    viewer = viewer_of(request)
    people = planned_for(viewer)
    if request.method != "POST":
        return _paste_page(request, people, {"text": request.session.pop("pasted", "")})
    form = PasteForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return _paste_page(request, people, {})
    sheet = _understood(form.cleaned_data["lines"], people, replaces=form.cleaned_data["replaces"])
    if "edit" in request.POST:
        return _paste_page(request, people, {"text": sheet.text, "replaces": sheet.replaces})
    refused: dict[int, str] = {}
    override = ""

    def change() -> None:
        refused.clear()
        refused.update(
            add_pasted(
                sheet.wanted,
                starts_on=next_start(),
                actor_id=viewer.user_id,
                replaces=sheet.replaces,
                override=override,
            )
        )

    effects = preview(change, sheet.people) if sheet.wanted else []
    wanted = [plan for plan in sheet.wanted if plan.number not in refused]
    objections = objections_about(people, [(plan.person_key, plan.draft.metric_key) for plan in wanted])
    override = override_of(request) if objections else ""
    left = {**sheet.problems, **refused}
    told = [(line, left[line.number]) for line in sheet.lines if line.number in left]
    taken = sum(1 for line in sheet.lines if line.plans and line.number not in left)
    is_confirmed = "confirm" in request.POST
    missing = reason_missing(objections, override) if is_confirmed else ""
    if missing:
        messages.error(request, missing)
    if not effects or missing or not is_confirmed:
        note_looks(viewer, [effect.person_key for effect in effects], "preview")
        found = {"text": sheet.text, "replaces": sheet.replaces, "problems": told, "effects": effects, "taken": taken}
        found |= {"objections": objections, "override": override}
        return _paste_page(request, people, {**found, "hidden": sent_on(request), "is_read": True})
    make(Order(change, sheet.people, title="", back=""))
    tell(request, f"{plural(taken, 'line')} taken in")
    request.session["pasted"] = _left_over(sheet, {line.number for line, _ in told})
    return redirect("desk:paste" if told else "desk:sellers")


def _understood(text: str, people: Sequence[PersonFacts], *, replaces: bool) -> Sheet:
    """The lines read. Where plans are replaced, somebody with a line that cannot be taken keeps what they have."""
    lines = read_lines(text, _known(people))
    problems = {line.number: line.problem for line in lines if line.problem}
    if replaces:
        held = {line.person_key: line.number for line in lines if line.problem and not line.is_repeat}
        for line in lines:
            if line.plans and line.person_key in held:
                problems[line.number] = f"the seller keeps what they have until line {held[line.person_key]} is clear"
    wanted = tuple(plan for line in lines if line.number not in problems for plan in line.plans)
    return Sheet(text, replaces, tuple(lines), wanted, problems)


def _known(people: Sequence[PersonFacts]) -> Known:
    """What the lines may call sellers and activities. Where the catalogue and the organisation call two by one name,
    the organisation's own is meant: it is the one its board shows.
    """
    names: dict[str, set[int]] = defaultdict(set)
    for word, keys in identifiers_of([person.key for person in people]).items():
        names[folded(word)] |= set(keys)
    metrics: dict[str, set[str]] = defaultdict(set)
    # What is retired comes last, and is meant only where nothing else is called so.
    for definition in sorted(definitions().values(), key=lambda one: one.is_retired):
        for word in (definition.key, str(definition.name), *definition.aliases):
            if not (definition.is_retired and metrics[folded(word)]):
                metrics[folded(word)].add(definition.key)
    own = activity_words().keys() | own_definitions().keys()
    meant = {word: sorted(keys & own or keys) for word, keys in metrics.items()}
    return Known({name: sorted(keys) for name, keys in names.items()}, meant)


def _left_over(sheet: Sheet, numbers: set[int]) -> str:
    """The lines that were not taken, with their headings, ready to be mended."""
    if not numbers:
        return ""
    kept = numbers | {line.number for line in sheet.lines if line.is_heading}
    return "".join(f"{line.text}\n" for line in sheet.lines if line.number in kept)


def _paste_page(request: HttpRequest, people: Sequence[PersonFacts], found: dict[str, Any]) -> HttpResponse:
    context = {
        "viewer": viewer_of(request),
        "starts_on": next_start(),
        "text": "",
        "replaces": False,
        "problems": [],
        "effects": [],
        "taken": 0,
        "hidden": [],
        "objections": [],
        "override": "",
        "is_read": False,
        "past": STAYS,
        "selectable": selectable(),
        "example": people[0].name if people else "Maria Silva",
    }
    return render(request, "desk/paste.html", {**context, **found})
