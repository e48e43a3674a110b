"""What managers chose as activities of their own. A new choice ends the one before."""

from django.db import models


class OwnChoice(models.Model):
    """Two or three acts one manager chose together. `acts`: [act, target, review day] each."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    acts = models.JSONField(default=list)
    chosen_on = models.DateField()
    answer = models.CharField(max_length=3, blank=True)  # yes, no, or empty while it waits
    answered_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    answered_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "answer"], condition=models.Q(ends_on=None), name="one_own_choice_each_way"
            )
        ]
