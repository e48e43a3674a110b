"""Counts by week. Nothing here is a fact of its own: every row can be dropped and counted again from the lake."""

from django.db import models


class CountedMetric(models.Model):
    """A metric's key as a small number, because it stands in millions of rows."""

    key = models.CharField(max_length=120, unique=True)


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
    """The same, summed over everyone below a manager at any depth in that week."""

    pk = models.CompositePrimaryKey("manager_key", "week_on", "metric_id", "month_on")
    manager_key = models.BigIntegerField()
    week_on = models.DateField()
    metric = models.ForeignKey(CountedMetric, on_delete=models.CASCADE, db_index=False)
    month_on = models.DateField()
    done = models.FloatField(default=0)
    of = models.FloatField(default=0)
    unconfirmed = models.FloatField(default=0)
    sellers = models.IntegerField(default=0)  # how many have a count of their own
