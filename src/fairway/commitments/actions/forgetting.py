"""What was kept long enough goes, and whoever is erased goes out of what they promised and raised for others."""

from datetime import date

from fairway.audit.scrubbing import scrub
from fairway.commitments.models import Commitment, Obstacle
from fairway.lib.spellings import Spellings

ACCOUNTS = ((Commitment, "made_by"), (Commitment, "said_by"), (Obstacle, "raised_by"), (Obstacle, "closed_by"))


def forget_commitments_before(day: date) -> None:
    """Remove commitments whose day was before a day, with the obstacles they were to remove."""
    Commitment.objects.filter(by_on__lt=day).delete()


def forget_promises_of(person_key: int) -> None:
    """Somebody goes: what they promised to others goes too; an obstacle they took on stays, and nobody has it."""
    Commitment.objects.filter(owner_id=person_key, obstacle__isnull=True).delete()


def forget_account(user_id: int) -> None:
    """Take an erased account out of what stands about others."""
    for model, column in ACCOUNTS:
        model._default_manager.filter(**{column: user_id}).update(**{column: None})


def forget_names_promised(spellings: Spellings) -> None:
    """Replace every text that holds one of the names."""
    scrub(Commitment.objects.iterator(), ("what", "if_then"), spellings)
    scrub(Obstacle.objects.exclude(outcome="").iterator(), ("outcome",), spellings)
