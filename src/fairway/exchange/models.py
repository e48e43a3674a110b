"""Connected sources, their runs, where each stream stands, and what waits to be applied."""

from django.db import models


class Source(models.Model):
    """One connected CRM, folder or upload. `name` is its word in commands; records carry it as their origin."""

    name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=30)  # odoo, folder, report, demo ...
    settings = models.JSONField(default=dict)  # nothing secret
    sealed_secret = models.TextField(blank=True)  # encrypted; the key lies outside the database
    every_minutes = models.PositiveIntegerField(null=True)  # None: only on request
    is_paused = models.BooleanField(default=False)
    write_after_at = models.DateTimeField(null=True)  # it asked not to be written to before, or did not answer
    created_at = models.DateTimeField(auto_now_add=True)


class SyncRun(models.Model):
    """One pull or import: the truth about background work. Whoever holds the lease does it; an expired lease is
    free.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, default="waiting")  # waiting, running, done, failed
    is_full = models.BooleanField(default=False)
    asked = models.JSONField(default=dict)  # what this run alone reads, on top of its source's settings: an upload
    requested_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    lease_holder = models.CharField(max_length=80, blank=True)
    lease_until_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    not_before_at = models.DateTimeField(null=True)  # a transient failure waits until then
    progress = models.JSONField(default=dict)  # per table: read, added, changed, unchanged, rejected; `of`: expected
    phase = models.CharField(max_length=120, blank=True)
    error = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    rejects_file = models.CharField(max_length=200, blank=True)

    class Meta:
        # Serves "what is next for the worker" and "the newest run of a source".
        indexes = [models.Index(fields=["state", "requested_at"]), models.Index(fields=["source", "-requested_at"])]


class Cursor(models.Model):
    """Where a stream of a source stands. Saved only in the transaction that publishes what lies before it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="cursors")
    stream = models.CharField(max_length=60)
    position = models.JSONField(default=dict)
    lake_mark = models.BigIntegerField(default=0)  # the lake's application transaction this position rests on

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "stream"], name="one_position_per_stream")]


class Coverage(models.Model):
    """Days on which a source did not show a seller's activities of a type: not recorded is not the same as not done."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    activity_type = models.CharField(max_length=10)  # empty: every type
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    state = models.CharField(max_length=12)  # ok, no_data, source_off
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "activity_type", "from_on", "source"], name="one_coverage_per_start"
            )
        ]


class StagedRow(models.Model):
    """Something a source states that belongs to a room above: a plan, a metric definition. Applied, then removed."""

    source = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)  # plan, metric
    key = models.CharField(max_length=300)
    payload = models.JSONField()
    place = models.JSONField(default=dict)  # file and line, for messages

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "kind", "key"], name="one_staged_row_per_key")]


class Upload(models.Model):
    """A file somebody handed to the set-up page, with the answers given so far. Removed once imported or after a
    week.

    `inspected` is what was understood of it with the answers `inspected_with`. That takes minutes for a large file:
    whoever beats `inspection_beat_at` does it, and `inspected_rows` of `inspected_of` say how far.
    """

    token = models.CharField(max_length=40, unique=True)
    owner = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    file_names = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    inspected = models.JSONField(null=True)
    inspected_with = models.JSONField(null=True)
    inspection_wanted_at = models.DateTimeField(null=True)
    inspection_beat_at = models.DateTimeField(null=True)
    inspected_rows = models.BigIntegerField(default=0)
    inspected_of = models.BigIntegerField(default=0)


class OutboxEntry(models.Model):
    """What a CRM is asked to hold: a task of somebody's. Whoever holds the lease sends it; an expired lease is free.

    Nothing of it can be in the CRM before `sent_at`. `version` grows with everything that is wished anew, so that an
    answer to what was wished before confirms nothing.
    """

    source = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200, unique=True)  # made by the caller from what it is about
    token = models.CharField(max_length=40, unique=True)  # by what the CRM tells it again: drawn, and tells nothing
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # whom it is about
    payload = models.JSONField()
    wish = models.CharField(max_length=10, default="open")  # open, done, removed
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default="pending")  # pending, sent, confirmed, rejected
    attempts = models.PositiveIntegerField(default=0)  # of this version
    next_at = models.DateTimeField()
    lease = models.CharField(max_length=40, blank=True)
    lease_until_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)  # when it was first handed over
    native_id = models.CharField(max_length=100, blank=True)
    reason = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        # Serves "what is due in a source".
        indexes = [models.Index(fields=["source", "state", "next_at"])]
