"""What was proposed and decided leaves the house beside the tables of a CRM folder, and no import reads it back."""

import csv
from pathlib import Path

import pytest

from fairway.cli.main import main as fairway
from fairway.studio.models import Proposal, Review
from fairway.studio.proposals.actions.proposing import Words, propose
from fairway.studio.tests.office import INVITED, NEXT_MONDAY, Office, hypothesis, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(house: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return opened(monkeypatch)


def rows_in(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_an_export_holds_no_such_folder_where_nothing_was_proposed(office: Office, tmp_path: Path) -> None:
    assert fairway(["export", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "sellers.csv").exists()
    assert not (tmp_path / "out" / "native").exists()


def test_an_export_writes_proposals_and_decisions_and_an_import_of_it_makes_none(
    office: Office, tmp_path: Path
) -> None:
    key = propose(office.key("ann"), hypothesis(), Words("=a word"), starts_on=NEXT_MONDAY, actor_id=None)
    said = {"verdict": "helping", "verdict_week_on": NEXT_MONDAY, "verdict_chance": 0.75}
    Review.objects.create(person_id=office.key("ann"), proposal_id=key, decision="keep", reason="as we said", **said)
    assert fairway(["export", str(tmp_path / "out")]) == 0
    native = tmp_path / "out" / "native"
    assert sorted(file.name for file in native.iterdir()) == ["decisions.csv", "proposals.csv"]
    [proposal], [decision] = rows_in(native / "proposals.csv"), rows_in(native / "decisions.csv")
    ids = [row["seller_id"] for row in rows_in(tmp_path / "out" / "sellers.csv")]
    assert proposal["seller_id"] == decision["seller_id"]
    assert proposal["seller_id"] in ids
    assert (proposal["metric"], proposal["note"], proposal["answer"]) == (INVITED, "'=a word", "")
    assert (decision["decision"], decision["reason"]) == ("keep", "as we said")
    assert {name: decision[name] for name in (*said, "verdict_until_on")} == {
        "verdict": "helping",
        "verdict_week_on": NEXT_MONDAY.isoformat(),
        "verdict_chance": "0.75",
        "verdict_until_on": "",
    }

    Proposal.objects.all().delete()
    assert fairway(["import", str(tmp_path / "out"), "--source", "back"]) == 0
    assert not Proposal.objects.exists()
    assert not Review.objects.exists()
