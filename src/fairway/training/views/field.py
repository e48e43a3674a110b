"""What of training rests on the field: assignments, the portfolio, the certificate, and managers who report to one."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.people import access
from fairway.people.access import viewer_of
from fairway.people.actions.looking import note_looks
from fairway.people.queries import everyone_on, facts_of, managers_among, names_of
from fairway.people.queries.keeping import account_key_of
from fairway.people.types import PersonFacts, Relation, Viewer
from fairway.training.certifying.page import certificate_page
from fairway.training.certifying.queries import newest_certificates
from fairway.training.certifying.rules import NAMES
from fairway.training.curriculum.types import PartKind
from fairway.training.fieldwork import actions
from fairway.training.fieldwork.forms import AnswerForm, HandInForm
from fairway.training.fieldwork.page import PersonPage, people_page, person_page
from fairway.training.fieldwork.portfolio import portfolio_page
from fairway.training.fieldwork.queries import with_assignments
from fairway.training.fieldwork.types import Given, Refused
from fairway.training.helping.page import helping_page
from fairway.training.progress.actions.doing import enrol
from fairway.training.progress.queries import language_of
from fairway.training.views.doors import framed, learner, module_for, part_of
from fairway.training.views.player import NOW, shown
from fairway.web.saying import problems_of, say_done

LOOK = "training"


@login_required
@require_POST
def hand_in(request: HttpRequest, module: str, part: str) -> HttpResponse:
    """Take an assignment, or hand in what was done."""
    viewer, key = learner(request)
    found = module_for(viewer, module, language_of(key))
    step = part_of(found, part)
    if step.kind is not PartKind.ASSIGNMENT:
        raise access.Hidden
    address = redirect(reverse("training:part", args=[found.key, step.key]) + NOW)
    if request.POST.get("do") == "take":
        enrol(key, found.track, on=viewer.on, actor_id=viewer.user_id)
        actions.take(key, found, on=viewer.on)
        return address
    form = HandInForm(request.POST)
    problems: Mapping[str, list[str]] = problems_of(form) if not form.is_valid() else {}
    if not problems:
        try:
            said = form.cleaned_data["said"]
            known = form.cleaned_data["known"]
            facts = actions.hand_in(key, found, said, known=known, on=viewer.on, actor_id=viewer.user_id)
        except Refused as refusal:
            problems = {"said": [str(refusal)]}
        else:
            say_done(request, "Handed in; it counts as done" if facts.is_done else "Handed in", undo=None)
            return address
    return shown(request, viewer, found, step, {"said": str(request.POST.get("said", ""))}, problems)


@login_required
def certificate(request: HttpRequest) -> HttpResponse:
    """What the viewer's certificate rests on, and what is missing; 404 for whoever leads nobody and holds none."""
    viewer, key = _certified(request)
    context = {"proof": certificate_page(key, viewer.on), "leads": access.leads_anyone(viewer)}
    return framed(request, "certificate", viewer, context)


@login_required
def paper(request: HttpRequest) -> HttpResponse:
    """The viewer's certificate on paper; where none holds, what it takes."""
    viewer, key = _certified(request)
    page = certificate_page(key, viewer.on)
    if not page.holds:
        messages.error(request, "There is no certificate to print yet. Here is what it takes.")
        return redirect("training:certificate")
    return framed(request, "paper", viewer, {"proof": page, "who": names_of([key])[key], "names": NAMES})


