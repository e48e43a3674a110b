"""Not executing: why? What the pages of a seller show of it, and the seller's own answer."""

from collections.abc import Collection
from datetime import date
from functools import cache

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.desk.forms import AnswerForm
from fairway.desk.reasons import Diagnoses, Reasons, RowsAt, reasons_of
from fairway.desk.views.rows import shown_alone
from fairway.diagnosis.actions.answering import NothingAsked, Saying, say, withdraw
from fairway.diagnosis.queries import stored_diagnoses
from fairway.diagnosis.types import ASKED_ABOUT, Diagnosis
from fairway.execution.types import SellerStanding
from fairway.lib.periods import week_label
from fairway.metrics.words import address_of
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.types import Facet, PersonFacts, Relation, Viewer
from fairway.signs.types import Cause
from fairway.web.going_back import back_or
from fairway.web.saying import say_done, say_problems

OPEN_WITH = frozenset({Facet.DIAGNOSES, Facet.REASONS})  # signs and answers stand together: with both, or not at all


def shown_diagnoses(viewer: Viewer, person: PersonFacts, standing: SellerStanding) -> Diagnoses | None:
    """Why HIAs are short, in doubt or away; None for a viewer who may not know. One statement, none where none is."""
    if not access.facets(viewer, person.key) >= OPEN_WITH:
        return None
    return stored_diagnoses([person.key]) if any(hia.status in ASKED_ABOUT for hia in standing.hias) else {}


def shown_reasons(person: PersonFacts, standing: SellerStanding, diagnoses: Diagnoses | None) -> list[Reasons] | None:
    """For every HIA that is short, in doubt or away; None without any diagnoses that may be known."""
    return None if diagnoses is None else reasons_of(standing, diagnoses, _rows_at(person, standing))


def _rows_at(person: PersonFacts, standing: SellerStanding) -> RowsAt:
    """Addresses of the records behind numbers: of this seller's own activities, and of whatever else signs count."""
    own = {hia.metric_key for hia in standing.hias}
    others = cache(shown_alone)  # read only where a sign names one

    def at(key: str, week_on: date) -> str | None:
        if key not in own and key not in others():
            return None
        return f"{reverse('desk:hia', args=[person.slug, address_of(key)])}?week={week_label(week_on)}"

    return at


@login_required
@require_POST
def answer(request: HttpRequest, person_slug: str, hia_slug: str) -> HttpResponse:
    """The seller says what it was, changes it or takes it back. Nobody else can."""
    viewer = viewer_of(request)
    person = access.person_by_slug(viewer, person_slug)
    if access.relation(viewer, person.key) is not Relation.SELF:
        raise access.Hidden
    metric_key = _asked(stored_diagnoses([person.key]).values(), hia_slug)
    back = f"{reverse('desk:me')}#why"
    if "withdraw" in request.POST:
        withdraw(person.key, metric_key, actor_id=viewer.user_id)
        say_done(request, "Your answer is taken back", undo=None)
        return back_or(request, back)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return back_or(request, back)
    given = form.cleaned_data
    saying = Saying(metric_key, Cause(given["cause"]) if given["cause"] else None, given["text"].strip())
    try:
        say(person.key, saying, actor_id=viewer.user_id)
    except NothingAsked:
        messages.error(request, "The week has turned meanwhile: nothing is asked about it any more.")
        return redirect(back)
    say_done(request, "Your answer stands above the signs", undo=None)
    return back_or(request, back)


def _asked(diagnoses: Collection[Diagnosis], hia_slug: str) -> str:
    """The metric of an address, if there is anything to answer about it."""
    found = next((one.metric_key for one in diagnoses if address_of(one.metric_key) == hia_slug), None)
    if found is None:
        raise access.Hidden
    return found
