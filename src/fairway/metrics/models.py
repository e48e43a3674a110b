"""Definitions in force: the organisation's own beside the built-in catalogue."""

from django.db import models


class StoredDefinition(models.Model):
    """One version of one metric of the organisation. A newer version of a key replaces the older from its day on."""

    key = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)
    spec = models.JSONField()
    origin = models.CharField(max_length=60)  # file, word, fairway
    is_current = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_definition_per_version")]
