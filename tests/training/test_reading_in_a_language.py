"""In which language lessons and exercises are read, and what is told where something is not translated."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Organisation, Person, ReportingLine
from fairway.training.curriculum.reading import curriculum, modules_of
from fairway.training.curriculum.types import ENGLISH, Module, Track
from fairway.training.models import Enrolment
from fairway.training.progress.actions.doing import enrol
from fairway.training.progress.queries import language_of, newest_attempt

SORTED = "/practice/sort-anything/forty-metrics/"
NOT_YET = "Not translated yet: in English."


@pytest.fixture
def learner(db: None) -> int:
    Organisation.objects.create(name="Harbour Works")
    manager = Person.objects.create(name="Mia", slug="mia", email="mia@example.com", has_read_notice=True)
    seller = Person.objects.create(name="Sam", slug="sam", email="sam@example.com", has_read_notice=True)
    ReportingLine.objects.create(person=seller, manager=manager)
    rebuild_spans()
    return manager.pk


@pytest.fixture
def client(learner: int) -> Client:
    client = Client()
    client.force_login(account_of(learner))
    return client


def read_in(client: Client, language: str) -> str:
    return client.post("/practice/language/", {"language": language}, follow=True).content.decode()


def page(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def test_somebody_who_never_chose_reads_english(client: Client, learner: int) -> None:
    assert language_of(learner) == ENGLISH
    shown = page(client, "/practice/sort-anything/")
    assert "Sort anything" in shown
    assert NOT_YET not in shown


def test_a_lesson_stands_in_the_language_that_was_chosen_and_says_so_to_whoever_reads_it_aloud(client: Client) -> None:
    read_in(client, "de")
    shown = page(client, "/practice/sort-anything/lesson/")
    assert '<article class="reading" lang="de">' in shown
    assert "Sortieren ist die eine Fertigkeit" in shown
    assert NOT_YET not in shown


def test_what_is_not_translated_is_shown_in_english_and_says_so(client: Client) -> None:
    read_in(client, "de")
    for address in ("/practice/guardrails/", "/practice/guardrails/lesson/", "/practice/guardrails/what-it-is-for/"):
        shown = page(client, address)
        assert NOT_YET in shown
        assert 'lang="de"' not in shown


def test_the_page_says_how_much_is_translated(client: Client) -> None:
    shown = read_in(client, "de")
    found = re.search(r"(\d+) of (\d+) modules (?:is|are) translated", shown)
    assert found is not None
    tracks = (Track.MANAGERS, Track.GROUND)  # of whoever leads sellers
    mine = [module for track in tracks for module in modules_of(track, "de")]
    assert found.groups() == (str(sum(module.language == "de" for module in mine)), str(len(mine)))


def test_choosing_a_language_begins_the_track_of_managers_where_none_is_begun(client: Client, learner: int) -> None:
    read_in(client, "de")
    assert list(Enrolment.objects.values_list("person", "track", "language")) == [(learner, "managers", "de")]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])  # in one of them it is another day than in UTC
def test_a_track_begins_on_the_day_where_the_reader_is(client: Client, zone: str) -> None:
    Organisation.objects.update(timezone=zone)
    read_in(client, "de")
    client.post("/practice/sort-anything/lesson/read/")
    here = (timezone.now() + timedelta(hours=14 if zone.startswith("Pacific") else -12)).date()
    assert set(Enrolment.objects.values_list("track", "started_on")) == {("managers", here), ("ground", here)}


def test_a_track_begun_later_is_read_in_the_same_language(client: Client, learner: int) -> None:
    read_in(client, "de")
    enrol(learner, Track.GROUND, on=date(2026, 11, 27), actor_id=None)
    assert language_of(learner) == "de"
    read_in(client, ENGLISH)
    assert set(Enrolment.objects.values_list("language", flat=True)) == {ENGLISH}


@pytest.mark.parametrize("asked", ["xx", "", "../en"])
def test_a_language_there_is_nothing_in_is_refused_and_changes_nothing(
    client: Client, learner: int, asked: str
) -> None:
    assert "Choose one of the languages on the page." in read_in(client, asked)
    assert not Enrolment.objects.exists()


def test_an_exercise_begun_in_one_language_goes_on_in_another_where_it_was(client: Client, learner: int) -> None:
    read_in(client, "de")
    client.post(f"{SORTED}begin/")
    attempt = newest_attempt(learner, curriculum()["sort-anything"], "forty-metrics")
    assert attempt is not None
    client.post(f"{SORTED}answer/", {"class": "activity", "number": "0"})
    german = page(client, SORTED)
    read_in(client, ENGLISH)
    for shown, language in ((german, "de"), (page(client, SORTED), ENGLISH)):
        assert "2 of 12" in shown
        metrics = items(curriculum(language)["sort-anything"], "forty-metrics")
        assert sum(one["metric"] in shown for one in metrics) >= 2


def items(module: Module, exercise: str) -> list[dict[str, str]]:
    part = module.part(exercise)
    assert part is not None
    assert part.exercise is not None
    return list(part.exercise.content["items"])
