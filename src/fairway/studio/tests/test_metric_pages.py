"""Operations build a metric on a page: rows without scripts, a preview over real records, versions, lock, YAML."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from fairway.audit.models import AuditLine, LookLine
from fairway.ledger.models import WeeklyCount
from fairway.metrics.actions import define_metric, forget_definitions
from fairway.metrics.catalogue_files import catalogue, missing_metrics
from fairway.metrics.queries import definitions, versions_of
from fairway.metrics.spec import definitions_from, yaml_of
from fairway.metrics.versions import Change
from fairway.metrics.words import address_of
from fairway.people.actions.erasing import erase_person, spellings_of_person
from fairway.records.actions.storing import storing
from fairway.records.models import ActivityWord
from fairway.records.types import AccountRow, ActivityRow, ActivityStatus, ActivityType
from fairway.studio.tests.forms import Sent, sent_by_page
from fairway.studio.tests.office import MONDAY, NAMES, NEXT_MONDAY, WEDNESDAY, Office, at

NEW = "/studio/metrics/new-metric/"
LAST_WEEK = MONDAY - timedelta(days=7)
# (who, type, minutes, days after last week's Monday, status)
ACTS = (
    ("ann", "call", 25, 0, "done"),
    ("ann", "call", 30, 1, "done"),
    ("ann", "call", 5, 2, "done"),
    ("ann", "meeting", 40, 2, "done"),
    ("ben", "call", 45, 3, "done"),
    ("ben", "call", 45, 4, "cancelled"),
    ("ben", "call", 60, -7, "done"),
    ("ann", "call", 60, -14, "done"),
)


@pytest.fixture
def recorded(office: Office) -> Office:
    """The office with two weeks of records."""
    with storing("crm") as storage:
        assert storage.put("accounts", [AccountRow("k1", name="Alder Foods")]) == []
        assert storage.put("activities", [_act(number, *act) for number, act in enumerate(ACTS)]) == []
        storage.publish()
    return office


def _act(number: int, who: str, kind: str, minutes: int, days: int, status: str) -> ActivityRow:
    when = datetime.combine(LAST_WEEK + timedelta(days=days), time(10), tzinfo=UTC)
    return ActivityRow(
        activity_id=f"a{number}",
        seller_id=f"u-{who}",
        type=ActivityType(kind),
        status=ActivityStatus(status),
        occurred_at=when,
        completed_at=when if status == "done" else None,
        cancelled_at=when if status == "cancelled" else None,
        logged_at=when,
        duration_min=minutes,
        account_id="k1",
    )


def opened(office: Office, address: str, who: str = "op") -> str:
    response = office.clients[who].get(address)
    assert response.status_code == 200
    return response.content.decode()


def pressed(office: Office, address: str, sent: Sent, button: str, **typed: str) -> HttpResponse:
    """What a button of the form answers, after those fields were typed anew."""
    data = {**sent, "do": button, **typed}
    response: HttpResponse = office.clients["op"].post(address, data)
    return response


def long_calls(office: Office) -> Sent:
    """A new metric put together row by row, each row by a button."""
    sent = sent_by_page(opened(office, NEW))
    for place, (field, test, value) in enumerate((("type", "is", "call"), ("duration_min", "at_least", "20"))):
        sent = sent_by_page(pressed(office, NEW, sent, "add-where").content.decode())
        sent |= {f"where-{place}-field": [field], f"where-{place}-test": [test], f"where-{place}-value": [value]}
    return {**sent, "name": ["Long calls"]}


def text_of(html: str, part: str) -> str:
    """The words of a part of a page, by its id."""
    found = html.partition(f'id="{part}"')[2].partition("</section>" if part == "preview" else "{% end")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_it_builds_a_metric_row_by_row_and_counts_it(recorded: Office) -> None:
    answer = pressed(recorded, NEW, long_calls(recorded), "save")
    assert (answer.status_code, answer["Location"]) == (302, "/studio/metrics/long_calls/")
    made = definitions()["long_calls"]
    assert [(c.field, c.test, c.values) for c in made.where] == [
        ("type", "is", ("call",)),
        ("duration_min", "at_least", (20,)),
    ]
    counts = WeeklyCount.objects.filter(metric__key="long_calls").values_list("person_key", "week_on", "done")
    by_hand = [(recorded.key("ann"), LAST_WEEK, 2.0), (recorded.key("ben"), LAST_WEEK, 1.0)]
    by_hand += [(recorded.key("ben"), LAST_WEEK - timedelta(days=7), 1.0)]
    by_hand += [(recorded.key("ann"), LAST_WEEK - timedelta(days=14), 1.0)]
    assert sorted(counts) == sorted(by_hand)


def test_it_says_where_a_metric_comes_from_that_nobody_changed(recorded: Office) -> None:
    word = definitions()["call"]
    assert "Your CRM’s own word" in opened(recorded, f"/studio/metrics/{address_of(word.key)}/")
    assert "It comes with Fairway" in opened(recorded, "/studio/metrics/outbound_calls/")


def test_it_previews_last_week_with_what_counts_and_what_nearly_does(recorded: Office) -> None:
    html = pressed(recorded, NEW, long_calls(recorded), "preview", seller="ann").content.decode()
    assert "3 records of 2 sellers" in text_of(html, "preview")
    assert "week by week: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2" in text_of(html, "preview")
    nearly = html.partition("These nearly do</h2>")[2]
    assert nearly.count("<tr>") - 1 == 3
    assert "Not so: duration min is at least 20" in nearly
    assert "Not so: type is call" in nearly
    assert "What became of it does not count" in nearly
    assert not versions_of("long_calls")


def test_it_says_that_a_bare_count_is_volume(office: Office) -> None:
    sent = sent_by_page(opened(office, "/studio/metrics/outbound_calls/"))
    del sent["is_raw_volume"]
    told = "says neither for whom nor how well"
    html = pressed(office, "/studio/metrics/outbound_calls/", sent, "preview").content.decode()
    assert told in text_of(html, "preview")
    better = {"where-2-field": ["account.tier"], "where-2-test": ["is"], "where-2-value": ["A"]}
    html = pressed(office, "/studio/metrics/outbound_calls/", sent | better, "preview").content.decode()
    assert told not in text_of(html, "preview")


def test_it_shows_a_ratio_by_what_its_two_metrics_count(recorded: Office) -> None:
    sent = sent_by_page(opened(recorded, "/studio/metrics/quota_attainment/"))
    html = pressed(recorded, "/studio/metrics/quota_attainment/", sent, "preview").content.decode()
    assert "A ratio has no records of its own" in text_of(html, "preview")
    assert "These count" not in html
    html = pressed(recorded, "/studio/metrics/quota_attainment/", sent, "preview", seller="ann").content.decode()
    assert "week by week: 0 of 0" in text_of(html, "preview")


def test_it_saves_nothing_and_removes_nothing_when_a_script_asks_for_the_preview(recorded: Office) -> None:
    sent = long_calls(recorded)
    for button in ("save", "remove-where-0"):  # the one that has the focus is sent along
        answer = recorded.clients["op"].post(NEW, {**sent, "do": button}, headers={"HX-Request": "true"})
        assert "3 records of 2 sellers" in text_of(answer.content.decode(), "preview")
    assert not versions_of("long_calls")


def test_it_notes_whose_records_were_shown(recorded: Office) -> None:
    recorded.clients["op"].get(NEW)
    assert not LookLine.objects.exists()
    pressed(recorded, NEW, long_calls(recorded), "preview")
    looked = set(LookLine.objects.filter(page="metric").values_list("subject_key", flat=True))
    assert looked == {recorded.key("ann"), recorded.key("ben")}
    assert "Trying a metric" in opened(recorded, "/me/privacy/", "ann")


def test_it_says_beside_each_field_what_is_wrong_and_saves_nothing(recorded: Office) -> None:
    sent = long_calls(recorded) | {"where-1-value": ["long"], "class": ["result"], "objective": ["meetings_held"]}
    answer = pressed(recorded, NEW, sent, "save", name="")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'id="where-1-field"[^>]*aria-describedby="fault-where-11"', html)
    assert "“long” does not fit: duration in minutes is a number; write a number such as 20." in html
    assert f"“{catalogue()['meetings_held'].name}” stands beside activities only" in html
    assert 'value="long"' in html
    assert not versions_of("metric")


def test_it_asks_why_a_metric_is_changed_and_keeps_who_changed_it(recorded: Office) -> None:
    address = pressed(recorded, NEW, long_calls(recorded), "save")["Location"]
    sent = sent_by_page(opened(recorded, address)) | {"where-1-value": ["50"]}
    assert pressed(recorded, address, sent, "save").status_code == 422
    assert pressed(recorded, address, sent, "save", reason="Twenty were too few").status_code == 302
    newest = versions_of("long_calls")[-1]
    assert (newest.definition.version, newest.holds_from_on, newest.made_by) == (2, MONDAY, recorded.account("op"))
    html = opened(recorded, address)
    assert "Twenty were too few" in html
    assert NAMES["op"] in html.partition('id="versions"')[2]
    done = WeeklyCount.objects.filter(metric__key="long_calls", week_on=LAST_WEEK).values_list("done", flat=True)
    assert sorted(done) == [1, 2]  # as by the version then in force


def test_it_counts_the_past_anew_where_a_change_is_a_correction(recorded: Office) -> None:
    address = pressed(recorded, NEW, long_calls(recorded), "save")["Location"]
    sent = sent_by_page(opened(recorded, address)) | {"where-1-value": ["40"]}
    html = pressed(recorded, address, sent, "save", reason="It was meant so", start="always").content.decode()
    assert len(versions_of("long_calls")) == 1
    assert pressed(recorded, address, sent_by_page(html), "save").status_code == 302
    done = WeeklyCount.objects.filter(metric__key="long_calls", week_on=LAST_WEEK).values_list("done", flat=True)
    assert list(done) == [1]


def test_it_locks_no_ratio_whose_numbers_are_those_of_two_others(office: Office) -> None:
    address = "/studio/metrics/quota_attainment/"
    pressed(office, address, sent_by_page(opened(office, address)), "save", reason="A name", name="Attained")
    assert "Lock version" not in opened(office, address)
    answer = office.clients["op"].post(f"{address}lock/", {"version": "1"}, follow=True)
    assert "lock those two" in answer.content.decode()
    assert not versions_of("quota_attainment")[0].is_locked


def test_it_locks_a_version_for_good(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    address = pressed(office, NEW, long_calls(office), "save")["Location"]
    office.clients["op"].post(f"{address}lock/", {"version": "1"})
    assert versions_of("long_calls")[0].is_locked
    html = opened(office, address)
    assert sent_by_page(html)["start"] == ["next_week"]
    assert 'value="always"' not in html
    sent = sent_by_page(html) | {"where-1-value": ["40"]}
    refused = pressed(office, address, sent, "save", reason="Later", start="always")
    assert refused.status_code == 422
    assert "are locked by an earlier version" in refused.content.decode()
    pressed(office, address, sent, "save", reason="Later")
    assert versions_of("long_calls")[-1].holds_from_on == NEXT_MONDAY
    assert definitions()["long_calls"].where[1].values == (20,)
    at(monkeypatch, WEDNESDAY + timedelta(days=7))
    assert definitions()["long_calls"].where[1].values == (40,)
    assert {"define_metric", "lock_metric"} <= set(AuditLine.objects.values_list("action", flat=True))


def test_it_makes_a_metric_of_the_catalogue_ones_own(office: Office) -> None:
    address = "/studio/metrics/outbound_calls/"
    sent = sent_by_page(opened(office, address))
    pressed(office, address, sent, "save", name="Calls made", reason="Our word for it", start="next_week")
    assert definitions()["outbound_calls"].name == catalogue()["outbound_calls"].name
    assert versions_of("outbound_calls")[0].definition.name == "Calls made"


@pytest.mark.parametrize(
    "key",
    [
        "second_stakeholders_invited",
        "win_rate",
        "follow_ups_sent",
        "meetings_prepared",
        "open_pipeline_value",
        "quota",
        "quota_attainment",
        "quiet_customers_contacted",
        "connect_rate",
        "bookings_year_before",
        "average_deal_size",
    ],
)
def test_it_changes_nothing_where_nothing_was_changed(key: str, office: Office) -> None:
    """The page holds all of a definition: sent back as it is, it is the same one, and no version comes of it."""
    address = f"/studio/metrics/{key}/"
    sent = sent_by_page(opened(office, address))
    answer = pressed(office, address, sent, "save", reason="Nothing")
    assert answer.status_code == 302, re.findall(r'class="error"[^>]*>([^<]+)', answer.content.decode())
    assert versions_of(key) == []
    pressed(office, address, sent, "save", reason="A name", name="Otherwise")
    assert len(versions_of(key)) == 1
    pressed(office, address, sent_by_page(opened(office, address)), "save", reason="Nothing again")
    assert len(versions_of(key)) == 1


def test_it_writes_a_definition_out_as_yaml_and_takes_it_in_again(office: Office) -> None:
    answer = office.clients["op"].get("/studio/metrics/meetings_prepared/yaml/")
    text = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="meetings_prepared.yaml"'
    assert text == yaml_of([catalogue()["meetings_prepared"]])
    other = text.replace("key: meetings_prepared", "key: prepared")
    html = uploaded(office, other)
    assert not versions_of("prepared")
    assert pressed(office, NEW, sent_by_page(html), "save").status_code == 302
    assert [one.definition for one in versions_of("prepared")] == definitions_from(other)


def uploaded(office: Office, text: str) -> str:
    file = SimpleUploadedFile("metric.yaml", text.encode())
    response = office.clients["op"].post(NEW, {"do": "upload", "file": file}, follow=True)
    return str(response.content.decode())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- key: a\n", "is needed; add it"),
        ("a: [", "is not YAML"),
        (yaml_of([catalogue()["win_rate"], catalogue()["bookings"]]), "holds 2 definitions"),
        ("- {key: a, name: A, class: activity, records: activities, colour: red}", "is no word of the syntax"),
    ],
)
def test_it_says_what_is_wrong_with_a_file(text: str, told: str, office: Office) -> None:
    assert told in uploaded(office, text)


def test_everybody_reads_the_list_and_it_names_nobody(office: Office) -> None:
    pressed(office, NEW, long_calls(office), "save")
    seller, operations = (opened(office, "/studio/metrics/", who) for who in ("ann", "op"))
    main = seller.partition("<main")[2]
    assert "Long calls" in main
    assert not [name for name in NAMES.values() if name in main]
    assert "/studio/metrics/long_calls/" not in seller
    assert "/studio/metrics/long_calls/" in operations
    assert main.index("Long calls") < main.index("Opportunities created")
    assert missing_metrics()[0].needs in main
    assert office.clients["ann"].get(NEW).status_code == 404
    assert office.clients["mona"].get("/studio/metrics/long_calls/").status_code == 404


def test_a_word_of_the_crm_that_sounds_like_the_customers_doing_is_listed_as_not_offered(office: Office) -> None:
    for word in ("Customer meeting", "Follow-up mail"):
        ActivityWord.objects.create(word=word, activity_type="meeting", source="crm")
    rows = {row.partition("</th>")[0]: row for row in opened(office, "/studio/metrics/").split('<th scope="row">')}
    said = {
        word: next(row for name, row in rows.items() if word in name) for word in ("Customer meeting", "Follow-up mail")
    }
    assert "not offered: sounds like" in said["Customer meeting"]
    assert "not offered" not in said["Follow-up mail"].partition("</tr>")[0]


def test_it_forgets_who_made_a_version_and_whom_its_reason_names(office: Office) -> None:
    made = catalogue()["outbound_calls"]
    change = Change(MONDAY, f"Agreed with {NAMES['ann']}")
    define_metric(replace(made, name="Calls"), actor_id=office.account("op"), change=change)
    forget_definitions((), spellings_of_person(office.key("ann")))
    erase_person(office.key("op"), on=WEDNESDAY)
    (kept,) = versions_of("outbound_calls")
    assert kept.made_by is None
    assert NAMES["ann"] not in kept.reason
    assert (kept.definition.name, kept.holds_from_on) == ("Calls", MONDAY)
