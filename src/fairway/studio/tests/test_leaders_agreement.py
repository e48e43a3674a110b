"""A leader agrees to what Fairway is for with one press, takes it back, and everybody below can read both."""

import html
import re
from datetime import timedelta

import pytest

from fairway.audit.queries import newest_changes
from fairway.people.models import Person
from fairway.studio.lesson.content import agreement_text
from fairway.studio.models import LeaderAgreement
from fairway.studio.tests.office import WEDNESDAY, Office, at

pytestmark = pytest.mark.django_db
ADDRESS = "/studio/agreement/"
DAY = f"{WEDNESDAY:%a %-d %b %Y}"


def page(office: Office, who: str, address: str = ADDRESS) -> str:
    response = office.clients[who].get(address)
    assert response.status_code == 200, (who, address)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def press(office: Office, who: str, answer: str) -> int:
    return int(office.clients[who].post(ADDRESS, {"answer": answer}).status_code)


def test_a_leader_agrees_with_one_press_and_those_below_read_on_which_day(office: Office) -> None:
    assert "not yet" in page(office, "mona", "/studio/")
    assert press(office, "lea", "agree") == 302
    assert f"You agreed on {DAY}" in page(office, "lea")
    assert f"Lea Long agreed on {DAY}" in page(office, "mona", "/studio/")
    for who in ("mona", "ann"):
        assert f"Lea Long Agreed on {DAY}" in page(office, who)
    assert f"Your agreement of {DAY}" in page(office, "lea", "/studio/")


def test_it_is_taken_back_dated_and_both_stand_in_the_changes(office: Office) -> None:
    press(office, "lea", "agree")
    press(office, "lea", "agree")
    assert LeaderAgreement.objects.count() == 1
    press(office, "lea", "take_back")
    press(office, "lea", "take_back")
    row = LeaderAgreement.objects.get()
    assert row.taken_back_at is not None
    assert "Lea Long not yet" in page(office, "mona")
    assert [change.action for change in newest_changes()] == ["take_back_agreement", "agree_as_leader"]
    assert all(change.person_keys == (office.key("lea"),) for change in newest_changes())
    assert "Leader’s agreement taken back" in page(office, "lea", "/changes/")
    press(office, "lea", "agree")
    assert LeaderAgreement.objects.count() == 2  # that it held before stays written


@pytest.mark.parametrize("who", ["mona", "ann", "op"])
def test_only_whoever_leads_managers_may_agree(office: Office, who: str) -> None:
    text = page(office, who)
    assert "Agree to this" not in text
    assert press(office, who, "agree") == 404
    assert not LeaderAgreement.objects.exists()


def test_nobody_else_can_take_it_back_not_even_operations(office: Office) -> None:
    press(office, "lea", "agree")
    text = office.clients["op"].get("/changes/").content.decode()
    assert "agreement agreed to" in text
    assert 'action="/changes/' not in text
    assert press(office, "op", "take_back") == 404
    assert LeaderAgreement.objects.filter(taken_back_at=None).count() == 1


def test_a_changed_text_is_agreed_to_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    LeaderAgreement.objects.create(person=office.people["lea"], version=agreement_text().version - 1)
    text = page(office, "lea")
    assert "The text has changed since you agreed" in text
    assert "Agree to this" in text
    press(office, "lea", "agree")
    assert LeaderAgreement.objects.filter(taken_back_at=None).count() == 1
    at(monkeypatch, WEDNESDAY + timedelta(days=1))


def test_its_first_question_is_never_the_number_and_it_promises_no_pay_and_no_ranking(office: Office) -> None:
    text = agreement_text()
    assert len(text.questions) == 4
    first = next(iter(text.questions)).lower()
    assert not re.search(r"number|quota|forecast|pipeline|revenue|close|result", first)
    assert {"Pay", "Ranking", "The number first"} <= set(text.not_used_for)
    shown = page(office, "ann")
    for said in (text.used_for, text.not_used_for, text.questions, text.looks_at):
        for head, line in said.items():
            assert head in shown
            assert line in shown


def test_somebody_gone_is_no_leader_any_more(office: Office) -> None:
    press(office, "lea", "agree")
    Person.objects.filter(slug="lea").update(left_on=WEDNESDAY - timedelta(days=1))
    assert "Lea Long" not in page(office, "mona", "/studio/")
