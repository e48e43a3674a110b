"""The player: every module, its parts one after the other, and exercises that can be left and gone on with."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.people import access
from fairway.people.types import Viewer
from fairway.training.curriculum.rendering import html_of, sources_of
from fairway.training.curriculum.types import Exercise, Module, Part, PartKind
from fairway.training.exercises.kinds import KINDS
from fairway.training.exercises.types import Unanswered
from fairway.training.fieldwork.page import own_assignment, waiting_for
from fairway.training.fieldwork.queries import assignment_of
from fairway.training.page import practice_page
from fairway.training.progress.actions.doing import GROWN, begin_attempt, enrol, leave_attempt, reach
from fairway.training.progress.actions.doing import answer as take_answer
from fairway.training.progress.queries import (
    SHOWN_ATTEMPTS,
    ended_attempts,
    language_of,
    newest_attempt,
    open_attempt,
    standing_of,
)
from fairway.training.progress.types import Moved
from fairway.training.recalling.rounds import this_round
from fairway.training.views.doors import framed, learner, module_for, part_of, proof_for, sent, tracks_for

NOW = "#now"  # where the page goes on after an answer


@login_required
def practice(request: HttpRequest) -> HttpResponse:
    """Every module the viewer can take, and what is next."""
    viewer, key = learner(request)
    page = practice_page(tracks_for(viewer), standing_of(key), language_of(key))
    led = access.managers_led_by(viewer)
    context = {
        "page": page,
        "proof": proof_for(viewer, key),
        "sees_people": viewer.is_operations or bool(led),
        "round": this_round(viewer, key),
        "waiting": waiting_for(key, {one.key for one in led}),
    }
    return framed(request, "practice", viewer, context)


@login_required
def module(request: HttpRequest, module: str) -> HttpResponse:
    """One module: what one can do after it, its parts, and where one is."""
    viewer, key = learner(request)
    found = module_for(viewer, module, language_of(key))
    standing = standing_of(key)
    own = assignment_of(key, found.key)
    next_part = standing.next_part(found)
    if next_part is not None and next_part.kind is PartKind.ASSIGNMENT and own is not None and own.waits:
        next_part = None  # it is somebody else's turn
    context = {"module": found, "standing": standing, "next": next_part, "own": own}
    return framed(request, "module", viewer, context)


@login_required
def part(request: HttpRequest, module: str, part: str) -> HttpResponse:
    """One part of a module: a text, an exercise, or the assignment."""
    viewer, key = learner(request)
    found = module_for(viewer, module, language_of(key))
    return shown(request, viewer, found, part_of(found, part), {}, {})


@login_required
@require_POST
def read(request: HttpRequest, module: str, part: str) -> HttpResponse:
    """A text was read: on to the next part."""
    viewer, key = learner(request)
    found = module_for(viewer, module, language_of(key))
    done = part_of(found, part)
    if done.kind is not PartKind.TEXT:
        raise access.Hidden
    enrol(key, found.track, on=viewer.on, actor_id=viewer.user_id)
    reach(key, found, done.key)
    then = found.after(done.key)
    return redirect("training:part", found.key, then.key) if then else redirect("training:module", found.key)


@login_required
@require_POST
def begin(request: HttpRequest, module: str, part: str) -> HttpResponse:
    """Begin an exercise, or go on with it; `anew` gives up the one that goes on."""
    viewer, key = learner(request)
    found = module_for(viewer, module, language_of(key))
    exercise = part_of(found, part).exercise
    if exercise is None:
        raise access.Hidden
    enrol(key, found.track, on=viewer.on, actor_id=viewer.user_id)
    going_on = open_attempt(key, found, exercise.key)
    if going_on is not None and request.POST.get("anew"):
        leave_attempt(going_on.key, key)
    begin_attempt(key, found, exercise)
    return redirect(reverse("training:part", args=[found.key, exercise.key]) + NOW)


@login_required
@require_POST
def answer(request: HttpRequest, module: str, part: str) -> HttpResponse:
    """An answer to what an exercise asks now."""
    viewer, key = learner(request)
    found = module_for(viewer, module, language_of(key))
    step = part_of(found, part)
    if step.exercise is None:
        raise access.Hidden
    attempt, given = open_attempt(key, found, step.key), sent(request)
    which, number = given.pop("attempt", ""), given.pop("number", "")
    address = redirect(reverse("training:part", args=[found.key, step.key]) + NOW)
    if attempt is None:
        messages.error(request, "Nothing is asked at the moment. Begin the exercise.")
        return address
    try:
        if which not in {"", str(attempt.key)} or number != str(len(attempt.answers)):
            raise Moved(GROWN)  # begun anew, or answered, in another window
        take_answer(key, found, step, attempt, given)
    except Moved as moved:
        messages.error(request, str(moved))
    except Unanswered as refusal:
        return shown(request, viewer, found, step, given, {name: [words] for name, words in refusal.by_field.items()})
    return address


def shown(
    request: HttpRequest,
    viewer: Viewer,
    found: Module,
    step: Part,
    typed: Mapping[str, str],
    problems: Mapping[str, list[str]],
) -> HttpResponse:
    """A part of a module, with what was typed and what is wrong with it."""
    key = access.require_person(viewer)
    standing = standing_of(key)
    context: dict[str, Any] = {
        "module": found,
        "part": step,
        "standing": standing,
        "then": standing.open_after(found, step.key),
        "typed": typed,
        "problems": problems,
    }
    if step.exercise is not None:
        context["proof"] = proof_for(viewer, key)
        return framed(request, "exercise", viewer, {**context, **_exercise(key, found, step.exercise)})
    context |= {"html": html_of(step.markdown), "sources": sources_of(found, step)}
    if step.kind is PartKind.ASSIGNMENT:
        context["own"] = own_assignment(key, found, viewer.on)
    return framed(request, step.kind.value, viewer, context)


def _exercise(key: int, found: Module, exercise: Exercise) -> Mapping[str, Any]:
    kind = KINDS[exercise.kind]
    attempt = newest_attempt(key, found, exercise.key)
    return {
        "attempt": attempt,
        "shown": kind.page(exercise, attempt) if attempt is not None else None,
        "outcome": kind.outcome(exercise, attempt) if attempt is not None and attempt.is_over else None,
        "ended": list(reversed(ended_attempts(key, found.key, exercise.key)))[:SHOWN_ATTEMPTS],
        "kind": exercise.kind,
    }
