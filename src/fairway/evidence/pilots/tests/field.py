"""A sales organisation on a Wednesday: Cleo over Lea and Max; Lea over six managers with six sellers each, Max over
six sellers of his own; Olga in operations. Everybody's counts of the objective and of the activity are written by hand.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from django.http import HttpResponse
from django.test import Client

from fairway.evidence.models import Pilot, PilotSeller
from fairway.evidence.pilots.actions.proposing import propose_pilot
from fairway.evidence.pilots.actions.starting import start_pilot
from fairway.evidence.pilots.types import Design, Drawn, Kind, Wish
from fairway.ledger.models import CountedMetric, WeeklyCount
from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Identity, Organisation, Person, ReportingLine
from fairway.people.queries import viewer_for
from fairway.people.types import Viewer

MONDAY = date(2026, 6, 8)
TODAY = MONDAY + timedelta(days=2)
START = MONDAY + timedelta(days=7)
HIA, OBJECTIVE = "second_stakeholders_invited", "second_stakeholder_meetings"
TEAMS, SIZE = ("mona", "mike", "mara", "milo", "mina", "mats"), 6
SELLERS = [f"s{team}{number}" for team in range(len(TEAMS)) for number in range(SIZE)]
OTHERS = [f"x{number}" for number in range(6)]
WEEK = timedelta(days=7)


@dataclass
class Field:
    """People by first name, each with a client that is logged in, made when it is first asked for."""

    people: dict[str, Person] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def key(self, who: str) -> int:
        return self.people[who].pk

    def account(self, who: str) -> int:
        return account_of(self.key(who)).pk

    def viewer(self, who: str, on: date = TODAY) -> Viewer:
        found = viewer_for(account_of(self.key(who)), on)
        assert found is not None
        return found

    def wish(self, head: str | None = "lea", **more: Any) -> Wish:
        design = more.pop("design", Design(Kind.PARALLEL, Drawn.SELLERS, weeks=8))
        said = {"target": Decimal(4), "per": "week", "worth": 0.3, "why": "To see whether inviting more helps.", **more}
        head_key = None if head is None else self.key(head)
        objective = said.pop("objective_key", OBJECTIVE)
        starts_on = said.pop("starts_on", START)
        return Wish(
            metric_key=said.pop("metric_key", HIA),
            objective_key=objective,
            head_key=head_key,
            design=design,
            starts_on=starts_on,
            **said,
        )

    def proposed(self, wish: Wish | None = None, **more: Any) -> int:
        wish = wish or self.wish(**more)
        return propose_pilot(wish, is_for_everybody=wish.head_key is None, on=TODAY, actor_id=self.account("olga"))

    def started(self, **more: Any) -> int:
        key = self.proposed(**more)
        start_pilot(key, on=TODAY, actor_id=self.account("olga"))
        return key

    def count(self, metric: str, numbers: np.ndarray, who: list[str], since: date) -> None:
        """Hand-written counts (people, weeks)."""
        counted, _ = CountedMetric.objects.get_or_create(key=metric)
        WeeklyCount.objects.bulk_create(
            WeeklyCount(
                person_key=self.key(name),
                week_on=since + week * WEEK,
                month_on=(since + week * WEEK).replace(day=1),
                metric=counted,
                done=float(done),
            )
            for name, row in zip(who, numbers, strict=True)
            for week, done in enumerate(row)
            if done
        )

    def told(self, who: str, address: str) -> str:
        """What a page says, whoever may see it."""
        response = self.client(who).get(address)
        assert response.status_code == 200, (who, address, response.status_code)
        return " ".join(response.content.decode().split())

    def sent(self, who: str, address: str, **data: object) -> HttpResponse:
        response: HttpResponse = self.client(who).post(address, data)
        return response

    def client(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = Client()
            self.clients[who].force_login(account_of(self.key(who)))
        return self.clients[who]

    def run(self, key: int, change: float, *, level: float = 4.0, did: float = 4.0, seed: int = 1) -> None:
        """Counts of a started pilot's own weeks: of the objective, `change` more a week where it has begun; of the
        activity so many there, and few elsewhere.
        """
        chance = np.random.default_rng(seed)
        pilot = Pilot.objects.get(pk=key)
        places = list(PilotSeller.objects.filter(pilot=pilot).order_by("person_id"))
        names = {person.pk: who for who, person in self.people.items()}
        who = [names[place.person_id] for place in places]
        weeks = [pilot.starts_on + week * WEEK for week in range(pilot.weeks)]
        has = np.array(
            [
                [bool(p.starts_on and p.starts_on <= week and (not p.ends_on or week <= p.ends_on)) for week in weeks]
                for p in places
            ]
        )
        self.count(OBJECTIVE, chance.poisson(level + change * has), who, pilot.starts_on)
        self.count(HIA, chance.poisson(np.where(has, did, 0.2)), who, pilot.starts_on)


def made() -> Field:
    """With thirteen weeks of past: about four a week each."""
    Organisation.objects.create(name="Field")
    field = Field()
    leading = {"cleo": "", "lea": "cleo", "max": "cleo", **dict.fromkeys(TEAMS, "lea"), "olga": ""}
    selling = {name: TEAMS[number // SIZE] for number, name in enumerate(SELLERS)} | dict.fromkeys(OTHERS, "max")
    for who in [*leading, *selling]:
        person = Person.objects.create(
            name=f"{who.title()} {who}son",
            slug=who,
            email=f"{who}@example.com",
            has_read_notice=True,
            is_operations=who == "olga",
        )
        Identity.objects.create(person=person, source="crm", native_id=f"u-{who}")
        field.people[who] = person
    for who, manager in (leading | selling).items():
        if manager:
            line = {"person": field.people[who], "manager": field.people[manager], "team": f"Team {manager}"}
            ReportingLine.objects.create(**line)
    rebuild_spans()
    past = np.random.default_rng(7).poisson(4.0, (len(selling), 13))
    field.count(OBJECTIVE, past, list(selling), MONDAY - 13 * WEEK)
    return field


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """It is nine in the morning of that day."""
    now = datetime.combine(day, time(9), tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
