"""What was kept long enough goes, and whoever is erased goes out of what was written to and about others."""

from datetime import date

from fairway.audit.scrubbing import scrub
from fairway.lib.spellings import Spellings
from fairway.studio import models

TEXTS = ("quality", "note", "override", "reasons")
ACCOUNTS = ((models.Proposal, "proposed_by"), (models.Proposal, "answered_by"), (models.Review, "decided_by"))


def forget_proposals_before(day: date) -> None:
    """Remove proposals whose last review was due before a day, with what reviews decided about them; reviews of others
    from before that day go too.
    """
    models.Proposal.objects.filter(review_on__lt=day).delete()
    models.Review.objects.filter(decided_at__date__lt=day).delete()


def forget_author(user_id: int, spellings: Spellings) -> None:
    """Take an erased person's account and name out of what stands about others."""
    for model, column in ACCOUNTS:
        model.objects.filter(**{column: user_id}).update(**{column: None})
    forget_names(spellings)


def forget_names(spellings: Spellings) -> None:
    """Replace every text that holds one of the names."""
    scrub(models.Proposal.objects.iterator(), TEXTS, spellings)
    scrub(models.Review.objects.iterator(), ("reason",), spellings)
