"""Records that counted last week in the office, drawn for review, and how they are rated there."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.http import HttpResponse

from fairway.records.actions.storing import storing
from fairway.records.types import AccountRow, ActivityRow, ActivityStatus, ActivityType
from fairway.studio.models import Rating, Sample
from fairway.studio.tests.office import MONDAY, Office

LAST_WEEK = MONDAY - timedelta(days=7)
WRITTEN, INVITED = "plan_written", "buyer_invited"
GENERAL = ("customer", "purpose", "customer_side", "next_step")
LIST = "/studio/quality/"


def record(who: str, word: str, number: int, on: date) -> ActivityRow:
    when = datetime.combine(on, time(10), tzinfo=UTC)
    return ActivityRow(
        activity_id=f"{who}-{word}-{number}-{on}",
        seller_id=f"u-{who}",
        type=ActivityType.TASK,
        subtype=word,
        status=ActivityStatus.DONE,
        occurred_at=when,
        completed_at=when,
        logged_at=when,
        account_id="k1",
    )


def recorded(*rows: ActivityRow) -> None:
    with storing("crm") as storage:
        assert storage.put("accounts", [AccountRow("k1", name="Alder Foods")]) == []
        assert storage.put("activities", list(rows)) == []
        storage.publish()


def in_week(office: Office) -> Office:
    """Ann did five of one activity and one of another last week, Ben one; each has them in force."""
    recorded(
        *(record("ann", WRITTEN, number, LAST_WEEK + timedelta(days=number)) for number in range(5)),
        record("ann", INVITED, 0, LAST_WEEK),
        record("ben", INVITED, 0, LAST_WEEK),
        record("ann", WRITTEN, 9, MONDAY),  # of the running week
    )
    office.give("ann", WRITTEN, INVITED)
    office.give("ben", INVITED)
    return office


def of(office: Office, who: str) -> list[Sample]:
    return list(Sample.objects.filter(person=office.people[who]).order_by("week_on", "place"))


def told(office: Office, who: str, address: str = LIST) -> str:
    response = office.clients[who].get(address)
    assert response.status_code == 200
    return response.content.decode()


def page_of(sample: Sample) -> str:
    return f"{LIST}{sample.pk}/"


def rated(office: Office, who: str, sample: Sample, answer: str = "yes", **more: str) -> HttpResponse:
    data = {**{f"answer-{key}": answer for key in GENERAL}, **more}
    response: HttpResponse = office.clients[who].post(page_of(sample), data)
    return response


def both_rated(office: Office, manager: str, number: int, alike: str = "no") -> None:
    """Ann said yes four times; so did the manager, but for the purpose."""
    week_on = LAST_WEEK - timedelta(weeks=1 + number // 2)
    given: dict[str, Any] = {"metric_key": WRITTEN, "table": "activities", "day_on": LAST_WEEK}
    kept = {"record_id": f"crm:o{number}", "week_on": week_on, "place": 1 + number % 2, **given}
    sample = Sample.objects.create(person=office.people["ann"], **kept)
    for side, who in (("seller", "ann"), ("manager", manager)):
        answers = {key: alike if side == "manager" and key == "purpose" else "yes" for key in GENERAL}
        more = {"answers": answers, "rated_by": office.account(who)}
        Rating.objects.create(person=office.people["ann"], sample=sample, side=side, **more)
