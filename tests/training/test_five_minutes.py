"""Questions that come back, on the page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fairway.people.actions.accounts import account_of
from fairway.people.types import Viewer
from fairway.training.models import Reached, Recall, RecallCard
from fairway.training.recalling.rounds import waiting_practice
from tests.training.people import House, house_of_training, logged_in

pytestmark = pytest.mark.django_db
READ = "/practice/where-you-stand/lesson/read/"
PAGE = "/practice/five-minutes/"


@pytest.fixture
def people(house: object) -> House:
    return house_of_training(timezone.now().date())


@pytest.fixture
def maya(people: House) -> Client:
    return logged_in(people.maya)


def make_due(**how: object) -> RecallCard:
    RecallCard.objects.update(due_at=timezone.now() - timedelta(minutes=5))
    return RecallCard.objects.filter(**how).order_by("pk")[0]


def test_a_lesson_brings_its_questions_two_days_later_and_not_before(maya: Client) -> None:
    assert "Nothing comes back yet" in maya.get(PAGE).content.decode()
    maya.post(READ)
    page = maya.get(PAGE).content.decode()
    assert "The next one comes back" in page
    assert 'name="option"' not in page
    assert RecallCard.objects.count() >= 1


def test_an_answer_is_told_with_its_reason_and_comes_back_later(maya: Client) -> None:
    maya.post(READ)
    card = make_due(question="where-you-stand.two-passes")
    RecallCard.objects.exclude(pk=card.pk).delete()
    sent = {"card": card.pk, "question": card.question, "option": "1", "how": "known"}
    answered = maya.post(f"{PAGE}answer/", sent)
    page = maya.get(answered["Location"].partition("#")[0]).content.decode()
    assert "Right" in page
    assert "That is all for now" in page
    card.refresh_from_db()
    assert card.due_at > timezone.now() + timedelta(days=1)
    assert "About 1 of 1" in page


def test_a_second_press_counts_once_and_a_missing_answer_says_so(maya: Client) -> None:
    maya.post(READ)
    card = make_due(question="where-you-stand.two-passes")
    nothing = maya.post(f"{PAGE}answer/", {"card": card.pk, "question": card.question, "how": "known"})
    assert "Choose one of the answers." in nothing.content.decode()
    for _ in range(2):
        maya.post(f"{PAGE}answer/", {"card": card.pk, "question": card.question, "option": "0", "how": "guessed"})
    assert list(Recall.objects.values_list("is_right", flat=True)) == [False]


def test_nobody_answers_for_somebody_else_or_reads_their_answer(maya: Client, people: House) -> None:
    maya.post(READ)
    card = make_due(question="where-you-stand.two-passes")
    maya.post(f"{PAGE}answer/", {"card": card.pk, "question": card.question, "option": "1"})
    own = Recall.objects.get()
    lena = logged_in(people.lena)
    assert "Your last answer" not in lena.get(f"{PAGE}?after={own.pk}").content.decode()
    lena.post(f"{PAGE}answer/", {"card": card.pk, "question": card.question, "option": "1"})
    assert Recall.objects.count() == 1


def test_the_morning_mail_says_how_many_come_back_until_they_are_answered(
    maya: Client, people: House, settings: Any
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://fairway.example"]
    viewer = Viewer(
        user_id=account_of(people.maya.pk).pk, person_key=people.maya.pk, is_operations=False, on=timezone.now().date()
    )
    assert waiting_practice(viewer) == ""
    maya.post(READ)
    assert waiting_practice(viewer) == ""
    card = make_due(question="where-you-stand.two-passes")
    RecallCard.objects.exclude(pk=card.pk).delete()
    where = f"https://fairway.example{PAGE}"
    assert waiting_practice(viewer) == f"For yourself: 1 question of your training comes back: {where}"
    maya.post(f"{PAGE}answer/", {"card": card.pk, "question": card.question, "option": "1", "how": "known"})
    assert waiting_practice(viewer) == ""


def test_a_seller_finds_no_practice_of_managers(people: House) -> None:
    for address in ("/practice/", PAGE, "/practice/where-you-stand/", "/practice/peer-circle/"):
        assert logged_in(people.sam).get(address).status_code == 404
    assert not Reached.objects.exists()
