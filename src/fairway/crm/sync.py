"""One run of one source: pull, store, publish, in steps that a kill at any moment neither loses nor repeats."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from fairway.crm.errors import SourceError, Terminal, Transient
from fairway.crm.rejects import write_rejects
from fairway.crm.sifting import too_old_note
from fairway.crm.source import open_reader
from fairway.crm.taking import Outcome, take
from fairway.exchange.actions import beat, fail_run, finish_run, forget_positions
from fairway.exchange.queries import positions_of, secret_of, source
from fairway.exchange.types import Reader, RunFacts
from fairway.lib.home import OtherKey
from fairway.records.actions.publishing import LakeBusy, OtherSchema, WrongKeys
from fairway.records.actions.storing import Storage, storing
from fairway.records.lake import LeaseLost, MissingFiles

PUBLISH_EVERY_ROWS = 100_000
PUBLISH_EVERY_SECONDS = 30.0  # a slow source loses no more than this to a crash
BUSY_WAIT = timedelta(minutes=1)
UNFORESEEN = "Fairway tries again by itself. If it goes on, send this message to whoever runs it."

Told = Callable[[str, Outcome], None]
Then = Callable[[Outcome, Callable[[str], None]], None]  # what follows a pull; says its own phases


def _tell_nobody(phase: str, outcome: Outcome) -> None:
    """For callers that show no progress."""


def _nothing_more(outcome: Outcome, told: Callable[[str], None]) -> None:
    """For callers that see to the rest themselves."""


def run_sync(run: RunFacts, *, told: Told = _tell_nobody, then: Then = _nothing_more) -> Outcome:
    """Do a leased run to its end and write down how it ended. Raises the SourceError it failed with.

    A run is done when what follows it is: `then` belongs to it, is repeated with it, and may add to what was left out.
    """
    facts = source(run.source)
    if facts is None:
        raise Terminal(f"no source is called {run.source}")
    facts = replace(facts, settings={**facts.settings, **run.asked})
    outcome, telling = Outcome(), beating(run.key, told)
    try:
        reader = open_reader(facts, secret_of(run.source))
        if run.is_full:
            forget_positions(run.source)
        pull_into_lake(reader, facts.name, outcome, is_full=run.is_full, told=telling)
        then(outcome, lambda phase: telling(phase, outcome))
    except Exception as error:
        trouble = as_trouble(error)
        _write_down(run.key, trouble or error, outcome)
        if trouble is None or trouble is error:
            raise
        raise trouble from error
    rejects_file = write_rejects(outcome.rejects, f"{run.source}-{run.key}")
    finish_run(run.key, progress=outcome.tallies, rejects_file=rejects_file)
    return outcome


def as_trouble(error: Exception) -> SourceError | None:
    """A failure as one that passes by itself or one that somebody must mend; None for what nobody foresaw."""
    if isinstance(error, SourceError):
        return error
    if isinstance(error, LakeBusy | LeaseLost | MissingFiles):
        return Transient(str(error), retry_after=BUSY_WAIT)
    if isinstance(error, OtherKey | WrongKeys | OtherSchema):
        return Terminal(str(error))
    return None


def _write_down(run_key: int, error: Exception, outcome: Outcome) -> None:
    """End a run with its reason. What passes by itself is tried again; so is what nobody foresaw."""
    said, advice, retry_after = f"{type(error).__name__}: {error}", UNFORESEEN, BUSY_WAIT
    if isinstance(error, SourceError):
        said, advice = error.detail, error.advice
    is_final = isinstance(error, Terminal)
    if isinstance(error, Transient):
        retry_after = error.retry_after
    fail_run(
        run_key,
        error=said,
        advice=advice,
        retry_after=None if is_final else retry_after,
        has_moved_on=outcome.has_published,
    )


def beating(run_key: int, told: Told = _tell_nobody) -> Told:
    """Progress that also says that the run is alive."""

    def tell(phase: str, outcome: Outcome) -> None:
        beat(run_key, progress=outcome.tallies, phase=phase, expected=outcome.expected)
        told(phase, outcome)

    return tell


def pull_into_lake(
    reader: Reader,
    source_name: str,
    outcome: Outcome,
    *,
    is_full: bool = False,
    told: Told = _tell_nobody,
) -> None:
    """Everything a reader has to say, stored and published.

    When a source gives up half-way, what it said before is published, so that the next try starts from there.
    """
    with storing(source_name) as storage:
        outcome.notes.extend(storage.notes)
        storage.takes_stage_snapshots = reader.shows_only_the_present and not reader.states_stage_history
        try:
            _pull(reader, storage, outcome, is_full=is_full, told=told)
        except Transient:
            _publish(storage, outcome)
            raise
        _publish(storage, outcome)
        outcome.notes.extend(too_old_note(storage))


def _pull(reader: Reader, storage: Storage, outcome: Outcome, *, is_full: bool, told: Told) -> None:
    unpublished, published_at = 0, time.monotonic()
    for batch in reader.pull(positions_of(storage.source), is_full=is_full):
        take(batch, storage, reader, outcome)
        outcome.tallies.update(storage.tallies)
        if batch.position is not None:
            outcome.waiting[batch.stream or batch.table] = batch.position
        unpublished += len(batch.rows) + len(batch.deleted)
        storage.keep_lease()
        told(batch.table, outcome)
        is_due = unpublished >= PUBLISH_EVERY_ROWS or time.monotonic() - published_at >= PUBLISH_EVERY_SECONDS
        if unpublished and is_due:
            _publish(storage, outcome)
            unpublished, published_at = 0, time.monotonic()


def _publish(storage: Storage, outcome: Outcome) -> None:
    outcome.has_published = outcome.has_published or bool(outcome.waiting)
    storage.publish(outcome.waiting)
    outcome.waiting.clear()
    outcome.tallies.update(storage.tallies)
