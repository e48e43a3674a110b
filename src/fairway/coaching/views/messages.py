"""What somebody is sent, and where it comes; the organisation's app in Slack."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairway.coaching.actions.choosing import (
    choose_digest,
    choose_summaries,
    choose_way,
    connect_slack,
    disconnect_slack,
)
from fairway.coaching.channels.slack import is_installed, post_slack, workspace_of
from fairway.coaching.channels.teams import post_teams
from fairway.coaching.channels.types import WAY_WORDS, Mail, Undelivered, Way
from fairway.coaching.forms import SlackForm, WayForm
from fairway.coaching.queries.addresses import page_address
from fairway.coaching.queries.messages import choices_of, place_of, slack_app, slack_token
from fairway.lib.home import OtherKey
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.queries import email_of, organisation
from fairway.people.types import Viewer
from fairway.web.saying import say_done, say_problems

HELLO = "What Fairway sends you comes here from now on. It names people: look who else can read this."
FROM_THE_DEMONSTRATION = "Nothing leaves the demonstration, so there is nowhere to send anything."


@login_required
@require_POST
def morning_mail(request: HttpRequest) -> HttpResponse:
    """Turn the morning mail on or off; for whoever leads somebody."""
    viewer, key = _leading(request)
    is_on = request.POST.get("on") == "yes"
    choose_digest(key, is_on=is_on, actor_id=viewer.user_id)
    say_done(request, "The morning mail is on" if is_on else "The morning mail is off", undo=None)
    return redirect("coaching:sessions")


@login_required
@require_POST
def digest_way(request: HttpRequest) -> HttpResponse:
    """Choose where summaries and the morning mail come. A first message goes there at once, so that a wrong place shows
    today.
    """
    viewer = viewer_of(request)
    key = access.require_person(viewer)
    form = WayForm(request.POST, has_workflow=choices_of(key, viewer.on).has_workflow)
    if not form.is_valid():
        say_problems(request, form)
        return redirect("coaching:sessions")
    way, workflow = Way(form.cleaned_data["way"]), form.cleaned_data["workflow"]
    try:
        _greet(way, workflow, key)
    except (Undelivered, LookupError, OtherKey) as problem:
        messages.error(request, f"{problem}. Nothing was changed: messages come where they came before.")
        return redirect("coaching:sessions")
    choose_way(key, way, workflow=workflow, actor_id=viewer.user_id)
    say_done(request, f"What is sent to you comes by {WAY_WORDS[way]}", undo=None)
    return redirect("coaching:sessions")


def _greet(way: Way, workflow: str, person_key: int) -> None:
    """Send a first message the way that was chosen. Undelivered or LookupError where it did not go out."""
    if way is not Way.EMAIL and organisation().is_demonstration:
        raise LookupError(FROM_THE_DEMONSTRATION.removesuffix("."))
    hello = Mail("Fairway", HELLO, page_address("coaching:sessions"))
    if way is Way.SLACK:
        post_slack(slack_token(), email_of(person_key), hello)
    elif way is Way.TEAMS:
        place = place_of(person_key)
        if not workflow and not place.secret:
            raise LookupError((place.refused_why or "Paste the address of your workflow anew").removesuffix("."))
        post_teams(workflow or place.secret, hello)


@login_required
@require_POST
def summaries(request: HttpRequest) -> HttpResponse:
    """Turn one's own summaries of sessions on or off."""
    viewer = viewer_of(request)
    own_key = access.require_person(viewer)
    is_on = request.POST.get("on") == "yes"
    choose_summaries(own_key, is_on=is_on, actor_id=viewer.user_id)
    say_done(request, "Summaries are on" if is_on else "Summaries are off", undo=None)
    return redirect("coaching:sessions")


@login_required
def slack(request: HttpRequest) -> HttpResponse:
    """Connect the organisation's app, give it a new token, or forget it; for operations. A token is tried before it is
    kept.
    """
    viewer = viewer_of(request)
    access.require_operations(viewer)
    if request.method != "POST":
        return _slack_page(request, viewer)
    if "forget" in request.POST:
        disconnect_slack(actor_id=viewer.user_id)
        say_done(request, "Slack is disconnected; its token is forgotten", undo=None)
        return redirect("coaching:slack")
    form = SlackForm(request.POST)
    if organisation().is_demonstration:
        messages.error(request, FROM_THE_DEMONSTRATION)
        return _slack_page(request, viewer)
    if not form.is_valid():
        say_problems(request, form)
        return _slack_page(request, viewer)
    try:
        workspace = workspace_of(form.cleaned_data["token"])
    except Undelivered as problem:
        messages.error(request, f"{problem}. Nothing was changed.")
        return _slack_page(request, viewer)
    connect_slack(form.cleaned_data["token"], workspace=workspace, actor_id=viewer.user_id)
    say_done(request, f"Connected to {workspace}", undo=None)
    return redirect("coaching:slack")


def _slack_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    context = {"viewer": viewer, "slack": slack_app(), "is_installed": is_installed()}
    return render(request, "coaching/slack.html", context)


def _leading(request: HttpRequest) -> tuple[Viewer, int]:
    """The viewer with their key; Hidden for whoever leads nobody."""
    viewer = viewer_of(request)
    if not access.leads_anyone(viewer):
        raise access.Hidden
    return viewer, access.require_person(viewer)
