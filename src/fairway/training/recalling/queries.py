"""Reads of what comes back to somebody, for themselves alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from fairway.training.curriculum.types import RecallQuestion
from fairway.training.models import Recall, RecallCard
from fairway.training.recalling.types import Answered, CardFacts

LATELY = 40  # answers


def cards_of(person_key: int) -> Sequence[CardFacts]:
    """All of them, those due first."""
    rows = RecallCard.objects.filter(person=person_key).order_by("due_at", "pk")
    return [CardFacts(row.pk, row.question, row.card, row.due_at, row.recalled_at) for row in rows]


def answered_since(person_key: int, at: datetime) -> int:
    return Recall.objects.filter(person=person_key, at__gte=at).count()


def answers_lately(person_key: int) -> Sequence[bool]:
    """Whether each of the last answers was right, the newest first."""
    rows = Recall.objects.filter(person=person_key).order_by("-pk").values_list("is_right", flat=True)
    return list(rows[:LATELY])


def last_answer(person_key: int, key: str, questions: Mapping[str, RecallQuestion]) -> Answered | None:
    """One of somebody's own answers; None where there is none of that key, or its question is gone."""
    row = Recall.objects.filter(person=person_key, pk=key).first() if key.isdecimal() and len(key) < 18 else None
    question = questions.get(row.question) if row is not None else None
    return Answered(question, row.is_right) if row is not None and question is not None else None
