"""Pairs of sellers: who offers, who is suggested, the worksheet."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairway.coaching.pairing.actions import (
    answer_pair,
    end_pair,
    offer,
    propose_pair,
    show_worksheet,
    write_worksheet,
)
from fairway.coaching.pairing.forms import OfferForm, ProposeForm, WorksheetForm
from fairway.coaching.pairing.matching import RULE
from fairway.coaching.pairing.page import led_pairs, own_pairing, pair_page, suggested_to
from fairway.coaching.pairing.queries import own_pair, pair
from fairway.coaching.pairing.types import Suggestion
from fairway.coaching.queries.coaches import led_by
from fairway.coaching.types import Refused
from fairway.coaching.views.trying import tried
from fairway.execution.queries import stored_standings
from fairway.execution.types import HiaStanding
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import Facet
from fairway.web.going_back import back_or
from fairway.web.saying import say_done, say_problems


@login_required
def pairs(request: HttpRequest) -> HttpResponse:
    """One's own offers and pairs; for whoever leads sellers also whom to pair."""
    viewer = viewer_of(request)
    own_key = access.require_person(viewer)
    led = led_pairs(viewer)
    own = own_pairing(viewer, _hias(own_key))
    note_looks(viewer, {*led.told, *(key for line in own.pairs for key in line.facts.both)}, "pairing")
    context = {
        "viewer": viewer,
        "pairing": own,
        "led": led,
        "leads": access.leads_anyone(viewer),
        "rule": RULE,
    }
    return render(request, "coaching/pairs.html", context)


def _hias(person_key: int) -> Sequence[HiaStanding]:
    standing = stored_standings([person_key]).get(person_key)
    return standing.hias if standing else ()


@login_required
@require_POST
def make_offer(request: HttpRequest) -> HttpResponse:
    """Offer help with one of one's own activities, ask to be paired on it, or take either back."""
    viewer = viewer_of(request)
    own_key = access.require_person(viewer)
    form = OfferForm(request.POST)
    known = {line.metric_key for line in own_pairing(viewer, _hias(own_key)).offers}
    if not form.is_valid() or (form.chosen and form.cleaned_data["metric"] not in known):
        messages.error(request, "That is not one of your activities.")
        return back_or(request, "coaching:pairs")
    offer(own_key, form.cleaned_data["metric"], form.chosen, on=viewer.on, actor_id=viewer.user_id)
    say_done(request, "Noted; a pair begins only once both of you agree" if form.chosen else "Taken back", undo=None)
    return back_or(request, "coaching:pairs")


@login_required
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Ask two of one's own people whether they would work together; only what is suggested today can be proposed."""
    viewer, form = viewer_of(request), ProposeForm(request.POST)
    if not form.is_valid():
        raise access.Hidden
    two = {name: access.person_by_slug(viewer, form.cleaned_data[name], Facet.NOTES) for name in ("asker", "helper")}
    wish = Suggestion(form.cleaned_data["metric"], two["asker"].key, two["helper"].key)
    led = {seller.key for seller in led_by(viewer)}
    if viewer.person_key in {wish.asker_key, wish.helper_key} or not {wish.asker_key, wish.helper_key} <= led:
        raise access.Hidden
    try:
        if wish not in suggested_to(viewer, led):
            raise Refused("That is not suggested any more. Load the page again.")
        propose_pair(wish, on=viewer.on, actor_id=viewer.user_id)
        say_done(request, "Both are asked", undo=None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coaching:pairs")


@login_required
def pairing(request: HttpRequest, key: int) -> HttpResponse:
    """One pair: the worksheet for its two, how it stands for whoever leads both."""
    viewer = viewer_of(request)
    facts = pair(viewer, key)
    note_looks(viewer, facts.both, "pairing")
    return render(request, "coaching/pairing.html", {"viewer": viewer, "page": pair_page(viewer, facts)})


@login_required
@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Yes or no to a pair that was proposed; no reason is asked for."""
    viewer = viewer_of(request)
    facts, own_key = own_pair(viewer, key)
    is_yes = request.POST.get("answer") == "yes"
    note_looks(viewer, facts.both, "pairing")

    def act() -> None:
        answer_pair(facts.key, own_key, is_yes=is_yes, on=viewer.on, actor_id=viewer.user_id)

    return _then(request, key, act, "You agreed" if is_yes else "You declined; nobody is told by whom")


@login_required
@require_POST
def write(request: HttpRequest, key: int) -> HttpResponse:
    """Save one's own side of the worksheet."""
    viewer = viewer_of(request)
    facts, own_key = own_pair(viewer, key)
    form = WorksheetForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return redirect("coaching:pairing", key)

    def act() -> None:
        write_worksheet(facts.key, own_key, form.answers, form.cleaned_data["tell_on"], on=viewer.on)

    return _then(request, key, act, "Saved")


@login_required
@require_POST
def show(request: HttpRequest, key: int) -> HttpResponse:
    """Let whoever leads both read the worksheet, or no more."""
    viewer = viewer_of(request)
    facts, own_key = own_pair(viewer, key)
    shows = request.POST.get("shows") == "yes"

    def act() -> None:
        show_worksheet(facts.key, own_key, shows=shows, actor_id=viewer.user_id)

    return _then(request, key, act, "It is read once both of you allow it" if shows else "Only the two of you read it")


@login_required
@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    """It ends today, or is proposed no more: by one of the two, or whoever leads both."""
    viewer = viewer_of(request)
    facts = pair(viewer, key)
    by = viewer.person_key if viewer.person_key in facts.both else None
    return _then(request, key, lambda: end_pair(facts.key, on=viewer.on, by=by, actor_id=viewer.user_id), "It is over")


def _then(request: HttpRequest, key: int, act: Callable[[], None], done: str) -> HttpResponse:
    """Do it, and show the pair again with what was refused."""
    tried(request, act, done)
    return redirect("coaching:pairing", key)
