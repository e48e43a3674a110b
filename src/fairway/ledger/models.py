"""Counts by week. Every row can be dropped and counted again from the lake, but for corrections: what a number was
before a version changed it is a fact of its own.
"""

from django.db import models


class LedgerState(models.Model):
    """One row: what the counts rest on, and what whoever counts at the moment looks at."""

    counted_on = models.DateField(null=True)  # the day the last whole fill looked from
    counted_with = models.CharField(max_length=32, blank=True)  # zone, week start, currency and rates then
    rolled_lines = models.JSONField(default=list)  # the spans of managers that the roll-ups rest on
    lines_moved_from_on = models.DateField(null=True)  # the first week to count anew what looks at spans
    # The picture that was last begun to count from: whoever counts from another one stops.
    mark = models.BigIntegerField(default=0)
    looked_on = models.DateField(null=True)
    known_print = models.CharField(max_length=32, blank=True)


class CountedMetric(models.Model):
    """A metric's key as a small number, because it stands in millions of rows."""

    key = models.CharField(max_length=120, unique=True)
    counted_as = models.CharField(max_length=24, blank=True)  # the definition its counts were made with


class WeeklyCount(models.Model):
    """What a person did in a week (or the part of it in one month), by metric. A row of zeros is not kept."""

    pk = models.CompositePrimaryKey("person_key", "week_on", "metric_id", "month_on")
    person_key = models.BigIntegerField()
    week_on = models.DateField()
    metric = models.ForeignKey(CountedMetric, on_delete=models.CASCADE, db_index=False)
    month_on = models.DateField()
    done = models.FloatField(default=0)
    of = models.FloatField(default=0)  # shares and averages: out of how many
    unconfirmed = models.FloatField(default=0)
    quality = models.FloatField(default=0)

    class Meta:
        # Serves dropping or refilling one metric, and a week's roll-up.
        indexes = [models.Index(fields=["week_on", "metric"])]


class ManagerCount(models.Model):
    """The same, summed over everyone below a manager at any depth in that week, for leaders' pages to come and for the
    manager's own export.
    """

    pk = models.CompositePrimaryKey("manager_key", "week_on", "metric_id", "month_on")
    manager_key = models.BigIntegerField()
    week_on = models.DateField()
    metric = models.ForeignKey(CountedMetric, on_delete=models.CASCADE, db_index=False)
    month_on = models.DateField()
    done = models.FloatField(default=0)
    of = models.FloatField(default=0)
    unconfirmed = models.FloatField(default=0)
    sellers = models.IntegerField(default=0)  # how many have a count of their own


class Correction(models.Model):
    """A version of a metric that gave closed weeks other numbers than they had, with how many."""

    metric = models.ForeignKey(CountedMetric, on_delete=models.CASCADE)
    version = models.PositiveIntegerField()
    people = models.IntegerField()
    weeks = models.IntegerField()  # of all these people together
    noted_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["metric", "version"], name="one_correction_a_version")]


class CorrectedCount(models.Model):
    """A closed week of somebody that a correction counts otherwise: the number before it, and by it."""

    pk = models.CompositePrimaryKey("person_key", "correction_id", "week_on")
    person_key = models.BigIntegerField()
    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="counts")
    week_on = models.DateField()
    done_before = models.FloatField(default=0)
    of_before = models.FloatField(default=0)
    done = models.FloatField(default=0)
    of = models.FloatField(default=0)
