"""Signs as last seen, for pages and for status. Every row can be worked out again from the lake."""

from django.db import models


class CaseSigns(models.Model):
    """What was seen of one HIA of one seller: the signs, heaviest first."""

    pk = models.CompositePrimaryKey("person_key", "metric_key")
    person_key = models.BigIntegerField()
    metric_key = models.CharField(max_length=120)
    seen_on = models.DateField()
    signs = models.JSONField(default=list)  # packing.py has the format
