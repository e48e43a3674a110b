"""The organisation's own definitions, beside the built-in catalogue."""

from django.db import models
from django.utils import timezone


class StoredDefinition(models.Model):
    """One version of one metric of the organisation. Which one holds in a week is worked out in versions.py."""

    key = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)
    spec = models.JSONField()
    origin = models.CharField(max_length=60)  # file, word, fairway
    holds_from_on = models.DateField(null=True)  # the first day of a week; null: always
    is_locked = models.BooleanField(default=False)  # its weeks are never counted by another version
    reason = models.CharField(max_length=500, blank=True)
    made_by = models.BigIntegerField(null=True)  # an account
    is_compared = models.BooleanField(default=False)  # what it changes in closed weeks is noted, or it changes nothing
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_definition_per_version")]


class RetiredMetric(models.Model):
    """A metric of the organisation that nothing new offers any more, unless that was taken back."""

    key = models.CharField(max_length=120, unique=True)
    reason = models.CharField(max_length=500, blank=True)
    origin = models.CharField(max_length=60)  # fairway, or the source that states it
    retired_by = models.BigIntegerField(null=True)  # an account
    retired_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)
