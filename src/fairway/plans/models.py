"""Plans by dated rows. A change ends one row and starts another; no row is edited after it has counted."""

from django.db import models


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
    needs_yes = models.BooleanField(default=False)  # imported on an objective: moves only with the customer's yes
    origin = models.CharField(max_length=60, default="fairway")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # Serves "plans of these people that touch these weeks".
        indexes = [models.Index(fields=["person", "starts_on"])]


class PlanTemplate(models.Model):
    """A set of HIAs a team starts from."""

    name = models.CharField(max_length=120, unique=True)
    lines = models.JSONField(default=list)  # metric, target, per
