"""Sums of closed quarters, written once and never changed."""

from django.db import models


class ClosedSums(models.Model):
    """A quarter that is over and was counted: never a second time."""

    period_on = models.DateField(primary_key=True)
    counted_on = models.DateField()


class ClosedGroup(models.Model):
    """One group of a closed quarter: five sellers or more."""

    sums = models.ForeignKey(ClosedSums, on_delete=models.CASCADE, related_name="groups")
    head = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    teams = models.PositiveIntegerField()
    counted = models.JSONField()  # as types.py has it


class ClosedMember(models.Model):
    """A seller counts in a group: so that whoever leads or led them is not shown the few others beside them."""

    group = models.ForeignKey(ClosedGroup, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="once_in_a_closed_group")]


class ClosedChange(models.Model):
    """What was done after sessions of all a leader was shown of a closed quarter, or why that cannot be told."""

    sums = models.ForeignKey(ClosedSums, on_delete=models.CASCADE, related_name="changes")
    head = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    groups = models.PositiveIntegerField()  # over how many
    lack = models.CharField(max_length=10, blank=True)
    change = models.JSONField(default=dict)
