"""A seller's page, one activity with its rule and records, and the same for oneself."""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fairway.coaching.pairing.page import own_pairing
from fairway.coaching.queries.coaches import coach_of
from fairway.coaching.queries.sessions import to_come
from fairway.desk.coming import coming_of
from fairway.desk.effects import effect_cards
from fairway.desk.hia import hia_page
from fairway.desk.obstacles import obstacles_on
from fairway.desk.queries import freshness, last_closed_week, results_of, week_words
from fairway.desk.reasons import beside_heading, heading_of
from fairway.desk.seller import seller_page
from fairway.desk.views.board import standings_for
from fairway.desk.views.effects import ground_of, shown_landing, what_next
from fairway.desk.views.links import crm_link
from fairway.desk.views.not_my_week import marks_shown
from fairway.desk.views.planning import asked_of, selectable
from fairway.desk.views.reasons import shown_diagnoses, shown_reasons
from fairway.desk.views.rows import rows
from fairway.diagnosis.queries import concluded_about
from fairway.diagnosis.states import stands_of
from fairway.evidence.pilots.page import own_parts
from fairway.execution.queries import next_start, shown_weeks, today
from fairway.execution.types import HiaStanding
from fairway.leadership.adoption.giving_back import filled_for
from fairway.leadership.own.queries import boards_open_to
from fairway.ledger.queries import records_behind
from fairway.ledger.types import RecordBehind
from fairway.lib.periods import week_from_label
from fairway.metrics.describing import rule_in_words
from fairway.metrics.queries import definitions_for
from fairway.metrics.words import address_of
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import account_names, has_read_notice, organisation
from fairway.people.types import Edit, Facet, PersonFacts, Viewer
from fairway.studio.corrections.queries import corrections_of, told_about_own
from fairway.studio.proposals.telling import Told
from fairway.web.words import first_name


@login_required
def seller(request: HttpRequest, slug: str) -> HttpResponse:
    """Is this seller executing? The page the seller sees too."""
    viewer = viewer_of(request)
    person = access.person_by_slug(viewer, slug)
    note_looks(viewer, [person.key], "seller")
    return _render(request, person)


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """One's own page; new sellers meet the notice first."""
    viewer = viewer_of(request)
    if viewer.person_key is None:
        raise access.Hidden
    person = access.person_by_key(viewer, viewer.person_key)
    if not has_read_notice(viewer.person_key):
        return redirect("desk:privacy")
    return _render(request, person)


def _render(request: HttpRequest, person: PersonFacts) -> HttpResponse:
    viewer = viewer_of(request)
    is_own = viewer.person_key == person.key
    standing, concluded = standings_for([person])[person.key], concluded_about([person.key], viewer.on)[person.key]
    ground = ground_of(viewer, person, standing)
    page = seller_page(standing, shown_weeks(), ground, concluded, on=viewer.on)
    shown_keys = {
        key
        for hia in page.standing.hias
        for key in (hia.metric_key, *([hia.objective.metric_key] if hia.objective else []))
    }
    diagnoses = shown_diagnoses(viewer, person, page.standing)
    reasons = shown_reasons(person, page.standing, diagnoses)
    can_plan = access.may_edit(viewer, person.key, Edit.PLAN)
    coming, asked = coming_of(viewer, person)
    tour = {"tour": 2, "tour_name": first_name(person.name), "tour_next": reverse("desk:status_rules") + "?tour=3"}
    return render(
        request,
        "desk/seller.html",
        {
            "page": page,
            "viewer": viewer,
            "is_shared": access.reads_the_same(viewer, person.key),
            "week_words": week_words(),
            "freshness": freshness(),
            "results": results_of([person.key]),
            **what_next(viewer, page.helping, person),
            "own_boards": boards_open_to(viewer) if is_own else (),
            "landing": shown_landing(ground, concluded),
            "can_plan": can_plan,
            "can_enter_time_off": access.may_edit(viewer, person.key, Edit.TIME_OFF),
            "agreements": asked_of(person.key, viewer.on) if is_own else (),
            "coming": coming,
            "pilots": own_parts(viewer, person),
            "corrections": corrections_of(person.key, shown_keys, page.weeks[0]) if shown_keys else {},
            "corrected": told_about_own(viewer, person),
            **obstacles_on(viewer, person, page.standing, diagnoses or {}),
            "reasons": reasons,
            **marks_shown(viewer, person),
            "why_heading": heading_of(reasons) if reasons else "",
            "why_beside": beside_heading(reasons) if reasons else "",
            **_proposed(asked),
            "can_choose": can_plan and not is_own,
            **_talking(viewer, person),
            "pairing": own_pairing(viewer, page.standing.hias) if is_own else None,
            **(tour if request.GET.get("tour") == "2" else {"tour": 0}),
        },
    )


