"""Retention as the privacy page promises it: what was kept long enough goes, every night, by itself."""

from datetime import datetime, timedelta

from django.utils import timezone

from fairway.audit.actions import forget_older_than
from fairway.commitments.actions.forgetting import forget_commitments_before
from fairway.exchange.keeping.actions import drop_coverage_before, drop_files_before, drop_runs_before
from fairway.exchange.outbox.actions import drop_entries_before
from fairway.execution.actions.erasing import erase
from fairway.execution.queries import today
from fairway.ledger.actions.dropping import drop_weeks_before
from fairway.ledger.corrections.actions import drop_corrected_before
from fairway.lib.keeping import KEPT
from fairway.people.actions.accounts import end_what_has_expired
from fairway.people.actions.leaving_out import drop_absences_before
from fairway.people.queries.keeping import people_gone_before
from fairway.plans.actions.changing import drop_plans_ended_before
from fairway.records.actions.forgetting import forget_records_before

LOOKS_KEPT = timedelta(days=365)
RUNS_KEPT = timedelta(days=90)


def forget_what_is_too_old() -> None:
    """Everything older than its time, then the people who have been gone for as long.

    Raises LakeBusy when another process is writing records, after everything else was done.
    """
    on, now = today(), timezone.now()
    end_what_has_expired()
    drop_weeks_before(on - KEPT)
    drop_corrected_before(on - KEPT)
    drop_plans_ended_before(on - KEPT)
    forget_commitments_before(on - KEPT)
    drop_absences_before(on - KEPT)
    drop_coverage_before(on - KEPT)
    drop_entries_before(now - KEPT)
    forget_older_than(changes_on=on - KEPT, looks_on=on - LOOKS_KEPT)
    _drop_traces(now - RUNS_KEPT)
    forget_records_before(on - KEPT)
    for person_key in people_gone_before(on - KEPT):
        erase(person_key)


def _drop_traces(at: datetime) -> None:
    drop_runs_before(at)
    drop_files_before(at)
