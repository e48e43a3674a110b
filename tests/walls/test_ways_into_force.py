"""Whatever a metric is, and whichever way it comes: only the seller's own act, counted, in order and for a purpose,
gets into force, and never a fourth. Every kind of definition, against a rule written here from the promise alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from django.db import transaction
from django.test import Client

from fairway.cli.main import main as fairway
from fairway.desk.forms import TeamForm
from fairway.evidence.models import Pilot, PilotSeller
from fairway.evidence.pilots.actions.starting import start_pilot
from fairway.evidence.pilots.lots import Draw
from fairway.evidence.pilots.outlook import Outlook, Past
from fairway.evidence.pilots.types import Entrants, Said
from fairway.evidence.pilots.types import Refused as PilotRefused
from fairway.exchange.models import StagedRow
from fairway.metrics.actions import define_metric
from fairway.metrics.types import Condition, Counting, Definition, MetricClass, Unit
from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Identity, Organisation, Person, ReportingLine
from fairway.people.queries import person_facts
from fairway.plans.actions.applying import apply_staged_plans
from fairway.plans.actions.changing import apply_to_people, save_template
from fairway.plans.models import Plan, PlanTemplate
from fairway.plans.types import PlanDraft, Refused
from fairway.studio.models import Proposal

pytestmark = pytest.mark.django_db
KEY, HELD = "what_is_tried", ("second_stakeholders_invited", "executive_calls", "tier_a_meeting_requests")
REASON = "We want it all the same."
TODAY = date.today()  # noqa: DTZ011  (the organisation is in UTC, and any day will do)
MONDAY = TODAY - timedelta(days=TODAY.weekday())


@dataclass(frozen=True)
class Tried:
    """What somebody wants to have in force, and what it is."""

    metric_class: MetricClass
    is_share: bool
    is_hygiene: bool
    volume: str  # empty; "said": it is called so; "plain": it asks for nothing but the kind of activity

    @property
    def may_be_hia(self) -> bool:
        is_act = self.metric_class is MetricClass.ACTIVITY
        return is_act and not (self.is_share or self.is_hygiene or self.volume)

    def definition(self) -> Definition:
        is_emails = (Condition(test="is", field="type", values=("email",)),)
        to_whom = (Condition(test="is", field="account.tier", values=("A",)),)
        return Definition(
            key=KEY,
            name="What is tried",
            metric_class=self.metric_class,
            records="activities",
            where=is_emails if self.volume == "plain" else is_emails + to_whom,
            counting=Counting.SHARE if self.is_share else Counting.COUNT,
            of=(Condition(test="is", field="direction", values=("outbound",)),) if self.is_share else (),
            unit=Unit.SHARE if self.is_share else Unit.COUNT,
            is_hygiene=self.is_hygiene,
            is_raw_volume=self.volume == "said",
        )


EVERY = [Tried(*kind) for kind in product(MetricClass, (False, True), (False, True), ("", "said", "plain"))]
AN_ACT = Tried(MetricClass.ACTIVITY, is_share=False, is_hygiene=False, volume="")


@dataclass(frozen=True)
class Team:
    seller: Person
    hers: Client
    manager: Client


@pytest.fixture(scope="module")
def team(django_db_setup: None, django_db_blocker: Any) -> Iterator[Team]:
    with django_db_blocker.unblock(), transaction.atomic():
        Organisation.objects.create(name="Ways")
        ann, mona = (
            Person.objects.create(name=name, slug=name, email=f"{name}@example.com", has_read_notice=True)
            for name in ("ann", "mona")
        )
        Identity.objects.create(person=ann, source="crm", native_id="u-ann")
        ReportingLine.objects.create(person=ann, manager=mona, team="North")
        rebuild_spans()
        clients = [Client(), Client()]
        for client, person in zip(clients, (ann, mona), strict=True):
            client.force_login(account_of(person.pk))
        yield Team(ann, *clients)
        transaction.set_rollback(True)


def by_form(team: Team) -> None:
    form = {"change": "add", "metric": KEY, "target": "3", "per": "week", "confirm": "yes"}
    with nothing_measured():
        assert team.manager.post("/sellers/ann/plan/", form).status_code in {200, 302}


def by_swap(team: Team) -> None:
    """Something goes, and this in its place."""
    Plan.objects.create(person=team.seller, metric_key="stakeholder_outreach", target=1, starts_on=MONDAY)
    form = {"change": "swap", "metric": KEY, "target": "3", "per": "week", "retired": "stakeholder_outreach"}
    with nothing_measured():
        team.manager.post("/sellers/ann/plan/", {**form, "confirm": "yes"})
    Plan.objects.filter(metric_key="stakeholder_outreach").delete()


def by_team(team: Team) -> None:
    form = {"team": "North", "metric_1": KEY, "target_1": "3", "per_1": "week", "confirm": "yes", "override": REASON}
    assert TeamForm(form).is_valid()
    team.manager.post("/sellers/team/", form)


def by_template(team: Team) -> None:
    """A set kept under a name, then given to the team."""
    try:
        save_template("Ours", [PlanDraft(KEY, Decimal(3))])
    except Refused:
        assert not PlanTemplate.objects.exists()
        return
    by_team(team)


def by_paste(team: Team) -> None:
    team.manager.post("/sellers/paste/", {"lines": f"ann\t{KEY}\t3", "confirm": "yes", "override": REASON})


def by_draft(team: Team) -> None:
    """A suggestion that somebody confirms."""
    row = Plan.objects.create(person=team.seller, metric_key=KEY, target=3, starts_on=MONDAY, is_draft=True)
    team.manager.post("/sellers/drafts/", {"plan": row.pk, "confirm": "yes"})


def by_command(team: Team) -> None:
    fairway(["plan", "add", "u-ann", KEY, "3"])


def by_import(team: Team) -> None:
    payload = {"native_seller_id": "u-ann", "metric": KEY, "starts_on": str(MONDAY), "target": "3", "per": "week"}
    StagedRow.objects.create(source="crm", kind="plan", key="1", payload=payload)
    _, rejects, _ = apply_staged_plans()
    assert bool(rejects) is not Plan.objects.filter(metric_key=KEY, is_draft=False).exists()
    assert all(reject.reason for reject in rejects)


def by_proposal(team: Team) -> None:
    """Proposed with every reason in the world, accepted at once."""
    review_on = str(TODAY + timedelta(days=60))
    form = {"metric": KEY, "target": "3", "per": "week", "review_on": review_on, "override": REASON}
    with nothing_measured():
        team.manager.post("/studio/ann/propose/", form)
    for waiting in Proposal.objects.filter(answer=""):
        team.hers.post(f"/studio/proposals/{waiting.pk}/answer/", {"answer": "accept"})


def by_counter(team: Team) -> None:
    """Something else is proposed; the seller says this instead, and the manager takes it."""
    far = TODAY + timedelta(days=60)
    days = {"by_on": far, "review_on": far, "starts_on": MONDAY}
    waiting = Proposal.objects.create(person=team.seller, metric_key="stakeholder_outreach", target=2, **days)
    form = {"answer": "counter", "metric": KEY, "target": "3", "per": "week"}
    with nothing_measured():
        team.hers.post(f"/studio/proposals/{waiting.pk}/answer/", form)
    for counter in Proposal.objects.filter(answer="", is_by_seller=True):
        team.manager.post(f"/studio/proposals/{counter.pk}/answer/", {"answer": "accept"})


def by_pilot(team: Team) -> None:
    """A pilot in which she was drawn to begin; that it could see nothing is left out."""
    person = person_facts(team.seller.pk, TODAY)
    said = {"level": 3.0, "change": 0.5, "sellers": 1, "teams": 1}
    kind = {"kind": "parallel", "drawn": "sellers", "before": 13, "weeks": 8, "worth": 1, "said": said, "seed": "5eed"}
    what = {"metric_key": KEY, "objective_key": "meetings_held", "target": 3, "starts_on": MONDAY + timedelta(days=7)}
    pilot = Pilot.objects.create(is_for_everybody=True, why="to see", **what, **kind)
    one = np.ones((1, 1))
    room = "fairway.evidence.pilots.actions.starting"
    with (
        patch(f"{room}.require_metrics"),
        patch(f"{room}.entering", lambda *_, **__: (Entrants((person,)), Past(one, one, np.zeros(1, dtype=np.int64)))),
        patch(f"{room}.outlook_of", lambda *_: Outlook(Said(**said), is_enough=True)),
        patch(f"{room}.draw_of", lambda *_: Draw((0,), (0,))),
    ):
        try:
            start_pilot(pilot.pk, on=TODAY, actor_id=None)
        except PilotRefused:
            assert not PilotSeller.objects.exists()


@contextmanager
def nothing_measured() -> Iterator[None]:
    """The studio has looked at no candidate: what remains is the rule itself."""
    from fairway.studio.tests.choices import choice

    def empty(viewer: object, person: Any, on: date) -> object:
        return choice(person.key, offered=(), refused=(), targets={})

    with (
        patch("fairway.studio.views.choosing.choice_for", empty),
        patch("fairway.studio.views.answering.choice_for", empty),
        patch("fairway.desk.views.planning.choice_for", empty),
    ):
        yield


WAYS: dict[str, Callable[[Team], None]] = {
    name: way for name, way in sorted(globals().items()) if name.startswith("by_") and callable(way)
}


@contextmanager
def tried_on(team: Team, what: Tried, *held: str) -> Iterator[None]:
    """A definition in force and some HIAs held, all of it gone afterwards."""
    with transaction.atomic():
        # Some of these no file may state; the rule must hold all the same.
        with patch("fairway.metrics.actions.problems_of", lambda *_: []):
            define_metric(what.definition(), known={})
        for key in held:
            Plan.objects.create(person=team.seller, metric_key=key, target=5, starts_on=MONDAY - timedelta(days=70))
        yield
        transaction.set_rollback(True)


def in_force() -> dict[str, bool]:
    """What is in force from some day on, by metric, and whether it is marked as the customer's."""
    return {plan.metric_key: plan.needs_yes for plan in Plan.objects.filter(is_draft=False, ends_on=None)}


