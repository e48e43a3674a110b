"""Reviews of a leader with a manager: the list, one review, and every press in it."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fairway.leadership.packs.files import forms_here
from fairway.leadership.reviews.actions import (
    Wish,
    answer_promise,
    call_off_review,
    count_question,
    hold_review,
    make_review_promise,
    move_review,
    open_review,
    plan_review,
    take_promise_back,
    talk_about,
    unopen_review,
)
from fairway.leadership.reviews.balance import TREND, minutes_of, questions_of
from fairway.leadership.reviews.forms import KeptForm, PlanReviewForm, ReviewPromiseForm
from fairway.leadership.reviews.kinds import kinds
from fairway.leadership.reviews.page import ListPage, list_page, review_page, zone_of
from fairway.leadership.reviews.queries import promise, review
from fairway.leadership.reviews.types import Refused
from fairway.leadership.views.doors import framed
from fairway.lib.periods import local_day
from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.types import Viewer
from fairway.web.fields import TimeForm
from fairway.web.going_back import back_or
from fairway.web.saying import WHOLE_FORM, problems_of, say_done
from fairway.web.sent import NOTHING_SENT, SentForm, sent_form
from fairway.web.words import moment

LOOK = "review"
OWN_CLOCK = "times"  # the part of a page that looks again by itself


@login_required
def reviews(request: HttpRequest) -> HttpResponse:
    """The viewer's reviews, what was promised in them, what the time went to; a leader plans one here."""
    viewer = viewer_of(request)
    page, sent = list_page(viewer), NOTHING_SENT
    if request.method == "POST":
        answer = _planned(request, viewer, page)
        if isinstance(answer, HttpResponse):
            return answer
        sent = answer
    note_looks(viewer, page.told_of, LOOK)
    context = {
        "page": page,
        "kinds": kinds(),
        "sent": sent,
        "newest": TREND,
        "minutes_of": minutes_of,
        "questions_of": questions_of,
        "day_of": lambda at: local_day(at, page.zone),
    }
    return framed(request, "reviews", viewer, context)


def _planned(request: HttpRequest, viewer: Viewer, page: ListPage) -> HttpResponse | SentForm:
    """Where to go once it is planned; what was typed, with what is wrong, where the page is to be shown again. Hidden
    for whoever leads no managers.
    """
    if not page.managers:
        raise access.Hidden
    choices = [(one.person.slug, one.person.name) for one in page.managers]
    form = PlanReviewForm(request.POST, zone=ZoneInfo(page.zone), managers=choices)
    if not form.is_valid():
        return sent_form("plan", request.POST, problems_of(form))
    manager = next(one.person for one in page.managers if one.person.slug == form.cleaned_data["manager"])
    wish = Wish(access.require_person(viewer), manager.key, form.cleaned_data["kind"], form.starts_at)
    try:
        key = plan_review(wish, actor_id=viewer.user_id)
    except Refused as refusal:
        return sent_form("plan", request.POST, {WHOLE_FORM: [str(refusal)]})
    say_done(request, f"Planned for {moment(form.starts_at, page.zone)}", undo=None)
    return redirect("leadership:review", key)


@login_required
def one(request: HttpRequest, key: int) -> HttpResponse:
    """One review, for its two alone."""
    return shown_review(request, key, NOTHING_SENT)


def shown_review(request: HttpRequest, key: int, sent: SentForm) -> HttpResponse:
    """The page, with what a refused form had."""
    viewer = viewer_of(request)
    facts = review(viewer, key)
    if not _looks_again(request):
        note_looks(viewer, facts.both, LOOK)
    page = review_page(viewer, facts, timezone.now())
    return render(
        request, "leadership/review.html", {"page": page, "viewer": viewer, "sent": sent, "forms": forms_here()}
    )


def _looks_again(request: HttpRequest) -> bool:
    """Whether a page that is open, and was written down as a look, asks for its clock."""
    return bool(request.headers.get("HX-Request")) and request.headers.get("HX-Target") == OWN_CLOCK


