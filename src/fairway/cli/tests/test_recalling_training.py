"""The demonstration's past of training, on a small sales floor."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fairway.cli.recalling_training import bring_learning
from fairway.commitments.tests.floor import TODAY, Floor, opened
from fairway.crm.demo import training as said
from fairway.training.curriculum.reading import curriculum
from fairway.training.models import Enrolment, FieldAssignment, Reached, Recall, RecallCard
from fairway.training.progress.queries import standing_of

pytestmark = pytest.mark.django_db
START_OF_TODAY = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)


@pytest.fixture
def floor(house: Path, monkeypatch: pytest.MonkeyPatch) -> Floor:
    """Cleo leads Lea, who leads Mona and Max; Mona has done one module."""
    floor = opened(monkeypatch)
    monkeypatch.setattr(said, "DONE", {"Mona Moor": (1, True), "Nobody Here": (2, False)})
    handed_in = {"where-you-stand": ("Nine hours.", "Well counted."), "the-fatal-flaw": ("I listened.", "")}
    monkeypatch.setattr(said, "HANDED_IN", {"Mona Moor": handed_in})
    return floor


def test_who_is_named_has_done_whole_modules_before_today_and_nobody_else_has_begun(floor: Floor) -> None:
    assert bring_learning(7) == 1
    mona = floor.key("mona")
    assert list(Enrolment.objects.values_list("person_id", flat=True)) == [mona]
    standing = standing_of(mona)
    assert sum(standing.is_done(one) for one in curriculum().values()) == 1
    assert all(at < START_OF_TODAY for at in Reached.objects.values_list("done_at", flat=True))
    assert all(at < START_OF_TODAY for at in Recall.objects.values_list("at", flat=True))


def test_questions_that_came_back_are_of_lessons_that_were_read(floor: Floor) -> None:
    bring_learning(7)
    read = set(Reached.objects.filter(part="lesson").values_list("module", flat=True))
    assert Recall.objects.exists()
    cards = list(RecallCard.objects.values_list("question", "recalled_at", "due_at"))
    assert {question.partition(".")[0] for question, _, _ in cards} <= read
    assert all(last is None or due_at > last for _, last, due_at in cards)


def test_what_was_handed_in_was_answered_by_whoever_leads_or_waits(floor: Floor) -> None:
    bring_learning(7)
    first, second = FieldAssignment.objects.order_by("taken_on")
    assert (first.module, first.answer, first.read_by_id) == ("where-you-stand", "done", floor.key("lea"))
    assert (second.module, second.answer, second.read_by_id) == ("the-fatal-flaw", "", None)
    for one in (first, second):
        assert one.handed_in_on is not None
        assert one.taken_on <= one.handed_in_on < TODAY


def test_the_same_seed_tells_the_same_past(floor: Floor) -> None:
    bring_learning(7)
    told = list(Recall.objects.values_list("question", "is_right", "at"))
    for model in (Enrolment, FieldAssignment, Reached, Recall, RecallCard):
        model.objects.all().delete()
    bring_learning(7)
    assert list(Recall.objects.values_list("question", "is_right", "at")) == told
