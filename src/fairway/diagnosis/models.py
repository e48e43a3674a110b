"""Diagnoses by closed week. The newest week's are worked out anew with every refresh; older ones stay as they were."""

from django.db import models


class WeeklyDiagnosis(models.Model):
    """Why one HIA of one seller may have been short, as it stood when the week was the last closed one."""

    pk = models.CompositePrimaryKey("person_id", "week_on", "metric_key")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, db_index=False)
    week_on = models.DateField()  # the last closed week
    metric_key = models.CharField(max_length=120)
    status = models.CharField(max_length=12)
    first_cause = models.CharField(max_length=12, blank=True)  # empty: no sign
    causes = models.JSONField(default=list)  # packing.py has the format

    class Meta:
        indexes = [models.Index(fields=["week_on", "status"])]  # serves the causes of everybody's misses over weeks
