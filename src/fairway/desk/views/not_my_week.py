"""A seller takes a week out of what is judged: a fair, jury duty. Whoever leads them reads it; they take it back."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.desk.board import closed_week_words
from fairway.desk.forms import NotMyWeekForm, keys_sent
from fairway.diagnosis.actions.refreshing import bring_up
from fairway.execution.queries import shown_weeks
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.changing import RefusedChange, mark_not_my_week, take_back_week
from fairway.people.queries.time import weeks_marked
from fairway.people.types import Facet, PersonFacts, Relation, Viewer
from fairway.web.saying import say_done, say_problems

WEEKS_OPEN = 5  # the running week and four closed ones: later nobody remembers, and others have talked about them


def marks_shown(viewer: Viewer, person: PersonFacts) -> Mapping[str, object]:
    """Marked weeks among those shown, and for the seller those that can be marked. One statement."""
    if Facet.REASONS not in access.facets(viewer, person.key):
        return {"marked_weeks": (), "weeks_to_mark": ()}
    weeks = shown_weeks()
    marked = weeks_marked(person.key, weeks[0])
    taken = {one.week_on for one in marked}
    is_own = access.relation(viewer, person.key) is Relation.SELF
    open_weeks = [week_on for week_on in reversed(weeks[-WEEKS_OPEN:]) if week_on not in taken] if is_own else []
    return {
        "marked_weeks": marked,
        "weeks_to_mark": [(week_on, _words(week_on, weeks[-1])) for week_on in open_weeks],
    }


def _words(week_on: date, running_on: date) -> str:
    days = closed_week_words(week_on, frozenset(range(5)))
    if week_on == running_on:
        return f"This week, {days}"
    return f"Last week, {days}" if week_on == running_on - timedelta(days=7) else days


@login_required
@require_POST
def not_my_week(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark a week, or take a mark back. Nobody but the seller."""
    viewer = viewer_of(request)
    person = access.person_by_slug(viewer, slug)
    if access.relation(viewer, person.key) is not Relation.SELF:
        raise access.Hidden
    back = f"{reverse('desk:me')}#weeks-marked"
    try:
        title = _take_back(request, person) if "take_back" in request.POST else _mark(request, person)
    except RefusedChange as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    if title:
        bring_up([person.key])
        say_done(request, title, undo=None)
    return redirect(back)


def _take_back(request: HttpRequest, person: PersonFacts) -> str:
    [key, *_] = [*keys_sent(request.POST, "take_back"), 0]
    take_back_week(person.key, key=key, actor_id=viewer_of(request).user_id)
    return "The week counts again"


def _mark(request: HttpRequest, person: PersonFacts) -> str:
    form = NotMyWeekForm(request.POST)
    if not form.is_valid():
        say_problems(request, form)
        return ""
    given = form.cleaned_data
    if given["week"] not in shown_weeks()[-WEEKS_OPEN:]:
        raise RefusedChange("Only this week and the four before it can be marked.")
    mark_not_my_week(
        person.key, week_on=given["week"], reason=given["reason"].strip(), actor_id=viewer_of(request).user_id
    )
    return "Marked as not your week: it is neither met nor missed"
