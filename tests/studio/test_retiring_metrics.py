"""A metric of one's own is retired: nothing new offers it, plans stand in its way, the past stays, it can come back."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from fairway.audit.models import AuditLine
from fairway.cli.main import main
from fairway.exchange.models import StagedRow
from fairway.execution.actions.refreshing import refused_of_staged
from fairway.metrics.actions import define_metric
from fairway.metrics.queries import definition_for, definitions, definitions_for, retirements, timeline_prints
from fairway.metrics.spec import definition_from, definitions_from, yaml_of
from fairway.metrics.types import Definition
from fairway.plans.actions.changing import add_hia
from fairway.plans.models import Plan
from fairway.plans.types import PlanDraft, Refused
from fairway.studio.models import Proposal
from fairway.studio.proposals.actions.proposing import Words, propose
from fairway.studio.proposals.queries import selectable
from fairway.studio.tests.office import LINES, MONDAY, NEXT_MONDAY, WEDNESDAY, Office, hypothesis, opened

KEY = "site_visits_offered"
ADDRESS = f"/studio/metrics/{KEY}/retire/"


def visits(key: str = KEY, name: str = "Site visits offered") -> Definition:
    where = [{"field": "type", "is": "meeting"}, {"field": "duration_min", "at_least": 30}]
    entry = {"key": key, "name": name, "class": "activity", "records": "activities", "aliases": ["visits"]}
    return definition_from({**entry, "where": where})


@pytest.fixture
def office(house: object, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = opened(monkeypatch)
    define_metric(visits(), actor_id=made.account("op"))
    return made


def page(office: Office, address: str = ADDRESS, who: str = "op") -> str:
    response = office.clients[who].get(address)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2]).split())


def press(office: Office, **sent: str) -> tuple[int, str]:
    response = office.clients["op"].post(ADDRESS, sent)
    return response.status_code, response.content.decode()


def test_it_is_offered_nowhere_and_counted_on(office: Office) -> None:
    counted, rule = timeline_prints()[KEY], definitions_for([KEY], MONDAY - timedelta(days=70))[KEY].where
    assert KEY in {one.key for one in selectable(definitions())}
    assert press(office, do="retire", reason="Nobody offers them any more")[0] == 302
    assert KEY not in {one.key for one in selectable(definitions())}
    assert definitions()[KEY].is_retired
    with pytest.raises(Refused, match="was retired"):
        add_hia(office.key("ann"), draft=PlanDraft(KEY, Decimal(3)), starts_on=NEXT_MONDAY, actor_id=None)
    with pytest.raises(Refused, match="was retired"):
        propose(office.key("ann"), hypothesis(KEY), Words(), starts_on=NEXT_MONDAY, actor_id=None)
    listed = page(office, "/studio/metrics/")
    assert "Site visits offered" in listed.partition("Retired, 1")[2].partition("Call, ")[0]
    assert KEY not in office.clients["mona"].get("/sellers/ann/plan/").content.decode()
    assert "Retired by Olga Orth" in page(office)
    assert "“Nobody offers them any more”" in page(office)
    assert timeline_prints()[KEY] == counted
    assert definitions_for([KEY], MONDAY - timedelta(days=70))[KEY].where == rule


def test_it_comes_back_and_both_stand_in_the_audit(office: Office) -> None:
    press(office, do="retire")
    assert press(office, do="retire")[0] == 422
    assert press(office, do="take_back")[0] == 302
    add_hia(office.key("ann"), draft=PlanDraft(KEY, Decimal(3)), starts_on=NEXT_MONDAY, actor_id=None)
    assert KEY in office.plans("ann")
    said = AuditLine.objects.filter(action__endswith="_metric").order_by("pk").values_list("action", flat=True)
    assert list(said) == ["define_metric", "retire_metric", "take_back_metric"]


def test_plans_in_force_stand_in_the_way_until_their_last_day_is_said(office: Office) -> None:
    office.give("ann", KEY)
    office.give("ben", KEY, ends_on=NEXT_MONDAY + timedelta(days=13))
    Plan.objects.create(person=office.people["mona"], metric_key=KEY, target=2, starts_on=MONDAY, is_draft=True)
    told = page(office)
    assert "is in force for 2 people" in told
    assert {name for name in ("Ann Abel", "Ben Bell", "Mona Moor") if name in told} == {"Ann Abel", "Ben Bell"}
    status, html = press(office, do="retire", ends="no")
    assert (status, "Nothing was changed" in html, bool(retirements())) == (422, True, False)
    assert press(office, do="retire", ends="yes", last_on="")[0] == 422
    yesterday = WEDNESDAY - timedelta(days=1)
    assert press(office, do="retire", ends="yes", last_on=f"{yesterday}")[0] == 422
    assert not retirements()
    last_on = MONDAY + timedelta(days=6)
    assert press(office, do="retire", ends="yes", last_on=f"{last_on}")[0] == 302
    ends = dict(Plan.objects.filter(is_draft=False).values_list("person__slug", "ends_on"))
    assert ends == {"ann": last_on, "ben": last_on}
    assert not Plan.objects.filter(is_draft=True, ends_on__isnull=True).exists()
    assert KEY in office.plans("ann", on=WEDNESDAY)
    line = AuditLine.objects.get(action="retire_metric")
    assert office.clients["mona"].post(f"/changes/{line.pk}/undo/").status_code == 404
    office.clients["op"].post(f"/changes/{line.pk}/undo/")
    assert KEY in office.plans("ann", on=last_on + timedelta(days=30))
    assert not retirements()


def test_it_withdraws_what_waits_for_an_answer(office: Office) -> None:
    propose(office.key("ann"), hypothesis(KEY), Words(), starts_on=NEXT_MONDAY, actor_id=None)
    assert "What is proposed on it to 1 person is withdrawn" in page(office)
    press(office, do="retire")
    assert [row.answer for row in Proposal.objects.all()] == ["withdrawn"]
    assert "Site visits offered" not in page(office, "/me/", "ann")


def test_only_a_metric_of_ones_own_is_retired_by_operations(office: Office) -> None:
    assert len(LINES) == 3
    assert office.clients["mona"].get(ADDRESS).status_code == 404
    assert office.clients["op"].get("/studio/metrics/outbound_calls/retire/").status_code == 404
    assert main(["metrics", "retire", "outbound_calls"]) == 1
    assert not retirements()


def test_a_retired_one_stands_in_no_ones_way(office: Office) -> None:
    press(office, do="retire")
    define_metric(visits("visits_at_the_customer", "Visits at the customer"))
    meant = definition_for("visits")
    assert meant is not None
    assert meant.key == "visits_at_the_customer"


def test_the_command_line_says_who_has_it_and_ends_their_plans(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.give("ann", KEY)
    assert main(["metrics", "retire", KEY]) == 1
    assert "u-ann" in capsys.readouterr().err
    assert main(["metrics", "retire", "Site Visits Offered", "--end-plans", f"{NEXT_MONDAY}", "--reason", "Over"]) == 0
    assert (retirements()[KEY].reason, retirements()[KEY].by) == ("Over", None)
    assert office.plans("ann", on=NEXT_MONDAY + timedelta(days=1)) == {}
    capsys.readouterr()
    assert main(["metrics", KEY]) == 0
    assert "retired" in capsys.readouterr().out
    assert main(["metrics", "take-back", KEY]) == 0
    assert main(["metrics", "take-back", KEY]) == 1
    assert main(["metrics", KEY, "something"]) == 2
    assert main(["metrics", KEY, "--reason", "Over"]) == 2
    assert not retirements()


def stated(text: str) -> list[str]:
    """What a source's file brings about: the reasons of what could not be taken."""
    StagedRow.objects.create(source="folder", kind="metric", key="1", payload={"text": text}, place={})
    return [reject.reason for reject in refused_of_staged()]


