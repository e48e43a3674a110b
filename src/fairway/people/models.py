"""People and their dated facts. A row holds from its first day to its last; a change never rewrites the past."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from fairway.people.types import BEGINNING, LineKind


class User(AbstractUser):
    """An account that may log in. What it may see follows from its Person, never from flags here."""

    email = models.EmailField(unique=True)


class Organisation(models.Model):
    """The one organisation of this deployment."""

    name = models.CharField(max_length=120, default="Your organisation")
    timezone = models.CharField(max_length=64, default="UTC")
    week_starts_on = models.PositiveSmallIntegerField(default=0)  # Monday 0
    country = models.CharField(max_length=2, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    fiscal_pattern = models.CharField(max_length=8, default="months")  # months, 445, 454, 544
    fiscal_first_month = models.PositiveSmallIntegerField(default=1)
    is_demonstration = models.BooleanField(default=False)


class Person(models.Model):
    """Anyone in the reporting tree: seller, manager, leader, operations. The primary key is the lake's pseudonym."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    email = models.CharField(max_length=254, blank=True, db_index=True)
    role = models.CharField(max_length=80, blank=True)
    hired_on = models.DateField(null=True)
    left_on = models.DateField(null=True)  # the last day in the organisation
    is_operations = models.BooleanField(default=False)
    has_read_notice = models.BooleanField(default=False)
    user = models.OneToOneField(User, null=True, on_delete=models.SET_NULL, related_name="person")


class Identity(models.Model):
    """The id by which a source knows a person. Two sources may know the same one."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    source = models.CharField(max_length=60)
    native_id = models.CharField(max_length=120)
    stated = models.JSONField(default=dict)  # the source's last words, so that only its changes are applied

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "native_id"], name="one_person_per_native_id")]


class ReportingLine(models.Model):
    """Who works for whom, in which team, over which days. `acting` and `second` stand beside the first line."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="lines")
    manager = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="reports")
    team = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=8, default=LineKind.LINE)
    valid_from_on = models.DateField(default=BEGINNING)
    valid_to_on = models.DateField(null=True)
    origin = models.CharField(max_length=60, default="fairway")  # the source that said so, or fairway
    stated = models.JSONField(default=list)  # the source's last words about a dated line

    class Meta:
        indexes = [
            # Serves "lines of this person over time" and "this manager's people on a day".
            models.Index(fields=["person", "valid_from_on"]),
            models.Index(fields=["manager", "valid_from_on"]),
        ]


class ManagedSpan(models.Model):
    """Closure of the reporting lines: everyone below a manager at any depth, over which days. Rebuilt, never edited."""

    manager = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="spans")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        indexes = [
            # Serve "may this viewer see this person today" and the roll-up of a week per manager.
            models.Index(fields=["manager", "person", "from_on"]),
            models.Index(fields=["person", "from_on"]),
        ]


class WorkPattern(models.Model):
    """Where and how much somebody works, from a day on."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="patterns")
    valid_from_on = models.DateField(default=BEGINNING)
    timezone = models.CharField(max_length=64, blank=True)  # empty: the organisation's
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=10, blank=True)
    fte = models.DecimalField(max_digits=4, decimal_places=3, default=1)
    working_days = models.CharField(max_length=40, default="Mon-Fri")
    origin = models.CharField(max_length=60, default="fairway")  # the source of a dated row that says so, or fairway
    stated = models.JSONField(default=dict)  # that source's last words, so that only its changes are applied

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "valid_from_on"], name="one_pattern_per_start")]


class Absence(models.Model):
    """Days somebody does not work. The kind is for that person and operations only."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    start_on = models.DateField()
    end_on = models.DateField()
    kind = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=60, default="fairway")
    # Of a week its seller marked as not theirs: why, for whoever leads them, and when they said so.
    reason = models.CharField(max_length=200, blank=True)
    marked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "start_on"])]


class Guest(models.Model):
    """Somebody let in on one page about somebody else, and on nothing more, until the end of a day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guests")  # whom the page is about
    guest = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=40)  # a word of the room that shows it, such as session:12
    since_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guest", "person", "page"], name="one_pass_a_page")]


class CalendarDay(models.Model):
    """A day the organisation's calendar overrules: a company holiday, or a public holiday that is worked."""

    on = models.DateField()
    country = models.CharField(max_length=2, blank=True)  # empty: everywhere
    region = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=120, blank=True)
    is_working = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["on", "country", "region"], name="one_rule_per_day_and_place")]


class RampStep(models.Model):
    """What share of a full target is expected of a new hire up to a week of employment, per job role."""

    role = models.CharField(max_length=80, blank=True)  # empty: every role without its own steps
    until_week = models.PositiveSmallIntegerField()
    share = models.DecimalField(max_digits=4, decimal_places=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "until_week"], name="one_share_per_ramp_week")]


class CurrencyRate(models.Model):
    """Units of the organisation's currency for one unit of another, from a day on."""

    currency = models.CharField(max_length=3)
    on = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["currency", "on"], name="one_rate_per_day")]


class LogInAttempt(models.Model):
    """Counters of attempts to log in or to have a password sent, shared by all web processes. Each row says itself
    until when it counts. Django's database cache reads and writes it under these column names.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "people_log_in_attempt"


class ErasedIdentity(models.Model):
    """A keyed hash of an erased person's id, or of a spelling of their name: what a source still says about them is not
    taken in again.
    """

    digest = models.CharField(max_length=64, unique=True)
    erased_on = models.DateField()
