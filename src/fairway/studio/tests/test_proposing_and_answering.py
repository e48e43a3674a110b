"""Nothing starts before the seller has answered; never more than three; every step can be taken back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from fairway.audit.actions import undo_change
from fairway.audit.queries import newest_changes
from fairway.audit.types import Outdated
from fairway.plans.models import Agreement, Plan
from fairway.plans.types import NoRoom, Refused
from fairway.studio.models import Proposal
from fairway.studio.proposals.actions.proposing import Words, accept, counter, propose, withdraw
from fairway.studio.proposals.queries import proposals_of
from fairway.studio.proposals.types import Answer, Hypothesis
from fairway.studio.tests.office import (
    EXECUTIVES,
    INVITED,
    MONDAY,
    NEXT_MONDAY,
    PLANS,
    REQUESTS,
    Office,
    hypothesis,
)

pytestmark = pytest.mark.django_db


def proposed(office: Office, what: Hypothesis | None = None, words: Words | None = None) -> int:
    return propose(
        office.key("ann"),
        what or hypothesis(),
        words or Words(),
        starts_on=NEXT_MONDAY,
        actor_id=office.account("mona"),
    )


def said_yes(office: Office, key: int) -> None:
    accept(key, starts_on=NEXT_MONDAY, as_seller=True, actor_id=office.account("ann"))


def countered(office: Office, key: int, what: Hypothesis, note: str = "") -> int:
    return counter(key, what, Words(note=note), starts_on=NEXT_MONDAY, actor_id=office.account("ann"))


def answers(office: Office) -> list[tuple[str, int, str, bool]]:
    found = proposals_of([office.key("ann")]).get(office.key("ann"), [])
    return [(p.hypothesis.metric_key, int(p.hypothesis.target), p.answer.value, p.is_by_seller) for p in found]


def undo_newest(who: int) -> None:
    undo_change(newest_changes(1)[0].key, actor_id=who)


def test_it_starts_nothing_before_the_seller_has_answered(office: Office) -> None:
    proposed(office)
    assert Plan.objects.count() == 0
    assert answers(office) == [(INVITED, 4, "", False)]


def test_it_is_in_force_with_the_next_week_once_the_seller_accepts(office: Office) -> None:
    said_yes(office, proposed(office))
    plan = Plan.objects.get()
    assert (plan.metric_key, plan.target, plan.per, plan.starts_on) == (INVITED, Decimal(4), "week", NEXT_MONDAY)
    assert answers(office) == [(INVITED, 4, "accepted", False)]


def test_it_waits_for_the_manager_when_the_seller_counters(office: Office) -> None:
    key = countered(office, proposed(office), replace(hypothesis(), target=Decimal(3)), "four is a lot in June")
    assert Plan.objects.count() == 0
    assert answers(office) == [(INVITED, 3, "", True), (INVITED, 4, "countered", False)]
    with pytest.raises(Refused):
        said_yes(office, key)  # not the seller's to accept
    accept(key, starts_on=NEXT_MONDAY, as_seller=False, actor_id=office.account("mona"))
    assert office.plans("ann") == {INVITED: Decimal(3)}


def test_it_takes_another_activity_as_a_counter(office: Office) -> None:
    key = countered(office, proposed(office), hypothesis(EXECUTIVES, 2))
    accept(key, starts_on=NEXT_MONDAY, as_seller=False, actor_id=office.account("mona"))
    assert office.plans("ann") == {EXECUTIVES: Decimal(2)}


def test_it_takes_no_counter_that_says_the_same(office: Office) -> None:
    with pytest.raises(Refused, match="what was proposed"):
        countered(office, proposed(office), hypothesis())
    assert answers(office) == [(INVITED, 4, "", False)]


def test_a_new_proposal_answers_the_counter_it_speaks_to(office: Office) -> None:
    key = countered(office, proposed(office), replace(hypothesis(), target=Decimal(2)))
    proposed(office, replace(hypothesis(), target=Decimal(3)))
    assert answers(office) == [
        (INVITED, 3, "", False),
        (INVITED, 2, "countered", True),
        (INVITED, 4, "countered", False),
    ]
    assert proposals_of([office.key("ann")])[office.key("ann")][0].counters == key


def test_it_moves_the_days_of_an_answer_that_comes_in_a_later_week(office: Office) -> None:
    key = proposed(office)
    later = NEXT_MONDAY + timedelta(days=14)
    accept(key, starts_on=later, as_seller=True, actor_id=None)
    row = Proposal.objects.get(pk=key)
    assert row.starts_on == later
    assert row.by_on == row.review_on == hypothesis().by_on + timedelta(days=14)


@pytest.mark.parametrize("answer", [Answer.ACCEPTED, Answer.COUNTERED, Answer.WITHDRAWN])
def test_it_is_answered_once(office: Office, answer: Answer) -> None:
    key = proposed(office)
    if answer is Answer.ACCEPTED:
        said_yes(office, key)
    elif answer is Answer.COUNTERED:
        countered(office, key, hypothesis(target=2))
    else:
        withdraw(key, as_seller=False, actor_id=None)
    for again in (
        lambda: said_yes(office, key),
        lambda: countered(office, key, hypothesis(target=1)),
        lambda: withdraw(key, as_seller=False, actor_id=None),
    ):
        with pytest.raises(Refused, match="not open any more"):
            again()


def test_a_withdrawn_counter_opens_the_proposal_again(office: Office) -> None:
    key = proposed(office)
    withdraw(countered(office, key, hypothesis(target=2)), as_seller=True, actor_id=None)
    assert answers(office) == [(INVITED, 2, "withdrawn", True), (INVITED, 4, "", False)]
    said_yes(office, key)
    assert office.plans("ann") == {INVITED: Decimal(4)}


def test_a_fourth_asks_which_one_to_let_go_of(office: Office) -> None:
    office.give("ann", INVITED, EXECUTIVES, REQUESTS)
    with pytest.raises(NoRoom) as refusal:
        proposed(office, hypothesis(PLANS))
    assert set(refusal.value.held) == {INVITED, EXECUTIVES, REQUESTS}
    said_yes(office, proposed(office, hypothesis(PLANS, retired_key=EXECUTIVES)))
    assert set(office.plans("ann")) == {INVITED, REQUESTS, PLANS}
    assert office.plans("ann", NEXT_MONDAY - timedelta(days=1)).keys() == {INVITED, EXECUTIVES, REQUESTS}


def test_what_waits_counts_too_so_that_no_yes_comes_to_nothing(office: Office) -> None:
    office.give("ann", INVITED, EXECUTIVES)
    proposed(office, hypothesis(REQUESTS))
    with pytest.raises(NoRoom) as refusal:
        proposed(office, hypothesis(PLANS))
    assert set(refusal.value.held) == {INVITED, EXECUTIVES}
    proposed(office, hypothesis(PLANS, retired_key=INVITED))


def test_three_that_wait_are_enough_for_an_empty_plan(office: Office) -> None:
    for key in (INVITED, EXECUTIVES, REQUESTS):
        proposed(office, hypothesis(key))
    with pytest.raises(Refused, match="wait already"):
        proposed(office, hypothesis(PLANS))


def test_a_yes_is_refused_where_there_is_no_room_any_more(office: Office) -> None:
    key = proposed(office)
    office.give("ann", EXECUTIVES, REQUESTS, PLANS)
    with pytest.raises(NoRoom):
        said_yes(office, key)
    assert answers(office) == [(INVITED, 4, "", False)]
    assert INVITED not in office.plans("ann")


def test_it_changes_the_target_of_an_activity_in_force_and_what_was_asked_about_it(office: Office) -> None:
    office.give("ann", INVITED)
    Agreement.objects.create(person=office.people["ann"], metric_key=INVITED, from_on=MONDAY, starts_on=NEXT_MONDAY)
    said_yes(office, proposed(office, hypothesis(target=7)))
    assert office.plans("ann") == {INVITED: Decimal(7)}
    assert office.plans("ann", MONDAY) == {INVITED: Decimal(5)}
    assert Agreement.objects.count() == 0


def test_it_is_proposed_once_at_a_time(office: Office) -> None:
    proposed(office)
    with pytest.raises(Refused, match="proposed already"):
        proposed(office, hypothesis(target=9))


def test_it_refuses_a_review_before_the_first_day(office: Office) -> None:
    with pytest.raises(Refused, match="Nothing can be seen"):
        proposed(office, hypothesis(by_on=NEXT_MONDAY, review_on=NEXT_MONDAY))


def test_it_refuses_an_objective_that_would_stay_as_it_is(office: Office) -> None:
    for start, end in (("9", "9.0"), ("30.6", "31")):  # pages show whole numbers from ten on
        with pytest.raises(Refused, match="would stay where it is"):
            proposed(office, hypothesis(objective_from=Decimal(start), objective_to=Decimal(end)))
    assert not answers(office)


def test_it_takes_a_proposal_that_leaves_the_objective_open(office: Office) -> None:
    proposed(office, hypothesis(objective_from=None, objective_to=None, objective_of=None))
    assert answers(office) == [(INVITED, 4, "", False)]


def test_it_refuses_to_let_go_of_what_is_not_in_force(office: Office) -> None:
    with pytest.raises(Refused, match="not in force"):
        proposed(office, hypothesis(retired_key=EXECUTIVES))


def test_every_step_can_be_taken_back(office: Office) -> None:
    office.give("ann", EXECUTIVES)
    mona, ann = office.account("mona"), office.account("ann")
    key = proposed(office, hypothesis(retired_key=EXECUTIVES))
    said_yes(office, key)
    assert office.plans("ann") == {INVITED: Decimal(4)}
    undo_newest(ann)
    assert office.plans("ann") == {EXECUTIVES: Decimal(5)}
    assert answers(office) == [(INVITED, 4, "", False)]
    countered(office, key, hypothesis(target=3))
    undo_newest(ann)
    assert answers(office) == [(INVITED, 4, "", False)]
    withdraw(key, as_seller=False, actor_id=mona)
    undo_newest(mona)
    assert answers(office) == [(INVITED, 4, "", False)]


def test_a_proposal_cannot_be_taken_back_over_its_answer(office: Office) -> None:
    key = proposed(office)
    line = newest_changes(1)[0].key
    said_yes(office, key)
    with pytest.raises(Outdated):
        undo_change(line, actor_id=None)


def test_an_override_stands_in_the_audit_and_with_the_proposal(office: Office) -> None:
    why = "The field is new; we fill it from this week on."
    proposed(office, words=Words(override=why, reasons=[("Measurable", "Seen in 12% of cases.")]))
    assert newest_changes(1)[0].detail["override"] == why
    [kept] = proposals_of([office.key("ann")])[office.key("ann")]
    assert kept.override == why
    assert kept.reasons == (("Measurable", "Seen in 12% of cases."),)
