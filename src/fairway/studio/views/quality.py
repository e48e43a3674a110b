"""Samples for review: what waits for a viewer, and one record rated by one side and then shown to both."""

from collections.abc import Collection
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.metrics.queries import definitions
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import account_names, facts_of
from fairway.people.types import Facet, PersonFacts, Viewer
from fairway.plans.types import Refused
from fairway.studio.lesson.queries import sellers_led
from fairway.studio.proposals.wording import name_of
from fairway.studio.quality import queries
from fairway.studio.quality.actions.rating import rate
from fairway.studio.quality.counted import last_closed_week
from fairway.studio.quality.forms import RatingForm
from fairway.studio.quality.page import (
    WEEKS_SHOWN,
    PageFacts,
    beside,
    headline,
    headline_of_counts,
    is_viewers,
    of_seller,
)
from fairway.studio.quality.records import records_told
from fairway.studio.quality.rubrics import rubric_of
from fairway.studio.quality.types import Sample, Side, may_rate, shown_to
from fairway.web.saying import say_done, say_problems
from fairway.web.words import first_name


@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for this viewer: of oneself, of whom one leads directly; for operations how many were rated."""
    viewer = viewer_of(request)
    if viewer.person_key is None and not viewer.is_operations:
        raise access.Hidden
    people = _rated_with(viewer)
    since = last_closed_week() - timedelta(weeks=WEEKS_SHOWN - 1)
    mine = queries.samples_of(people, since)
    known = definitions()
    facts = PageFacts(viewer, last_closed_week(), lambda key: name_of(key, known), records_told(mine))
    sellers = [
        of_seller(person, [one for one in mine if one.person_key == person.key], people[person.key][1], facts)
        for person in (told for told, _ in people.values())
    ]
    others = _counted_only(viewer, since, people) if viewer.is_operations else []
    shown = [one for one in sellers if one.has_any]
    note_looks(viewer, [*(one.person.key for one in shown), *(person.key for person, _, _ in others)], "quality")
    context = {
        "headline": headline(shown) if shown or not others else headline_of_counts(others),
        "sellers": shown,
        "others": others,
        "viewer": viewer,
    }
    return render(request, "studio/quality.html", context)


def _rated_with(viewer: Viewer) -> dict[int, tuple[PersonFacts, Side]]:
    """Of whom this viewer rates samples, by key: oneself first, then whom one leads directly."""
    found = {}
    if viewer.person_key is not None:
        [own] = facts_of([viewer.person_key], viewer.on)
        found[own.key] = (own, Side.SELLER)
        if access.leads_anyone(viewer):
            found |= {person.key: (person, Side.MANAGER) for person in sellers_led(viewer)}
    return found


def _counted_only(viewer: Viewer, since: date, without: Collection[int]) -> list[tuple[PersonFacts, int, int]]:
    """Everybody else with samples, for operations: how many were drawn and how many both rated. No answer."""
    counts = queries.counts_since(since)
    keys = access.visible_keys(viewer, counts.keys() - set(without), Facet.CHOICES)
    people = sorted(facts_of(keys, viewer.on), key=lambda person: person.name)
    return [(person, *counts[person.key]) for person in people]


@login_required
def sample(request: HttpRequest, key: int) -> HttpResponse:
    """One record: what good looks like, the viewer's own rating, and both side by side once both are given."""
    viewer = viewer_of(request)
    found = queries.sample(key)
    if found is None:
        raise access.Hidden
    person = access.person_by_key(viewer, found.person_key, Facet.CHOICES)
    note_looks(viewer, [person.key], "quality")
    side = queries.side_of(viewer, person.key)
    rubric = rubric_of(found.record.metric_key)
    form = RatingForm(rubric, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if side is None:
            raise access.Hidden
        if form.is_valid():
            return _given(request, viewer, found, side, form)
        say_problems(request, form)
    return _shown(request, viewer, (found, person, side), form)


def _given(request: HttpRequest, viewer: Viewer, found: Sample, side: Side, form: RatingForm) -> HttpResponse:
    try:
        rate(found.key, side, form.answers(), form.note(), on=viewer.on, actor_id=viewer.user_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        is_first = not found.ratings
        say_done(request, "Rated: the other side gives theirs without seeing it" if is_first else "Rated", undo=None)
    return redirect("studio:quality_sample", found.key)


def _shown(
    request: HttpRequest, viewer: Viewer, about: tuple[Sample, PersonFacts, Side | None], form: RatingForm
) -> HttpResponse:
    found, person, side = about
    ratings = shown_to(found, side, viewer.user_id, viewer.on)
    mine = ratings.get(side) if side else None
    others = Side.MANAGER if side is Side.SELLER else Side.SELLER
    context = {
        "sample": found,
        "person": person,
        "side": side,
        "is_own": side is Side.SELLER,
        "name": name_of(found.record.metric_key, definitions()),
        "record": records_told([found])[found.key],
        "rubric": rubric_of(found.record.metric_key),
        "rows": beside(found.record.metric_key, ratings) if ratings and found.is_open_on(viewer.on) else (),
        "ratings": ratings,
        "mine": mine,
        "is_mine": side is not None and is_viewers(found, side, viewer),
        "called": _called(viewer, found, person, side),
        "has_other": others in found.ratings,
        "is_over": viewer.on > found.last_on,
        "can_rate": may_rate(found, side, viewer.user_id, viewer.on),
        "answers": form.typed() or (mine.answers if mine else {}),
        "note": form.data.get("note", mine.note if mine else "") if form.is_bound else mine.note if mine else "",
        "viewer": viewer,
    }
    return render(request, "studio/quality_sample.html", context)


def _called(viewer: Viewer, found: Sample, person: PersonFacts, side: Side | None) -> dict[str, str]:
    """What each side is called on the page: "You" where that rating is the viewer's, else by whoever gave it."""
    given = found.ratings.get(Side.MANAGER)
    names = account_names([given.rated_by]) if given is not None and given.rated_by else {}
    called = {
        Side.SELLER: first_name(person.name),
        Side.MANAGER: first_name(next(iter(names.values()), "")) or "The manager",
    }
    if side is Side.SELLER or (side is not None and is_viewers(found, side, viewer)):
        called[side] = "You"
    return {one.value: name for one, name in called.items()}
