"""What was found and concluded by closed week, and pilots.

Findings, verdicts and landings of the newest closed week are worked out anew every day; older ones stay as they were.
What a pilot is stays as it was proposed; what became of it is added.
"""

from django.db import models
from django.utils import timezone


class Pilot(models.Model):
    """One HIA that begins for some while others wait. `said` is what was said before the start that it could see,
    `result` what came of it, both sums that name nobody.
    """

    metric_key = models.CharField(max_length=120)
    target = models.DecimalField(max_digits=9, decimal_places=2)
    per = models.CharField(max_length=5, default="week")
    objective_key = models.CharField(max_length=120)
    retired_key = models.CharField(max_length=120, blank=True)  # goes for whoever begins, where they have it
    # Whose people, at any height; without anybody and not for everybody: whoever it was is gone.
    head = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    is_for_everybody = models.BooleanField(default=False)
    kind = models.CharField(max_length=10)
    drawn = models.CharField(max_length=10)
    arms = models.PositiveSmallIntegerField(default=2)
    before = models.PositiveSmallIntegerField()
    weeks = models.PositiveSmallIntegerField()
    starts_on = models.DateField()  # the first day of a week
    worth = models.DecimalField(max_digits=4, decimal_places=2)  # the smallest change worth having, as a share
    why = models.CharField(max_length=300)  # read by everybody who takes part
    said = models.JSONField(default=dict)
    seed = models.CharField(max_length=32)  # set before the list of sellers is known
    proposed_by = models.BigIntegerField(null=True)  # an account
    proposed_at = models.DateTimeField(default=timezone.now)
    started_by = models.BigIntegerField(null=True)  # an account
    started_at = models.DateTimeField(null=True)
    stopped_by = models.BigIntegerField(null=True)  # an account
    stopped_on = models.DateField(null=True)
    stop_reason = models.CharField(max_length=300, blank=True)
    judged_on = models.DateField(null=True)
    result = models.JSONField(null=True)


class PilotSeller(models.Model):
    """One seller in a pilot: the group they were drawn into, and when the HIA begins and ends for them, if it does."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="sellers")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    team_key = models.BigIntegerField()  # the manager on the day of the draw; 0 for nobody
    arm = models.PositiveSmallIntegerField()
    stratum = models.PositiveSmallIntegerField()
    past = models.FloatField()  # of the objective a full-time week, before the start
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pilot", "person"], name="once_in_a_pilot")]


class GroupFindings(models.Model):
    """What a group's records said of every candidate. `group` is a role, or empty for everybody."""

    group = models.CharField(max_length=120, blank=True)
    week_on = models.DateField()  # the last closed week
    sellers = models.PositiveIntegerField()
    weeks = models.PositiveIntegerField()
    candidates = models.JSONField()  # packing.py has the format

    class Meta:
        constraints = [models.UniqueConstraint(fields=["week_on", "group"], name="findings_once_a_week")]


class SellerVerdict(models.Model):
    """Whether one HIA of one seller was helping, as it could be told when the week was the last closed one."""

    pk = models.CompositePrimaryKey("person_id", "week_on", "metric_key")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    week_on = models.DateField()  # the last closed week
    metric_key = models.CharField(max_length=120)
    verdict = models.CharField(max_length=12)
    until_on = models.DateField(null=True)
    told = models.JSONField()  # packing.py has the format


class SellerLanding(models.Model):
    """Where one seller's period might land, as it looked when the week was the last closed one."""

    pk = models.CompositePrimaryKey("person_id", "week_on")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    week_on = models.DateField()  # the last closed week
    starts_on = models.DateField()  # the period
    ends_on = models.DateField()
    goal = models.FloatField(null=True)  # in the organisation's currency
    now = models.JSONField()  # landing.as_figures
    at_target = models.JSONField()
