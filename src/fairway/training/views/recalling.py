"""Five minutes a week: questions that come back."""

from datetime import UTC, datetime, time, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fairway.lib.periods import week_of, zone
from fairway.people.queries import organisation
from fairway.people.types import Viewer
from fairway.training.curriculum.reading import curriculum, peer_circle, recall_questions
from fairway.training.curriculum.rendering import html_of
from fairway.training.progress.queries import language_of
from fairway.training.progress.types import Moved
from fairway.training.recalling.actions import recall as take
from fairway.training.recalling.page import round_of
from fairway.training.recalling.queries import answered_since, answers_lately, cards_of, last_answer
from fairway.training.recalling.types import Round
from fairway.training.views.doors import framed, learner, proof_for, sent

WEEK = timedelta(days=7)


def this_round(viewer: Viewer, key: int) -> Round:
    """What comes back to the viewer this week of the organisation."""
    home = organisation()
    week_on = week_of(viewer.on, home.week_starts_on)
    own = zone(home.timezone)
    began_at, week_ends_at = (datetime.combine(day, time.min, own).astimezone(UTC) for day in (week_on, week_on + WEEK))
    questions = recall_questions(language_of(key))
    done, lately = answered_since(key, began_at), answers_lately(key)
    return round_of(cards_of(key), questions, timezone.now(), done=done, week_ends_at=week_ends_at, lately=lately)


@login_required
def recall(request: HttpRequest) -> HttpResponse:
    """The question that is asked now, with what the last answer was worth."""
    viewer, key = learner(request)
    return _shown(request, viewer, key, {})


@login_required
@require_POST
def recall_answer(request: HttpRequest) -> HttpResponse:
    """An answer from memory, said to be known or guessed."""
    viewer, key = learner(request)
    given = sent(request)
    question = recall_questions(language_of(key)).get(given.get("question", ""))
    card, option = given.get("card", ""), given.get("option", "")
    if question is None or not card.isdecimal():
        messages.error(request, "That is not asked at the moment.")
        return redirect("training:recall")
    if not option.isdecimal() or int(option) >= len(question.options):
        return _shown(request, viewer, key, {"option": ["Choose one of the answers."]})
    try:
        answer = take(key, int(card), question, int(option), is_guess=given.get("how") == "guessed")
    except Moved as moved:
        messages.error(request, str(moved))
        return redirect("training:recall")
    return redirect(f"{reverse('training:recall')}?after={answer}#now")


@login_required
def circle(request: HttpRequest) -> HttpResponse:
    """The guide of the monthly peer circle."""
    viewer, key = learner(request)
    return framed(request, "peer_circle", viewer, {"html": html_of(peer_circle(language_of(key)))})


def _shown(request: HttpRequest, viewer: Viewer, key: int, problems: dict[str, list[str]]) -> HttpResponse:
    language = language_of(key)
    after = last_answer(key, request.GET.get("after", ""), recall_questions(language))
    titles = {one.key: one.title for one in curriculum(language).values()}
    context = {
        "round": this_round(viewer, key),
        "after": after,
        "titles": titles,
        "problems": problems,
        "proof": proof_for(viewer, key),
    }
    return framed(request, "recall", viewer, context)
