"""Proposals, their answers and what reviews decided: a row is written once, answers and later reviews are added. Beside
them how far somebody is in the first lesson, the 1:1s that were planned, what leaders agreed to, and the records drawn
for review with their ratings.
"""

from django.db import models
from django.utils import timezone


class Proposal(models.Model):
    """One hypothesis about one person. A counter is a row of its own that points at what it answers."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    metric_key = models.CharField(max_length=120)
    target = models.DecimalField(max_digits=9, decimal_places=2)
    per = models.CharField(max_length=5, default="week")
    quality = models.CharField(max_length=160, blank=True)  # how it is to be done, in words
    objective_key = models.CharField(max_length=120, blank=True)
    objective_from = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    objective_to = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    objective_of = models.DecimalField(max_digits=12, decimal_places=3, null=True)  # 9 of 21; null for a plain count
    goal_share = models.DecimalField(max_digits=6, decimal_places=4, null=True)
    by_on = models.DateField()  # when the objective should have moved
    review_on = models.DateField()  # its next review; later than by_on once it was kept
    retired_key = models.CharField(max_length=120, blank=True)  # goes when this comes
    is_by_seller = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)  # in the words of whoever proposes it
    override = models.CharField(max_length=500, blank=True)  # why in spite of a failed test
    reasons = models.JSONField(default=list)  # [about, sentence] pairs as they were shown
    counters = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_by = models.BigIntegerField(null=True)  # an account
    proposed_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, blank=True)
    answered_by = models.BigIntegerField(null=True)  # an account
    answered_at = models.DateTimeField(null=True)
    starts_on = models.DateField()  # the first day it is meant for; once accepted, the first day in force

    class Meta:
        # Serves "what waits, and what was agreed, about these people".
        indexes = [models.Index(fields=["person", "answer"])]


class Review(models.Model):
    """What was decided about an accepted hypothesis on a day, why, and what records said then of whether it helps."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="reviews")
    decision = models.CharField(max_length=20)
    reason = models.CharField(max_length=500)
    objective_then = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    verdict = models.CharField(max_length=12, blank=True)  # empty where nothing was concluded
    verdict_week_on = models.DateField(null=True)  # the last closed week it was concluded for
    verdict_until_on = models.DateField(null=True)  # when it could be told
    verdict_chance = models.FloatField(null=True)  # that it helps; no page shows it
    decided_by = models.BigIntegerField(null=True)  # an account
    decided_at = models.DateTimeField(default=timezone.now)


class Lesson(models.Model):
    """How far somebody is in the first lesson. What they answered is theirs alone and stands in no audit line."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    sorted_metrics = models.JSONField(default=dict)  # the class each was put into, by its key
    consents = models.JSONField(default=dict)  # yes or no, by the situation
    seller = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    began_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)


class OneToOne(models.Model):
    """A 1:1 somebody planned with a seller; both read it. Planned again, the row is written anew."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # the seller
    planned_by = models.BigIntegerField(null=True)  # an account
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    topics = models.JSONField(default=list)  # in their order
    branch = models.CharField(max_length=10)  # which question it was when it was written
    question = models.CharField(max_length=300)
    commitment = models.CharField(max_length=300, blank=True)  # what the manager means to commit to
    planned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        # Serves "the 1:1s planned with this seller, the newest first".
        indexes = [models.Index(fields=["person", "starts_at"])]


class LeaderAgreement(models.Model):
    """What somebody who leads managers agreed to, until it was taken back."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField()  # of its text
    agreed_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)


class MetricSign(models.Model):
    """What was found of a metric by one kind of sign: about the metric, of nobody. Written anew whenever metrics are
    examined.
    """

    metric_key = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    finding = models.CharField(max_length=20)
    sentence = models.CharField(max_length=300)
    examined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["metric_key", "kind"], name="one_finding_a_kind_of_sign")]


class CorrectionRead(models.Model):
    """Somebody put away what was told of a correction: it is not shown to them again."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    correction = models.ForeignKey("ledger.Correction", on_delete=models.CASCADE, related_name="+")
    is_about_others = models.BooleanField(default=False)  # of those they lead, beside their own
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "correction", "is_about_others"], name="a_correction_read_once")
        ]


class Sample(models.Model):
    """A record drawn for review: what it was counted for, and its keys in the lake. No name and no text."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # the seller
    metric_key = models.CharField(max_length=120)
    week_on = models.DateField()  # first day of the week it counted in
    place = models.PositiveSmallIntegerField()  # first or second of that week
    table = models.CharField(max_length=20)
    record_id = models.CharField(max_length=300)
    account_id = models.CharField(max_length=300, blank=True)
    opportunity_id = models.CharField(max_length=300, blank=True)
    word = models.CharField(max_length=200, blank=True)  # the organisation's own for this kind of activity
    day_on = models.DateField()
    drawn_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "table", "record_id"], name="never_the_same_record_twice"),
            models.UniqueConstraint(fields=["person", "week_on", "place"], name="two_samples_a_week"),
        ]


class Rating(models.Model):
    """What one side answered to the criteria of a sample."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # the seller
    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="ratings")
    side = models.CharField(max_length=10)
    answers = models.JSONField(default=dict)  # yes, partly or no, by the key of the criterion
    note = models.CharField(max_length=300, blank=True)
    rated_by = models.BigIntegerField(null=True)  # an account
    rated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "side"], name="one_rating_a_side")]
