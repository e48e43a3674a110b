"""On which day a review was: by when it happened, in the zone of whoever reads, and never planned for the past."""

from datetime import UTC, datetime, timedelta

import pytest

from fairway.leadership.actions.forgetting import forget_reviews_before
from fairway.leadership.models import ManagerReview, ReviewPromise
from fairway.leadership.packs.gathering import review_pack
from fairway.people.models import Organisation
from fairway.people.types import Viewer
from tests.leadership.organisations import ON, World
from tests.leadership.reviewing import LIST, NOON, entered, held, now, of, planned, words, world

__all__ = ["now", "world"]  # fixtures
pytestmark = pytest.mark.django_db


def test_a_review_is_not_planned_in_the_past(world: World) -> None:
    """Sessions refuse it; a review of two years ago that is held today stands in no list."""
    leader = entered(world.managers[0])
    leader.post(LIST, {"manager": "m1", "kind": "weekly", "on": "2024-11-30", "at": "10:00"})
    assert not ManagerReview.objects.exists()


def test_a_review_that_was_planned_long_ago_and_held_today_stands_in_the_list(world: World) -> None:
    at = NOON - timedelta(weeks=60)
    both = {"leader_id": world.managers[0], "manager_id": world.managers[1]}
    ManagerReview.objects.create(kind="weekly", state="held", starts_at=at, opened_at=NOON, held_at=NOON, **both)
    assert "Held in the last year" in words(entered(world.managers[0]), LIST)


def test_a_promise_of_a_review_held_before_its_day_stands_in_the_next(world: World) -> None:
    """The quarterly review was planned for 10 Dec and held on 26 Nov; the weekly one is on 3 Dec."""
    both = {"leader_id": world.managers[0], "manager_id": world.managers[1]}
    began = NOON - timedelta(days=1)
    first = ManagerReview.objects.create(
        kind="quarterly",
        state="held",
        starts_at=datetime(2026, 12, 10, 10, tzinfo=UTC),
        opened_at=began,
        held_at=began + timedelta(hours=1),
        **both,
    )
    ReviewPromise.objects.create(review=first, what="Ask for the budget", made_on=ON, by_on=ON + timedelta(days=5))
    nxt = ManagerReview.objects.create(kind="weekly", starts_at=datetime(2026, 12, 3, 10, tzinfo=UTC), **both)
    said = words(entered(world.managers[0]), of(nxt))
    assert "Ask for the budget" in said.partition("Activities being worked on")[0]


def test_days_of_reviews_are_those_of_whoever_reads(world: World) -> None:
    """Held on 25 Nov at 21:00 in Los Angeles, which is 26 Nov in UTC."""
    Organisation.objects.update(timezone="America/Los_Angeles")
    made = held(world, results=10, support=20, days_ago=1)
    at = datetime(2026, 11, 26, 5, tzinfo=UTC)
    ManagerReview.objects.filter(pk=made.pk).update(starts_at=at, opened_at=at, held_at=at + timedelta(minutes=30))
    said = words(entered(world.managers[0]), LIST)
    assert "25 Nov 21:00" in said
    assert "last 26 Nov" not in said


def test_the_title_of_a_pack_has_the_day_it_was_held_here(world: World) -> None:
    Organisation.objects.update(timezone="America/Los_Angeles")
    made = held(world, results=10, support=20, days_ago=1)
    at = datetime(2026, 11, 26, 5, tzinfo=UTC)
    ManagerReview.objects.filter(pk=made.pk).update(starts_at=at, opened_at=at, held_at=at + timedelta(minutes=30))
    _, pack = review_pack(Viewer(1, world.managers[0], False, ON), made.pk, made_for="x", made_at=NOON)
    assert "25 Nov" in pack.title


def test_a_review_is_not_moved_into_the_past_and_what_was_typed_stays(world: World) -> None:
    leader = entered(world.managers[0])
    made = planned(leader)
    page = leader.post(of(made, "move/"), {"on": "2026-11-27", "at": "11:00"}).content.decode()
    assert "That time is over." in page
    assert 'value="2026-11-27"' in page
    assert ManagerReview.objects.get().starts_at == datetime(2026, 11, 30, 10, tzinfo=UTC)


def test_reviews_are_kept_by_when_they_happened(world: World) -> None:
    """Planned for long ago and held yesterday, planned for tomorrow and held long ago."""
    late, early = (held(world, results=5, support=5, days_ago=days) for days in (1, 40))
    ManagerReview.objects.filter(pk=late.pk).update(starts_at=NOON - timedelta(days=60))
    ManagerReview.objects.filter(pk=early.pk).update(starts_at=NOON + timedelta(days=1))
    forget_reviews_before(ON - timedelta(days=30))
    assert list(ManagerReview.objects.values_list("pk", flat=True)) == [late.pk]


def test_each_of_a_balance_has_the_day_it_was_held_here(world: World) -> None:
    Organisation.objects.update(timezone="America/Los_Angeles")
    for days_ago in (20, 13, 6):
        made = held(world, results=10, support=20, days_ago=days_ago)
    ManagerReview.objects.filter(pk=made.pk).update(opened_at=datetime(2026, 11, 21, 5, tzinfo=UTC))
    assert "20 Nov, weekly review" in words(entered(world.managers[0]), LIST)