@login_required
def portfolio(request: HttpRequest) -> HttpResponse:
    """The viewer's own work, to print and to bring to the portfolio talk."""
    viewer, key = learner(request)
    page = portfolio_page(viewer, key)
    note_looks(viewer, {one.person_key for one in page.samples}, "portfolio")
    return framed(request, "portfolio", viewer, {"page": page})


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Managers who report to the viewer and how far they are; for operations everybody who leads somebody."""
    viewer = viewer_of(request)
    led, others = _looked_after(viewer)
    page = people_page(led, others, viewer.on)
    note_looks(viewer, {one.key for one in (*led, *others)}, LOOK)
    return framed(request, "people", viewer, {"page": page, "sees_helping": _may_ask_whether_it_helps(viewer)})


@login_required
def helping(request: HttpRequest) -> HttpResponse:
    """Whether training helps, for operations and whoever leads managers: sums alone."""
    viewer = viewer_of(request)
    if not _may_ask_whether_it_helps(viewer):
        raise access.Hidden
    return framed(request, "helping", viewer, {"page": helping_page(viewer.on)})


@login_required
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """What one manager handed in, for whoever leads them directly."""
    viewer = viewer_of(request)
    return _person(request, viewer, _led_manager(viewer, slug), {}, {})


@login_required
@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Done, or again with what is missing."""
    viewer = viewer_of(request)
    subject = _led_manager(viewer, slug)
    form = AnswerForm(request.POST)
    waiting = {one.facts.key for one in _page(subject, viewer).waiting}
    if "assignment" in form.errors or form.data.get("assignment") not in {str(key) for key in waiting}:
        note_looks(viewer, [subject.key], LOOK)
        messages.error(request, actions.WAITS_NOT)
        return redirect("training:person", slug)
    typed = {name: str(value) for name, value in request.POST.items()}
    if not form.is_valid():
        return _person(request, viewer, subject, typed, problems_of(form))
    clean, by_key = form.cleaned_data, access.require_person(viewer)
    given = Given(clean["assignment"], clean["known"], clean["answer"] == "done", clean["feedback"])
    try:
        actions.answer_assignment(given, by_key=by_key, on=viewer.on, actor_id=viewer.user_id)
    except Refused as refusal:
        return _person(request, viewer, subject, typed, {"feedback": [str(refusal)]})
    note_looks(viewer, [subject.key], LOOK)
    say_done(request, "Answered: done" if given.is_done else "Answered: once more", undo=None)
    return redirect("training:person", slug)


def _certified(request: HttpRequest) -> tuple[Viewer, int]:
    """Whoever leads somebody today, or holds a certificate from when they did."""
    viewer = viewer_of(request)
    key = access.require_person(viewer)
    if not access.leads_anyone(viewer):
        held = newest_certificates([key]).get(key)
        if held is None or not held.holds_on(viewer.on):
            raise access.Hidden
    return viewer, key


def _may_ask_whether_it_helps(viewer: Viewer) -> bool:
    return viewer.is_operations or bool(access.managers_led_by(viewer))


def _looked_after(viewer: Viewer) -> tuple[list[PersonFacts], list[PersonFacts]]:
    """Managers who report to the viewer, with whoever else of theirs took an assignment on, and for operations the
    other managers; Hidden where that is nobody's business.
    """
    managers = access.managers_led_by(viewer)
    more = with_assignments(access.led_directly(viewer) - {one.key for one in managers})
    led = sorted([*managers, *facts_of(more, viewer.on)], key=lambda one: one.name)
    if not led and not viewer.is_operations:
        raise access.Hidden
    if not viewer.is_operations:
        return led, []
    known = {one.key for one in led} | {viewer.person_key}
    everybody = everyone_on(viewer.on)
    leading = managers_among({one.key for one in everybody}, viewer.on)
    return led, [one for one in everybody if one.key in leading and one.key not in known]


def _led_manager(viewer: Viewer, slug: str) -> PersonFacts:
    """Somebody of an address whom the viewer leads directly, who leads somebody today or took an assignment on; Hidden
    for everybody else, operations included.
    """
    subject = access.person_by_slug(viewer, slug)
    is_here = subject.left_on is None or subject.left_on >= viewer.on
    if access.relation(viewer, subject.key) is not Relation.MANAGER or not is_here:
        raise access.Hidden
    if not managers_among({subject.key}, viewer.on) and not with_assignments({subject.key}):
        raise access.Hidden
    return subject


def _page(subject: PersonFacts, viewer: Viewer) -> PersonPage:
    return person_page(subject, account_key_of(subject.key), viewer.on)


def _person(
    request: HttpRequest,
    viewer: Viewer,
    subject: PersonFacts,
    typed: Mapping[str, str],
    problems: Mapping[str, list[str]],
) -> HttpResponse:
    note_looks(viewer, [subject.key], LOOK)
    context = {"page": _page(subject, viewer), "typed": typed, "problems": problems}
    return framed(request, "person", viewer, context)
