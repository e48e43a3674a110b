"""A sales floor on a Wednesday: Cleo over Lea over Mona, who leads Ann and Ben; Max, who leads Tom; Olga in operations.

Ann has one HIA, five invitations a week, and hand-written counts.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from fairway.commitments.actions.raising import Raised, raise_obstacle
from fairway.commitments.models import Obstacle
from fairway.commitments.types import Owner, OwnerRole, Promise, RaisedAs
from fairway.exchange.models import Source, SyncRun
from fairway.ledger.models import CountedMetric, WeeklyCount
from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Identity, Organisation, Person, ReportingLine
from fairway.people.queries import viewer_for
from fairway.people.types import Viewer
from fairway.plans.models import Plan
from fairway.signs.types import Cause

MONDAY = date(2026, 6, 8)
TODAY = MONDAY + timedelta(days=2)
LAST_WEEK = MONDAY - timedelta(days=7)
IN_TWO_WEEKS = TODAY + timedelta(days=14)
HIA, OTHER = "second_stakeholders_invited", "executive_calls"
LINES = (("lea", "cleo"), ("mona", "lea"), ("max", "lea"), ("ann", "mona"), ("ben", "mona"), ("tom", "max"))
NAMES = {
    "cleo": "Cleo Crown",
    "lea": "Lea Long",
    "mona": "Mona Moor",
    "max": "Max Mill",
    "ann": "Ann Abel",
    "ben": "Ben Bell",
    "tom": "Tom Tarn",
    "olga": "Olga Orth",
}


@dataclass
class Floor:
    """People by first name; each has a client that is logged in, made when it is first asked for."""

    people: dict[str, Person] = field(default_factory=dict)
    clients: "Clients" = field(init=False)

    def __post_init__(self) -> None:
        self.clients = Clients(self)

    def key(self, who: str) -> int:
        return self.people[who].pk

    def account(self, who: str) -> int:
        return account_of(self.key(who)).pk

    def viewer(self, who: str, on: date = TODAY) -> Viewer:
        found = viewer_for(account_of(self.key(who)), on)
        assert found is not None
        return found

    def counts(self, who: str, weeks: dict[date, float], *, metric: str = HIA, unconfirmed: float = 0.0) -> None:
        """Hand-written counts of whole weeks."""
        counted, _ = CountedMetric.objects.get_or_create(key=metric)
        for week_on, done in weeks.items():
            WeeklyCount.objects.create(
                person_key=self.key(who),
                week_on=week_on,
                month_on=week_on.replace(day=1),
                metric=counted,
                done=done,
                unconfirmed=unconfirmed,
            )

    def raised(
        self, owner: str, *, who: str = "ann", by: str = "mona", cause: Cause | None = Cause.OPPORTUNITY, **more: Any
    ) -> int:
        """An obstacle of somebody's, asked of that person as what they are to Ann, or of a role. Returns its key."""
        roles = {"ann": OwnerRole.SELLER, "ben": OwnerRole.SELLER, "mona": OwnerRole.MANAGER, "lea": OwnerRole.LEADER}
        asked = Owner(roles[owner], self.key(owner)) if owner in roles else Owner(OwnerRole(owner))
        promise = Promise(asked, more.pop("what", "Name ten accounts"), more.pop("by_on", IN_TWO_WEEKS))
        on = more.pop("on", TODAY)
        said = {"week_on": LAST_WEEK, "raised_as": RaisedAs.MANAGER, "metric_key": HIA, **more}
        raised = Raised(promise=promise, cause=cause, **said)
        return raise_obstacle(self.key(who), raised, on=on, actor_id=self.account(by))

    def told(self, who: str, address: str) -> str:
        """What a page says, whoever may see it."""
        response = self.clients[who].get(address)
        assert response.status_code == 200, (who, address, response.status_code)
        return " ".join(response.content.decode().split())

    def sent(self, who: str, address: str, **data: str) -> HttpResponse:
        response: HttpResponse = self.clients[who].post(address, data)
        return response


class Clients(dict[str, Client]):
    """A logged-in client per person."""

    handler = Client().handler  # one for all: each would read the settings and the static files anew

    def __init__(self, floor: Floor) -> None:
        super().__init__()
        self.floor = floor

    def __missing__(self, who: str) -> Client:
        client = self[who] = Client()
        client.handler = self.handler
        client.force_login(account_of(self.floor.key(who)))
        return client


def opened(monkeypatch: pytest.MonkeyPatch) -> Floor:
    """The floor at nine in the morning; sources were read today."""
    at(monkeypatch, TODAY)
    Organisation.objects.create(name="Floor")
    floor = Floor()
    for who, name in NAMES.items():
        person = Person.objects.create(
            name=name, slug=who, email=f"{who}@example.com", has_read_notice=True, is_operations=who == "olga"
        )
        Identity.objects.create(person=person, source="crm", native_id=f"u-{who}")
        floor.people[who] = person
    for who, manager in LINES:
        ReportingLine.objects.create(person=floor.people[who], manager=floor.people[manager], team="North")
    rebuild_spans()
    Plan.objects.create(person=floor.people["ann"], metric_key=HIA, target=5, starts_on=MONDAY - timedelta(days=140))
    read_on(TODAY)
    return floor


def read_on(day: date) -> None:
    """A source was read to its end at eight that morning."""
    source, _ = Source.objects.get_or_create(name="crm", kind="folder")
    SyncRun.objects.create(source=source, state="done", finished_at=datetime.combine(day, time(8), tzinfo=UTC))


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """It is nine in the morning of that day."""
    now = datetime.combine(day, time(9), tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def the_obstacle(key: int) -> Obstacle:
    return Obstacle.objects.select_related("commitment").get(pk=key)