@pytest.mark.parametrize("way", WAYS)
def test_it_puts_nothing_in_force_but_an_act_of_the_sellers_own(team: Team, way: str) -> None:
    for what in EVERY:
        with tried_on(team, what):
            WAYS[way](team)
            found = in_force()
            if way != "by_import":
                assert found == ({KEY: False} if what.may_be_hia else {}), what
            else:  # what a source states is counted, and marked where a customer has to say yes
                assert found == {KEY: what.metric_class is not MetricClass.ACTIVITY}, what


@pytest.mark.parametrize("way", sorted(WAYS.keys() - {"by_swap", "by_team", "by_template"}))
def test_it_puts_no_fourth_in_force(team: Team, way: str) -> None:
    with tried_on(team, AN_ACT, *HELD):
        WAYS[way](team)
        assert set(in_force()) == set(HELD)


def test_the_page_for_a_team_takes_three_lines_and_no_fourth(team: Team) -> None:
    form = {"team": "North", "confirm": "yes", "override": REASON}
    for number, key in enumerate((*HELD, KEY), start=1):
        form |= {f"metric_{number}": key, f"target_{number}": "3", f"per_{number}": "week"}
    with tried_on(team, AN_ACT):
        team.manager.post("/sellers/team/", form)
        assert set(in_force()) == set(HELD)


def test_a_set_of_four_for_a_team_is_no_set(team: Team) -> None:
    four = [PlanDraft(key, Decimal(3)) for key in (*HELD, KEY)]
    with tried_on(team, AN_ACT):
        with pytest.raises(Refused, match="3 HIAs in force"):
            apply_to_people([team.seller.pk], drafts=four, starts_on=MONDAY, actor_id=None)
        assert in_force() == {}
