"""Records behind the numbers of signs: the organisation's words for activities, leads, opportunities."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fairway.desk.hia import rows_page
from fairway.desk.queries import freshness, last_closed_week
from fairway.desk.views.links import crm_link
from fairway.execution.queries import today
from fairway.ledger.queries import records_behind
from fairway.lib.periods import week_from_label, week_label
from fairway.metrics.queries import definitions_for
from fairway.metrics.types import Definition
from fairway.metrics.words import address_of
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.queries import account_names, organisation
from fairway.people.types import PersonFacts
from fairway.records.queries import activity_words
from fairway.signs.measuring import measure_keys
from fairway.signs.queries import measure


def shown_alone() -> Mapping[str, str]:
    """What a sign counts beside a seller's own activities, by key, with its part of an address."""
    return {key: address_of(key) for key in (*activity_words(), *measure_keys())}


def rows(request: HttpRequest, person: PersonFacts, address: str) -> HttpResponse:
    """The records of one of them in a week. Hidden for an address that none has."""
    viewer = viewer_of(request)
    definition = _definition(address)
    week_on = _week(request)
    records = records_behind(definition, person.key, week_on, today(), crm_link)
    return render(
        request,
        "desk/rows.html",
        {
            "page": rows_page(definition.name, week_on, records),
            "person": person,
            "viewer": viewer,
            "is_own": viewer.person_key == person.key,
            "freshness": freshness(),
            "earlier": _at(person, address, week_on - timedelta(days=7)),
            "later": _at(person, address, week_on + timedelta(days=7)) if week_on < last_closed_week() else "",
            "matchers": account_names({by for one in records if one.matched and (by := one.matched.confirmed_by)}),
        },
    )


def _definition(address: str) -> Definition:
    key = next((key for key, slug in shown_alone().items() if slug == address), None)
    if key is None:
        raise access.Hidden
    if key not in measure_keys():
        return definitions_for([key])[key]
    found = measure(key, today())
    if found is None:
        raise access.Hidden
    return found


def _week(request: HttpRequest) -> date:
    label = request.GET.get("week")
    try:
        return week_from_label(label, organisation().week_starts_on) if label else last_closed_week()
    except ValueError as error:
        raise access.Hidden from error


def _at(person: PersonFacts, address: str, week_on: date) -> str:
    return f"{reverse('desk:hia', args=[person.slug, address])}?week={week_label(week_on)}"
