"""Offers, pairs and what the two wrote."""

from django.db import models
from django.utils import timezone


class PairingOffer(models.Model):
    """A seller would help with an activity, or asks to be paired on it. Taken back, the row goes."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    metric_key = models.CharField(max_length=120)
    side = models.CharField(max_length=8)
    since_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "metric_key"], name="one_offer_an_activity")]


class Pairing(models.Model):
    """Two sellers who work on one activity together. It belongs to both, so it goes with either."""

    helper = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    asker = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    metric_key = models.CharField(max_length=120)
    proposed_by = models.BigIntegerField(null=True)  # an account
    proposed_on = models.DateField()
    helper_said = models.CharField(max_length=3, blank=True)
    asker_said = models.CharField(max_length=3, blank=True)
    helper_shows = models.BooleanField(default=False)
    asker_shows = models.BooleanField(default=False)
    starts_on = models.DateField(null=True)  # the day of the second yes
    ends_on = models.DateField(null=True)  # its last day, as long as nobody ends it before
    closed_on = models.DateField(null=True)  # ended or withdrawn by somebody
    tell_on = models.DateField(null=True)


class PairingNote(models.Model):
    """What one of the two wrote to one question; only they write there, so the newest is enough."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pairing", "person", "part"], name="one_answer_a_question")]
