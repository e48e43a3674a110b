"""Who was asked for as a co-coach, and who said what to it."""

from django.db import models


class CoCoach(models.Model):
    """Somebody one of the two of a session asked to have beside them in it. Not agreed to, the row goes; ended, it
    stays.
    """

    session = models.ForeignKey("coaching.Session", on_delete=models.CASCADE, related_name="co_coaches")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # who is to help
    asked_by = models.BigIntegerField(null=True)  # an account
    asked_on = models.DateField()
    seller_agreed_on = models.DateField(null=True)
    # Who agreed beside the seller: it holds while they lead them, else whoever leads them now is asked.
    coach = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    coach_agreed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_time_beside_a_session"),
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(ended_on=None), name="one_co_coach_a_session"
            ),
        ]
