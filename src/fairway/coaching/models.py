"""Sessions, how often they are held, and what both wrote. Texts are never overwritten: each save is a row."""

from django.db import models
from django.utils import timezone


class SessionRhythm(models.Model):
    """How often a seller is met for a kind of session. A new agreement ends the one before."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # the seller
    kind = models.CharField(max_length=20)
    every_days = models.PositiveSmallIntegerField()
    since_on = models.DateField()
    ended_on = models.DateField(null=True)
    set_by = models.BigIntegerField(null=True)  # an account

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=models.Q(ended_on=None), name="one_rhythm_a_kind"
            )
        ]


class Session(models.Model):
    """One session of a seller and whoever leads them."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # the seller
    coach = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    parts = models.JSONField(default=list)  # [part, minutes] in their order, which a JSON object does not keep
    state = models.CharField(max_length=12, default="planned")
    planned_by = models.BigIntegerField(null=True)  # an account
    planned_at = models.DateTimeField(default=timezone.now)
    moved = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    metric_key = models.CharField(max_length=120, blank=True)
    cause = models.CharField(max_length=12, blank=True)
    told = models.JSONField(default=dict)  # what its pages said of the seller when it was held

    class Meta:
        # Serves "the sessions of this seller, the newest first".
        indexes = [models.Index(fields=["person", "starts_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(state__in=["planned", "open"]),
                name="one_session_to_come_a_kind",
            )
        ]


class SessionNote(models.Model):
    """One save of what both wrote under a part."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="notes")
    part = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    sent = models.TextField(blank=True)  # what its writer sent, before the other's words came in
    page = models.CharField(max_length=40, blank=True)  # from which open page, a word of its own
    edited_by = models.BigIntegerField(null=True)  # an account
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "part", "version"], name="one_note_a_version"),
        ]


class SessionTap(models.Model):
    """Somebody said what the talk is about from then on."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="taps")
    focus = models.CharField(max_length=12)
    at = models.DateTimeField(default=timezone.now)


class SessionPromise(models.Model):
    """Which commitments were made in which session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="promises")
    commitment = models.OneToOneField("commitments.Commitment", on_delete=models.CASCADE, related_name="+")


class DigestChoice(models.Model):
    """Who turned the morning mail off, or on again. Without a row it is on."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    is_off = models.BooleanField(default=False)


class DigestSent(models.Model):
    """That somebody had the morning mail of a day; what stood in it is not kept."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "sent_on"], name="one_digest_a_day")]


class PairingOffer(models.Model):
    """A seller would help with an activity, or asks to be paired on it. Taken back, the row goes."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    metric_key = models.CharField(max_length=120)
    side = models.CharField(max_length=8)
    since_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "metric_key"], name="one_offer_an_activity")]


class Pairing(models.Model):
    """Two sellers who work on one activity together. It belongs to both, so it goes with either."""

    helper = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    asker = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    metric_key = models.CharField(max_length=120)
    proposed_by = models.BigIntegerField(null=True)  # an account
    proposed_on = models.DateField()
    helper_said = models.CharField(max_length=3, blank=True)
    asker_said = models.CharField(max_length=3, blank=True)
    helper_shows = models.BooleanField(default=False)
    asker_shows = models.BooleanField(default=False)
    starts_on = models.DateField(null=True)  # the day of the second yes
    ends_on = models.DateField(null=True)  # its last day, as long as nobody ends it before
    closed_on = models.DateField(null=True)  # ended or withdrawn by somebody
    tell_on = models.DateField(null=True)


class PairingNote(models.Model):
    """What one of the two wrote to one question; only they write there, so the newest is enough."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pairing", "person", "part"], name="one_answer_a_question")]
