"""Time off, managers and teams, working time, last days."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fairway.desk.forms import (
    AddressForm,
    EndLineForm,
    HandOverForm,
    LeavingForm,
    PatternForm,
    PlaceChangeForm,
    PlaceForm,
    SecondManagerForm,
    StandInForm,
    TimeOffForm,
    keys_sent,
)
from fairway.desk.views.carrying import Order, carry_out
from fairway.execution.actions.recounting import recount_everything
from fairway.execution.queries import today
from fairway.ledger.actions.rolling import follow_lines
from fairway.lib.periods import show_working_days
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions import changing
from fairway.people.actions.accounts import set_address
from fairway.people.actions.looking import note_looks
from fairway.people.queries import absences_since, email_of, everyone_on, lines_since, patterns_of, reports_of
from fairway.people.types import Edit, Facet, LineKind, PersonFacts, Viewer
from fairway.web.saying import say_problems
from fairway.web.timezones import countries, time_zones

Given = dict[str, Any]


@login_required
def time_off(request: HttpRequest, slug: str) -> HttpResponse:
    """Days off of one person: entered by the seller, the manager or operations. The kind stays with the person."""
    viewer = viewer_of(request)
    person = access.require_edit(viewer, slug, Edit.TIME_OFF)
    sees_kind = Facet.ABSENCE_KIND in access.facets(viewer, person.key)
    if request.method == "POST":
        return _change_time_off(request, viewer, person, sees_kind=sees_kind)
    note_looks(viewer, [person.key], "time off")
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


def _change_time_off(request: HttpRequest, viewer: Viewer, person: PersonFacts, *, sees_kind: bool) -> HttpResponse:
    back, actor = reverse("desk:time_off", args=[person.slug]), viewer.user_id
    if "remove" in request.POST:
        [key, *_] = [*keys_sent(request.POST, "remove"), 0]
        change = partial(changing.remove_absence, key, person_key=person.key, actor_id=actor)
        return carry_out(request, Order(change, [person.key], f"Days off of {person.name} taken back", back))
    form = TimeOffForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return redirect(back)
    given = form.cleaned_data
    change = partial(
        changing.add_absence,
        person.key,
        start_on=given["start_on"],
        end_on=given["end_on"],
        kind=given["kind"] if sees_kind else "",
        actor_id=actor,
    )
    title = f"Days off of {person.name} entered"
    return carry_out(request, Order(change, [person.key], title, back, reaches_back_to=given["start_on"]))


@login_required
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Where somebody stands: manager, team, acting and second managers, working time, last day. For operations."""
    viewer = viewer_of(request)
    person = access.require_edit(viewer, slug, Edit.PLACE)
    if request.method == "POST":
        return _change_place(request, viewer, person)
    note_looks(viewer, [person.key], "place")
    patterns = patterns_of([person.key]).get(person.key, [])
    pattern = next((one for one in reversed(patterns) if one.valid_from_on <= viewer.on), None)
    return render(
        request,
        "desk/place.html",
        {
            "person": person,
            "lines": lines_since([person.key], viewer.on).get(person.key, []),
            "viewer": viewer,
            "others": [other for other in everyone_on(viewer.on) if other.key != person.key],
            "reports": len(reports_of(person.key, viewer.on)),
            "pattern": pattern,
            "email": email_of(person.key),
            "working_days": show_working_days(pattern.working_days) if pattern else "Mon-Fri",
            "zones": time_zones(),
            "countries": countries(),
            "today": today(),
        },
    )


def _change_place(request: HttpRequest, viewer: Viewer, person: PersonFacts) -> HttpResponse:
    chosen = PLACE_CHANGES.get(request.POST.get("change", ""))
    if chosen is None:
        raise access.Hidden
    form_class, ordered = chosen
    managers = [(other.key, other.name) for other in everyone_on(viewer.on) if other.key != person.key]
    form = form_class(request.POST, managers=managers)
    if not form.is_valid():
        say_problems(request, form)
        return redirect("desk:place", person.slug)
    return carry_out(request, ordered(person, form.cleaned_data, viewer.user_id))


