"""Reviews of a leader with a manager, and what both wrote. A review belongs to both, so it goes with either."""

from django.db import models
from django.utils import timezone


class ManagerReview(models.Model):
    """One review, to come or held."""

    leader = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    manager = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="planned")
    planned_by = models.BigIntegerField(null=True)  # an account
    planned_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)

    class Meta:
        # Serves "the reviews of these leaders, the newest first"; those of a manager are found by the foreign key.
        indexes = [models.Index(fields=["leader", "starts_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["leader", "manager", "kind"],
                condition=models.Q(state__in=["planned", "open"]),
                name="one_review_to_come_a_kind",
            )
        ]


class ReviewPress(models.Model):
    """Somebody said what is talked about from then on; an empty item stops the clock."""

    review = models.ForeignKey(ManagerReview, on_delete=models.CASCADE, related_name="presses")
    item = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(default=timezone.now)


class ReviewQuestion(models.Model):
    """A question was asked under an item; what it was is not kept."""

    review = models.ForeignKey(ManagerReview, on_delete=models.CASCADE, related_name="questions")
    item = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)


class ReviewNote(models.Model):
    """What the two wrote under an item, as it stands."""

    review = models.ForeignKey(ManagerReview, on_delete=models.CASCADE, related_name="notes")
    item = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    text = models.TextField(blank=True)
    # By open page what it sent last, as [version, text]: sent again after a lost answer, it changes nothing.
    sent = models.JSONField(default=dict)
    edited_by = models.BigIntegerField(null=True)  # an account
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "item"], name="one_review_note_an_item")]


class ReviewPromise(models.Model):
    """What the leader promised the manager. `kept` is what the manager says of it."""

    review = models.ForeignKey(ManagerReview, on_delete=models.CASCADE, related_name="promises")
    what = models.CharField(max_length=300)
    made_on = models.DateField()
    by_on = models.DateField()
    kept = models.CharField(max_length=8, blank=True)
    said_on = models.DateField(null=True)
