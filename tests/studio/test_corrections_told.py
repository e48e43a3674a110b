"""A correction of a metric is shown before it is saved, stands beside the weeks it changes, and is told once."""

import json
import re
from datetime import datetime, time, timedelta

import pytest
from django.utils.timezone import get_current_timezone

from fairway.audit.models import LookLine
from fairway.cli.main import main
from fairway.execution.actions.recounting import count_changed_metrics
from fairway.ledger.models import Correction
from fairway.lib.periods import week_label
from fairway.metrics.actions import define_metric
from fairway.metrics.queries import versions_of
from fairway.metrics.spec import definition_from
from fairway.metrics.types import Definition
from fairway.metrics.versions import Change
from fairway.people.types import BEGINNING
from fairway.plans.models import Plan
from fairway.records.actions.storing import storing
from fairway.records.types import ActivityRow, ActivityStatus, ActivityType
from fairway.studio.tests.forms import sent_by_page
from fairway.studio.tests.office import MONDAY, WEDNESDAY, Office, opened

ADDRESS = "/studio/metrics/long_calls/"
LAST_WEEK = MONDAY - timedelta(days=7)
# (who, minutes, days after last week's Monday). Of 40 minutes or more there is none of Ann's last week.
CALLS = (("ann", 25, 0), ("ann", 30, 1), ("ann", 5, 2), ("ann", 60, -14), ("ben", 45, 3), ("ben", 60, -7))


def long_calls(minutes: int) -> Definition:
    where = [{"field": "type", "is": "call"}, {"field": "duration_min", "at_least": minutes}]
    entry = {"key": "long_calls", "name": "Long calls", "class": "activity", "records": "activities", "where": where}
    return definition_from(entry)


@pytest.fixture
def counted(house: object, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Ann and Ben have long calls in force, of twenty minutes or more; two weeks of records are counted."""
    office = opened(monkeypatch)
    with storing("crm") as storage:
        assert storage.put("activities", [_call(number, *call) for number, call in enumerate(CALLS)]) == []
        storage.publish()
    define_metric(long_calls(20), actor_id=office.account("op"))
    office.give("ann", "long_calls")
    office.give("ben", "long_calls")
    count_changed_metrics()
    return office


def _call(number: int, who: str, minutes: int, days: int) -> ActivityRow:
    when = datetime.combine(LAST_WEEK + timedelta(days=days), time(10), tzinfo=get_current_timezone())
    return ActivityRow(
        f"a{number}",
        f"u-{who}",
        ActivityType.CALL,
        status=ActivityStatus.DONE,
        occurred_at=when,
        completed_at=when,
        logged_at=when,
        duration_min=minutes,
    )


def corrected(office: Office, minutes: int = 40, reason: str = "Twenty were too few") -> None:
    change = Change(BEGINNING, reason)
    define_metric(long_calls(minutes), actor_id=office.account("op"), change=change)
    count_changed_metrics()


def words(office: Office, who: str, address: str) -> str:
    """The words of a page's main part."""
    response = office.clients[who].get(address)
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split()).replace(" ,", ",").replace(" .", ".")


def test_it_shows_what_a_correction_would_change_before_it_is_saved(counted: Office) -> None:
    client = counted.clients["op"]
    sent = sent_by_page(client.get(ADDRESS).content.decode()) | {"where-1-value": ["40"], "start": ["always"]}
    typed = {**sent, "do": "save", "reason": "Twenty were too few"}
    LookLine.objects.all().delete()
    html = client.post(ADDRESS, typed).content.decode()
    assert len(versions_of("long_calls")) == 1
    assert "1 closed week of 1 person would get another number" in html
    assert "In force for Ann Abel (5 a week) and Ben Bell (5 a week)" in html
    row = re.search(r'<th scope="row">Ann Abel.*?</tr>', html, re.S)
    assert row is not None
    assert re.findall(r">(\d+)<", row[0]) == ["2", "0"]
    assert "Ben Bell<span" not in html
    looked = set(LookLine.objects.values_list("subject_key", flat=True))
    assert looked == {counted.key("ann"), counted.key("ben")}
    # Another change than the one that was shown is shown first, too.
    other = {**sent_by_page(html), "where-1-value": ["70"], "do": "save"}
    again = client.post(ADDRESS, other).content.decode()
    assert "4 closed weeks of 2 people would get another number" in again
    answer = client.post(ADDRESS, {**sent_by_page(html), "do": "save"}, follow=True)
    assert [version.reason for version in versions_of("long_calls")][1:] == ["Twenty were too few"]
    assert "1 closed week of 1 person" in answer.content.decode().partition('id="versions"')[2]


