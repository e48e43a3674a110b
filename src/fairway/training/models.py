"""What somebody has read, practised, done with their team, remembers, and was certified for."""

from django.db import models


class Enrolment(models.Model):
    """Somebody began a track."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    track = models.CharField(max_length=20)
    language = models.CharField(max_length=10, default="en")
    started_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "track"], name="one_enrolment_a_track")]


class Reached(models.Model):
    """A part of a module that somebody has done: a text read, an exercise passed, an assignment taken."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    module = models.CharField(max_length=60)
    part = models.CharField(max_length=60)
    version = models.PositiveIntegerField()  # of the module as it was then
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "module", "part"], name="done_once_a_part")]


class Attempt(models.Model):
    """One go at an exercise. Everything it shows follows from seed, level and answers; nobody else reads it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    module = models.CharField(max_length=60)
    exercise = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    level = models.PositiveIntegerField(default=1)
    answers = models.JSONField(default=list)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    score = models.FloatField(null=True)  # 0 to 1, once it is over
    is_passed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "module", "exercise"],
                condition=models.Q(ended_at=None),
                name="one_open_attempt_an_exercise",
            )
        ]
        indexes = [models.Index(fields=["person", "module", "exercise"])]


class FieldAssignment(models.Model):
    """What a module asks for on one's own team: handed in by the manager, read by whoever leads them."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    module = models.CharField(max_length=60)
    taken_on = models.DateField()
    said = models.TextField(blank=True)
    handed_in_on = models.DateField(null=True)
    read_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    read_on = models.DateField(null=True)
    answer = models.CharField(max_length=5, blank=True)  # done, again, or empty while nobody has read it
    feedback = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "module"], name="one_assignment_a_module")]


class RecallCard(models.Model):
    """A question that comes back. `card`: what the scheduler keeps of it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=120)
    card = models.JSONField()
    due_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "question"], name="one_card_a_question")]


class Recall(models.Model):
    """A question answered from memory."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=120)
    is_right = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "at"])]


class Certificate(models.Model):
    """Given for what records showed on a day. `facts`: by requirement what was done, of how many, and what it needs."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    granted_on = models.DateField()
    expires_on = models.DateField()
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "granted_on"], name="one_certificate_a_day")]


class Statement(models.Model):
    """An xAPI statement for a learning record store, kept until it is there. `problem` says why the store refused it,
    `waits_why` why the newest try did not get as far.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(unique=True)
    statement = models.JSONField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    try_at = models.DateTimeField()
    problem = models.CharField(max_length=300, blank=True)
    waits_why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "try_at"])]
