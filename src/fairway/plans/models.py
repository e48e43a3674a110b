"""Plans by dated rows. A change ends one row and starts another; no row is edited after it has counted."""

from django.db import models
from django.utils import timezone


class Plan(models.Model):
    """One High-Impact Activity of one person over a span of days, with a target for a full-time week or month."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    metric_key = models.CharField(max_length=120)
    target = models.DecimalField(max_digits=9, decimal_places=2)
    per = models.CharField(max_length=5, default="week")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    quality_target = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    is_draft = models.BooleanField(default=False)  # suggested from what is logged; nobody is behind on a draft
    needs_yes = models.BooleanField(default=False)  # imported on an objective or a result: moves with a customer's yes
    origin = models.CharField(max_length=60, default="fairway")
    stated = models.JSONField(default=dict)  # the source's last words, so that only its changes are applied
    created_at = models.DateTimeField(default=timezone.now)  # set once: a row put back keeps its own

    class Meta:
        # Serves "plans of these people that touch these weeks".
        indexes = [models.Index(fields=["person", "starts_on"])]


class Agreement(models.Model):
    """Whether a changed target counts from the day it was changed: asked of the seller, who answers or lets it be.

    Without a yes before the week is over it begins with the next week, where the plan has it already.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    metric_key = models.CharField(max_length=120)
    from_on = models.DateField()  # the day asked for
    starts_on = models.DateField()  # the day it begins on without a yes
    asked_by = models.BigIntegerField(null=True)  # an account
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(null=True)

    class Meta:
        # Serves "what waits for this seller's answer".
        indexes = [models.Index(fields=["person", "starts_on"])]


class PlanTemplate(models.Model):
    """A set of HIAs a team starts from."""

    name = models.CharField(max_length=120, unique=True)
    lines = models.JSONField(default=list)  # metric, target, per
