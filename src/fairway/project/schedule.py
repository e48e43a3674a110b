"""What happens when, by itself. Every step is idempotent: a tick that comes twice or late does no harm."""

import logging
from datetime import timedelta

from django.utils import timezone

from fairway.crm.errors import SourceError
from fairway.crm.sync import run_sync
from fairway.exchange.actions import drop_old_uploads, drop_upload, lease_run, request_run
from fairway.exchange.queries import newest_run_of, source, sources
from fairway.execution.actions.drafting import draft_for_everyone
from fairway.execution.actions.refreshing import refresh, turn_day
from fairway.execution.actions.retaining import forget_what_is_too_old
from fairway.execution.actions.scoring import score
from fairway.records.actions.publishing import LakeBusy
from fairway.records.actions.upkeep import compact, vacuum

log = logging.getLogger(__name__)


def tick() -> bool:
    """One minute's work: ask for due runs, turn the day, do one waiting run. Returns whether anything was done."""
    ask_for_due_runs()
    try:
        has_turned = turn_day()
        if has_turned:
            nightly()
    except LakeBusy:
        has_turned = False
    return do_one_run() or has_turned


def ask_for_due_runs() -> None:
    """Request a run of each source whose time has come."""
    now = timezone.now()
    for facts in sources():
        if facts.every_minutes is None or facts.is_paused:
            continue
        newest = newest_run_of(facts.name)
        if newest is None or (
            newest.state in {"done", "failed"} and newest.requested_at <= now - timedelta(minutes=facts.every_minutes)
        ):
            request_run(facts.name)


def do_one_run() -> bool:
    """Do the oldest waiting or abandoned run, and what follows from it."""
    run = lease_run()
    if run is None:
        return False
    try:
        run_sync(run)
        refresh()
        follow_up(run.source)
    except SourceError as error:
        log.warning("%s: %s", run.source, error.detail)
    return True


def follow_up(source_name: str) -> None:
    """What a source from the set-up page asks for: drafts for sellers without a plan, and its upload thrown away."""
    facts = source(source_name)
    if facts is None:
        return
    if facts.settings.get("drafts") and draft_for_everyone():
        score()
    if facts.settings.get("upload"):
        drop_upload(str(facts.settings["upload"]))


def nightly() -> None:
    """Once a day: what was kept long enough goes, the lake is tidied."""
    forget_what_is_too_old()
    drop_old_uploads()
    compact()
    vacuum()
