"""A module's questions begin to come back; one is answered."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from fairway.training.curriculum.types import Module, RecallQuestion
from fairway.training.models import Recall, RecallCard
from fairway.training.progress.types import Moved
from fairway.training.recalling.scheduling import new_card, recalled
from fairway.training.recalling.types import Recalled

FIRST_AFTER = timedelta(days=2)  # after the lesson was read
GROWN = "That was answered already, in another window perhaps. Here is what is asked now."


@transaction.atomic
def bring_in(person_key: int, module: Module) -> None:
    """Let a module's questions come back, from two days on; those that do already stay as they are."""
    due_at = timezone.now() + FIRST_AFTER
    RecallCard.objects.bulk_create(
        [
            RecallCard(person_id=person_key, question=one.key, card=new_card(due_at), due_at=due_at)
            for one in module.recall
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def recall(person_key: int, card_key: int, question: RecallQuestion, option: int, *, is_guess: bool) -> int:
    """Take an answer to a question that is due; gives the key of the answer. Moved where it is not due any more:
    pressed twice counts once.
    """
    now = timezone.now()
    row = RecallCard.objects.select_for_update().filter(pk=card_key, person=person_key, question=question.key).first()
    if row is None or row.due_at > now:
        raise Moved(GROWN)
    is_right = option == question.right
    how = Recalled.WRONG if not is_right else Recalled.GUESSED if is_guess else Recalled.KNOWN
    row.card, row.due_at = recalled(row.card, how, now)
    row.recalled_at = now
    row.save()
    return Recall.objects.create(person_id=person_key, question=question.key, is_right=is_right, at=now).pk
