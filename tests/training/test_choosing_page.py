"""A manager chooses for simulated sellers in the browser's words: answers, reads why, leaves, goes on and ends."""

import re
from html import unescape

import pytest
from django.test import Client

from fairway.studio.tests.office import Office, opened
from fairway.training.choosing.making import case_of
from fairway.training.choosing.picking import levels
from fairway.training.choosing.reasoning import answer_key
from fairway.training.choosing.types import AnswerKey, Grade
from fairway.training.models import Attempt, Reached

PAGE = "/practice/choose-for-sellers/six-sellers/"
CASES = 6


@pytest.fixture
def mona(house: object, monkeypatch: pytest.MonkeyPatch) -> Client:
    office: Office = opened(monkeypatch)
    return office.clients["mona"]


def begun(client: Client, seed: int = 7) -> Attempt:
    client.post(f"{PAGE}begin/")
    Attempt.objects.update(seed=seed)
    return Attempt.objects.get()


def told(client: Client) -> str:
    response = client.get(PAGE)
    assert response.status_code == 200
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


def key_at(attempt: Attempt, place: int) -> AnswerKey:
    return answer_key(case_of(f"{attempt.seed}.{place}", levels(attempt.level, CASES)[place]))


def answered(client: Client, attempt: Attempt, place: int, grade: Grade) -> None:
    first = key_at(attempt, place).keys_of(grade)[0]
    sent = {"number": str(place), "first": first, "second": "none", "sure": "85"}
    assert client.post(f"{PAGE}answer/", sent).status_code == 302


def test_six_best_choices_pass_and_count_as_done(mona: Client) -> None:
    attempt = begun(mona)
    for place in range(CASES):
        answered(mona, attempt, place, Grade.BEST)
    page = told(mona)
    assert "Passed" in page
    assert "6.00 of 6 points, needs 4.20; the best one chosen first in 6 of 6." in page
    assert Reached.objects.filter(module="choose-for-sellers", part="six-sellers").count() == 1


def test_six_wrong_choices_do_not_pass_and_can_be_tried_again(mona: Client) -> None:
    attempt = begun(mona)
    for place in range(CASES):
        answered(mona, attempt, place, Grade.WRONG)
    page = told(mona)
    assert "Not yet" in page
    assert "Try it again" in page
    assert not Reached.objects.filter(part="six-sellers").exists()


def test_the_reasons_come_before_the_next_case_and_name_every_metric(mona: Client) -> None:
    attempt = begun(mona)
    before = told(mona)
    key = key_at(attempt, 0)
    assert all(judged.option.name in before for judged in key.judged)
    assert not any(judged.why in before for judged in key.judged)
    assert "Case 1 of 6, level 1 of 5" in before
    answered(mona, attempt, 0, Grade.WRONG)
    page = told(mona)
    assert page.index("Every one of them, with its reason") < page.index("Case 2 of 6")
    assert all(judged.why in page for judged in key.judged)
    assert all(sentence in page for sentence in key.steps.values())
    assert "The activity studio, asked the same case, puts" in page
    assert page.count('id="now"') == page.count('id="next"') == 1


def test_it_is_gone_on_with_where_it_was_left(mona: Client) -> None:
    attempt = begun(mona)
    answered(mona, attempt, 0, Grade.BEST)
    page = told(mona)
    assert mona.post(f"{PAGE}begin/").status_code == 302
    assert Attempt.objects.count() == 1
    csrf = r'name="csrfmiddlewaretoken" value="\w+"'
    assert re.sub(csrf, "", told(mona)) == re.sub(csrf, "", page)
    assert "Case 2 of 6" in page


def test_a_refused_answer_keeps_what_was_chosen_and_says_why_at_the_field(mona: Client) -> None:
    attempt = begun(mona)
    first = key_at(attempt, 0).best.key
    response = mona.post(f"{PAGE}answer/", {"number": "0", "first": first, "second": first, "sure": "60"})
    page = re.sub(r"\s+", " ", response.content.decode())
    assert "Choose another one as the second, or none." in page
    assert re.search(rf'name="first" value="{first}"[^>]* checked', page)
    assert re.search(r'name="sure" value="60" checked', page)
    assert Attempt.objects.get().answers == []


def test_an_answer_sent_twice_counts_once(mona: Client) -> None:
    attempt = begun(mona)
    answered(mona, attempt, 0, Grade.BEST)
    answered(mona, attempt, 0, Grade.WRONG)
    kept = Attempt.objects.get().answers
    assert [one["first"] for one in kept] == [key_at(attempt, 0).best.key]
