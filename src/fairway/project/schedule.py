"""What happens when, by itself. Every step is idempotent: a tick that comes twice or late does no harm."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from fairway.coaching.actions.digesting import is_time, send_digests, send_waiting_digests
from fairway.coaching.actions.following import follow_people
from fairway.coaching.actions.forgetting import forget_sessions_before
from fairway.coaching.actions.inviting import send_invites
from fairway.coaching.actions.pulse import forget_pulses_before, publish_pulses
from fairway.coaching.actions.reading import forget_found
from fairway.coaching.actions.summarising import send_summaries
from fairway.coaching.sums.actions import close_quarter, forget_sums_before
from fairway.commitments.actions.checking import check_what_is_over
from fairway.crm.draining import drain
from fairway.crm.errors import SourceError
from fairway.crm.sync import run_sync
from fairway.crm.taking import Outcome
from fairway.desk.inspecting import inspect_upload
from fairway.diagnosis.actions.diagnosing import drop_diagnoses_before
from fairway.diagnosis.actions.refreshing import refresh_all, turn_day_for_all
from fairway.diagnosis.budget.actions import drop_blocks_before, publish_causes
from fairway.evidence.conclusions.actions import conclude, forget_conclusions_before
from fairway.evidence.pilots.actions.ending import judge_pilots
from fairway.evidence.pilots.actions.forgetting import forget_pilots_before
from fairway.exchange.actions import lease_run, request_run
from fairway.exchange.outbox.queries import due_sources
from fairway.exchange.queries import is_any_run_alive, newest_run_of, source, sources
from fairway.exchange.uploads.actions import drop_old_uploads, drop_upload, lease_inspection
from fairway.execution.actions.daily import DIGEST, EVIDENCE, LEADERS, NIGHT, begin, note_done
from fairway.execution.actions.drafting import draft_and_score
from fairway.execution.actions.erasing import StillRunning
from fairway.execution.actions.retaining import forget_what_is_too_old
from fairway.execution.queries import today
from fairway.leadership.actions.forgetting import forget_reviews_before, forget_roll_ups_before
from fairway.leadership.actions.rolling import roll_up
from fairway.lib.keeping import KEPT
from fairway.people.actions.guests import forget_guests_before
from fairway.records.actions.publishing import LakeBusy
from fairway.records.actions.upkeep import compact, vacuum
from fairway.records.queries import published_files
from fairway.studio.lesson.actions.forgetting import forget_lessons_before
from fairway.studio.proposals.actions.forgetting import forget_proposals_before
from fairway.studio.quality.actions.drawing import draw_samples
from fairway.studio.quality.actions.forgetting import forget_samples_before
from fairway.studio.sentinel.actions import examine_metrics
from fairway.training.certifying.actions import grant_certificates
from fairway.training.fieldwork.actions import settle_unread
from fairway.training.progress.actions.forgetting import forget_training_before
from fairway.training.recalling.rounds import waiting_practice
from fairway.training.standards.actions import send_statements

TRY_AGAIN = timedelta(minutes=5)
log = logging.getLogger(__name__)


def tick() -> bool:
    """One minute's work: ask for due runs, write to CRMs what is due, let sessions follow the people, mail what changed
    in calendars, turn the day, do one waiting run. Returns whether anything was done.
    """
    ask_for_due_runs()
    has_written = empty_outbox()
    has_followed = follow_people(timezone.now()) > 0
    has_mailed = send_invites(timezone.now()) > 0
    try:
        has_turned = turn_day_for_all()
    except LakeBusy:
        has_turned = False
    has_tidied = tidy_once_a_day()
    has_worked = do_one_run() or has_written or has_followed or has_mailed or has_turned or has_tidied
    has_concluded = has_worked or conclude_once_a_day() or roll_up_once_a_day()
    return has_concluded or digest_once_a_day() or send_what_waits()


def empty_outbox() -> bool:
    """Write to each source what is due there, some of it at a time. Returns whether there was anything."""
    return sum(drain(name) for name in due_sources()) > 0


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
    facts = source(run.source)
    asked = {**(facts.settings if facts else {}), **run.asked}
    try:
        run_sync(run, then=lambda outcome, told: follow_up(outcome, told, with_drafts=bool(asked.get("drafts"))))
    except SourceError as error:
        log.warning("%s: %s", run.source, error.detail)
    else:
        check_what_is_over(today())
        if asked.get("upload"):
            drop_upload(str(asked["upload"]))
    return True


def follow_up(outcome: Outcome, told: Callable[[str], None], *, with_drafts: bool) -> None:
    """From records to the board: counts, standings and, where the source asks for them, drafts for sellers without a
    plan. Stated plans and metrics that could not be taken are listed with the rest.
    """
    outcome.rejects.extend(refresh_all(told=told, touched=outcome.touched_people).rejects)
    if with_drafts:
        told("drafts")
        draft_and_score()


def do_one_inspection() -> bool:
    """Inspect the upload that has waited longest. Returns whether there was one."""
    mine = lease_inspection()
    if mine is None:
        return False
    inspect_upload(mine, is_wanted=True)
    return True


def tidy_once_a_day() -> bool:
    """The night's work, unless it was done for this day. Not beside a run; hindered by another process, it is tried
    again. Returns whether it was done.
    """
    on = today()
    if is_any_run_alive() or not begin(NIGHT, on, again_after=TRY_AGAIN):
        return False
    try:
        nightly()
    except (LakeBusy, StillRunning) as problem:
        log.info("the night's work waits: %s", problem)
        return False
    note_done(NIGHT, on)
    return True


def conclude_once_a_day() -> bool:
    """What records say of activities, unless it was worked out for this day: after a first import at once, later in
    the night. Returns whether it was done.
    """
    on = today()
    if is_any_run_alive() or not published_files().get("activities") or not begin(EVIDENCE, on, again_after=TRY_AGAIN):
        return False
    conclude(on)
    note_done(EVIDENCE, on)
    return True


def roll_up_once_a_day() -> bool:
    """Results and support by manager, unless they were rolled up for this day: after what records say of activities,
    which is in them. Returns whether there was any to write.
    """
    on = today()
    if is_any_run_alive() or not begin(LEADERS, on, again_after=TRY_AGAIN):
        return False
    written = roll_up(on)
    note_done(LEADERS, on)
    return written > 0


def digest_once_a_day() -> bool:
    """The morning mail, unless it went out this day; not before the morning. Returns whether any was sent."""
    on = today()
    if not is_time(timezone.now()) or is_any_run_alive() or not begin(DIGEST, on, again_after=TRY_AGAIN):
        return False
    sent = send_digests(on, waiting_practice)
    note_done(DIGEST, on)
    return sent > 0


def send_what_waits() -> bool:
    """Summaries that are due, morning mails that are to be tried again, what a record of learning is told. Returns
    whether there were any.
    """
    return send_summaries() + send_waiting_digests(today(), waiting_practice) + send_statements(timezone.now()) > 0


def nightly() -> None:
    """Once a day: pilots that are over are judged, certificates given, causes of four closed weeks, the pulse and the
    sums of a quarter are published, what was kept long enough goes, the lake is tidied, metrics in force are examined,
    records are drawn for review.
    """
    forget_proposals_before(today() - KEPT)
    forget_lessons_before(today() - KEPT)
    forget_samples_before(today() - KEPT)
    forget_pilots_before(today() - KEPT)
    forget_sessions_before(today() - KEPT)
    forget_guests_before(today())
    forget_found()
    forget_pulses_before(today() - KEPT)
    forget_sums_before(today() - KEPT)
    forget_conclusions_before(today() - KEPT)
    forget_roll_ups_before(today() - KEPT)
    forget_reviews_before(today() - KEPT)
    forget_training_before(today() - KEPT)
    judge_pilots(today())
    settle_unread(today())
    grant_certificates(today())
    publish_causes()
    publish_pulses()
    close_quarter()
    drop_diagnoses_before(today() - KEPT)
    drop_blocks_before(today() - KEPT)
    forget_what_is_too_old()
    drop_old_uploads()
    compact()
    vacuum()
    examine_metrics()
    draw_samples()
