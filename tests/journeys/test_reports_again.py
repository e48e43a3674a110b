"""Reports that come after the first one: what they do not say changes nothing, and every number opens."""

import json
from pathlib import Path

import pytest

from fairway.cli.main import main as fairway
from fairway.crm.linking import link_to
from fairway.exchange.queries import sources
from fairway.execution.queries import today
from fairway.lib.periods import week_label
from fairway.people.queries import everyone_on, ids_for_export, organisation
from tests.journeys.set_up_house import SetUp, ledger, opened

pytestmark = pytest.mark.usefixtures("house")

ACTS = "Owner;What;Date\n" + "".join(
    f"{who};Sample sent;0{day}.09.2026\n" for day in (1, 2, 3) for who in ("Ada Lind", "Ben Roth")
)
USERS = "Name;E-mail;Manager;Team\nAda Lind;ada@ex.example;Cleo Marsh;North\nBen Roth;ben@ex.example;Cleo Marsh;South\n"


@pytest.fixture
def door() -> SetUp:
    return opened()


def load(door: SetUp, name: str, text: str) -> None:
    address = door.send((name, text.encode()))
    door.page(address)
    door.open(address)
    door.work()
    assert door.state() == "done"


def places() -> dict[str, tuple[str, str]]:
    """Everybody's manager and team by name, of those the files name."""
    people = {person.key: person for person in everyone_on(today())}
    return {
        person.name: (people[person.manager_key].name if person.manager_key else "", person.team)
        for person in people.values()
        if person.name in {"Ada Lind", "Ben Roth"}
    }


def test_it_keeps_managers_and_teams_when_a_file_without_them_comes_again(door: SetUp) -> None:
    load(door, "log.csv", ACTS)
    load(door, "users.csv", USERS)
    led = {"Ada Lind": ("Cleo Marsh", "North"), "Ben Roth": ("Cleo Marsh", "South")}
    assert places() == led
    load(door, "log.csv", ACTS)
    assert places() == led


def test_it_takes_a_manager_away_that_a_list_leaves_empty(door: SetUp) -> None:
    load(door, "users.csv", USERS)
    load(door, "users.csv", USERS.replace("ben@ex.example;Cleo Marsh;South", "ben@ex.example;;"))
    assert places() == {"Ada Lind": ("Cleo Marsh", "North"), "Ben Roth": ("", "")}


def test_it_opens_numbers_of_a_report_whose_files_are_gone(
    door: SetUp, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(door, "log.csv", ACTS)
    assert not list(house.rglob("log.csv"))
    (source,) = sources()
    assert link_to(source, "activities", "1") is None
    [(metric, week)] = [(metric, week) for name, metric, week in ledger() if name == "Ada Lind"]
    [ada] = [person.key for person in everyone_on(today()) if person.name == "Ada Lind"]
    capsys.readouterr()
    assert fairway(["explain", metric, ids_for_export()[ada], week_label(week), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["number"], told["counted"]) == (3, 3)
    assert [(record["day"], record.get("link")) for record in told["records"]] == [
        (f"2026-09-0{day}", None) for day in (1, 2, 3)
    ]


def test_it_gives_the_organisation_the_zone_of_its_first_report_and_offers_it_again() -> None:
    door = opened("UTC")
    text = ACTS.replace("Date", "Date and time").replace(".2026\n", ".2026 23:30\n")
    address = door.send(("log.csv", text.encode()))
    door.page(address)
    door.open(address, {"timezone": "Europe/Lisbon"})
    door.work()
    assert organisation().timezone == "Europe/Lisbon"
    address = door.send(("log.csv", text.encode()))
    assert "<option selected>Europe/Lisbon</option>" in door.page(address)
    door.open(address, {"timezone": "America/Lima"})
    door.work()
    assert organisation().timezone == "Europe/Lisbon"  # what is loaded has its days
    assert "<option selected>America/Lima</option>" in door.page(door.send(("log.csv", text.encode())))


def test_it_takes_a_file_for_what_somebody_says_it_holds(door: SetUp) -> None:
    text = "A;B\nAda Lind;ada@one.example\nBen Roth;ben@two.example\nCleo Marsh;cleo@three.example\n"
    address = door.send(("list.csv", text.encode()))
    assert "No activity could be read yet" in door.page(address)
    page = door.say(address, {"question:role:list.csv": "people"})
    assert '<option value="people" selected>' in page
    door.open(address)
    door.work()
    assert {"Ada Lind", "Ben Roth", "Cleo Marsh"} <= {person.name for person in everyone_on(today())}
