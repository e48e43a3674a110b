"""The demonstration's past of leadership, on a small sales floor: reviews, activities of managers, an observation."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fairway.cli.recalling_leadership import bring_leading
from fairway.coaching.actions.bringing import bring_sessions
from fairway.coaching.models import Observation
from fairway.coaching.past import PastSession
from fairway.commitments.tests.floor import TODAY, Floor, opened
from fairway.crm.demo import leading
from fairway.leadership.models import ManagerReview, OwnChoice, ReviewPress, ReviewPromise, ReviewQuestion
from fairway.leadership.reviews.balance import balance_of
from fairway.leadership.reviews.queries import attention_seen
from fairway.people.types import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def floor(house: Path, monkeypatch: pytest.MonkeyPatch) -> Floor:
    """Cleo leads Lea, who leads Mona and Max."""
    floor = opened(monkeypatch)
    monkeypatch.setitem(leading.OWN_ACTS, "Mona Moor", (("held", 80), ("kept", 90)))
    return floor


def everything() -> list[object]:
    """What is told of the past, without the keys rows happened to get."""
    reviews = ManagerReview.objects.order_by("starts_at", "manager_id")
    return [
        list(reviews.values_list("leader_id", "manager_id", "state", "starts_at", "held_at")),
        list(ReviewPress.objects.order_by("at", "item").values_list("item", "at")),
        list(ReviewPromise.objects.order_by("made_on", "what").values_list("what", "by_on", "kept", "said_on")),
    ]


def test_each_manager_was_met_on_working_days_up_to_today_and_is_met_again(floor: Floor) -> None:
    count = bring_leading(7)
    held = list(ManagerReview.objects.filter(state="held"))
    assert len(held) == count > 10
    for one in held:
        assert one.starts_at.weekday() < 5
        assert one.starts_at < one.held_at < datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    to_come = ManagerReview.objects.filter(state="planned")
    assert {one.manager_id for one in to_come} == {one.manager_id for one in held}
    assert all(one.starts_at.date() > TODAY for one in to_come)


def test_the_balance_turns_from_results_to_support(floor: Floor) -> None:
    bring_leading(7)
    lea = floor.key("lea")
    balance = balance_of(attention_seen(Viewer(0, lea, is_operations=False, on=TODAY))[lea])
    assert not balance.why
    newest, oldest = balance.reviews[0], balance.reviews[-1]
    assert newest.support_seconds > newest.results_seconds
    assert oldest.support_seconds < newest.support_seconds
    assert not balance.nudge
    assert ReviewQuestion.objects.filter(item="number").exists()


def test_the_same_seed_brings_the_same_past(floor: Floor) -> None:
    bring_leading(7)
    first = everything()
    ManagerReview.objects.all().delete()
    OwnChoice.objects.all().delete()
    bring_leading(7)
    assert everything() == first
    ManagerReview.objects.all().delete()
    OwnChoice.objects.all().delete()
    bring_leading(8)
    assert everything() != first


def test_a_manager_chose_activities_of_their_own_and_their_leader_agreed(floor: Floor) -> None:
    bring_leading(7)
    [choice] = OwnChoice.objects.all()
    assert (choice.person_id, choice.answered_by_id, choice.ends_on) == (floor.key("mona"), floor.key("lea"), None)
    assert [act for act, _, _ in choice.acts] == ["held", "kept"]


def test_one_session_of_a_manager_was_observed_and_the_manager_answered(floor: Floor) -> None:
    at = datetime(TODAY.year, TODAY.month, TODAY.day - 2, 9, tzinfo=UTC)
    first = min(floor.key("mona"), floor.key("max"))
    past = PastSession(floor.key("ann"), first, "one_to_one", at, at, None, at, at, "", {})
    bring_sessions([past], [])
    bring_leading(7)
    [seen] = Observation.objects.all()
    assert (seen.person_id, seen.observer_id) == (first, floor.key("lea"))
    assert seen.answer == leading.ANSWER
    assert seen.seen["practice"] == [None, ""]
