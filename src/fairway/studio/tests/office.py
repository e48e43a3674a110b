"""A manager, a seller and somebody else, on a Wednesday: what is proposed, answered and put in force between them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Identity, Organisation, Person, ReportingLine, User
from fairway.plans.models import Plan
from fairway.studio.proposals.types import Hypothesis

MONDAY = date.today() - timedelta(days=date.today().weekday())  # noqa: DTZ011  (any Monday near today will do)
WEDNESDAY = MONDAY + timedelta(days=2)
NEXT_MONDAY = MONDAY + timedelta(days=7)
INVITED, EXECUTIVES, REQUESTS, PLANS = (
    "second_stakeholders_invited",
    "executive_calls",
    "tier_a_meeting_requests",
    "economic_buyer_requests",
)
OBJECTIVE = "second_stakeholder_meetings"
LINES = (("mona", "lea"), ("ann", "mona"), ("ben", "mona"))
NAMES = {"lea": "Lea Long", "mona": "Mona Moor", "ann": "Ann Abel", "ben": "Ben Bell", "op": "Olga Orth"}


@dataclass
class Office:
    """People by first name, each with a client that is logged in."""

    people: dict[str, Person] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def key(self, who: str) -> int:
        return self.people[who].pk

    def account(self, who: str) -> int:
        return User.objects.get(person=self.people[who]).pk

    def plans(self, who: str, on: date = NEXT_MONDAY) -> dict[str, Decimal]:
        """Targets in force on a day, by activity."""
        rows = Plan.objects.filter(person=self.people[who], starts_on__lte=on, is_draft=False)
        return {row.metric_key: row.target for row in rows if row.ends_on is None or row.ends_on >= on}

    def give(self, who: str, *metrics: str, **more: Any) -> None:
        """HIAs in force since ten weeks."""
        for key in metrics:
            Plan.objects.create(
                person=self.people[who], metric_key=key, target=5, starts_on=MONDAY - timedelta(days=70), **more
            )


def opened(monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office, on a Wednesday at nine, with empty plans."""
    at(monkeypatch, WEDNESDAY)
    Organisation.objects.create(name="Office")
    office = Office()
    for who, name in NAMES.items():
        person = Person.objects.create(
            name=name, slug=who, email=f"{who}@example.com", has_read_notice=True, is_operations=who == "op"
        )
        Identity.objects.create(person=person, source="crm", native_id=f"u-{who}")
        office.people[who] = person
    for who, manager in LINES:
        ReportingLine.objects.create(person=office.people[who], manager=office.people[manager], team="North")
    rebuild_spans()
    for who, person in office.people.items():
        office.clients[who] = Client()
        office.clients[who].force_login(account_of(person.pk))
    return office


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """It is nine in the morning of that day."""
    now = datetime.combine(day, time(9), tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def hypothesis(metric_key: str = INVITED, target: int = 4, **more: Any) -> Hypothesis:
    """If Ann does so many a week, twelve of 21 move by a day six weeks from next Monday."""
    seen_on = NEXT_MONDAY + timedelta(days=42)
    given: dict[str, Any] = {
        "per": "week",
        "quality": "with a reason to come",
        "objective_key": OBJECTIVE,
        "objective_from": Decimal(9),
        "objective_to": Decimal(12),
        "objective_of": Decimal(21),
        "by_on": seen_on,
        "review_on": seen_on,
        "goal_share": Decimal("0.3"),
    }
    return Hypothesis(metric_key, Decimal(target), **{**given, **more})
