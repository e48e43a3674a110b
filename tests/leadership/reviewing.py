"""The server's clock, an organisation, and steps that tests of reviews share."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from fairway.commitments.models import Commitment, Obstacle
from fairway.leadership.models import ManagerReview, ReviewPress
from fairway.people.actions.accounts import account_of
from fairway.people.models import Person
from tests.leadership.organisations import Plot, World, build

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
TWO_TEAMS = Plot((None, 0, 0), (1,) * 7 + (2,) * 6, seed=3)
LIST = "/leadership/reviews/"


class Now:
    """The clock of the server, which a test moves."""

    at = NOON

    def later(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Now:
    clock = Now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.at)
    return clock


@pytest.fixture
def world() -> World:
    """A leader with two managers of seven and six sellers, and one above the leader."""
    made = build(TWO_TEAMS)
    Obstacle.objects.all().delete()
    Commitment.objects.all().delete()
    return made


def entered(person_key: int) -> Client:
    Person.objects.update(has_read_notice=True)
    client = Client()
    client.force_login(account_of(person_key))
    return client


def words(client: Client, path: str) -> str:
    """The words of a page, without its frame."""
    text = client.get(path).content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def planned(leader: Client, kind: str = "weekly", manager: str = "m1") -> ManagerReview:
    leader.post(LIST, {"manager": manager, "kind": kind, "on": "2026-11-30", "at": "10:00"})
    return ManagerReview.objects.get(state="planned", kind=kind)


def of(review: ManagerReview, do: str = "") -> str:
    return f"{LIST}{review.pk}/{do}"


def held(world: World, *, results: int, support: int, days_ago: int, manager: int = 1) -> ManagerReview:
    """A weekly review that took so many minutes on either side."""
    began = NOON - timedelta(days=days_ago)
    ended = began + timedelta(minutes=results + support)
    both = {"leader_id": world.managers[0], "manager_id": world.managers[manager]}
    made = ManagerReview.objects.create(
        kind="weekly", state="held", starts_at=began, opened_at=began, held_at=ended, **both
    )
    ReviewPress.objects.create(review=made, item="working", at=began)
    ReviewPress.objects.create(review=made, item="number", at=began + timedelta(minutes=support))
    return made
