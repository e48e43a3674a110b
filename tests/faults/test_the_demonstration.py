"""What somebody finds who looks around in the demonstration on any day: each of the eight states on somebody's page."""

import re
from collections import defaultdict
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from fairway.cli.demo import load
from fairway.diagnosis.queries import concluded_about
from fairway.diagnosis.states import State, most_pressing, stands_of
from fairway.evidence.tests.test_ranking_and_words import STATISTICAL
from fairway.execution.queries import stored_standings, today
from fairway.people.actions.accounts import account_of
from fairway.people.models import Person
from fairway.project.schedule import conclude_once_a_day

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAYS = re.compile(r"^(Keep|Change|Wait|A change may be due)\b")


def test_each_of_the_eight_states_has_a_page_that_first_says_keep_change_or_wait(
    house: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 10, 14, 9, tzinfo=UTC))
    load(7)
    assert not conclude_once_a_day()  # it was worked out when the demonstration was loaded
    client.force_login(account_of(Person.objects.get(name="Ingrid Solheim").pk))
    pages: dict[State, list[str]] = defaultdict(list)
    people = {person.pk: person for person in Person.objects.all()}
    concluded = concluded_about(list(people), today())
    for key, standing in stored_standings(list(people)).items():
        stands = most_pressing(stands_of(standing, concluded[key], today()))
        if not stands:
            continue
        page = unescape(client.get(reverse("desk:seller", args=[people[key].slug])).content.decode())
        first = re.search(r'<p class="hero-line"><b class="strong">(.*?)</b>', page)
        if first is not None:  # nothing is said of whoever is away
            pages[stands[0].state].append(first[1])
    assert set(pages) == set(State)
    for told in pages.values():
        for sentence in told:
            assert SAYS.match(sentence), sentence
            assert not STATISTICAL.search(sentence)