def _move(person: PersonFacts, given: Given, actor: int) -> Order:
    """Another manager or team."""
    change = partial(
        changing.move_person,
        person.key,
        manager_key=given["manager_key"],
        team=given["team"],
        from_on=given["from_on"],
        actor_id=actor,
    )
    return _of_lines(person, change, [person.key], f"{person.name} moved", given["from_on"])


def _beside(person: PersonFacts, given: Given, actor: int) -> Order:
    """An acting or second manager."""
    change = partial(
        changing.add_manager,
        person.key,
        manager_key=given["manager_key"],
        kind=LineKind(given["kind"]),
        from_on=given["from_on"],
        until_on=given["until_on"],
        actor_id=actor,
    )
    return _of_lines(person, change, [person.key], f"Manager added for {person.name}", given["from_on"])


def _end(person: PersonFacts, given: Given, actor: int) -> Order:
    """The end of an acting or second manager."""
    change = partial(changing.end_manager, person.key, line_key=given["line"], last_on=today(), actor_id=actor)
    return _of_lines(person, change, [person.key], f"Ended for {person.name}", today())


def _stand_in(person: PersonFacts, given: Given, actor: int) -> Order:
    """Somebody acts for this manager with the whole team."""
    change = partial(
        changing.stand_in,
        person.key,
        acting_key=given["manager_key"],
        from_on=given["from_on"],
        until_on=given["until_on"],
        actor_id=actor,
    )
    people = reports_of(person.key, given["from_on"])
    return _of_lines(person, change, list(people), f"Stand-in for {person.name} set", given["from_on"])


def _hand_over(person: PersonFacts, given: Given, actor: int) -> Order:
    """This manager's whole team goes to another one."""
    change = partial(
        changing.hand_over, person.key, to_key=given["manager_key"], from_on=given["from_on"], actor_id=actor
    )
    people = reports_of(person.key, given["from_on"])
    return _of_lines(person, change, list(people), f"Team of {person.name} handed over", given["from_on"])


def _of_lines(person: PersonFacts, change: Callable[[], object], people: list[int], title: str, from_on: date) -> Order:
    return Order(
        change,
        people,
        title,
        back=reverse("desk:place", args=[person.slug]),
        then=follow_lines,
        reaches_back_to=from_on,
    )


def _leaving(person: PersonFacts, given: Given, actor: int) -> Order:
    """A last day."""
    change = partial(changing.record_leaving, person.key, last_on=given["last_on"], actor_id=actor)
    back = reverse("desk:place", args=[person.slug])
    title = f"Last day of {person.name} set" if given["last_on"] else f"Last day of {person.name} taken back"
    return Order(change, [person.key], title, back, reaches_back_to=given["last_on"] or person.left_on)


def _address(person: PersonFacts, given: Given, actor: int) -> Order:
    """The address somebody is invited with."""
    change = partial(set_address, person.key, email=given["email"], actor_id=actor)
    back = reverse("desk:place", args=[person.slug])
    return Order(change, [person.key], f"Address of {person.name} set", back)


def _pattern(person: PersonFacts, given: Given, actor: int) -> Order:
    """Other working time. Another zone moves local days, so everything is counted anew afterwards."""
    hours = changing.WorkingHours(
        given["fte"], given["working_days"], given["timezone"], given["country"], given["region"]
    )
    before = {pattern.timezone for pattern in patterns_of([person.key]).get(person.key, [])} or {""}
    change = partial(changing.change_pattern, person.key, from_on=given["from_on"], hours=hours, actor_id=actor)
    return Order(
        change,
        [person.key],
        f"Working time of {person.name} changed",
        back=reverse("desk:place", args=[person.slug]),
        afterwards=partial(recount_everything, with_local_days=True) if before != {hours.timezone} else lambda: None,
        reaches_back_to=given["from_on"],
    )


PLACE_CHANGES: dict[str, tuple[type[PlaceChangeForm], Callable[[PersonFacts, Given, int], Order]]] = {
    "move": (PlaceForm, _move),
    "manager": (SecondManagerForm, _beside),
    "end": (EndLineForm, _end),
    "stand_in": (StandInForm, _stand_in),
    "hand_over": (HandOverForm, _hand_over),
    "leaving": (LeavingForm, _leaving),
    "pattern": (PatternForm, _pattern),
    "address": (AddressForm, _address),
}
