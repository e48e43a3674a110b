"""What was kept long enough goes, and names of people who are erased."""

from datetime import UTC, date, datetime, time

from fairway.audit.scrubbing import scrub, without_words
from fairway.lib.spellings import Spellings
from fairway.training.models import (
    Attempt,
    Certificate,
    FieldAssignment,
    Recall,
    RecallCard,
    Statement,
)


def forget_training_before(day: date) -> None:
    """Remove what was last touched before a day: each row by its own day, a certificate by the one it expired on.

    Tracks begun and parts done stay as long as the person: a certificate needs every module, and whoever began once is
    never again somebody who had not.
    """
    at = datetime.combine(day, time.min, UTC)
    Attempt.objects.filter(changed_at__lt=at).delete()
    FieldAssignment.objects.filter(taken_on__lt=day, handed_in_on=None).delete()
    FieldAssignment.objects.filter(handed_in_on__lt=day).delete()
    RecallCard.objects.filter(due_at__lt=at).delete()
    Recall.objects.filter(at__lt=at).delete()
    Certificate.objects.filter(expires_on__lt=day).delete()
    Statement.objects.filter(made_at__lt=at).delete()


def forget_names(spellings: Spellings) -> None:
    """Replace what field assignments say where it names somebody who is erased; attempts in which they are named go."""
    scrub(FieldAssignment.objects.iterator(), ("said", "feedback"), spellings)
    # What is shown of an attempt follows from its answers: one that names somebody goes whole.
    for row in Attempt.objects.exclude(answers=[]).iterator():
        if without_words(row.answers, spellings) != row.answers:
            row.delete()
    scrub(Statement.objects.iterator(), ("statement",), spellings)
