"""What was kept long enough goes, and whoever is erased goes out of what they wrote about others."""

from datetime import date

from fairway.audit.scrubbing import scrub
from fairway.lib.spellings import Spellings
from fairway.studio import models


def forget_samples_before(day: date) -> None:
    """Remove samples of weeks that began before a day, with their ratings; ratings given before it go too."""
    models.Sample.objects.filter(week_on__lt=day).delete()
    models.Rating.objects.filter(rated_at__date__lt=day).delete()


def forget_rater(user_id: int) -> None:
    """Take an erased account out of the ratings it gave about others. What was answered stays the seller's."""
    models.Rating.objects.filter(rated_by=user_id).update(rated_by=None)


def forget_names_noted(spellings: Spellings) -> None:
    """Replace every word of a rating that holds one of the names."""
    scrub(models.Rating.objects.exclude(note="").iterator(), ("note",), spellings)
