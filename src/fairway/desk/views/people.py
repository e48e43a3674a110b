"""Time off, managers and teams, last days; the list of changes with their undo."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.audit.actions import undo_change
from fairway.audit.queries import change as change_line
from fairway.audit.queries import newest_changes
from fairway.audit.types import Change, Outdated
from fairway.desk.forms import LeavingForm, PlaceForm, SecondManagerForm, TimeOffForm
from fairway.desk.views.asking import viewer_of
from fairway.desk.views.carrying import carry_out, follow, form_problems
from fairway.execution.queries import today
from fairway.ledger.actions.rolling import roll_up
from fairway.lib.periods import week_of, weeks_between
from fairway.people import access
from fairway.people.actions.changing import (
    add_absence,
    add_manager,
    end_manager,
    move_person,
    record_leaving,
    remove_absence,
)
from fairway.people.actions.spans import rebuild_spans
from fairway.people.queries import absences_since, account_names, everyone_on, lines_since, organisation
from fairway.people.types import Edit, Facet, LineKind, PersonFacts, Viewer


@login_required
def time_off(request: HttpRequest, slug: str) -> HttpResponse:
    """Days off of one person: entered by the seller, the manager or operations. The kind stays with the person."""
    viewer = viewer_of(request)
    person = access.require_edit(viewer, slug, Edit.TIME_OFF)
    back = reverse("desk:time_off", args=[person.slug])
    sees_kind = Facet.ABSENCE_KIND in access.facets(viewer, person.key)
    if request.method != "POST":
        return render(
            request,
            "desk/time_off.html",
            {
                "person": person,
                "absences": absences_since([person.key], viewer.on).get(person.key, []),
                "viewer": viewer,
                "sees_kind": sees_kind,
                "is_own": viewer.person_key == person.key,
            },
        )
    if request.POST.get("remove", "").isdigit():
        return carry_out(
            request,
            people=[person.key],
            back=back,
            title=f"Days off of {person.name} taken back",
            change=lambda: remove_absence(int(request.POST["remove"]), person_key=person.key, actor_id=viewer.user_id),
        )
    form = TimeOffForm(request.POST)
    if not form.is_valid():
        form_problems(request, form)
        return redirect(back)
    given = form.cleaned_data
    kind = given["kind"] if sees_kind else ""
    return carry_out(
        request,
        people=[person.key],
        back=back,
        title=f"Days off of {person.name} entered",
        change=lambda: add_absence(
            person.key, start_on=given["start_on"], end_on=given["end_on"], kind=kind, actor_id=viewer.user_id
        ),
    )


@login_required
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Where somebody stands: manager, team, acting and second managers, last day. For operations."""
    viewer = viewer_of(request)
    person = access.require_edit(viewer, slug, Edit.PLACE)
    if request.method == "POST":
        return _change_place(request, viewer, person)
    return render(
        request,
        "desk/place.html",
        {
            "person": person,
            "lines": lines_since([person.key], viewer.on).get(person.key, []),
            "viewer": viewer,
            "others": [other for other in everyone_on(viewer.on) if other.key != person.key],
            "today": today(),
        },
    )


def _change_place(request: HttpRequest, viewer: Viewer, person: PersonFacts) -> HttpResponse:
    back, actor = reverse("desk:place", args=[person.slug]), viewer.user_id
    kind = request.POST.get("change", "")
    if kind == "end" and request.POST.get("line", "").isdigit():
        line = int(request.POST["line"])
        return carry_out(
            request,
            people=[person.key],
            back=back,
            title=f"Ended for {person.name}",
            change=lambda: end_manager(line, last_on=today(), actor_id=actor),
        )
    forms = {"move": PlaceForm, "manager": SecondManagerForm, "leaving": LeavingForm}
    form = forms.get(kind, LeavingForm)(request.POST)
    if "manager_key" in form.fields:
        form.fields["manager_key"].choices = [(other.key, other.name) for other in everyone_on(viewer.on)]  # type: ignore[attr-defined]
    if not form.is_valid():
        form_problems(request, form)
        return redirect(back)
    given = form.cleaned_data
    if kind == "move":
        return carry_out(
            request,
            people=[person.key],
            back=back,
            title=f"{person.name} moved",
            then=lambda: sum_again(given["from_on"]),
            change=lambda: move_person(
                person.key,
                manager_key=given["manager_key"],
                team=given["team"],
                from_on=given["from_on"],
                actor_id=actor,
            ),
        )
    if kind == "manager":
        return carry_out(
            request,
            people=[person.key],
            back=back,
            title=f"Manager added for {person.name}",
            then=lambda: sum_again(given["from_on"]),
            change=lambda: add_manager(
                person.key,
                manager_key=given["manager_key"],
                kind=LineKind(given["kind"]),
                from_on=given["from_on"],
                until_on=given["until_on"],
                actor_id=actor,
            ),
        )
    return carry_out(
        request,
        people=[person.key],
        back=back,
        title=f"Last day of {person.name} set",
        change=lambda: record_leaving(person.key, last_on=given["last_on"], actor_id=actor),
    )


def sum_again(from_on: date) -> None:
    """Managers' sums from a day on, after reporting lines changed."""
    starts, now = organisation().week_starts_on, today()
    if from_on <= now:
        roll_up(weeks_between(week_of(from_on, starts), week_of(now, starts)))


@login_required
def changes(request: HttpRequest) -> HttpResponse:
    """What was changed lately, newest first: one's own, for operations everyone's."""
    viewer = viewer_of(request)
    lines = newest_changes(actor_id=None if viewer.is_operations else viewer.user_id)
    names = account_names({line.actor_id for line in lines if line.actor_id})
    shown = [
        (line, names.get(line.actor_id or 0, "operator"), _can_undo(line, viewer))
        for line in lines
        if not line.action.startswith("undo_")
    ]
    return render(request, "desk/changes.html", {"changes": shown, "viewer": viewer})


def _can_undo(line: Change, viewer: Viewer) -> bool:
    return (
        bool(line.detail.get("sheets"))
        and not line.detail.get("is_undone")
        and (viewer.is_operations or line.actor_id == viewer.user_id)
    )


@login_required
@require_POST
def undo(request: HttpRequest, key: int) -> HttpResponse:
    """Take a change back, one's own or, for operations, anybody's."""
    viewer = viewer_of(request)
    line = change_line(key)
    if line is None or not _can_undo(line, viewer):
        raise access.Hidden
    try:
        undo_change(key, actor_id=viewer.user_id)
    except Outdated as problem:
        messages.error(request, f"Not undone: {problem}.")
        return redirect("desk:changes")
    pages = line.detail.get("sheets")
    models = {page["model"] for page in pages} if isinstance(pages, list) else set()
    if "people.ReportingLine" in models:
        rebuild_spans()
    follow(_people_of(line))
    messages.success(request, "Undone: everything is as it was before.")
    return redirect(request.POST.get("back") or "desk:changes")


def _people_of(line: Change) -> set[int]:
    found: set[int] = set()
    pages = line.detail.get("sheets")
    for page in pages if isinstance(pages, list) else []:
        for name, value in page["where"].items():
            if name.startswith("person_id") or name == "pk":
                found |= set(value) if isinstance(value, list) else {value}
    return found
