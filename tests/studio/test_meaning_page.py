"""From records in the lake to what operations read of a metric: the sign is told, and nobody is named."""

import html
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from fairway.ledger.actions.filling import refill
from fairway.metrics.actions import define_metric
from fairway.metrics.spec import definition_from
from fairway.people.actions.accounts import account_of
from fairway.people.models import Person
from fairway.plans.models import Plan
from fairway.project.schedule import nightly
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType
from fairway.studio.models import MetricSign
from fairway.studio.sentinel.actions import examine_metrics
from tests.engines.ledger_house import House, today_is
from tests.engines.world import World

TODAY = date(2026, 6, 15)
RUNNING = date(2026, 6, 15)
SELLERS = 8
LONG_CALLS = {
    "key": "long_calls", "name": "Long calls", "class": "activity", "records": "activities",
    "where": [{"field": "type", "is": "call"}, {"field": "duration_min", "at_least": 5}],
}  # fmt: skip


def team() -> World:
    """Five calls a week each, one a day; in the last six weeks all on Friday afternoon, entered within minutes."""
    world = World(timezone="UTC", currency="EUR", rates=())
    for seller in range(SELLERS):
        for back in range(19, 0, -1):
            week = RUNNING - timedelta(days=7 * back)
            for number in range(5):
                is_late = back <= 6
                begun = datetime.combine(week + timedelta(days=4 if is_late else number), time(9 + number), UTC)
                entered = datetime.combine(week + timedelta(days=4), time(17, number), UTC) if is_late else begun
                row = ActivityRow(
                    f"{seller}-{back}-{number}", type=ActivityType.CALL, seller_id=f"seller {seller}",
                    status=ActivityStatus.DONE, occurred_at=begun, logged_at=entered,
                    duration_min=Decimal(6 + (seller + number + back) % 9),
                )  # fmt: skip
                world.rows.put("activities", row)
    return world


@pytest.fixture
def operations(house: Path) -> Client:
    home = House(team())
    with today_is(TODAY, "UTC"):
        home.move_in()
        define_metric(definition_from(LONG_CALLS))
        refill()
        for key in home.people.values():
            Plan.objects.create(person_id=key, metric_key="long_calls", target=5, starts_on=date(2026, 1, 5))
    owner = Person.objects.create(
        name="Olga Ops", slug="olga", email="olga@example.com", is_operations=True, has_read_notice=True
    )
    client = Client()
    client.force_login(account_of(owner.pk))
    return client


@pytest.mark.django_db
def test_operations_read_what_became_of_a_metric_and_of_nobody(operations: Client) -> None:
    with today_is(TODAY, "UTC"):
        assert "No metric was examined yet" in operations.get("/studio/meaning/").content.decode()
        examine_metrics()
        found = dict(MetricSign.objects.values_list("kind", "finding"))
        page = html.unescape(operations.get("/studio/meaning/").content.decode())
    assert found == {
        "objective": "cannot_tell", "duration": "no_sign", "week_end": "sign", "together": "sign",
    }  # fmt: skip
    assert "1 metric may have lost its meaning" in page
    assert "100% are of the last working day of the week, 20% before." in page
    assert "seller 0" not in page
    assert "seller-0" not in page


@pytest.mark.django_db
def test_it_examines_them_every_night(operations: Client) -> None:
    with today_is(TODAY, "UTC"):
        nightly()
    assert set(MetricSign.objects.values_list("metric_key", flat=True)) == {"long_calls"}


@pytest.mark.django_db
def test_it_examines_again_in_place_of_what_it_found_and_forgets_metrics_nobody_has(
    operations: Client,
) -> None:
    with today_is(TODAY, "UTC"):
        examine_metrics()
        examine_metrics()
        assert MetricSign.objects.count() == 4
        Plan.objects.all().delete()
        examine_metrics()
    assert MetricSign.objects.count() == 0
