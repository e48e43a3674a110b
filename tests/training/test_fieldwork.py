"""Field assignments: taken, seen in records, handed in, answered, and read by nobody else."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.urls import resolve

from fairway.audit.models import AuditLine, LookLine
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import ReportingLine
from fairway.plans.models import Plan
from fairway.studio.models import Proposal, Review
from fairway.training.curriculum.reading import curriculum
from fairway.training.curriculum.types import Module
from fairway.training.fieldwork.actions import settle_unread
from fairway.training.fieldwork.queries import applied_by, evidence_found
from fairway.training.fieldwork.types import LONGEST
from fairway.training.models import Certificate, FieldAssignment, Reached
from tests.training.field import HIA, ON, Office, module

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
PART = "/practice/try-it/assignment/"
HAND_IN = f"{PART}hand-in/"
SAID = "I asked Sam about the week before and wrote the reason down."
MONA = "/practice/people/mona/"
ANSWER = f"{MONA}answer/"
OLD = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def modules() -> Iterator[dict[str, Module]]:
    """The curriculum with modules of these tests in it."""
    known = {one.key: one for one in (module(), module("just-say", evidence="", needs=0))}
    places = ("views.doors", "fieldwork.actions", "fieldwork.page", "fieldwork.portfolio")
    with_them = [patch(f"fairway.training.{place}.curriculum", lambda language="en": known) for place in places]
    for one in with_them:
        one.start()
    yield known
    for one in with_them:
        one.stop()


def taken(office: Office, who: str = "mona", key: str = "try-it", on: date = OLD) -> FieldAssignment:
    return FieldAssignment.objects.create(person_id=office.keys[who], module=key, taken_on=on)


def handed_in(office: Office, who: str = "mona", key: str = "try-it") -> FieldAssignment:
    row = taken(office, who, key)
    FieldAssignment.objects.filter(pk=row.pk).update(said=SAID, handed_in_on=ON)
    return row


def test_a_manager_takes_it_sees_what_records_show_and_hands_it_in() -> None:
    office = Office()
    office.session("s0", 0)
    assert "Lea Family reads what you hand in" in office.page("mona", PART)
    status, page = office.post("mona", HAND_IN, do="take")
    assert status == 200
    assert "0 of 2 found, since 27 Nov" in page  # what was done before it was taken does not count
    FieldAssignment.objects.update(taken_on=OLD)
    office.session("s1", 1)
    office.session("tom", 0, by="max")
    assert "2 of 2 found, since 3 Nov" in office.page("mona", PART)
    _, page = office.post("mona", HAND_IN, said=SAID)
    assert "Handed in 2026-11-27" in page or "waits for Lea Family" in page
    assert FieldAssignment.objects.get().answer == ""  # evidence alone is no answer where somebody leads
    assert not Reached.objects.filter(part="assignment").exists()
    assert AuditLine.objects.filter(action="hand_in_assignment").count() == 1


@pytest.mark.parametrize(
    ("said", "why"), [("Too short", "20 characters at least"), ("x" * (LONGEST + 1), "Keep it to 4000")]
)
def test_what_was_typed_is_kept_when_it_is_refused(said: str, why: str) -> None:
    office = Office()
    taken(office)
    status, page = office.post("mona", HAND_IN, said=said)
    assert status == 200
    assert why in page
    assert said in page
    assert FieldAssignment.objects.get().handed_in_on is None


def test_nothing_is_handed_in_that_was_not_taken_or_is_done() -> None:
    office = Office()
    assert "Take it on" in office.post("mona", HAND_IN, said=SAID)[1]
    row = handed_in(office)
    FieldAssignment.objects.filter(pk=row.pk).update(answer="done", read_on=ON)
    assert "Hand in anew" not in office.page("mona", PART)
    office.post("mona", HAND_IN, said=f"{SAID} And more.")
    assert FieldAssignment.objects.get().said == SAID


def test_whoever_leads_the_manager_reads_it_and_says_done() -> None:
    office = Office()
    row = handed_in(office)
    assert "An assignment waits for you" in office.page("lea", "/practice/people/")
    page = office.page("lea", "/practice/people/mona/")
    assert SAID in page
    assert "0 of 2 found, since 3 Nov" in page
    given = {"assignment": row.pk, "answer": "done", "feedback": "Keep it", "known": office.known("lea", MONA)}
    _, page = office.post("lea", ANSWER, **given)
    assert "Answered: done" in page
    assert Reached.objects.filter(person=office.keys["mona"], module="try-it", part="assignment").count() == 1
    assert "Lea Family, Fri 27 Nov 2026: done. Keep it" in office.page("mona", PART)
    lines = LookLine.objects.filter(viewer_id=office.account("lea"), subject_key=office.keys["mona"])
    assert lines.exists()


def test_once_more_needs_a_reason_which_the_manager_reads_and_hands_in_anew() -> None:
    office = Office()
    row = handed_in(office)
    given = {"assignment": row.pk, "answer": "again", "known": office.known("lea", MONA)}
    assert "Say what is missing" in office.post("lea", ANSWER, feedback="No", **given)[1]
    office.post("lea", ANSWER, feedback="Say which reason it was", **given)
    page = office.page("mona", PART)
    assert "once more. Say which reason it was" in page
    office.post("mona", HAND_IN, said=f"{SAID} It was capacity.", known=office.known("mona", PART))
    again = FieldAssignment.objects.get()
    assert (again.answer, again.feedback, again.read_by_id) == ("", "", None)
    assert not Reached.objects.filter(part="assignment").exists()


def test_done_is_said_to_words_that_were_read() -> None:
    office = Office()
    row = handed_in(office)
    given = {"assignment": row.pk, "answer": "done", "feedback": "Well asked", "known": office.known("lea", MONA)}
    office.post("mona", HAND_IN, said=f"{SAID} Or not.", known=office.known("mona", PART))
    _, page = office.post("lea", ANSWER, **given)
    assert "It was handed in anew while you read it" in page
    assert "Or not." in page
    assert "Well asked" in page  # what was typed is kept
    assert FieldAssignment.objects.get().answer == ""
    office.post("lea", ANSWER, **given | {"known": office.known("lea", MONA)})
    assert FieldAssignment.objects.get().answer == "done"


def test_a_late_second_press_wipes_no_answer() -> None:
    office = Office()
    row = handed_in(office)
    pressed = {"said": f"{SAID} More of it.", "known": office.known("mona", PART)}
    for _ in range(2):
        assert "Handed in" in office.post("mona", HAND_IN, **pressed)[1]
    assert AuditLine.objects.filter(action="hand_in_assignment").count() == 1
    known = office.known("lea", MONA)
    office.post("lea", ANSWER, assignment=row.pk, answer="again", feedback="Say which reason", known=known)
    _, page = office.post("mona", HAND_IN, **pressed)
    assert "It was answered meanwhile" in page
    assert "once more. Say which reason" in page
    again = FieldAssignment.objects.get()
    assert (again.answer, again.feedback) == ("again", "Say which reason")


def test_words_from_another_window_are_not_written_over() -> None:
    office = Office()
    handed_in(office)
    known = office.known("mona", PART)
    office.post("mona", HAND_IN, said=f"{SAID} First.", known=known)
    _, page = office.post("mona", HAND_IN, said=f"{SAID} Second.", known=known)
    assert "handed in meanwhile, in another window" in page
    assert "Second." in page
    assert FieldAssignment.objects.get().said == f"{SAID} First."


def test_whoever_is_led_by_a_leader_is_read_by_them_also_without_a_team() -> None:
    office = Office()
    ReportingLine.objects.create(person_id=office.keys["olga"], manager_id=office.keys["lea"])
    ReportingLine.objects.filter(manager_id=office.keys["mona"]).delete()
    rebuild_spans()
    assert office.opens("/practice/people/olga/") == set()  # nothing was taken on
    for who in ("mona", "olga"):
        handed_in(office, who)
        address = f"/practice/people/{who}/"
        page = office.page("lea", "/practice/people/")
        assert f"{who.title()} Family" in page
        assert office.opens(address) == {"lea"}
        row = FieldAssignment.objects.get(person=office.keys[who])
        known = office.known("lea", address)
        office.post("lea", f"{address}answer/", assignment=row.pk, answer="done", known=known)
        row.refresh_from_db()
        assert row.answer == "done"


def test_who_leads_no_manager_opens_what_they_were_handed_and_is_sent_nowhere_else() -> None:
    office = Office()
    ReportingLine.objects.create(person_id=office.keys["olga"], manager_id=office.keys["mona"])
    rebuild_spans()
    assert "mona" not in office.opens("/practice/people/")
    handed_in(office, "olga")
    page = office.page("mona", "/practice/people/")
    assert "An assignment waits for you" in page
    assert "Does training help?" not in page
    assert "Does training help?" in office.page("lea", "/practice/people/")


def test_a_leader_reads_counts_and_nothing_said_to_the_manager() -> None:
    office = Office()
    ReportingLine.objects.filter(manager_id=office.keys["mona"]).delete()
    rebuild_spans()
    handed_in(office)
    row = {"person_id": office.keys["mona"], "granted_on": date(2025, 11, 1), "expires_on": date(2026, 11, 1)}
    Certificate.objects.create(**row)
    page = office.page("lea", MONA)
    rail = page.partition("Certificate Expired on Sun 1 Nov 2026")[2].partition("Work samples")[0]
    assert "Modules 0 to 12 done 0 of" in rail
    assert not re.search(r"\byou|whoever", rail)
    assert not re.search('aria-label="[^"]*your sellers', office.client("lea").get(MONA).content.decode())


def test_nobody_else_reads_or_answers_what_was_handed_in() -> None:
    office = Office()
    row = handed_in(office)
    assert office.opens("/practice/people/mona/") == {"lea"}
    assert office.opens("/practice/people/") == {"cleo", "lea", "olga"}
    assert SAID not in office.page("olga", "/practice/people/")
    for who in ("cleo", "mona", "olga", "max", "s0"):
        status, _ = office.post(who, "/practice/people/mona/answer/", assignment=row.pk, answer="done")
        assert status == 404, who
    other = handed_in(office, "lea")
    _, page = office.post("lea", "/practice/people/mona/answer/", assignment=other.pk, answer="done")
    assert "waits for no answer any more" in page
    assert not Reached.objects.exists()


def test_where_nobody_leads_records_alone_decide() -> None:
    office = Office()
    taken(office, "cleo")
    assert "Nobody" in office.page("cleo", PART)
    _, page = office.post("cleo", HAND_IN, said=SAID)
    assert "it counts as done once records show 2" in page
    assert settle_unread(ON) == 0
    for _ in range(2):
        office.session("s0", 0, by="cleo")
    assert settle_unread(ON) == 1
    assert "Records alone, Fri 27 Nov 2026: done" in office.page("cleo", PART)
    assert Reached.objects.filter(person=office.keys["cleo"], part="assignment").exists()


def test_without_evidence_and_without_anybody_above_it_counts_at_once() -> None:
    office = Office()
    taken(office, "cleo", "just-say")
    office.post("cleo", "/practice/just-say/assignment/hand-in/", said=SAID)
    row = FieldAssignment.objects.get()
    assert (row.answer, row.read_by_id) == ("done", None)


def test_the_portfolio_talk_needs_somebody_to_talk_with_and_can_be_held_anew(modules: dict[str, Module]) -> None:
    office = Office()
    modules["certification"] = module("certification", evidence="", needs=0)
    address = "/practice/certification/assignment/hand-in/"
    for who in ("cleo", "mona"):
        office.post(who, address, do="take")
        office.post(who, address, said=SAID)
    assert settle_unread(ON) == 0
    assert set(FieldAssignment.objects.values_list("answer", flat=True)) == {""}
    row = FieldAssignment.objects.get(person=office.keys["mona"])
    office.post("lea", ANSWER, assignment=row.pk, answer="done", known=office.known("lea", MONA))
    assert "Held, Fri 27 Nov 2026" in office.page("mona", "/practice/certificate/")
    office.post("mona", address, said=SAID)  # the button pressed twice, the second time too late
    row.refresh_from_db()
    assert row.answer == "done"
    known = office.known("mona", "/practice/certification/assignment/")
    office.post("mona", address, said=f"{SAID} A year later.", known=known)
    row.refresh_from_db()
    assert (row.answer, row.read_on) == ("", None)


def test_no_module_takes_an_address_that_stands_for_something_else() -> None:
    for key in curriculum():
        assert resolve(f"/practice/{key}/").url_name == "module", key


def test_it_finds_each_kind_of_evidence_since_the_day_it_was_taken() -> None:
    office = Office()
    key = office.keys

    def found(evidence: str) -> int:
        known = evidence_found(key["mona"], module(evidence=evidence, needs=3), OLD, ON)
        assert known is not None
        return known.number

    assert [found(name) for name in ("sessions", "diagnoses", "hias", "reviews_of_hias")] == [0, 0, 0, 0]
    office.session("s0", 0)
    office.session("s0", 3)  # before it was taken
    office.session("s1", 0, is_held=False)
    office.week("s0", 1, asked_after=5)
    office.week("s1", 1)  # nobody asked
    office.week("s2", 1, "on_pace", asked_after=5)  # no miss
    days = {"by_on": date(2027, 3, 1), "review_on": date(2027, 2, 1), "starts_on": date(2026, 11, 9)}
    for who, day, override in (("s0", 9, ""), ("s1", 9, "It is worth a try, I think"), ("s2", 1, "")):
        at = datetime(2026, 11, day, 10, tzinfo=UTC)
        made = Proposal.objects.create(
            person_id=key[who], metric_key=HIA, target=3, answer="accepted", answered_at=at, override=override, **days
        )
        Plan.objects.create(person_id=key[who], metric_key=HIA, target=Decimal(3), starts_on=days["starts_on"])
        at = datetime(2026, 11, 20 if who != "s1" else 1, 10, tzinfo=UTC)
        Review.objects.create(person_id=key[who], proposal=made, decision="keep", reason="It moves", decided_at=at)
    assert [found(name) for name in ("sessions", "diagnoses", "hias", "reviews_of_hias")] == [1, 1, 1, 2]


def test_a_session_about_a_miss_counts_once_its_week_was_over_and_an_activity_once() -> None:
    office = Office()

    def found() -> int:
        known = evidence_found(office.keys["mona"], module(evidence="diagnoses"), OLD, ON)
        assert known is not None
        return known.number

    office.week("s0", 0)
    office.session("s0", 0, metric=HIA)  # on the Wednesday of that week
    assert found() == 0
    office.week("s0", 1)
    office.week("s0", 2, asked_after=8)
    assert found() == 1


def test_what_was_done_before_a_seller_came_is_not_ones_own() -> None:
    office = Office()
    ReportingLine.objects.filter(person_id=office.keys["s0"]).update(valid_to_on=date(2026, 10, 1))
    rebuild_spans()
    office.week("s0", 1, asked_after=5)
    found = evidence_found(office.keys["mona"], module(evidence="diagnoses"), OLD, ON)
    assert found is not None
    assert found.number == 0


def test_training_applied_is_assignments_done_of_those_that_fell_due() -> None:
    office = Office()
    row = handed_in(office)
    taken(office, "mona", "just-say", date(2026, 11, 20))  # due after the span
    taken(office, "max")
    FieldAssignment.objects.filter(pk=row.pk).update(taken_on=date(2026, 10, 20), answer="done", read_on=ON)
    keys = [office.keys[who] for who in ("mona", "max", "lea")]
    assert applied_by(keys, date(2026, 10, 1), date(2026, 12, 3)) == {keys[0]: (1, 1), keys[1]: (0, 1)}


def test_the_portfolio_is_ones_own_and_fills_from_the_studio() -> None:
    office = Office()
    at = datetime(2026, 11, 9, 10, tzinfo=UTC)
    days = {"by_on": date(2027, 3, 1), "review_on": date(2027, 2, 1), "starts_on": date(2026, 11, 9)}
    reasons = [["Manageable", "Whether it happens is in the seller's hands."], ["The gap", "Too few meetings."]]
    common = {"metric_key": HIA, "target": 3, "proposed_by": office.account("mona"), "proposed_at": at, **days}
    Proposal.objects.create(person_id=office.keys["s0"], answer="accepted", reasons=reasons, **common)
    Proposal.objects.create(person_id=office.keys["s1"], override="Because it is tried out once", **common)
    Proposal.objects.create(person_id=office.keys["tom"], answer="accepted", note="of tom", **common)  # not led
    row = handed_in(office)
    FieldAssignment.objects.filter(pk=row.pk).update(answer="done", read_on=ON)
    office.observed(date(2026, 11, 2), 4)
    page = office.page("mona", "/practice/portfolio/")
    for words in ("2, accepted 1", "With S0 Family", "in the seller's hands", "waits for the seller", SAID):
        assert words in page, words
    assert "In spite of a failed test: Because it is tried out once" in page
    assert "Too few meetings" not in page
    assert "Tom" not in page
    assert "Nothing in here yet" in office.page("max", "/practice/portfolio/")
    looked = set(LookLine.objects.filter(page="portfolio").values_list("subject_key", flat=True))
    assert looked >= {office.keys["s0"], office.keys["s1"]}
    seen = office.page("lea", "/practice/people/mona/")
    assert "HIAs proposed to sellers 3" in seen
    assert "S0" not in seen
