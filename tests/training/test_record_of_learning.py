"""Statements reach a record of learning once each, whatever happens on the way."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from fairway.people.models import Person
from fairway.training.models import Statement
from fairway.training.standards.actions import send_statements
from tests.training.people import House, house_of_training, logged_in
from tests.training.record_store import KEY, SECRET, RecordStore, running_store

pytestmark = pytest.mark.django_db
READ = "/practice/where-you-stand/lesson/read/"
PACKAGES = "/practice/packages/"


@pytest.fixture
def people(house: object) -> House:
    return house_of_training(timezone.now().date())


@pytest.fixture
def store(settings: Any) -> Iterator[RecordStore]:
    with running_store() as running:
        settings.LEARNING_RECORD_STORE = (running.url, KEY, SECRET)
        yield running


def begin_first_exercise(people: House) -> Any:
    maya = logged_in(people.maya)
    maya.post(READ)
    return maya


def test_where_no_store_is_named_nothing_is_written_down(people: House) -> None:
    begin_first_exercise(people)
    assert not Statement.objects.exists()
    assert send_statements(timezone.now()) == 0


def test_what_was_done_arrives_once_however_often_it_is_sent(people: House, store: RecordStore) -> None:
    begin_first_exercise(people)
    assert send_statements(timezone.now()) == 1
    assert send_statements(timezone.now()) == 0
    [said] = store.kept.values()
    assert said["verb"]["display"]["en"] == "completed"
    assert said["object"]["id"].endswith("/modules/where-you-stand/parts/lesson")
    Statement.objects.update(sent_at=None)  # the answer was lost on its way back
    assert send_statements(timezone.now()) == 1
    assert len(store.kept) == 1


@pytest.mark.parametrize("status", [401, 404, 500])
def test_a_store_that_is_away_or_shut_is_asked_again_later(people: House, store: RecordStore, status: int) -> None:
    begin_first_exercise(people)
    store.answers = [status]
    now = timezone.now()
    send_statements(now)
    assert not store.kept
    assert send_statements(now) == 0
    assert send_statements(now + timedelta(minutes=6)) == 1
    assert len(store.kept) == 1


def test_a_statement_the_store_refuses_holds_up_no_other(people: House, store: RecordStore) -> None:
    begin_first_exercise(people)
    first = Statement.objects.get()
    store.bad = {str(first.key)}
    logged_in(people.lena).post(READ)
    send_statements(timezone.now())
    first.refresh_from_db()
    assert first.sent_at is None
    assert "400" in first.problem
    assert len(store.kept) == 1
    assert send_statements(timezone.now() + timedelta(days=1)) == 0


def test_operations_read_why_statements_do_not_arrive_and_send_them_again(people: House, store: RecordStore) -> None:
    begin_first_exercise(people)
    first = Statement.objects.get()
    store.bad = {str(first.key)}
    send_statements(timezone.now())
    logged_in(people.lena).post(READ)
    store.answers = [401]
    send_statements(timezone.now())
    Person.objects.filter(pk=people.lena.pk).update(is_operations=True)
    operations = logged_in(people.lena)
    page = operations.get(PACKAGES).content.decode()
    assert "400" in page
    assert "401" in page
    store.bad = set()
    told = operations.post(f"{PACKAGES}again/", follow=True).content.decode()
    assert "2 statements will be sent" in told
    assert send_statements(timezone.now()) == 2
    assert len(store.kept) == 2
    page = operations.get(PACKAGES).content.decode()
    assert "Send again" not in page
    assert "Nothing waits." in operations.post(f"{PACKAGES}again/", follow=True).content.decode()


def test_an_attempt_is_told_with_its_score_and_without_its_answers(people: House, store: RecordStore) -> None:
    maya = begin_first_exercise(people)
    place = "/practice/where-you-stand/first-sort/"
    maya.post(f"{place}begin/")
    for number in range(60):
        if 'name="number"' not in maya.get(place).content.decode():
            break
        maya.post(f"{place}answer/", {"number": number, "class": "objective"})
    send_statements(timezone.now())
    [told] = [said for said in store.kept.values() if said["object"]["id"].endswith("first-sort")]
    assert told["verb"]["display"]["en"] == "failed"
    assert 0 <= told["result"]["score"]["scaled"] < 0.8
    assert told["result"]["success"] is False
    assert set(told["result"]) == {"score", "success", "completion"}


def test_a_page_of_a_proxy_is_no_answer_of_a_store(people: House, store: RecordStore) -> None:
    begin_first_exercise(people)
    store.says = "<p>Log in</p>"
    now = timezone.now()
    send_statements(now)
    assert Statement.objects.get().sent_at is None
    store.says = ""
    assert send_statements(now + timedelta(minutes=6)) == 1
    assert len(store.kept) == 1


def test_a_store_that_goes_away_in_the_middle_is_knocked_at_once_more_later(people: House, store: RecordStore) -> None:
    begin_first_exercise(people)
    logged_in(people.lena).post(READ)
    store.answers = [400, 500]
    now = timezone.now()
    send_statements(now)
    assert not store.kept
    assert sorted(Statement.objects.values_list("tries", flat=True)) == [0, 1]
    send_statements(now)  # the one that kept its turn
    send_statements(now + timedelta(minutes=6))
    assert len(store.kept) == 2
