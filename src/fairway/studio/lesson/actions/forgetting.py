"""What was kept long enough goes, and whoever is erased goes out of what they wrote for others."""

from datetime import date

from django.db.models import Exists, OuterRef

from fairway.audit.scrubbing import scrub
from fairway.lib.spellings import Spellings
from fairway.studio import models

TEXTS = ("question", "commitment")


def forget_lessons_before(day: date) -> None:
    """Remove 1:1s from before a day, agreements ended before it, and lessons nobody has touched since."""
    models.OneToOne.objects.filter(starts_at__date__lt=day).delete()
    newer = models.LeaderAgreement.objects.filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))
    models.LeaderAgreement.objects.filter(Exists(newer.filter(agreed_at__date__lt=day))).delete()
    models.LeaderAgreement.objects.filter(taken_back_at__date__lt=day).delete()
    models.Lesson.objects.filter(saved_at__date__lt=day).delete()


def forget_planner(user_id: int) -> None:
    """Take an erased account out of the 1:1s it planned."""
    models.OneToOne.objects.filter(planned_by=user_id).update(planned_by=None)


def forget_names_said(spellings: Spellings) -> None:
    """Replace every text of a 1:1 that holds one of the names."""
    scrub(models.OneToOne.objects.iterator(), TEXTS, spellings)