@pytest.mark.parametrize(("start", "name"), [("this_week", "Long calls"), ("always", "Calls that are long")])
def test_it_asks_nothing_where_no_closed_week_changes(start: str, name: str, counted: Office) -> None:
    client = counted.clients["op"]
    minutes = "40" if start == "this_week" else "20"
    sent = sent_by_page(client.get(ADDRESS).content.decode()) | {"where-1-value": [minutes], "start": [start]}
    answer = client.post(ADDRESS, {**sent, "do": "save", "reason": "Better", "name": name})
    assert answer.status_code == 302
    assert len(versions_of("long_calls")) == 2
    assert not Correction.objects.exists()


def test_it_tells_whoever_has_it_and_their_manager_once(counted: Office) -> None:
    corrected(counted)
    said = f"“Long calls” was corrected by Olga Orth on {WEDNESDAY:%-d %b %Y}"
    assert f"{said}. 1 closed week of yours has another number. Why: “Twenty were too few”" in words(
        counted, "ann", "/me/"
    )
    assert f"{said}. No closed week of yours has another number." in words(counted, "ben", "/me/")
    assert f"{said}. 1 closed week of Ann Abel has another number." in words(counted, "mona", "/board/")
    assert said not in words(counted, "lea", "/board/")  # who leads managers looks at other things
    assert said not in words(counted, "mona", "/sellers/ann/")
    address = f"/studio/corrections/{Correction.objects.get().pk}/read/"
    assert counted.clients["lea"].post(address, {"about": "others"}).status_code == 404
    assert counted.clients["mona"].post(address, {"about": "own"}).status_code == 404
    assert counted.clients["ann"].post(address, {"about": "own"}).status_code == 302
    assert said not in words(counted, "ann", "/me/")
    assert said in words(counted, "mona", "/board/")
    assert counted.clients["mona"].post(address, {"about": "others"}).status_code == 302
    assert said not in words(counted, "mona", "/board/")
    assert said in words(counted, "ben", "/me/")


def test_it_does_not_tell_who_got_it_afterwards(counted: Office) -> None:
    Plan.objects.all().update(starts_on=MONDAY + timedelta(days=7))
    corrected(counted)
    assert "was corrected" not in words(counted, "ann", "/me/")
    assert "was corrected" not in words(counted, "mona", "/board/")


def test_the_pages_with_a_corrected_week_say_from_what_it_was_corrected(
    counted: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected(counted)
    corrected(counted, 27, "Forty were too many")
    by = f"Corrected by Olga Orth on {WEDNESDAY:%-d %b %Y}"
    page = words(counted, "mona", "/sellers/ann/")
    assert f"{by}. Week of {LAST_WEEK:%-d %b}: 1, was 0." in page
    rule = words(counted, "ann", f"/sellers/ann/long_calls/?week={week_label(LAST_WEEK)}")
    newest = f"1, was 0. {by}, with version 3. Why: “Forty were too many” Until then:"
    older = f"0, was 2. {by}, with version 2. Why: “Twenty were too few” Until then:"
    assert rule.index(newest) < rule.index(older)
    assert "This number was corrected" not in words(
        counted, "ann", f"/sellers/ann/long_calls/?week={week_label(LAST_WEEK - timedelta(days=14))}"
    )
    assert "Corrected by" not in words(counted, "mona", "/sellers/ben/")
    assert main(["explain", "long_calls", "u-ann", week_label(LAST_WEEK), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["corrections"]
    assert [(one["version"], one["number_before"], one["number"], one["by"], one["reason"]) for one in told] == [
        (3, 0, 1, "Olga Orth", "Forty were too many"),
        (2, 2, 0, "Olga Orth", "Twenty were too few"),
    ]
