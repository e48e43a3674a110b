"""Commitments, and the obstacles some of them remove. Rows stay as they were made; what became of them is added."""

from django.db import models


class Commitment(models.Model):
    """Who promised what until when. `person` is the seller it is for."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    # Empty where a role promised without a name, and where whoever promised was erased.
    owner = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField(max_length=10)
    is_together = models.BooleanField(default=False)  # the seller promises it too
    what = models.CharField(max_length=300)
    if_then = models.CharField(max_length=300, blank=True)  # what is done if something gets in the way
    made_on = models.DateField()
    made_by = models.BigIntegerField(null=True)  # an account
    by_on = models.DateField()
    moved = models.PositiveSmallIntegerField(default=0)
    metric_key = models.CharField(max_length=120, blank=True)
    quantity = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    kept = models.CharField(max_length=12, blank=True)
    done = models.FloatField(null=True)
    unconfirmed = models.FloatField(null=True)
    is_seen = models.BooleanField(default=True)
    checked_on = models.DateField(null=True)
    # What was said of it before records changed it, and when they did; empty while nothing was taken back.
    was = models.CharField(max_length=12, blank=True)
    changed_on = models.DateField(null=True)
    said_by = models.BigIntegerField(null=True)  # an account, where somebody said so and nothing was counted

    class Meta:
        # Serve "what somebody promised and is open" and "what is promised about somebody".
        indexes = [models.Index(fields=["owner", "kept"]), models.Index(fields=["person", "kept"])]


class Obstacle(models.Model):
    """What stands in somebody's way, and the commitment to remove it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # the seller
    commitment = models.OneToOneField(Commitment, on_delete=models.CASCADE, related_name="obstacle")
    cause = models.CharField(max_length=12, blank=True)  # empty: raised freely
    metric_key = models.CharField(max_length=120, blank=True)
    week_on = models.DateField()  # the last closed week when it was raised
    raised_by = models.BigIntegerField(null=True)  # an account
    raised_as = models.CharField(max_length=10)
    state = models.CharField(max_length=12, default="open")
    outcome = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True)
    closed_by = models.BigIntegerField(null=True)  # an account

    class Meta:
        indexes = [models.Index(fields=["person", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "metric_key", "cause"],
                condition=models.Q(state="open") & ~models.Q(cause=""),
                name="one_open_obstacle_a_reason",
            )
        ]
