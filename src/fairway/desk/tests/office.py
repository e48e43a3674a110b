"""A small office on a Wednesday morning, and hands to change it with: what a page shows, confirms and undoes."""

import html
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from fairway.audit.queries import newest_changes
from fairway.execution.actions.scoring import score
from fairway.ledger.actions.rolling import roll_up
from fairway.ledger.models import CountedMetric, WeeklyCount
from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Identity, Organisation, Person, ReportingLine, User
from fairway.plans.models import Plan
from fairway.studio.tests.choices import choice

MONDAY = date.today() - timedelta(days=date.today().weekday())  # noqa: DTZ011  (any Monday near today will do)
WEDNESDAY = MONDAY + timedelta(days=2)
NEXT_MONDAY = MONDAY + timedelta(days=7)
INVITED, EXECUTIVES, MEETINGS, CONVERSATIONS = (
    "second_stakeholders_invited",
    "executive_calls",
    "tier_a_meeting_requests",
    "early_stage_conversations",
)
LINES = (("mona", "lea"), ("max", "lea"), ("ann", "mona"), ("ben", "mona"), ("cara", "max"))
# Everything a change may touch, and what follows from it. Rows that are only worked out are compared without their key.
FACTS = (
    "people.Person",
    "people.Identity",
    "people.ReportingLine",
    "people.WorkPattern",
    "people.Absence",
    "plans.Plan",
    "plans.Agreement",
)
WORKED_OUT = ("people.ManagedSpan", "ledger.ManagerCount", "execution.SellerScore")


@dataclass
class Office:
    """People by first name, each with a client that is logged in."""

    people: dict[str, Person] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def key(self, who: str) -> int:
        return self.people[who].pk

    def get(self, who: str, address: str) -> str:
        """A page as text."""
        response = self.clients[who].get(address, follow=True)
        assert response.status_code == 200, (who, address, response.status_code)
        return html.unescape(response.content.decode())

    def preview(self, who: str, address: str, **data: Any) -> str:
        """What a form shows before it changes anything; nothing has changed after it."""
        before = everything()
        response = self.clients[who].post(address, data, follow=True)
        assert response.status_code == 200, (who, address, response.status_code)
        assert everything() == before
        return html.unescape(response.content.decode())

    def make(self, who: str, address: str, **data: Any) -> str:
        """The change itself, confirmed."""
        response = self.clients[who].post(address, {**data, "confirm": "yes"}, follow=True)
        assert response.status_code == 200, (who, address, response.status_code)
        return html.unescape(response.content.decode())

    def undo(self, who: str, *, status: int = 200) -> str:
        """The newest change of anybody, taken back by somebody."""
        response = self.clients[who].post(f"/changes/{newest_changes(1)[0].key}/undo/", follow=True)
        assert response.status_code == status, (who, response.status_code)
        return html.unescape(response.content.decode())

    def plans(self, who: str, on: date = NEXT_MONDAY) -> dict[str, Decimal]:
        """Targets in force on a day, by activity."""
        rows = Plan.objects.filter(person=self.people[who], starts_on__lte=on, is_draft=False)
        return {row.metric_key: row.target for row in rows if row.ends_on is None or row.ends_on >= on}

    def managers(self, who: str, on: date) -> set[str]:
        """First names of everybody above somebody on a day, at any height."""
        spans = apps.get_model("people.ManagedSpan").objects.filter(
            person=self.people[who], from_on__lte=on, to_on__gte=on
        )
        return {span.manager.slug for span in spans.select_related("manager")}


def everything() -> dict[str, list[Any]]:
    """Every fact and everything worked out from facts."""
    found: dict[str, list[Any]] = {name: list(apps.get_model(name).objects.order_by("pk").values()) for name in FACTS}
    for name in WORKED_OUT:
        rows = apps.get_model(name).objects.values()
        found[name] = sorted(sorted((k, str(v)) for k, v in row.items() if k != "id") for row in rows)
    return found


def said(page: str) -> list[str]:
    """The messages of a page."""
    return [
        re.sub(r"\s+", " ", text).strip()
        for text in re.findall(r'<div class="notice[^>]*>\s*<span>(.*?)</span>', page, re.S)
    ]


def effects(page: str) -> str:
    """What a preview says would change, as plain words."""
    table = re.search(r'aria-label="What would change".*?</section>', page, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", table[0])) if table else ""


def opened(monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office, on a Wednesday at nine."""
    now = datetime.combine(WEDNESDAY, time(9), tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    # No records lie in this office's lake: whether an activity can be measured is the studio's to test.
    monkeypatch.setattr(
        "fairway.desk.views.planning.choice_for",
        lambda viewer, person, on: choice(person.key, offered=(), refused=(), targets={}),
    )
    monkeypatch.setattr("fairway.desk.objections.failing_tests", lambda people, planned, on: {})
    Organisation.objects.create(name="Office")
    office = Office()
    names = {"lea": "Lea Long", "mona": "Mona Moor", "max": "Max Mund", "ann": "Ann Abel", "ben": "Ben Bell"}
    for who, name in {**names, "cara": "Cara Cole", "op": "Olga Orth"}.items():
        person = Person.objects.create(
            name=name, slug=who, email=f"{who}@example.com", has_read_notice=True, is_operations=who == "op"
        )
        Identity.objects.create(person=person, source="crm", native_id=f"u-{who}", stated={"name": name})
        office.people[who] = person
    teams = {"mona": "North", "max": "South"}
    for who, manager in LINES:
        ReportingLine.objects.create(
            person=office.people[who], manager=office.people[manager], team=teams.get(manager, "Leads")
        )
    rebuild_spans()
    for who in ("ann", "ben", "cara"):
        Plan.objects.create(
            person=office.people[who], metric_key=INVITED, target=5, starts_on=MONDAY - timedelta(days=70)
        )
    _count(office)
    score()
    for who, person in office.people.items():
        office.clients[who] = Client()
        office.clients[who].force_login(account_of(person.pk))
    User.objects.filter(person__slug__in=["ann", "mona"]).update(password="scrypt$set")  # may log in by themselves
    for client in office.clients.values():
        client.force_login(User.objects.get(pk=client.session["_auth_user_id"]))
    return office


def _count(office: Office) -> None:
    """Ten weeks of counts, summed for managers."""
    metric, _ = CountedMetric.objects.get_or_create(key=INVITED)
    weeks = [MONDAY - timedelta(days=7 * back) for back in range(10)]
    for who, done in (("ann", 4), ("ben", 5), ("cara", 6)):
        for week in weeks:
            WeeklyCount.objects.create(
                person_key=office.key(who), week_on=week, metric=metric, month_on=week.replace(day=1), done=done
            )
    roll_up(weeks)
