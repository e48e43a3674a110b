"""What somebody beside a session saw of how it was led."""

from django.db import models
from django.utils import timezone


class Observation(models.Model):
    """How one person led a session, as somebody above them saw it, or they themselves. Given once; never a draft."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # who led it
    observer = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    # Only for finding others of the same session; it goes with its seller, and this stays.
    session = models.ForeignKey("coaching.Session", on_delete=models.SET_NULL, null=True, related_name="observations")
    session_on = models.DateField()
    kind = models.CharField(max_length=20)
    rubric = models.CharField(max_length=40)
    seen = models.JSONField(default=dict)  # by item [rating, or null where it did not come up, words]
    keep = models.TextField(blank=True)
    to_try = models.TextField(blank=True)
    given_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    try_by_on = models.DateField(null=True)

    class Meta:
        # Serves "what was observed in these weeks".
        indexes = [models.Index(fields=["session_on"], name="observations_by_day")]
        constraints = [models.UniqueConstraint(fields=["session", "observer"], name="one_observation_each")]