@login_required
@require_POST
def change(request: HttpRequest, key: int, do: str) -> HttpResponse:
    """It begins, it was begun by mistake, it is over, it is called off."""
    viewer = viewer_of(request)
    facts = review(viewer, key)
    act: Mapping[str, tuple[Callable[[], None], str]] = {
        "begin": (lambda: open_review(key, on=viewer.on, actor_id=viewer.user_id), "It has begun"),
        "back": (lambda: unopen_review(key, actor_id=viewer.user_id), "It is planned again"),
        "finish": (lambda: hold_review(key, actor_id=viewer.user_id), "Held"),
        "call-off": (lambda: call_off_review(key, actor_id=viewer.user_id), "Called off"),
    }
    if do not in act:
        raise access.Hidden
    return _then(request, facts.key, *act[do], to="leadership:reviews" if do == "call-off" else "")


@login_required
@require_POST
def move(request: HttpRequest, key: int) -> HttpResponse:
    """Another time for a review that has not begun."""
    viewer = viewer_of(request)
    review(viewer, key)
    zone = zone_of(viewer)
    form = TimeForm(request.POST, zone=ZoneInfo(zone))
    if not form.is_valid():
        return shown_review(request, key, sent_form("move", request.POST, problems_of(form)))
    try:
        move_review(key, form.starts_at, actor_id=viewer.user_id)
    except Refused as refusal:
        return shown_review(request, key, sent_form("move", request.POST, {WHOLE_FORM: [str(refusal)]}))
    say_done(request, f"Moved to {moment(form.starts_at, zone)}", undo=None)
    return redirect("leadership:review", key)


@login_required
@require_POST
def press(request: HttpRequest, key: int) -> HttpResponse:
    """What is talked about from now on, or a question more or less under an item. Nothing else is sent."""
    facts = review(viewer_of(request), key)
    item, what = request.POST.get("item", ""), request.POST.get("press", "")

    def act() -> None:
        if what in {"question", "less"}:
            count_question(facts.key, item, takes_back=what == "less")
        else:
            talk_about(facts.key, item)

    return _then(request, facts.key, act, "", at=f"#item-{item}" if item else "")


@login_required
@require_POST
def promised(request: HttpRequest, key: int) -> HttpResponse:
    """The leader promises the manager something. Hidden for the manager."""
    viewer = viewer_of(request)
    facts = review(viewer, key)
    if viewer.person_key != facts.leader_key:
        raise access.Hidden
    form = ReviewPromiseForm(request.POST)
    if not form.is_valid():
        return shown_review(request, key, sent_form("promise", request.POST, problems_of(form)))
    given = form.cleaned_data
    try:
        make_review_promise(key, given["what"], given["by_on"], on=viewer.on, actor_id=viewer.user_id)
    except Refused as refusal:
        return shown_review(request, key, sent_form("promise", request.POST, {WHOLE_FORM: [str(refusal)]}))
    say_done(request, "Written down", undo=None)
    return redirect(f"{reverse('leadership:review', args=[key])}#promises")


@login_required
@require_POST
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """A promise goes that was written down by mistake. Hidden for everybody but who promised it."""
    viewer = viewer_of(request)
    made, facts = promise(viewer, key)
    if viewer.person_key != facts.leader_key:
        raise access.Hidden
    return _then(request, facts.key, lambda: take_promise_back(made.key, actor_id=viewer.user_id), "Taken back")


@login_required
@require_POST
def say(request: HttpRequest, key: int) -> HttpResponse:
    """The manager says whether a promise was kept. Hidden for everybody else."""
    viewer = viewer_of(request)
    made, facts = promise(viewer, key)
    form = KeptForm(request.POST)
    if viewer.person_key != facts.manager_key or not form.is_valid():
        raise access.Hidden
    try:
        answer_promise(made.key, form.cleaned_data["kept"], on=viewer.on, actor_id=viewer.user_id)
        say_done(request, "Noted; both of you see it", undo=None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return back_or(request, "leadership:reviews")


def _then(
    request: HttpRequest, key: int, act: Callable[[], None], done: str, *, to: str = "", at: str = ""
) -> HttpResponse:
    """Do it, and show the review again, at a place of it, with what was refused; or another page."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("leadership:review", key)
    if done:
        say_done(request, done, undo=None)
    return redirect(to) if to else redirect(f"{reverse('leadership:review', args=[key])}{at}")
