"""What is known of the ways messages go."""

from django.db import models
from django.utils import timezone


class SlackApp(models.Model):
    """The organisation's own app in Slack: one row, or none. Morning mails go through it to whoever chose that."""

    sealed_token = models.TextField()  # encrypted; the key lies outside the database
    workspace = models.CharField(max_length=200)
    set_by = models.BigIntegerField(null=True)  # an account
    set_at = models.DateTimeField(default=timezone.now)
    refused_at = models.DateTimeField(null=True)  # since when Slack takes nothing with this token
    refused_why = models.CharField(max_length=200, blank=True)


class MailServerAway(models.Model):
    """The mail server did not answer: one row, or none. Until then nobody knocks."""

    again_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=1)  # in a row
