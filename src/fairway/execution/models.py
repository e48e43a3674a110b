"""Standings as last worked out, for pages. Every row can be worked out again from plans and counts."""

from django.db import models


class SellerScore(models.Model):
    """One seller's standing on the day it was scored: state, next step, and every HIA with its weeks as shown."""

    person_key = models.BigIntegerField(primary_key=True)
    scored_on = models.DateField()
    state = models.CharField(max_length=12)
    step_kind = models.CharField(max_length=20)
    step_text = models.CharField(max_length=120)
    step_note = models.CharField(max_length=200, blank=True)
    away_until_on = models.DateField(null=True)
    hias = models.JSONField(default=list)  # in the order in which they started; packing.py has the format


class MetricNoise(models.Model):
    """How noisy an activity's weeks are in this organisation: variance over mean."""

    metric_key = models.CharField(max_length=120, primary_key=True)
    dispersion = models.FloatField(default=1.0)
    measured_on = models.DateField()


class DailyStep(models.Model):
    """Something done once a day by itself: the day it was last done for, written after it was, and its last try."""

    name = models.CharField(max_length=20, primary_key=True)
    done_on = models.DateField(null=True)
    tried_at = models.DateTimeField(null=True)
