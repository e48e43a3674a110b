"""Going through modules: what is next, what is read, what is left and gone on with."""

import pytest
from django.test import Client
from django.utils import timezone

from fairway.training.curriculum.reading import curriculum
from fairway.training.curriculum.types import Track
from fairway.training.models import Attempt, Enrolment, Reached
from tests.training.people import House, house_of_training, logged_in

pytestmark = pytest.mark.django_db
MODULE = "/practice/where-you-stand/"


@pytest.fixture
def people(house: object) -> House:
    return house_of_training(timezone.now().date())


@pytest.fixture
def maya(people: House) -> Client:
    return logged_in(people.maya)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_new_manager_is_sent_to_the_first_module_and_a_begun_one_goes_on(maya: Client) -> None:
    assert "Begin with yourself" in text(maya, "/practice/")
    maya.post(f"{MODULE}lesson/read/")
    assert "Go on with Where you stand" in text(maya, "/practice/")
    module = curriculum()["where-you-stand"]
    for part in module.parts:
        Reached.objects.get_or_create(
            person_id=Enrolment.objects.get().person_id,
            module=module.key,
            part=part.key,
            defaults={"version": 1, "done_at": timezone.now()},
        )
    later = [one for one in curriculum().values() if one.track is Track.MANAGERS][1:2]
    assert all(f"Next: {one.title}" in text(maya, "/practice/") for one in later)


def test_reading_a_text_leads_to_the_next_part_and_counts_once(maya: Client) -> None:
    for _ in range(2):
        answer = maya.post(f"{MODULE}lesson/read/")
        then = curriculum()["where-you-stand"].after("lesson")
        assert then is not None
        assert answer["Location"] == f"{MODULE}{then.key}/"
    assert Reached.objects.count() == 1
    assert Enrolment.objects.get().track == Track.MANAGERS


def test_an_exercise_left_in_the_middle_goes_on_where_it_was(maya: Client) -> None:
    maya.post(f"{MODULE}first-sort/begin/")
    maya.post(f"{MODULE}first-sort/answer/", {"number": "0", "class": "activity"})
    page = text(maya, f"{MODULE}first-sort/")
    assert 'name="number" value="1"' in page
    maya.post(f"{MODULE}first-sort/begin/")
    assert Attempt.objects.count() == 1
    maya.post(f"{MODULE}first-sort/begin/", {"anew": "yes"})
    assert [row.answers for row in Attempt.objects.all()] == [[]]


def test_two_windows_answer_the_same_question_once(maya: Client) -> None:
    maya.post(f"{MODULE}first-sort/begin/")
    for said in ("activity", "result"):
        maya.post(f"{MODULE}first-sort/answer/", {"number": "0", "class": said})
    assert Attempt.objects.get().answers == [{"class": "activity"}]


def test_tracks_are_for_those_they_are_for(people: House) -> None:
    """Lena leads a manager, Maya leads sellers alone."""
    leaders = [one.key for one in curriculum().values() if one.track is Track.LEADERS]
    operations = [one.key for one in curriculum().values() if one.track is Track.OPERATIONS]
    for key in leaders:
        assert logged_in(people.lena).get(f"/practice/{key}/").status_code == 200
        assert logged_in(people.maya).get(f"/practice/{key}/").status_code == 404
    for key in operations:
        assert logged_in(people.lena).get(f"/practice/{key}/").status_code == 404


def test_a_module_or_part_that_is_not_there_is_not_there(maya: Client) -> None:
    for address in ("/practice/nothing/", f"{MODULE}nothing/", f"{MODULE}first-sort/nothing/"):
        assert maya.get(address).status_code == 404
    assert maya.post(f"{MODULE}first-sort/read/").status_code == 404
    assert maya.post(f"{MODULE}lesson/begin/").status_code == 404


def test_an_answer_to_a_question_of_an_attempt_that_was_given_up_is_none_of_the_new_one(maya: Client) -> None:
    maya.post(f"{MODULE}first-sort/begin/")
    old = Attempt.objects.get().pk
    maya.post(f"{MODULE}first-sort/begin/", {"anew": "yes"})
    maya.post(f"{MODULE}first-sort/answer/", {"attempt": str(old), "number": "0", "class": "activity"})
    assert Attempt.objects.get().answers == []
    new = str(Attempt.objects.get().pk)
    maya.post(f"{MODULE}first-sort/answer/", {"attempt": new, "number": "0", "class": "result"})
    assert Attempt.objects.get().answers == [{"class": "result"}]


def test_numbers_nobody_would_write_are_refused_like_any_other(maya: Client) -> None:
    maya.post(f"{MODULE}first-sort/begin/")
    for number in ("9" * 5000, "-1", "²", "", "1e3"):
        answer = maya.post(f"{MODULE}first-sort/answer/", {"number": number, "class": "activity"})
        assert answer.status_code == 302
    assert Attempt.objects.get().answers == []
    assert maya.get("/practice/five-minutes/", {"after": "9" * 5000}).status_code == 200
    sent = {"question": "where-you-stand.two-passes", "card": "9" * 5000, "option": "9" * 5000}
    assert maya.post("/practice/five-minutes/answer/", sent).status_code in {200, 302}
