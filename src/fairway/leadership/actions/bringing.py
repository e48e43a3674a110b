"""Reviews of a past that comes in whole: the rows that planning, pressing, writing, promising and holding leave.

One audit line says that they came in: nobody held them here, so nobody is said to have.
"""

from collections.abc import Sequence

from django.db import transaction

from fairway.audit.actions import record_change
from fairway.leadership.models import ManagerReview, ReviewNote, ReviewPress, ReviewPromise, ReviewQuestion
from fairway.leadership.reviews.past import PastReview
from fairway.leadership.reviews.types import State


@transaction.atomic
def bring_reviews(held: Sequence[PastReview]) -> int:
    """Store them and return how many there are."""
    rows = ManagerReview.objects.bulk_create([_row(one) for one in held])
    pairs = list(zip(rows, held, strict=True))
    ReviewPress.objects.bulk_create(
        [ReviewPress(review=row, item=press.item, at=press.at) for row, one in pairs for press in one.presses]
    )
    ReviewQuestion.objects.bulk_create(
        [
            ReviewQuestion(review=row, item=item, at=one.opened_at)
            for row, one in pairs
            for item, count in one.asked.items()
            for _ in range(count)
        ]
    )
    ReviewNote.objects.bulk_create(
        [
            ReviewNote(review=row, item=item, text=text, edited_by=one.account, edited_at=one.held_at)
            for row, one in pairs
            for item, text in one.notes.items()
        ]
    )
    ReviewPromise.objects.bulk_create(
        [
            ReviewPromise(
                review=row, what=made.what, made_on=made.made_on, by_on=made.by_on, kept=made.kept, said_on=made.said_on
            )
            for row, one in pairs
            for made in one.promises
        ]
    )
    people = sorted({key for one in held for key in (one.leader_key, one.manager_key)})
    record_change(actor_id=None, action="bring_reviews", subject=("people", people), detail={"reviews": len(rows)})
    return len(rows)


def _row(one: PastReview) -> ManagerReview:
    return ManagerReview(
        leader_id=one.leader_key,
        manager_id=one.manager_key,
        kind=one.kind,
        starts_at=one.opened_at,
        state=State.HELD,
        planned_at=one.opened_at,
        opened_at=one.opened_at,
        held_at=one.held_at,
    )
