"""Sums per manager and closed period, as the reporting lines were then. A period is worked out anew for two weeks after
its close and stays as it is from then on; who stood under whom in it stays as it was when it was first written.
"""

from django.db import models

from fairway.leadership.own.models import OwnChoice
from fairway.leadership.reviews.models import ManagerReview, ReviewNote, ReviewPress, ReviewPromise, ReviewQuestion

# Django finds models here alone.
__all__ = ["ManagerReview", "OwnChoice", "ReviewNote", "ReviewPress", "ReviewPromise", "ReviewQuestion"]


class RolledPeriod(models.Model):
    """A closed week, or a closed quarter of the organisation, that was rolled up."""

    grain = models.CharField(max_length=8)  # week, quarter
    starts_on = models.DateField()  # of a quarter the first day of its first week
    ends_on = models.DateField()
    written_on = models.DateField()
    is_settled = models.BooleanField(default=False)
    has_adoption = models.BooleanField(default=False)  # weeks alone; those written before it was kept get it once

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grain", "starts_on"], name="one_roll_up_a_period")]


class RolledTeam(models.Model):
    """The sellers of one manager in a period. `figures`: by figure done, out of, how many sellers it is about, and the
    number of the group in which they are shown, 0 for none.
    """

    period = models.ForeignKey(RolledPeriod, on_delete=models.CASCADE, related_name="teams")
    manager = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    path = models.JSONField()  # keys of the manager and everybody above, the nearest first; 0 for somebody erased
    figures = models.JSONField(default=dict)


class RolledSeller(models.Model):
    """One seller of a team in a period."""

    team = models.ForeignKey(RolledTeam, on_delete=models.CASCADE, related_name="sellers")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "person"], name="once_in_a_rolled_team")]


class RolledArea(models.Model):
    """Everybody below a manager at any height in a period, in groups of five sellers or more. `figures`: by figure
    done, out of, how many sellers it is about; `partial` names those of which some sellers stand in no such group.
    """

    period = models.ForeignKey(RolledPeriod, on_delete=models.CASCADE, related_name="areas")
    manager = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    figures = models.JSONField(default=dict)
    partial = models.JSONField(default=list)

    class Meta:
        # Serves "the periods of these managers".
        constraints = [models.UniqueConstraint(fields=["manager", "period"], name="one_roll_up_an_area")]
