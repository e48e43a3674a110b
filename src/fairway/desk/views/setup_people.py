"""People for operations: who is there, who may enter, invitations."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fairway.desk.views.asking import operations_only
from fairway.people import access
from fairway.people.actions.accounts import NoAddress, invite, set_operations
from fairway.people.actions.looking import note_looks
from fairway.people.queries import account_states, everyone_on, names_of


@login_required
def setup_people(request: HttpRequest) -> HttpResponse:
    """Everyone with manager, team and account."""
    viewer = operations_only(request)
    people = everyone_on(viewer.on)
    note_looks(viewer, [person.key for person in people], "people")
    managers = names_of({person.manager_key for person in people if person.manager_key})
    states = account_states([person.key for person in people])
    rows = [(person, managers.get(person.manager_key or 0, ""), states[person.key]) for person in people]
    return render(
        request,
        "desk/setup_people.html",
        {"viewer": viewer, "rows": rows, "link": request.session.pop("invitation", None)},
    )


@login_required
def invite_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a link with which somebody chooses a password. It is shown once, to be handed over."""
    viewer = operations_only(request)
    person = access.person_by_slug(viewer, slug)
    if request.method != "POST":
        raise access.Hidden
    try:
        token = invite(person.key, actor_id=viewer.user_id)
    except NoAddress as problem:
        messages.error(request, f"{problem}: enter one under Place first.")
        return redirect("desk:setup_people")
    request.session["invitation"] = [person.name, request.build_absolute_uri(reverse("invitation", args=[token]))]
    return redirect("desk:setup_people")


@login_required
def change_operations(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody into set-up, or take it back; never from oneself."""
    viewer = operations_only(request)
    person = access.person_by_slug(viewer, slug)
    if request.method != "POST":
        raise access.Hidden
    if person.key == viewer.person_key:
        messages.error(request, "Somebody else in operations has to do that for you.")
    else:
        set_operations(person.key, is_operations="let_in" in request.POST, actor_id=viewer.user_id)
    return redirect("desk:setup_people")