def _talking(viewer: Viewer, person: PersonFacts) -> dict[str, object]:
    """Whether the viewer may prepare a 1:1 with this seller, and whether there is one to come."""
    can_talk = Facet.NOTES in access.facets(viewer, person.key) and coach_of(viewer, person) is not None
    return {"can_talk": can_talk, "has_session": can_talk and to_come(person.key) is not None}


def _proposed(asked: list[Told]) -> dict[str, object]:
    """What waits for this seller's answer, and what a counter may name instead."""
    known = selectable() if asked else ()
    return {"proposed": asked, "selectable": known, "starts_on": next_start(), "back": reverse("desk:me")}


@login_required
def hia(request: HttpRequest, person_slug: str, hia_slug: str) -> HttpResponse:
    """One activity: its weeks, its rule, the records behind a week, and when they were read."""
    viewer = viewer_of(request)
    person = access.person_by_slug(viewer, person_slug, Facet.RECORDS)
    standing = standings_for([person])[person.key]
    found = next((h for h in standing.hias if address_of(h.metric_key) == hia_slug), None)
    note_looks(viewer, [person.key], "records")
    if found is None:
        return rows(request, person, hia_slug)
    week_on = _week(request, found)
    definition = definitions_for([found.metric_key], week_on)[found.metric_key]
    records = records_behind(definition, person.key, week_on, today(), crm_link)
    since = min(mark.week_on for mark in found.weeks) if found.weeks else week_on
    corrections = corrections_of(person.key, [found.metric_key], min(since, week_on)).get(found.metric_key, [])
    page = hia_page(found, week_on, records, shown_weeks(), corrections)
    reasons = shown_reasons(person, standing, shown_diagnoses(viewer, person, standing)) or []
    concluded, ground = concluded_about([person.key], viewer.on)[person.key], ground_of(viewer, person, standing)
    cards = [one for one in effect_cards(stands_of(standing, concluded, viewer.on), ground) if one.slug == hia_slug]
    return render(
        request,
        "desk/hia.html",
        {
            "page": page,
            "person": person,
            "hia_slug": hia_slug,
            "definition": definition,
            "rules": rule_in_words(definition),
            "fields": filled_for(definition),
            "freshness": freshness(),
            "viewer": viewer,
            "is_own": viewer.person_key == person.key,
            "is_shared": access.reads_the_same(viewer, person.key),
            "reasons": next((one for one in reasons if one.slug == hia_slug), None),
            "effect": cards[0] if cards else None,
            "can_plan": access.may_edit(viewer, person.key, Edit.PLAN),
            **what_next(viewer, cards, person),
            "can_match": access.may_edit(viewer, person.key, Edit.MATCH),
            "matchers": _matchers(records),
        },
    )


def _week(request: HttpRequest, standing: HiaStanding) -> date:
    """The week asked for; without one, the one in doubt or the last closed one."""
    label = request.GET.get("week")
    if label:
        try:
            return week_from_label(label, organisation().week_starts_on)
        except ValueError as error:
            raise access.Hidden from error
    doubtful = [mark.week_on for mark in standing.weeks if mark.is_closed and mark.unconfirmed]
    return doubtful[-1] if standing.status == "check_data" and doubtful else last_closed_week()


def _matchers(records: Sequence[RecordBehind]) -> dict[int, str]:
    """Names of the accounts that matched any of the records."""
    return account_names({by for one in records if one.matched and (by := one.matched.confirmed_by)})
