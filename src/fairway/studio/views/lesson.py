"""The first lesson: a page for each step, left and taken up again at will. Nobody but the learner sees an answer."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairway.metrics.queries import definitions
from fairway.metrics.types import MetricClass
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import person_facts
from fairway.people.types import ENDLESS, PersonFacts, Viewer
from fairway.plans.queries import plans_of
from fairway.studio.forms import OneToOneForm
from fairway.studio.lesson.actions.learning import finish, keep_consents, keep_seller, keep_sorted
from fairway.studio.lesson.actions.planning import Written, plan_one_to_one
from fairway.studio.lesson.agenda import LENGTHS, TITLES
from fairway.studio.lesson.ending import chosen_headline, chosen_words, things_for_leaders, things_to_do
from fairway.studio.lesson.queries import agenda_for, agreed_by, first_meeting_day, lesson_of
from fairway.studio.lesson.so_far import LessonSoFar
from fairway.studio.lesson.types import Step, Topic
from fairway.studio.overview import Row, overview_of
from fairway.studio.proposals.queries import proposals_of
from fairway.studio.sorting import SURVEY
from fairway.studio.views.choosing import tell
from fairway.web.saying import say_problems
from fairway.web.words import first_name, long_day

USUAL_HOUR = "10:00"


@login_required
def lesson(request: HttpRequest) -> HttpResponse:
    """The way in: the five steps, how long each takes, and where it goes on."""
    viewer = viewer_of(request)
    return _page(request, "studio/lesson.html", viewer, lesson_of(viewer), None)


@login_required
def measured(request: HttpRequest) -> HttpResponse:
    """Step 1: sort some metrics, and be told why each belongs where it does."""
    viewer = viewer_of(request)
    so_far = lesson_of(viewer)
    if request.method == "POST":
        given = _given(request, [one.drawn.key for one in so_far.metrics], {one.value for one in MetricClass})
        keep_sorted(_learner(viewer), given)
        return redirect("studio:lesson_measured")
    return _page(request, "studio/lesson_measured.html", viewer, so_far, Step.MEASURED, survey=SURVEY)


@login_required
def consent(request: HttpRequest) -> HttpResponse:
    """Step 2: the consent test on six situations."""
    viewer = viewer_of(request)
    so_far = lesson_of(viewer)
    if request.method == "POST":
        keep_consents(
            _learner(viewer), _given(request, [one.situation.key for one in so_far.situations], {"yes", "no"})
        )
        return redirect("studio:lesson_consent")
    return _page(request, "studio/lesson_consent.html", viewer, so_far, Step.CONSENT)


@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """Step 3: one of one's own sellers, and from here into the studio. Whether it is done is read from proposals."""
    viewer = viewer_of(request)
    so_far = _with_sellers(viewer)
    if request.method == "POST":
        person = next((one for one in so_far.sellers if one.slug == request.POST.get("seller")), None)
        if person is None:
            raise access.Hidden
        keep_seller(_learner(viewer), person.key)
        return redirect("studio:seller", person.slug)
    note_looks(viewer, [person.key for person in so_far.sellers], "studio")
    at = so_far.at(Step.CHOOSE)
    headline = chosen_headline(so_far, is_done=at is not None and at.is_done)
    context = {"rows": _rows(viewer, so_far), "headline": headline}
    return _page(request, "studio/lesson_choose.html", viewer, so_far, Step.CHOOSE, **context)


def _rows(viewer: Viewer, so_far: LessonSoFar) -> tuple[Row, ...]:
    """What each seller needs next, as the studio's own list has it."""
    keys = [person.key for person in so_far.sellers]
    proposals, plans = proposals_of(keys), plans_of(keys, viewer.on, ENDLESS)
    return overview_of(so_far.sellers, proposals, plans, definitions(), on=viewer.on).rows


@login_required
def one_to_one(request: HttpRequest) -> HttpResponse:
    """Step 4: day, order, question and one's own commitment, beside what the board says of the seller today."""
    viewer = viewer_of(request)
    so_far = _with_sellers(viewer)
    if so_far.seller is None:
        if request.method == "POST":
            raise access.Hidden
        return _page(request, "studio/lesson_one_to_one.html", viewer, so_far, Step.ONE_TO_ONE)
    form = None
    if request.method == "POST":
        form = OneToOneForm(request.POST, now=timezone.now(), zone=_zone(viewer))
    if form is not None and form.is_valid():
        _plan(viewer, so_far.seller, form)
        tell(request, f"Planned: {first_name(so_far.seller.name)} reads the same page")
        return redirect("studio:lesson_one_to_one")
    if form is not None:
        say_problems(request, form)
    note_looks(viewer, [so_far.seller.key], "one to one")
    context = _one_to_one(viewer, so_far, so_far.seller, form.data if form is not None else {})
    return _page(request, "studio/lesson_one_to_one.html", viewer, so_far, Step.ONE_TO_ONE, **context)


