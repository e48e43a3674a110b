"""Sessions, how often they are held, and what both wrote. Texts are never overwritten: each save is a row."""

from django.db import models
from django.utils import timezone

from fairway.coaching.beside.models import CoCoach
from fairway.coaching.channels.models import MailServerAway, SlackApp
from fairway.coaching.observing.models import Observation
from fairway.coaching.pairing.models import Pairing, PairingNote, PairingOffer
from fairway.coaching.sums.models import ClosedChange, ClosedGroup, ClosedMember, ClosedSums

# Django finds models here alone.
__all__ = [
    "ClosedChange",
    "ClosedGroup",
    "ClosedMember",
    "ClosedSums",
    "CoCoach",
    "MailServerAway",
    "Observation",
    "Pairing",
    "PairingNote",
    "PairingOffer",
    "SlackApp",
]


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


class GroupSession(models.Model):
    """Sessions of several sellers of one kind, held at once: each seller has their own, which points here."""

    coach = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    topic = models.CharField(max_length=200, blank=True)


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
    passed_on = models.PositiveSmallIntegerField(default=0)  # how often whoever leads it became another, or nobody
    changed_at = models.DateTimeField(default=timezone.now)  # when calendars were last given something else
    opened_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    metric_key = models.CharField(max_length=120, blank=True)
    cause = models.CharField(max_length=12, blank=True)
    told = models.JSONField(default=dict)  # what its pages said of the seller when it was held
    group = models.ForeignKey(GroupSession, on_delete=models.SET_NULL, null=True, related_name="sessions")

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


class Written(models.Model):
    """One save of what several write under a part."""

    part = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    sent = models.TextField(blank=True)  # what its writer sent, before the other's words came in
    page = models.CharField(max_length=40, blank=True)  # from which open page, a word of its own
    edited_by = models.BigIntegerField(null=True)  # an account
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class SessionNote(Written):
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="notes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "part", "version"], name="one_note_a_version"),
        ]


class GroupNote(Written):
    group = models.ForeignKey(GroupSession, on_delete=models.CASCADE, related_name="notes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "part", "version"], name="one_group_note_a_version"),
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


class SessionTemplate(models.Model):
    """What the organisation sets for a kind of session, in the place of kinds.yaml."""

    kind = models.CharField(max_length=20, unique=True)
    every_days = models.PositiveSmallIntegerField()
    parts = models.JSONField(default=list)  # [part, minutes] in their order
    is_locked = models.BooleanField(default=False)
    set_by = models.BigIntegerField(null=True)  # an account
    set_at = models.DateTimeField(default=timezone.now)


class ReadingConsent(models.Model):
    """One of the two of a held session agrees that a transcript of it is read. Taken back, the row is gone."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="consents")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # one of the two
    keeps_words = models.BooleanField(default=False)
    agreed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="one_consent_a_person")]


class TalkReading(models.Model):
    """What is kept of a transcript that was read: figures; its words only where both keep them."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="reading")
    read_at = models.DateTimeField(default=timezone.now)
    measured = models.JSONField(default=dict)
    promises_found = models.JSONField(default=list)  # that nobody has answered yet
    words = models.JSONField(default=list)  # turn by turn; empty unless both keep them


class DigestChoice(models.Model):
    """What somebody wants to be sent, and where. Without a row everything, by e-mail."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    is_off = models.BooleanField(default=False)  # the morning mail
    is_summary_off = models.BooleanField(default=False)
    way = models.CharField(max_length=10, default="email")  # of the morning mail and of summaries
    sealed_workflow = models.TextField(blank=True)  # where a Teams workflow of theirs takes cards, encrypted
    refused_at = models.DateTimeField(null=True)  # since when that workflow takes none
    refused_why = models.CharField(max_length=200, blank=True)


class DigestSent(models.Model):
    """That somebody had the morning mail of a day; what stood in it is not kept. `sending` stands before anything
    leaves and is never tried again, so that a crash between sends none rather than two.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField()
    way = models.CharField(max_length=10, default="email")
    state = models.CharField(max_length=10, default="sent")  # sending, sent, waiting, unsure, let_go
    again_at = models.DateTimeField(null=True)  # when it is tried again: it certainly did not arrive
    tries = models.PositiveSmallIntegerField(default=1)
    why = models.CharField(max_length=200, blank=True)  # it did not arrive, or went by e-mail instead

    class Meta:
        # Serves "what is to be tried again now".
        indexes = [models.Index(fields=["again_at"], condition=models.Q(state="waiting"), name="digests_waiting")]
        constraints = [models.UniqueConstraint(fields=["person", "sent_on"], name="one_digest_a_day")]


class CalendarChoice(models.Model):
    """How somebody's own calendar learns of their sessions. Without a row: no address, and mails are on."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    # Half of the address; the other half is a signature that the database does not hold. Another one ends the address.
    serial = models.CharField(max_length=40, unique=True, null=True)
    since = models.DateTimeField(null=True)
    is_mail_off = models.BooleanField(default=False)


class InviteSent(models.Model):
    """That somebody was mailed a session as it stood at a sequence, so that each is mailed once."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="invites")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveSmallIntegerField()
    moved = models.PositiveSmallIntegerField(default=0)  # as the session's then
    method = models.CharField(max_length=7)  # REQUEST or CANCEL
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "sequence", "method"], name="one_invite_a_sequence")
        ]


class InviteLeft(models.Model):
    """A session went with its seller, and stands in somebody's calendar still: what takes it out again. Goes once that
    was mailed. Of the seller nothing is kept.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # whose calendar
    session_key = models.BigIntegerField()  # of which calendars know the appointment
    kind = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    sequence = models.PositiveSmallIntegerField()
    since = models.DateTimeField(default=timezone.now)


class PulseTaken(models.Model):
    """That somebody answered the pulse of a period; neither what nor when. Goes when the period is published."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    period_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "period_on"], name="one_pulse_a_period")]


class PulseBox(models.Model):
    """How often each answer was given in an area so far. There is no row for an answer: rows would keep their order.
    Goes when the period is published.
    """

    period_on = models.DateField()
    # The manager whose area it is, of five sellers or more; empty where nobody leads as many.
    head = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    counts = models.JSONField()  # by question, one count for each answer


class PublishedPulse(models.Model):
    """A period whose pulse was published, or had too few answers to be: never a second time."""

    period_on = models.DateField(primary_key=True)


class PulseGroup(models.Model):
    """One group of a published pulse: five answers or more. pulse.py says what the columns mean."""

    pulse = models.ForeignKey(PublishedPulse, on_delete=models.CASCADE, related_name="groups")
    head = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    areas = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    agreeing = models.JSONField()  # by question; a blur may take a count below zero


class SessionSummary(models.Model):
    """That one of the two is to have the summary of a session, or had it; what stood in it is not kept."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="summaries")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, default="waiting")  # as of morning mails
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    way = models.CharField(max_length=10, default="email")
    why = models.CharField(max_length=200, blank=True)  # it did not arrive, or went by e-mail instead

    class Meta:
        # Serves "what is due now"; whatever is over is left out.
        indexes = [models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="summaries_due")]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="one_summary_each")]
