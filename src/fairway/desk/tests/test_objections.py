"""A set for a team and a pasted sheet put nothing in force that fails a test, unless somebody writes why."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from fairway.audit.models import AuditLine
from fairway.desk.tests.office import EXECUTIVES, INVITED, Office, everything, said
from fairway.people.types import PersonFacts

TEAM, PASTE = "/sellers/team/", "/sellers/paste/"
REASON = "Calls to executives are typed in by hand from next week on."
UNSEEN = "No record of its kind reached us in 13 weeks."
FORMS = {
    TEAM: {"team": "North", "metric_1": EXECUTIVES, "target_1": "3", "per_1": "week", "save_as": "Ours"},
    PASTE: {"lines": f"Ann Abel\t{EXECUTIVES}\t3\nBen Bell\t{EXECUTIVES}\t3"},
}


@pytest.fixture
def unseen(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Calls to executives are recorded nowhere, and neither are invitations, which are in force already."""

    def failing(people: Sequence[PersonFacts], planned: Mapping[int, Sequence[str]], on: date) -> object:
        return {(one.key, key): UNSEEN for one in people for key in planned[one.key]}

    monkeypatch.setattr("fairway.desk.objections.failing_tests", failing)
    return office


@pytest.mark.parametrize("address", FORMS)
def test_it_asks_why_before_it_puts_in_force_what_fails(unseen: Office, address: str) -> None:
    page = unseen.preview("mona", address, **FORMS[address])
    assert "1 activity fails a test that has to hold" in page
    assert UNSEEN in page
    assert "Ann Abel and Ben Bell" in page
    before = everything()
    for too_short in ("", "  ", "because"):
        page = unseen.make("mona", address, **FORMS[address], override=too_short)
        assert "Write in 20 characters or more why it is planned all the same" in said(page)[0]
        assert "What would change" in page
        assert everything() == before
    unseen.make("mona", address, **FORMS[address], override=REASON)
    assert unseen.plans("ann")[EXECUTIVES] == unseen.plans("ben")[EXECUTIVES] == 3
    line = AuditLine.objects.order_by("-pk").first()
    assert line is not None
    assert line.detail["override"] == REASON
    assert f"in spite of a failed test: {REASON}" in unseen.get("mona", "/changes/")


def test_what_is_in_force_already_is_not_asked_about_again(unseen: Office) -> None:
    page = unseen.preview("mona", PASTE, lines=f"Ann Abel\t{INVITED}\t7")
    assert "fails a test" not in page
    unseen.make("mona", PASTE, lines=f"Ann Abel\t{INVITED}\t7")
    assert unseen.plans("ann")[INVITED] == 7


def test_where_nothing_fails_nobody_is_asked(office: Office) -> None:
    office.make("mona", PASTE, **FORMS[PASTE])
    assert office.plans("ann")[EXECUTIVES] == 3
    line = AuditLine.objects.order_by("-pk").first()
    assert line is not None
    assert "override" not in line.detail
