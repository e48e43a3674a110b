"""What is done once a day by itself. A day counts as done after it was, not when it was begun.

The night's work is begun here, so that one process does it. The turn of a day is not: it does what every import does,
and it comes to the same when two processes do it.
"""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from fairway.execution.models import DailyStep

TURN, NIGHT, EVIDENCE, DIGEST, LEADERS = "turn", "night", "evidence", "digest", "leaders"


def begin(step: str, on: date, *, again_after: timedelta) -> bool:
    """Whether a step is to be done for a day now: it was not yet, and nobody tried within that time."""
    DailyStep.objects.get_or_create(name=step)
    now = timezone.now()
    due = DailyStep.objects.filter(
        Q(done_on__isnull=True) | Q(done_on__lt=on),
        Q(tried_at__isnull=True) | Q(tried_at__lte=now - again_after),
        name=step,
    )
    return due.update(tried_at=now) > 0


def note_done(step: str, on: date) -> None:
    """A step was done for a day, to its end. The next day may be begun at once."""
    DailyStep.objects.update_or_create(name=step, defaults={"done_on": on, "tried_at": None})


def ask_again(step: str) -> None:
    """A step is to be done with the next tick, whether or not it was for this day."""
    DailyStep.objects.filter(name=step).update(done_on=None)
