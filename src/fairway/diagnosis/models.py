"""Diagnoses by closed week, and what sellers say themselves. The newest week's diagnoses are worked out anew with every
refresh; older ones stay as they were, and nothing that is worked out ever touches an answer.
"""

from django.db import models


class WeeklyDiagnosis(models.Model):
    """Why one HIA of one seller may have been short, as it stood when the week was the last closed one."""

    pk = models.CompositePrimaryKey("person_id", "week_on", "metric_key")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, db_index=False)
    week_on = models.DateField()  # the last closed week
    metric_key = models.CharField(max_length=120)
    status = models.CharField(max_length=12)
    # What a miss is counted under: the seller's answer, else the likeliest. Empty: own words alone, or no sign.
    first_cause = models.CharField(max_length=12, blank=True)
    causes = models.JSONField(default=list)  # packing.py has the format

    class Meta:
        indexes = [models.Index(fields=["week_on", "status"])]  # serves the causes of everybody's misses over weeks


class SellerAnswer(models.Model):
    """What a seller says was the reason in one closed week of one HIA. Only they write it; it wins over every sign."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    metric_key = models.CharField(max_length=120)
    week_on = models.DateField()
    cause = models.CharField(max_length=12, blank=True)  # empty: own words alone
    text = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField()
    said_by = models.BigIntegerField(null=True)  # the account; None: one that is no more

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "week_on", "metric_key"], name="one_answer_a_week")]


class PublishedBlock(models.Model):
    """Four closed weeks whose causes were published, or had too few misses to be: never worked out a second time."""

    block_on = models.DateField(primary_key=True)  # the first day
    published_at = models.DateTimeField()


class PublishedCauses(models.Model):
    """One group of a published block: blurred counts of misses by cause. budget/types.py says what the columns mean."""

    block = models.ForeignKey(PublishedBlock, on_delete=models.CASCADE, related_name="groups")
    table = models.CharField(max_length=8)  # place or hia
    head = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    units = models.PositiveIntegerField()
    sellers = models.PositiveIntegerField()
    missed = models.PositiveIntegerField()
    counts = models.JSONField()  # by cause; a blur may take a count below zero
