"""Whoever is erased goes out of what they wrote about others, and their own proposals go with them."""

from datetime import timedelta

import pytest

from fairway.evidence.verdict import Verdict
from fairway.people.actions.erasing import erase_person
from fairway.studio.models import Proposal, Review
from fairway.studio.proposals.actions.forgetting import forget_proposals_before
from fairway.studio.proposals.actions.proposing import Words, propose
from fairway.studio.proposals.actions.reviewing import Reviewed, review
from fairway.studio.proposals.exporting import native_tables
from fairway.studio.proposals.queries import kept_about
from fairway.studio.proposals.types import Decision, Seen
from fairway.studio.tests.office import NEXT_MONDAY, WEDNESDAY, Office, hypothesis

pytestmark = pytest.mark.django_db


def test_it_forgets_an_erased_manager_and_keeps_what_the_seller_agreed_to(office: Office) -> None:
    words = Words(note="As Mona Moor said in June", override="Because MONA MOOR trusts the field", reasons=[("a", "b")])
    key = propose(office.key("ann"), hypothesis(), words, starts_on=NEXT_MONDAY, actor_id=office.account("mona"))
    Proposal.objects.filter(pk=key).update(answer="accepted", answered_by=office.account("ann"))
    reviewed = Reviewed(Decision.KEEP, "Mona Moor sees it move", NEXT_MONDAY + timedelta(days=90))
    review(key, reviewed, starts_on=NEXT_MONDAY, actor_id=office.account("mona"))
    erase_person(office.key("mona"), on=WEDNESDAY)
    row, decided = Proposal.objects.get(), Review.objects.get()
    assert (row.note, row.override, row.reasons) == ("(erased)", "(erased)", [["a", "b"]])
    assert (row.proposed_by, row.answered_by) == (None, office.account("ann"))
    assert (decided.reason, decided.decided_by) == ("(erased)", None)


def test_it_takes_along_everything_about_an_erased_seller(office: Office) -> None:
    key = propose(office.key("ann"), hypothesis(), Words(), starts_on=NEXT_MONDAY, actor_id=None)
    Review.objects.create(person_id=office.key("ann"), proposal_id=key, decision="keep", reason="as we said")
    propose(office.key("ben"), hypothesis(), Words(), starts_on=NEXT_MONDAY, actor_id=None)
    erase_person(office.key("ann"), on=WEDNESDAY)
    assert [row.person_id for row in Proposal.objects.all()] == [office.key("ben")]
    assert Review.objects.count() == 0


def test_an_export_holds_what_was_proposed_and_decided(office: Office) -> None:
    key = propose(office.key("ann"), hypothesis(), Words("a word"), starts_on=NEXT_MONDAY, actor_id=None)
    Review.objects.create(person_id=office.key("ann"), proposal_id=key, decision="keep", reason="as we said")
    tables = native_tables({office.key("ann"): "u-ann"})
    [proposal], [decision] = (
        [dict(zip(columns, row, strict=True)) for row in rows] for columns, rows in tables.values()
    )
    assert (proposal["seller_id"], proposal["note"], proposal["objective_to"]) == ("u-ann", "a word", 12)
    assert (decision["decision"], decision["reason"]) == ("keep", "as we said")
    assert (decision["verdict"], decision["verdict_week_on"]) == ("", None)


def test_what_records_said_at_a_review_is_exported_and_goes_with_it(office: Office) -> None:
    key = propose(office.key("ann"), hypothesis(), Words(), starts_on=NEXT_MONDAY, actor_id=None)
    Proposal.objects.filter(pk=key).update(answer="accepted")
    seen = Seen(Verdict.TOO_EARLY, WEDNESDAY - timedelta(days=9), NEXT_MONDAY, 0.625)
    review(
        key,
        Reviewed(Decision.KEEP, "It has only begun", NEXT_MONDAY + timedelta(days=90), seen=seen),
        starts_on=NEXT_MONDAY,
        actor_id=office.account("mona"),
    )
    columns, [row] = native_tables({office.key("ann"): "u-ann"})["decisions"]
    stood = dict(zip(columns, row, strict=True))
    [own] = kept_about(office.key("ann"))["reviews"]
    for name, value in (
        ("verdict", "too_early"),
        ("verdict_week_on", seen.week_on),
        ("verdict_until_on", seen.until_on),
        ("verdict_chance", 0.625),
    ):
        assert stood[name] == value
        assert str(own[name]) == str(value)
    forget_proposals_before(WEDNESDAY + timedelta(days=400))
    assert not Review.objects.exists()
