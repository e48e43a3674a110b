"""Matching records that may be missing in a count: seen by whom they are about, by who leads them, by operations.

The seller and operations match; a manager proposes, and nothing changes before the seller says so.
"""

from collections.abc import Collection
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fairway.desk.matching import MatchPage, match_page
from fairway.desk.views.board import standings_for
from fairway.desk.views.links import crm_link
from fairway.diagnosis.actions.refreshing import bring_up
from fairway.diagnosis.missing import Missing, missing_records, records_of_matches
from fairway.diagnosis.queries import stored_diagnoses
from fairway.execution.queries import today
from fairway.execution.types import HiaStanding
from fairway.metrics.queries import definitions_for
from fairway.metrics.words import address_of
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import account_names
from fairway.people.types import Edit, Facet, PersonFacts, Relation, Viewer
from fairway.records.actions.matching import (
    NotThere,
    confirm_matches,
    match_records,
    propose_matches,
    refuse_matches,
    unmatch_records,
)
from fairway.records.actions.publishing import LakeBusy
from fairway.records.queries import activity_words, matches_of
from fairway.web.saying import say_done
from fairway.web.words import plural

BUSY = "Records are being read just now: nothing was matched. Try again in a minute."


def matches_itself(viewer: Viewer, person: PersonFacts) -> bool:
    """Whether what this viewer ticks counts at once; a manager's ticks are a proposal."""
    return viewer.is_operations or access.relation(viewer, person.key) is Relation.SELF


@login_required
def match(request: HttpRequest, person_slug: str, hia_slug: str) -> HttpResponse:
    """Records that may belong to an activity: all ticked, and one button."""
    viewer = viewer_of(request)
    person = access.person_by_slug(viewer, person_slug, Facet.RECORDS)
    if not access.may_edit(viewer, person.key, Edit.MATCH):
        raise access.Hidden
    standing = standings_for([person])[person.key]
    hia = next((one for one in standing.hias if address_of(one.metric_key) == hia_slug), None)
    if hia is None:
        raise access.Hidden
    note_looks(viewer, [person.key], "records")
    missing = _missing(person, hia, today())
    if request.method == "POST":
        return _changed(request, person, hia, missing)
    return render(request, "desk/match.html", {"page": _page(viewer, person, hia, missing), "viewer": viewer})


def _missing(person: PersonFacts, hia: HiaStanding, on: date) -> Missing:
    found = stored_diagnoses([person.key]).get((person.key, hia.metric_key))
    if found is None:
        return Missing(())
    definition = definitions_for([hia.metric_key])[hia.metric_key]
    return missing_records(definition, found, activity_words(), on=on, link=crm_link)


def _page(viewer: Viewer, person: PersonFacts, hia: HiaStanding, missing: Missing) -> MatchPage:
    kept = matches_of(person.key, hia.metric_key)
    definition = definitions_for([hia.metric_key])[hia.metric_key]
    behind = records_of_matches(definition, kept, on=today(), link=crm_link)
    names = account_names({key for one in kept for key in (one.by, one.confirmed_by) if key})
    page = match_page(hia, missing, kept, behind, names)
    return MatchPage(
        person=person,
        hia=hia,
        hia_slug=address_of(hia.metric_key),
        is_own=viewer.person_key == person.key,
        counts_at_once=matches_itself(viewer, person),
        offered=page.offered,
        matched=page.matched,
        why_not=missing.why_not,
        usual=missing.usual,
    )


def _changed(request: HttpRequest, person: PersonFacts, hia: HiaStanding, missing: Missing) -> HttpResponse:
    viewer, ticked = viewer_of(request), set(request.POST.getlist("record"))
    back = reverse("desk:match", args=[person.slug, address_of(hia.metric_key)])
    try:
        if request.POST.get("do") == "undo":
            if not matches_itself(viewer, person):
                raise access.Hidden
            done = unmatch_records(person.key, ticked, actor_id=viewer.user_id)
            title = f"{plural(done, 'match', 'matches')} taken back"
        elif matches_itself(viewer, person):
            done = _matched(viewer, person, hia, missing, ticked)
            title = f"{plural(done, 'record')} matched to {hia.name}"
            back = f"{_home(viewer, person)}#why"
        else:
            drafts = [one.draft for one in missing.records if one.record_id in ticked]
            done = propose_matches(person.key, drafts, actor_id=viewer.user_id)
            say_done(request, f"{plural(done, 'match', 'matches')} proposed to {person.name}", undo=None)
            return redirect(back)
    except LakeBusy:
        messages.error(request, BUSY)
        return redirect(request.path)
    except NotThere as problem:
        messages.error(request, f"Nothing was matched: {problem}.")
        return redirect(request.path)
    if done:
        bring_up([person.key], with_counts=True)
        say_done(request, title, undo=None)
    else:
        messages.info(request, "Nothing was ticked: nothing changed.")
    return redirect(back)


def _matched(viewer: Viewer, person: PersonFacts, hia: HiaStanding, missing: Missing, ticked: Collection[str]) -> int:
    """What was ticked counts; what a manager proposed and was not ticked is refused."""
    proposed = {one.record_id for one in matches_of(person.key, hia.metric_key) if one.confirmed_at is None}
    drafts = [one.draft for one in missing.records if one.record_id in ticked and one.record_id not in proposed]
    done = match_records(person.key, drafts, actor_id=viewer.user_id)
    done += confirm_matches(person.key, proposed.intersection(ticked), actor_id=viewer.user_id)
    refuse_matches(person.key, proposed.difference(ticked), actor_id=viewer.user_id)
    return done


def _home(viewer: Viewer, person: PersonFacts) -> str:
    return reverse("desk:me") if viewer.person_key == person.key else reverse("desk:seller", args=[person.slug])
