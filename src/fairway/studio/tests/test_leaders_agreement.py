"""A leader agrees to what Fairway is for with one press, takes it back, and everybody below can read both."""

import html
import re
from datetime import UTC, datetime, time, timedelta

import pytest

from fairway.audit.queries import newest_changes
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Person, ReportingLine
from fairway.studio.lesson.actions.forgetting import forget_lessons_before
from fairway.studio.lesson.content import agreement_text
from fairway.studio.lesson.queries import held_by
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
    for who in ("mona", "ann"):
        assert "Lea Long not yet" in page(office, who)  # what she agreed to is not what they read
    assert "Lea Long not yet" in page(office, "mona", "/studio/")
    assert "Read the leader’s agreement" in page(office, "lea", "/studio/")
    at(monkeypatch, WEDNESDAY + timedelta(days=1))
    press(office, "lea", "agree")
    for who in ("mona", "ann"):
        assert f"Lea Long Agreed on {WEDNESDAY + timedelta(days=1):%a %-d %b %Y}" in page(office, who)
    before, after = LeaderAgreement.objects.order_by("pk")
    assert (before.taken_back_at, after.taken_back_at) == (None, None)  # replaced is not taken back
    assert (before.version, after.version) == (agreement_text().version - 1, agreement_text().version)
    assert held_by([office.key("lea")])[office.key("lea")].version == agreement_text().version
    press(office, "lea", "take_back")
    assert "Lea Long not yet" in page(office, "mona")
    assert held_by([office.key("lea")]) == {}  # nor does the older one hold again
    assert LeaderAgreement.objects.get(taken_back_at=None).pk == before.pk


def test_what_was_replaced_is_kept_as_long_as_what_was_taken_back(office: Office) -> None:
    days = [WEDNESDAY - timedelta(days=ago) for ago in (90, 60, 30)]
    for version, day in enumerate(days):
        agreed_at = datetime.combine(day, time(9), tzinfo=UTC)
        LeaderAgreement.objects.create(person=office.people["lea"], version=version, agreed_at=agreed_at)
    forget_lessons_before(days[1])
    assert LeaderAgreement.objects.count() == 3
    forget_lessons_before(days[1] + timedelta(days=1))
    assert [row.version for row in LeaderAgreement.objects.order_by("pk")] == [1, 2]
    forget_lessons_before(WEDNESDAY)
    assert [row.version for row in LeaderAgreement.objects.all()] == [2]  # it holds, so it stays


@pytest.mark.parametrize("behind", [0, 1])
def test_it_can_be_taken_back_by_whoever_leads_no_manager_any_more(office: Office, behind: int) -> None:
    LeaderAgreement.objects.create(person=office.people["lea"], version=agreement_text().version - behind)
    ReportingLine.objects.filter(person=office.people["mona"]).update(valid_to_on=WEDNESDAY - timedelta(days=1))
    rebuild_spans()
    text = page(office, "lea")
    assert "Take it back" in text
    assert "Agree to this" not in text
    assert press(office, "lea", "agree") == 404
    assert press(office, "lea", "take_back") == 302
    assert LeaderAgreement.objects.get().taken_back_at is not None
    assert "Take it back" not in page(office, "lea")
    assert press(office, "lea", "take_back") == 404


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