def _one_to_one(viewer: Viewer, so_far: LessonSoFar, seller: PersonFacts, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows: what was typed, else what is planned and still to come, else what is suggested."""
    agenda, now, zone = agenda_for(viewer, seller), timezone.now(), _zone(viewer)
    to_come = so_far.planned if so_far.planned and so_far.planned.starts_at >= now else None
    local = to_come.starts_at.astimezone(zone) if to_come else None
    order = to_come.topics if to_come else tuple(Topic)
    suggested = {
        "on": local.date().isoformat() if local else first_meeting_day(seller.key, viewer.on).isoformat(),
        "at": f"{local:%H:%M}" if local else USUAL_HOUR,
        "minutes": str(to_come.minutes if to_come else LENGTHS[0]),
        "question": to_come.question if to_come else agenda.question,
        "commitment": to_come.commitment if to_come else "",
        **{f"place_{topic}": str(place) for place, topic in enumerate(order, start=1)},
    }
    shown = {name: typed.get(name, value) for name, value in suggested.items()}
    return {
        "agenda": agenda,
        "typed": shown,
        "titles": TITLES,
        "lengths": LENGTHS,
        "to_come": to_come,
        "today": now.astimezone(zone).date(),
        "zone": str(zone),
        "when": f"{long_day(local)}, {local:%H:%M}" if local else "",
    }


def _plan(viewer: Viewer, seller: PersonFacts, form: OneToOneForm) -> None:
    given = form.cleaned_data
    written = Written(
        starts_at=form.starts_at,
        minutes=int(given["minutes"]),
        topics=form.topics,
        branch=agenda_for(viewer, seller).branch,
        question=given["question"].strip(),
        commitment=given["commitment"].strip(),
    )
    plan_one_to_one(seller.key, written, actor_id=viewer.user_id)


@login_required
def next_step(request: HttpRequest) -> HttpResponse:
    """Step 5: what was done, two things for this week, and the end."""
    viewer = viewer_of(request)
    so_far = lesson_of(viewer)
    if request.method == "POST":
        if any(not one.is_done for one in so_far.steps if one.step is not Step.NEXT):
            return redirect("studio:lesson")
        finish(_learner(viewer))
        return redirect("studio:lesson_next")
    rows = _rows(viewer, so_far)
    if so_far.sellers:
        things = things_to_do(so_far, rows, timezone.now())
    else:
        agreed = agreed_by([_learner(viewer)]).get(_learner(viewer))
        leads = bool(access.managers_led_by(viewer))
        things = things_for_leaders(leads_managers=leads, agreed_on=agreed.on if agreed else None)
    named = {row.person.key for row in rows if row.person.slug in {thing.of for thing in things}}
    note_looks(viewer, named | ({so_far.seller.key} if so_far.seller else set()), "studio")
    words = chosen_words(so_far, definitions())
    context = {"zone": _zone(viewer), "things": things, "chosen_words": words}
    return _page(request, "studio/lesson_next.html", viewer, so_far, Step.NEXT, **context)


def _page(
    request: HttpRequest, template: str, viewer: Viewer, so_far: LessonSoFar, step: Step | None, **more: Any
) -> HttpResponse:
    """One page of the lesson; Hidden where the step is none for this viewer."""
    at = so_far.at(step) if step else None
    if step is not None and at is None:
        raise access.Hidden
    if so_far.seller is not None and step is None:
        note_looks(viewer, [so_far.seller.key], "studio")
    following = so_far.after(step) if step else so_far.open_step
    return render(request, template, {"so_far": so_far, "at": at, "following": following, "viewer": viewer, **more})


def _with_sellers(viewer: Viewer) -> LessonSoFar:
    so_far = lesson_of(viewer)
    if not so_far.sellers:
        raise access.Hidden
    return so_far


def _given(request: HttpRequest, keys: list[str], known: set[str]) -> dict[str, str]:
    """The answers in a form, each under the key of what it is about; anything else in it is passed over."""
    return {key: answer for key in keys if (answer := request.POST.get(f"answer-{key}", "")) in known}


def _learner(viewer: Viewer) -> int:
    if viewer.person_key is None:
        raise access.Hidden
    return viewer.person_key


def _zone(viewer: Viewer) -> ZoneInfo:
    return ZoneInfo(person_facts(_learner(viewer), viewer.on).timezone)
