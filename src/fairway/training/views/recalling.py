"""Five minutes a week: questions that come back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairway.people.types import Viewer
from fairway.training.curriculum.reading import curriculum, peer_circle, recall_questions
from fairway.training.curriculum.rendering import html_of
from fairway.training.progress.queries import language_of
from fairway.training.progress.types import Moved
from fairway.training.recalling.actions import recall as take
from fairway.training.recalling.queries import last_answer
from fairway.training.recalling.rounds import this_round
from fairway.training.views.doors import framed, learner, proof_for, sent


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
