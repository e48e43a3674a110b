"""What is put into the outbox comes to stand in the CRM once, as it was last wished, whatever happens on the way."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from fairway.crm.draining import LONGEST_WAIT, drain
from fairway.crm.errors import Rejected, Terminal, Transient
from fairway.crm.tests.fake_crm import NAME, Clock, FakeCrm, connected, task
from fairway.exchange.models import OutboxEntry, Source
from fairway.exchange.outbox.actions import LEASE, confirm, lease_entry, put, take_back
from fairway.exchange.outbox.queries import due_sources, outbox_of, written_ids
from fairway.exchange.outbox.types import EntryFacts, State, Wish

pytestmark = pytest.mark.django_db
KEY = "commitment:1"


def promised(ann: int, subject: str = "Send the offer", key: str = KEY, **more: object) -> bool:
    return put(task(subject, **more), source=NAME, key=key, person_key=ann)


def facts(ann: int, key: str = KEY) -> EntryFacts:
    return next(one for one in outbox_of([ann])[ann] if one.key == key)


def test_what_is_put_is_sent_and_confirmed_with_the_crms_id(crm: FakeCrm, ann: int) -> None:
    promised(ann, note="by post", table="opportunities", record_id="d1")
    assert facts(ann).state is State.PENDING
    assert drain(NAME) == 1
    assert [one.task for one in crm.held.values()] == [
        task(note="by post", table="opportunities", record_id="d1", due_on=date(2026, 6, 12))
    ]
    assert (facts(ann).state, facts(ann).native_id, facts(ann).reason) == (State.CONFIRMED, "t1", "")
    assert drain(NAME) == 0
    assert crm.asked == ["put"]
    assert crm.secrets == ["key"]


def test_the_same_again_changes_nothing_and_a_change_makes_an_update(crm: FakeCrm, ann: int) -> None:
    promised(ann)
    promised(ann)
    drain(NAME)
    promised(ann)
    assert drain(NAME) == 0
    promised(ann, "Send the new offer")
    assert facts(ann).state is State.PENDING
    assert drain(NAME) == 1
    assert crm.open_subjects == ["Send the new offer"]
    assert OutboxEntry.objects.count() == 1


def test_what_is_undone_with_its_callers_transaction_is_never_sent(crm: FakeCrm, ann: int) -> None:
    with transaction.atomic():
        promised(ann)
        transaction.set_rollback(True)
    assert drain(NAME) == 0


@pytest.mark.parametrize("writes", [False, None, "yes", 1])
def test_only_a_source_that_plainly_allows_it_is_written_to(crm: FakeCrm, ann: int, writes: object) -> None:
    promised(ann, key="before")
    connected(writes=writes)
    assert promised(ann) is False
    assert due_sources() == []
    assert drain(NAME) == 0
    assert crm.asked == []
    assert [one.key for one in outbox_of([ann])[ann]] == ["before"]  # waits until it is allowed again
    connected()
    assert drain(NAME) == 1


def test_a_paused_source_holds_what_waits(crm: FakeCrm, ann: int) -> None:
    Source.objects.update(is_paused=True)
    assert promised(ann) is True
    assert (due_sources(), drain(NAME)) == ([], 0)
    Source.objects.update(is_paused=False)
    assert drain(NAME) == 1


def test_what_was_never_sent_is_taken_back_without_a_word(crm: FakeCrm, ann: int) -> None:
    promised(ann)
    take_back(KEY, is_done=False)
    take_back("never put", is_done=True)
    assert drain(NAME) == 0
    assert outbox_of([ann]) == {}


@pytest.mark.parametrize("is_done, state", [(True, "done"), (False, "removed")])
def test_what_was_confirmed_is_marked_done_or_removed_there(crm: FakeCrm, ann: int, is_done: bool, state: str) -> None:
    promised(ann)
    drain(NAME)
    take_back(KEY, is_done=is_done)
    assert drain(NAME) == 1
    [held] = crm.held.values()
    assert held.state == state
    assert facts(ann).state is State.CONFIRMED
    take_back(KEY, is_done=not is_done)  # how it ended is said once
    assert drain(NAME) == 0
    assert [one.state for one in crm.held.values()] == [state]


@pytest.mark.parametrize("is_closed_first", [True, False])
def test_what_is_put_again_after_it_was_taken_back_is_another_task(
    crm: FakeCrm, ann: int, is_closed_first: bool
) -> None:
    promised(ann)
    drain(NAME)
    for _ in range(2):
        take_back(KEY, is_done=True)
        if is_closed_first:
            drain(NAME)
        promised(ann)
        drain(NAME)
    assert [one.state for one in crm.held.values()] == ["done", "done", "open"]
    assert (facts(ann).wish, facts(ann).native_id) == (Wish.OPEN, "t3")
    assert written_ids(NAME) == {"t1", "t2", "t3"}
    assert drain(NAME) == 0


def test_what_may_be_there_is_asked_to_go_even_if_it_was_never_confirmed(crm: FakeCrm, ann: int, clock: Clock) -> None:
    crm.after = [Transient("no answer in time")]
    promised(ann)
    drain(NAME)
    take_back(KEY, is_done=True)
    clock.goes_on(minutes=1)
    drain(NAME)
    [held] = crm.held.values()
    assert held.state == "done"
    assert facts(ann).native_id == "t1"


def test_a_refusal_keeps_the_crms_own_reason_until_something_else_is_wished(crm: FakeCrm, ann: int) -> None:
    crm.before = [Rejected("You are not allowed to modify this document")]
    promised(ann)
    promised(ann, "Another", key="commitment:2")
    assert drain(NAME) == 2  # one refusal holds up nobody else
    assert (facts(ann).state, facts(ann).reason) == (State.REJECTED, "You are not allowed to modify this document")
    assert crm.open_subjects == ["Another"]
    promised(ann)
    assert drain(NAME) == 0
    promised(ann, "Send the new offer")
    assert drain(NAME) == 1
    assert (facts(ann).state, facts(ann).reason) == (State.CONFIRMED, "")


def test_connecting_anew_tries_what_was_refused_once_more(crm: FakeCrm, ann: int) -> None:
    crm.before = [Rejected("no")]
    promised(ann)
    drain(NAME)
    connected()
    assert drain(NAME) == 1
    assert facts(ann).state is State.CONFIRMED


def test_it_waits_as_long_as_the_crm_asks_with_everything(crm: FakeCrm, ann: int, clock: Clock) -> None:
    crm.before = [Transient("status 429", retry_after=timedelta(seconds=240))]
    promised(ann)
    promised(ann, "Another", key="commitment:2")
    assert drain(NAME) == 1
    assert (facts(ann).state, facts(ann).reason) == (State.PENDING, "status 429")
    clock.goes_on(seconds=239)
    promised(ann, "A third", key="commitment:3")
    assert (due_sources(), drain(NAME)) == ([], 0)
    clock.goes_on(seconds=2)
    assert due_sources() == [NAME]
    assert drain(NAME) == 3
    assert len(crm.open_subjects) == 3


def test_what_fails_again_and_again_waits_longer_and_longer_and_is_never_given_up(
    crm: FakeCrm, ann: int, clock: Clock
) -> None:
    promised(ann)
    waits = []
    for _ in range(12):
        crm.before = [Transient("status 503", retry_after=timedelta(seconds=1))]
        assert drain(NAME) == 1
        [next_at] = OutboxEntry.objects.values_list("next_at", flat=True)
        waits.append(next_at - clock.now)
        clock.now = next_at - timedelta(seconds=1)
        assert drain(NAME) == 0
        clock.now = next_at
    assert waits[:3] == [timedelta(seconds=15), timedelta(seconds=30), timedelta(seconds=60)]
    assert waits[-1] == LONGEST_WAIT
    assert drain(NAME) == 1
    assert facts(ann).state is State.CONFIRMED


def test_one_that_always_fails_does_not_hold_up_the_others_for_ever(crm: FakeCrm, ann: int, clock: Clock) -> None:
    promised(ann, "Poison")
    for number in range(3):
        promised(ann, f"Good {number}", key=f"good:{number}")
    put_task = crm.put_task

    def failing(one: object, **more: object) -> str:
        if getattr(one, "subject", "") == "Poison":
            raise Transient("status 500")
        return put_task(one, **more)  # type: ignore[arg-type]

    crm.put_task = failing  # type: ignore[method-assign]
    drain(NAME)
    assert crm.open_subjects == []
    clock.goes_on(minutes=2)
    drain(NAME)
    clock.goes_on(minutes=2)
    drain(NAME)
    assert crm.open_subjects == ["Good 0", "Good 1", "Good 2"]


def test_a_key_that_is_not_taken_any_more_holds_everything_until_it_is_mended(
    crm: FakeCrm, ann: int, clock: Clock
) -> None:
    crm.before = [Terminal("the key is not accepted")]
    promised(ann)
    drain(NAME)
    assert (facts(ann).state, facts(ann).reason) == (State.PENDING, "the key is not accepted")
    assert due_sources() == []
    connected()
    assert due_sources() == [NAME]
    assert drain(NAME) == 1
    assert facts(ann).state is State.CONFIRMED


def test_what_nobody_foresaw_is_told_and_tried_again(crm: FakeCrm, ann: int, clock: Clock) -> None:
    crm.before = [ZeroDivisionError("a mistake")]
    promised(ann)
    with pytest.raises(ZeroDivisionError):
        drain(NAME)
    assert (facts(ann).state, facts(ann).reason) == (State.PENDING, "ZeroDivisionError")
    assert drain(NAME) == 0
    clock.goes_on(minutes=1)
    assert drain(NAME) == 1


def test_an_answer_that_got_lost_repeats_nothing(crm: FakeCrm, ann: int, clock: Clock) -> None:
    crm.after = [Transient("no answer in time")]
    promised(ann)
    drain(NAME)
    assert facts(ann).state is State.PENDING
    clock.goes_on(minutes=2)
    drain(NAME)
    assert crm.open_subjects == ["Send the offer"]
    assert len(crm.held) == 1
    assert facts(ann).native_id == "t1"


def test_two_workers_never_send_the_same_at_once(crm: FakeCrm, ann: int) -> None:
    promised(ann)
    promised(ann, "Another", key="commitment:2")
    first, second = lease_entry(NAME), lease_entry(NAME)
    assert first is not None
    assert second is not None
    assert first.pk != second.pk
    assert lease_entry(NAME) is None
    assert (facts(ann).state, facts(ann, "commitment:2").state) == (State.SENT, State.SENT)
    assert due_sources() == []


def test_a_lease_that_a_killed_worker_left_is_taken_over_and_the_dead_confirm_nothing(
    crm: FakeCrm, ann: int, clock: Clock
) -> None:
    promised(ann)
    killed = lease_entry(NAME)
    assert killed is not None
    crm.put_task(killed.task, token=killed.token, native_id="")  # it was killed right after this
    clock.goes_on(seconds=LEASE.total_seconds())
    assert drain(NAME) == 0
    clock.goes_on(seconds=1)
    taken = lease_entry(NAME)
    assert taken is not None
    assert taken.token == killed.token
    confirm(killed, native_id="from beyond")
    assert facts(ann).state is State.SENT
    confirm(taken, native_id=crm.put_task(taken.task, token=taken.token, native_id=""))
    assert (facts(ann).state, facts(ann).native_id) == (State.CONFIRMED, "t1")
    assert len(crm.held) == 1


def test_what_is_wished_while_the_crm_works_is_sent_next(crm: FakeCrm, ann: int) -> None:
    promised(ann)
    wishes = [lambda: promised(ann, "Send the new offer"), lambda: take_back(KEY, is_done=True)]
    crm.meanwhile = lambda: wishes.pop(0)() and None if wishes else None
    assert drain(NAME) == 3
    assert crm.asked == ["put", "put", "done"]
    [held] = crm.held.values()
    assert (held.task.subject, held.state) == ("Send the new offer", "done")
    assert (facts(ann).state, facts(ann).wish, facts(ann).native_id) == (State.CONFIRMED, Wish.DONE, "t1")


@pytest.mark.parametrize("trouble", [Rejected("no"), Transient("busy")])
def test_a_wish_made_while_the_crm_refuses_the_old_one_is_not_lost(
    crm: FakeCrm, ann: int, clock: Clock, trouble: Exception
) -> None:
    promised(ann)
    crm.before = [trouble]
    wishes = ["Send the new offer"]
    crm.meanwhile = lambda: promised(ann, wishes.pop()) and None if wishes else None
    drain(NAME)
    clock.goes_on(minutes=2)
    drain(NAME)
    assert crm.open_subjects == ["Send the new offer"]
    assert facts(ann).state is State.CONFIRMED


def test_a_new_wish_does_not_wait_as_long_as_the_old_one_had_to(crm: FakeCrm, ann: int, clock: Clock) -> None:
    promised(ann)
    for _ in range(8):
        crm.before = [Transient("status 503")]
        drain(NAME)
        clock.goes_on(hours=1)
    crm.before = [Transient("status 503")]
    wishes = ["Send the new offer"]
    crm.meanwhile = lambda: promised(ann, wishes.pop()) and None if wishes else None
    drain(NAME)
    assert facts(ann).reason == ""
    clock.goes_on(minutes=1)
    assert drain(NAME) == 1
    assert crm.open_subjects == ["Send the new offer"]


def test_what_a_person_closed_in_the_crm_is_not_begun_again(crm: FakeCrm, ann: int) -> None:
    promised(ann)
    drain(NAME)
    [(token, held)] = crm.held.items()
    crm.close_task(token=token, native_id=held.native_id, is_done=True)
    promised(ann, "Send the new offer")
    drain(NAME)
    assert (facts(ann).state, facts(ann).reason) == (State.REJECTED, "it is closed there")
    assert crm.open_subjects == []


def test_so_many_are_sent_at_once_and_the_next_time_goes_on(crm: FakeCrm, ann: int) -> None:
    for number in range(5):
        promised(ann, f"No {number}", key=f"commitment:{number}")
    assert drain(NAME, most=3) == 3
    assert len(crm.open_subjects) == 3
    assert drain(NAME, most=3) == 2
    assert len(crm.open_subjects) == 5
