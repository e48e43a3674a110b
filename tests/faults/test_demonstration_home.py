"""Real people never get into the demonstration's home: anybody may enter it, and it would not start again."""

from pathlib import Path

import pytest

from fairway.cli.main import main
from fairway.exchange.actions import connect_source
from fairway.exchange.queries import sources
from fairway.people.actions.storing import set_up_organisation
from fairway.people.models import Person
from tests.faults.folders import made, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def crm(house: Path) -> Path:
    """A folder of a real organisation, beside a home marked as the demonstration's."""
    set_up_organisation({"name": "Larkfield", "is_demonstration": True})
    return write(made(5), house / "crm")


def refused(*words: object, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command says that must end with 1."""
    capsys.readouterr()
    assert main([str(word) for word in words]) == 1
    return capsys.readouterr().err


@pytest.mark.parametrize("command", ["import", "connect folder --path", "connect folder --no-check --path"])
def test_it_refuses_records_of_somebody_else(crm: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(*command.split(), crm, capsys=capsys)
    assert "your own records belong into a home of their own" in said
    assert "FAIRWAY_HOME" in said
    assert not sources()
    assert not Person.objects.exists()


def test_it_refuses_to_read_what_was_connected_there_before(crm: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connect_source(name="folder", kind="folder", settings={"path": str(crm)})
    assert "home of their own" in refused("sync", capsys=capsys)
    assert "home of their own" in refused("sync", "folder", capsys=capsys)
    assert not Person.objects.exists()