def test_yaml_carries_it_out_and_in(office: Office) -> None:
    press(office, do="retire")
    (written,) = definitions_from(office.clients["op"].get(f"/studio/metrics/{KEY}/yaml/").content.decode())
    assert written.is_retired
    other = yaml_of([replace(written, key="visits_elsewhere")])
    assert stated(other) == []
    assert set(retirements()) == {KEY, "visits_elsewhere"}
    assert retirements()["visits_elsewhere"].origin == "folder"
    # What people decide since stays, however often the file says the same.
    assert main(["metrics", "take-back", "visits_elsewhere"]) == 0
    assert stated(other) == []
    assert set(retirements()) == {KEY}


def test_a_source_takes_back_what_it_retired(office: Office) -> None:
    more = replace(visits("more_visits", "More visits"), aliases=())
    used, retired = yaml_of([more]), yaml_of([replace(more, is_retired=True)])
    assert stated(retired) == []
    assert set(retirements()) == {"more_visits"}
    assert stated(used) == []
    assert retirements() == {}
    assert stated(retired) == []
    assert set(retirements()) == {"more_visits"}


def test_a_source_does_not_retire_what_somebody_has_in_force(office: Office) -> None:
    office.give("ann", KEY)
    (reason,) = stated(yaml_of([replace(visits(), is_retired=True)]))
    assert "in force for somebody" in reason
    assert not retirements()
