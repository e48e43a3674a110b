"""Append-only tables: what was changed, about whom, and who looked at a person. Accounts and people are plain keys:
audit lies below people.
"""

from django.db import models


class AuditLine(models.Model):
    """One change, written in the transaction that made it."""

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)  # None: the operator at the command line
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    detail = models.JSONField(default=dict)

    class Meta:
        # Serves "what happened to this person's plan", newest first.
        indexes = [models.Index(fields=["subject_kind", "subject_key", "-at"])]


class ChangedPerson(models.Model):
    """Somebody a change is about. A change to a whole team has a row for each."""

    line = models.ForeignKey(AuditLine, on_delete=models.CASCADE, related_name="people")
    person_key = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_key", "line"], name="one_mention_per_change")]


class LookLine(models.Model):
    """One person's page seen by somebody else on one day; a second look that day only moves `last_at`."""

    viewer_id = models.BigIntegerField()
    subject_key = models.BigIntegerField()
    page = models.CharField(max_length=40)
    on = models.DateField()
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["viewer_id", "subject_key", "page", "on"], name="one_look_a_day")
        ]
        # Serves the list each person sees under "who looked".
        indexes = [models.Index(fields=["subject_key", "-last_at"])]
