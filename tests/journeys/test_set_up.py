"""From a fresh house to a filled board, page by page, with the worker in the same process."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from fairway.desk import inspecting
from fairway.exchange.models import Source, SyncRun, Upload
from fairway.exchange.queries import newest_runs
from fairway.execution.queries import stored_standings, today
from fairway.lib.home import folder
from fairway.metrics.actions import define_metric
from fairway.metrics.queries import definitions
from fairway.metrics.types import MetricClass
from fairway.metrics.words import offered
from fairway.people.models import Person
from fairway.people.queries import everyone_on, organisation
from fairway.plans.models import Plan
from fairway.project import schedule
from tests.journeys.acts import SELLERS, acts, weekly
from tests.journeys.exports_odd import sheet_for_each_month, summed_by_week
from tests.journeys.exports_sheets import people_and_activities, tasks_and_events
from tests.journeys.exports_text import Export, german_pipeline, hubspot_with_bodies, written
from tests.journeys.set_up_house import SetUp, alike, ledger, opened, packed


@pytest.fixture
def door(house: Path) -> SetUp:
    return opened()


@pytest.mark.once
@pytest.mark.parametrize(
    "style", [german_pipeline, tasks_and_events, people_and_activities, summed_by_week, sheet_for_each_month]
)
def test_it_fills_the_board_with_what_was_truly_done(
    door: SetUp, house: Path, style: Callable[[Path, date], Export]
) -> None:
    export = style(house, today())
    address = door.send(*export.files)
    assert "Open the board" in door.page(address)
    door.open(address)
    door.work()
    assert door.state() == "done"
    assert alike(ledger()) == alike(weekly(export.acts))
    drafted = {plan.person_id for plan in Plan.objects.filter(is_draft=True)}
    assert drafted
    assert Plan.objects.filter(is_draft=False).count() == 0
    standings = stored_standings(list(drafted))
    assert {str(standing.state) for standing in standings.values()} == {"draft"} or "behind" not in {
        str(hia.status) for standing in standings.values() for hia in standing.hias
    }


def test_it_drafts_on_the_board_what_its_page_had_announced(door: SetUp, house: Path) -> None:
    export = hubspot_with_bodies(house, today())
    address = door.send(*export.files)
    upload = Upload.objects.get()
    door.page(address)
    upload.refresh_from_db()
    assert upload.inspected is not None
    announced = {row["name"]: row["target"] for row in upload.inspected["preview"]["rows"]}
    activity = upload.inspected["preview"]["activity"]
    door.open(address)
    door.work()
    names = {person.key: person.name for person in everyone_on(today())}
    key = next(metric.key for metric in definitions().values() if metric.name == activity)
    drafted = {names[plan.person_id]: float(plan.target) for plan in Plan.objects.filter(metric_key=key, is_draft=True)}
    assert announced
    assert {name: drafted.get(name) for name in announced} == announced


def test_it_keeps_nothing_before_the_board_is_opened_and_the_file_no_longer_than_needed(
    door: SetUp, house: Path
) -> None:
    address = door.send(*german_pipeline(house, today()).files)
    door.page(address)
    assert Source.objects.count() == 0
    assert Person.objects.count() == 1
    assert len(list(folder("uploads").iterdir())) == 1
    door.open(address)
    door.work()
    assert list(folder("uploads").iterdir()) == []
    assert Upload.objects.count() == 0


def test_it_changes_nothing_when_the_same_export_comes_again(door: SetUp, house: Path) -> None:
    export = summed_by_week(house, today())
    counted = []
    for _ in range(2):
        address = door.send(*export.files)
        door.open(door_page(door, address))
        door.work()
        counted.append(ledger())
    assert counted[0] == counted[1]
    tally = newest_runs(1)[0].progress["activities"]
    assert (tally["added"], tally["changed"]) == (0, 0)
    assert tally["unchanged"] == sum(weekly(export.acts).values())


def door_page(door: SetUp, address: str) -> str:
    door.page(address)
    return address


def test_it_loads_both_of_two_uploads_that_wait_at_once(door: SetUp, house: Path) -> None:
    (house / "one").mkdir()
    (house / "two").mkdir()
    rows = acts(["Sample sent", "Site survey offered"], until=today(), seed=71, states=False, ahead=False)
    columns = [
        ("Rep", lambda row: row.seller),
        ("What", lambda row: row.kind),
        ("Date", lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
        ("No.", lambda row: row.number),
    ]
    for name, part in (("one", rows[::2]), ("two", rows[1::2])):
        path = written(house / name / "log.csv", columns, part)
        door.open(door_page(door, door.send(path)))
    assert SyncRun.objects.filter(state="waiting").count() == 2
    door.work()
    assert alike(ledger()) == alike(weekly(rows))


def test_it_reads_two_files_of_one_name_and_files_in_an_archive(door: SetUp, house: Path) -> None:
    rows = acts(["Sample sent", "Site survey offered"], until=today(), seed=72, states=False, ahead=False)
    columns = [
        ("Rep", lambda row: row.seller),
        ("What", lambda row: row.kind),
        ("Date", lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
        ("No.", lambda row: row.number),
    ]
    parts = [written(house / f"{number}.csv", columns, rows[number::3]).read_bytes() for number in range(3)]
    archive = packed([("May/log.csv", parts[0]), ("__MACOSX/May/._log.csv", b"\x00"), ("June/log.csv", parts[1])])
    address = door.send(("all.zip", archive), ("log.csv", parts[2]))
    door.open(door_page(door, address))
    door.work()
    assert alike(ledger()) == alike(weekly(rows))


CRM_FOLDER = {
    "sellers.csv": b"seller_id,name,email\ns1,Ana Moss,ana@x.example\n",
    "activities.csv": b"activity_id,seller_id,type,subtype,status,occurred_at\n"
    b"a1,s1,call,intro_call,done,2026-09-01T10:00:00+02:00\na2,s1,call,intro_call,done,2026-09-02T10:00:00+02:00\n",
}


@pytest.mark.parametrize("is_packed", [False, True])
def test_it_takes_the_tables_of_a_crm_folder_straight_to_the_worker(door: SetUp, is_packed: bool) -> None:
    files = list(CRM_FOLDER.items())
    address = door.send(*([("folder.zip", packed((f"crm/{n}", b) for n, b in files))] if is_packed else files))
    assert address.startswith("/setup/runs/")
    door.work()
    assert door.state() == "done"
    assert sum(ledger().values()) == 2


def test_it_asks_about_files_that_are_only_called_like_tables_of_a_crm_folder(door: SetUp) -> None:
    sellers, activities = b"Name,Email\nAna Moss,ana@x.example\n", b"Who,When,What\nAna Moss,2026-09-01,Visit asked\n"
    address = door.send(("sellers.csv", sellers), ("activities.csv", activities))
    assert address.startswith("/setup/file/")
    assert "Open the board" in door.page(address)


def test_it_reads_the_contracts_activities_alone(door: SetUp) -> None:
    address = door.send(("activities.csv", CRM_FOLDER["activities.csv"]))
    door.open(door_page(door, address))
    door.work()
    assert sum(ledger().values()) == 2


def test_it_goes_on_where_somebody_stopped(door: SetUp, house: Path) -> None:
    address = door.send(*german_pipeline(house, today()).files)
    door.page(address)
    page = door.page("/setup/")
    assert "You stopped at" in page
    assert address in page
    door.open(address)
    page = door.page("/setup/")
    assert "is being read" in page
    door.work()
    assert address not in door.page("/setup/")


def test_it_leads_back_to_the_file_when_it_could_not_be_read(door: SetUp, house: Path) -> None:
    address = door.send(*german_pipeline(house, today()).files)
    door.page(address)
    run = door.open(address)
    for file in folder("uploads").rglob("*.csv"):
        file.write_bytes(b"")
    door.work()
    page = door.page(run)
    assert "the file is empty" in page
    assert address in page
    assert ledger() == {}


def test_it_lets_the_worker_look_at_a_large_file_and_shows_how_far_it_is(
    door: SetUp, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspecting, "QUICK_BYTES", 0)
    address = door.send(*german_pipeline(house, today()).files)
    assert "Waiting for its turn" in door.page(address)
    assert "Open the board" not in door.page(address, as_part=True)
    assert schedule.do_one_inspection()
    assert "Open the board" in door.page(address, as_part=True)
    assert not schedule.do_one_inspection()


def test_it_stops_looking_when_an_answer_has_changed_and_looks_anew(
    door: SetUp, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspecting, "QUICK_BYTES", 0)
    monkeypatch.setattr(inspecting, "BEAT_SECONDS", 0.0)
    export = german_pipeline(house, today())
    address = door.send(*export.files)
    door.page(address)
    beat, said = inspecting.beat_inspection, []

    def change_then_beat(token: str, *, rows: int, of: int) -> bool:
        if not said:
            said.append(door.client.post(address, {"question:done_rule": "planned"}))
            Upload.objects.update(inspection_wanted_at=None)
        return beat(token, rows=rows, of=of)

    monkeypatch.setattr(inspecting, "beat_inspection", change_then_beat)
    assert schedule.do_one_inspection()
    assert Upload.objects.get().inspected is None
    door.page(address)
    assert schedule.do_one_inspection()
    upload = Upload.objects.get()
    assert upload.inspected_with == upload.answers
    assert upload.answers["questions"] == {"done_rule": "planned"}


def test_it_shows_a_run_as_done_only_when_its_drafts_stand_on_the_board(
    door: SetUp, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    drafting = schedule.draft_and_score

    def watched() -> int:
        seen.append(SyncRun.objects.get().state)
        return drafting()

    monkeypatch.setattr(schedule, "draft_and_score", watched)
    address = door.send(*german_pipeline(house, today()).files)
    door.open(door_page(door, address))
    door.work()
    assert seen == ["running"]
    assert door.state() == "done"


def test_it_keeps_what_the_organisation_said_about_a_word(door: SetUp, house: Path) -> None:
    word = "Vor-Ort-Termin angefragt"
    mine = offered(word)
    define_metric(
        type(mine)(
            key=word,
            name="On-site asked for",
            metric_class=MetricClass.OBJECTIVE,
            records="activities",
            where=mine.where,
        )
    )
    address = door.send(*german_pipeline(house, today()).files)
    door.open(door_page(door, address))
    assert definitions()[word].name == "On-site asked for"
    address = door.send(*german_pipeline(house, today()).files)
    door.page(address)
    door.say(address, {f"kind_name:{word}": "On-site visit requested"})
    door.open(address)
    assert definitions()[word].name == "On-site visit requested"


def test_it_never_lets_a_browser_keep_a_part_as_the_page(door: SetUp, house: Path) -> None:
    address = door.send(*german_pipeline(house, today()).files)
    run = door.open(door_page(door, address))
    for path in (address, run):
        for headers in ({}, {"HX-Request": "true"}):
            answer = door.client.get(path, headers=headers)
            assert answer["Cache-Control"] == "no-store"
            assert "HX-Request" in answer["Vary"]


def test_it_shows_an_upload_to_whoever_sent_it_and_nobody_else(door: SetUp, house: Path) -> None:
    address = door.send(*german_pipeline(house, today()).files)
    assert Client().get(address).status_code == 302
    assert organisation().country == "FR"


def test_it_knows_the_people_of_an_earlier_report_again(door: SetUp, house: Path) -> None:
    """The first has ids and addresses, the second names only, turned round."""
    rows = acts(["Sample sent"], until=today(), seed=73, states=False, ahead=False)
    first = [
        ("Owner ID", lambda row: 500 + SELLERS.index(row.seller)),
        ("Owner", lambda row: row.seller),
        ("Email", lambda row: row.email),
    ]
    rest = [("Type", lambda row: row.kind), ("Date", lambda row: f"{row.at:%Y-%m-%d %H:%M}")]
    second = [("Rep", lambda row: f"{row.last}, {row.first}")]
    for name, who, part in (("ids.csv", first, rows[::2]), ("names.csv", second, rows[1::2])):
        path = written(house / name, [*who, *rest], part)
        door.open(door_page(door, door.send(path)))
        door.work()
    names = [person.name for person in everyone_on(today())]
    assert len(names) == len(set(names))
    assert alike(ledger()) == alike(weekly(rows))


def test_it_forgets_what_was_said_about_people_with_the_file(door: SetUp, house: Path) -> None:
    address = door.send(*german_pipeline(house, today()).files)
    door.page(address)
    door.say(address, {"person:Ingrid Solberg": "leave_out"})
    door.open(address)
    door.work()
    run = SyncRun.objects.get()
    assert run.state == "done"
    assert list(run.asked) == ["files"]


def test_it_adds_addresses_and_managers_from_a_list_of_users_alone(door: SetUp, house: Path) -> None:
    rows = acts(["Sample sent"], until=today(), seed=74, states=False, ahead=False)
    columns = [("Rep", lambda row: row.seller), ("What", lambda row: row.kind), ("Date", lambda row: row.at.date())]
    door.open(door_page(door, door.send(written(house / "log.csv", columns, rows))))
    door.work()
    assert "cannot be invited" in door.page("/setup/people/")
    listed = {row.seller: row.email for row in rows}
    lines = [f"{name},{email},Mina Okoro" for name, email in listed.items()]
    text = "\n".join(["Name,Email,Manager", "Mina Okoro,mina@brightwater.example,", *lines])
    door.open(door_page(door, door.send(("users.csv", text.encode()))))
    door.work()
    people = {person.name: person for person in everyone_on(today())}
    assert set(people) == {*listed, "Mina Okoro", "Nadia Ferrer"}
    assert {people[name].manager_key for name in listed} == {people["Mina Okoro"].key}
    assert "cannot be invited" not in door.page("/setup/people/")


def test_it_keeps_the_weeks_of_who_left_and_nobody_who_was_gone_before(door: SetUp, house: Path) -> None:
    rows = acts(["Sample sent", "Trade fair"], until=today(), seed=75, states=False, ahead=False)
    columns = [("Rep", lambda row: row.seller), ("What", lambda row: row.kind), ("Date", lambda row: row.at.date())]
    gone = rows[0].seller
    last_on = max(row.at.date() for row in rows if row.seller == gone)
    users = f"Full name,Username,Status\n{gone},{rows[0].email},Inactive\nOld Timer,old@x.example,Disabled\n"
    door.open(door_page(door, door.send(written(house / "log.csv", columns, rows), ("users.csv", users.encode()))))
    door.work()
    assert not Person.objects.filter(name="Old Timer").exists()
    assert Person.objects.get(name=gone).left_on == last_on
    assert Person.objects.get(name=gone).email == rows[0].email
    told = {cell: times for cell, times in weekly(rows).items() if cell[0] != gone}
    assert alike({cell: times for cell, times in ledger().items() if cell[0] != gone}) == alike(told)
