"""What the database keeps about the lake: which versions are published, what was touched, and every name and text."""

from django.db import models


class LakeState(models.Model):
    """One row: who may write, and the number of the last published step."""

    mark = models.BigIntegerField(default=0)
    schema_version = models.PositiveIntegerField(default=1)
    needs_full_count = models.BooleanField(default=False)  # the lake fell back, or very much moved: all is counted anew
    others_from_on = models.DateField(null=True)  # the first week whose leads, deals, stages or quotas moved
    key_print = models.CharField(max_length=32, blank=True)  # tells the key of the pseudonyms, without giving it away
    writer = models.CharField(max_length=80, blank=True)
    writer_until_at = models.DateTimeField(null=True)


class LakeTable(models.Model):
    """The version of a table that readers use. A generation is a folder of its own; erasing starts a new one."""

    name = models.CharField(max_length=40, unique=True)
    generation = models.PositiveIntegerField(default=1)
    version = models.BigIntegerField()


class Publication(models.Model):
    """The last published steps with the positions that rest on them, to fall back to when files were lost."""

    mark = models.BigIntegerField(unique=True)
    versions = models.JSONField()  # table: [generation, version]
    positions = models.JSONField()  # source: {stream: position}
    at = models.DateTimeField()


class DirtyWeek(models.Model):
    """A person's week whose records moved since it was last counted. Cleared by the transaction that counts it."""

    person_key = models.BigIntegerField()
    week_on = models.DateField()
    mark = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_key", "week_on"], name="one_mark_per_dirty_week")]


class RecordLabel(models.Model):
    """Names and free text of a record, kept out of the lake: erasing a person reaches them row by row."""

    table = models.CharField(max_length=20)
    record_id = models.CharField(max_length=300)  # the lake's key
    native_id = models.CharField(max_length=200)
    source = models.CharField(max_length=60)
    name = models.CharField(max_length=300, blank=True)
    texts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "record_id"], name="one_label_per_record")]


class ActivityWord(models.Model):
    """The customer's own word for a kind of activity, as first met. Each is offered as a countable metric."""

    word = models.CharField(max_length=120, unique=True)
    activity_type = models.CharField(max_length=10)
    source = models.CharField(max_length=60)
    first_seen_at = models.DateTimeField(auto_now_add=True)


class RecordMatch(models.Model):
    """What somebody said of an activity the CRM knows otherwise: that it is of this word, that it took place.

    In force once it is confirmed, and then part of the lake's row; matching.py says what it changes and for how long.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    record_id = models.CharField(max_length=300, unique=True)  # the lake's key of the activity
    metric_key = models.CharField(max_length=120)
    day_on = models.DateField()  # the record's own day, on which it counts
    stated_word = models.CharField(max_length=120)
    word = models.CharField(max_length=120, blank=True)
    type = models.CharField(max_length=10, blank=True)
    took_place = models.BooleanField(default=False)
    stated = models.JSONField(default=dict)  # what the source says of it now, to go back to
    matched_by = models.BigIntegerField(null=True)  # accounts
    matched_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)  # None: proposed, and nothing is changed by it

    class Meta:
        indexes = [models.Index(fields=["person", "metric_key"])]
