"""A review is of two: both read the same, press at once, and leave it open for hours; what they take along tells of
nobody else.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from fairway.audit.models import LookLine
from fairway.commitments.models import Commitment, Obstacle
from fairway.commitments.types import Kept
from fairway.leadership.models import ManagerReview, ReviewPromise
from fairway.leadership.packs.gathering import review_pack
from fairway.leadership.reviews.actions import answer_promise, open_review, take_promise_back
from fairway.leadership.reviews.types import Refused
from fairway.people.types import Viewer
from tests.leadership.organisations import ON, World
from tests.leadership.reviewing import LIST, NOON, entered, held, now, of, planned, words, world

__all__ = ["now", "world"]  # fixtures
pytestmark = pytest.mark.django_db


def test_a_pack_of_a_review_does_not_say_what_is_in_the_way_of_one_seller(world: World) -> None:
    """As building.py has it: what it is stands in Fairway alone, a pack may be read by others."""
    on = ON - timedelta(days=3)
    what = Commitment.objects.create(
        person_id=world.sellers[0],
        owner_id=world.managers[0],
        role="leader",
        what="My son is in hospital",
        made_on=on,
        by_on=ON + timedelta(days=9),
    )
    Obstacle.objects.create(person_id=world.sellers[0], commitment=what, week_on=on, raised_as="manager")
    made = planned(entered(world.managers[0]))
    _, pack = review_pack(Viewer(1, world.managers[0], False, ON), made.pk, made_for="x", made_at=NOON)
    said = " ".join(line for section in pack.sections for line in section.lines)
    assert "Waits for an answer" in said
    assert "hospital" not in said


def test_while_two_talk_the_headline_says_so(world: World) -> None:
    """An older planned review with somebody else was never held."""
    leader_key = world.managers[0]
    ManagerReview.objects.create(
        leader_id=leader_key, manager_id=world.managers[2], kind="weekly", starts_at=NOON - timedelta(days=9)
    )
    ManagerReview.objects.create(
        leader_id=leader_key, manager_id=world.managers[1], kind="weekly", starts_at=NOON, state="open", opened_at=NOON
    )
    assert "You are talking with" in words(entered(leader_key), LIST)


def test_both_of_a_review_read_the_same_hint(world: World) -> None:
    """'sees this same page': the nudge of the leader's balance stands on one of the two pages alone."""
    for days in (8, 15, 22):
        held(world, results=20, support=5, days_ago=days, manager=2)
    made = planned(entered(world.managers[0]))
    pages = [words(entered(key), of(made)) for key in world.managers[:2]]
    hint = "In the last three reviews results took"
    assert (hint in pages[0]) == (hint in pages[1])


def test_a_promise_taken_back_by_two_presses_at_once_is_refused(world: World) -> None:
    """The second press passed the door before the first was through."""
    made = planned(entered(world.managers[0]))
    promise = ReviewPromise.objects.create(review=made, what="x", made_on=ON, by_on=ON)
    take_promise_back(promise.pk, actor_id=None)
    with pytest.raises(Refused):
        take_promise_back(promise.pk, actor_id=None)


def test_what_went_meanwhile_is_refused_in_a_sentence(world: World) -> None:
    made = planned(entered(world.managers[0]))
    promise = ReviewPromise.objects.create(review=made, what="x", made_on=ON, by_on=ON)
    ManagerReview.objects.all().delete()
    with pytest.raises(Refused, match="Load the page again"):
        answer_promise(promise.pk, Kept.KEPT, on=ON, actor_id=None)
    with pytest.raises(Refused, match="Load the page again"):
        open_review(made.pk, on=ON, actor_id=None)


def test_an_answer_to_a_promise_that_went_meanwhile_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It went between the door and the press."""
    made = planned(entered(world.managers[0]))
    promise = ReviewPromise.objects.create(review=made, what="x", made_on=ON, by_on=ON)

    def gone(*given: Any, **more: Any) -> None:
        ReviewPromise.objects.all().delete()
        answer_promise(*given, **more)

    monkeypatch.setattr("fairway.leadership.views.reviews.answer_promise", gone)
    said = entered(world.managers[1]).post(f"{LIST}promises/{promise.pk}/answer/", {"kept": "kept"}, follow=True)
    assert "This is not there any more." in said.content.decode()


def rows_read(run: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many rows statements gave."""
    count, before = 0, SQLCompiler.results_iter

    def counting(self: SQLCompiler, *given: Any, **more: Any) -> Iterator[Any]:
        nonlocal count
        for row in before(self, *given, **more):
            count += 1
            yield row

    with monkeypatch.context() as patch:
        patch.setattr(SQLCompiler, "results_iter", counting)
        run()
    return count


def test_a_poll_of_an_open_review_reads_no_more_for_reviews_others_held(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page asks again every 30 seconds; only the clock is swapped in."""
    leader = entered(world.managers[0])
    made = planned(leader)
    leader.post(of(made, "begin/"))
    first = rows_read(lambda: leader.get(of(made)), monkeypatch)
    for days in range(2, 62):
        one = held(world, results=3, support=20, days_ago=days, manager=2)
        type(one).objects.filter(pk=one.pk).update(leader_id=world.managers[2], manager_id=world.managers[1])
    assert rows_read(lambda: leader.get(of(made)), monkeypatch) <= first + 5


def test_a_page_that_looks_again_by_itself_is_one_look(world: World) -> None:
    leader = entered(world.managers[0])
    made = planned(leader)
    leader.post(of(made, "begin/"))
    LookLine.objects.all().delete()
    leader.get(of(made))
    for _ in range(3):
        leader.get(of(made), headers={"HX-Request": "true", "HX-Target": "times"})
    assert LookLine.objects.get().count == 1


def test_moving_a_review_does_not_read_its_whole_page(world: World) -> None:
    leader = entered(world.managers[0])
    made = planned(leader)
    leader.get(of(made))
    with CaptureQueriesContext(connection) as page:
        leader.get(of(made))
    with CaptureQueriesContext(connection) as moved:
        leader.post(of(made, "move/"), {"on": "2026-12-01", "at": "11:00"})
    assert len(moved) < len(page) / 2 + 12
