"""One run of one source: pull, store, publish, in steps that a kill at any moment neither loses nor repeats."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from fairway.crm.errors import SourceError, Terminal, Transient
from fairway.crm.source import open_reader
from fairway.exchange.actions import (
    beat,
    fail_run,
    finish_run,
    forget_positions,
    in_one_step,
    stage_metrics,
    stage_plans,
    store_coverage,
)
from fairway.exchange.queries import positions_of, secret_of, source
from fairway.exchange.types import Batch, Reader, Reject, RunFacts, Severity, Tally
from fairway.lib.home import folder
from fairway.people.actions.storing import Stored, store_absences, store_lines, store_people
from fairway.people.types import BEGINNING
from fairway.records.actions.publishing import LakeBusy, LeaseLost
from fairway.records.actions.storing import Storage, storing
from fairway.records.pseudonyms import pseudonym, record_id

PUBLISH_EVERY_ROWS = 100_000
PERSON_KEYED = {"contacts", "leads"}


@dataclass(slots=True)
class Outcome:
    """What a run brought: tallies per table, and every row or value that could not be taken."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    touched_people: set[int] = field(default_factory=set)

    def tally(self, table: str) -> Tally:
        return self.tallies.setdefault(table, Tally())


class StrictRefusal(Terminal):
    """`--strict`: a row could not be taken, so nothing was."""


def run_sync(run: RunFacts, *, told: Callable[[str, Outcome], None] = lambda phase, outcome: None) -> Outcome:
    """Do a leased run to its end and write down how it ended. Raises the SourceError it failed with."""
    facts = source(run.source)
    if facts is None:
        raise Terminal(f"no source is called {run.source}")
    outcome = Outcome()
    try:
        reader = open_reader(facts, secret_of(run.source))
        if run.is_full:
            forget_positions(run.source)
        pull_into_lake(reader, facts.name, outcome, is_full=run.is_full, told=_beating(run.key, told))
    except SourceError as error:
        fail_run(
            run.key,
            error=error.detail,
            advice=error.advice,
            retry_after=error.retry_after if isinstance(error, Transient) else None,
        )
        raise
    except (LakeBusy, LeaseLost) as error:
        fail_run(
            run.key,
            error=str(error),
            advice="Nothing to do: Fairway tries again by itself.",
            retry_after=timedelta(minutes=1),
        )
        raise Transient(str(error)) from error
    finish_run(
        run.key, progress=outcome.tallies, rejects_file=write_rejects(outcome.rejects, f"{run.source}-{run.key}")
    )
    return outcome


def _beating(run_key: int, told: Callable[[str, Outcome], None]) -> Callable[[str, Outcome], None]:
    def tell(phase: str, outcome: Outcome) -> None:
        beat(run_key, progress=outcome.tallies, phase=phase)
        told(phase, outcome)

    return tell


def pull_into_lake(
    reader: Reader,
    source_name: str,
    outcome: Outcome,
    *,
    is_full: bool = False,
    is_strict: bool = False,
    told: Callable[[str, Outcome], None] = lambda phase, outcome: None,
) -> None:
    """Everything a reader has to say, stored and published. With `is_strict` the first refused row undoes it all."""
    with storing(source_name) as storage:
        outcome.notes.extend(storage.notes)
        storage.takes_stage_snapshots = reader.shows_only_the_present and not reader.states_stage_history
        waiting: dict[str, Mapping[str, object]] = {}
        unpublished = 0
        for batch in reader.pull(positions_of(source_name), is_full=is_full):
            with in_one_step():
                _take(batch, storage, reader, outcome)
            if is_strict:
                _refuse_rejects(outcome)
            if batch.position is not None:
                waiting[batch.stream or batch.table] = batch.position
            unpublished += len(batch.rows) + len(batch.deleted)
            told(batch.table, outcome)
            if not is_strict and unpublished >= PUBLISH_EVERY_ROWS:
                _publish(storage, waiting, outcome)
                unpublished = 0
        _publish(storage, waiting, outcome)


def _refuse_rejects(outcome: Outcome) -> None:
    refused = next((reject for reject in outcome.rejects if reject.severity is not Severity.NOTE), None)
    if refused is not None:
        raise StrictRefusal(f"{place_of(refused)}: {refused.reason}", advice="Mend it, or import without --strict.")


def place_of(reject: Reject) -> str:
    """File, line, column and value of a reject, in one phrase."""
    where = reject.place + (f", line {reject.line}" if reject.line is not None else "")
    return where + (f", {reject.field} {reject.value!r}" if reject.field else "")


def _publish(storage: Storage, waiting: dict[str, Mapping[str, object]], outcome: Outcome) -> None:
    storage.publish(waiting)
    waiting.clear()
    for table, tally in storage.tallies.items():
        outcome.tallies[table] = tally


def _take(batch: Batch, storage: Storage, reader: Reader, outcome: Outcome) -> None:
    """Hand a batch to the room it belongs to."""
    outcome.rejects.extend(batch.rejects)
    left_out = sum(1 for reject in batch.rejects if reject.severity is Severity.LEFT_OUT)
    taker = TAKERS.get(batch.table)
    if taker is not None:
        taker(batch, storage, reader, outcome)
        outcome.tally(batch.table).rejected += left_out
        return
    if batch.rows:
        outcome.rejects.extend(storage.put(batch.table, batch.rows, batch.places))
    if batch.deleted:
        storage.remove(batch.table, [_record_key(batch.table, storage.source, native) for native in batch.deleted])
    if batch.present_ids is not None:
        present = {_record_key(batch.table, storage.source, native) for native in batch.present_ids}
        gone = storage.known_keys(batch.table) - present
        if gone:
            storage.remove(batch.table, gone)
    tally = storage.tally(batch.table)
    tally.rejected += left_out
    tally.read += left_out


def _record_key(table: str, source_name: str, native_id: str) -> str:
    """The lake's key for a native id; the first part of a compound one names the record, `|` joins the rest."""
    if table in PERSON_KEYED:
        return pseudonym(source_name, native_id)
    first, bar, rest = native_id.partition("|")
    if table == "participants":
        return f"{record_id(source_name, first)}|{pseudonym(source_name, rest)}"
    if table == "stages":
        return native_id
    return record_id(source_name, first) + bar + rest


def _take_people(batch: Batch, storage: Storage, reader: Reader, outcome: Outcome) -> None:
    holds_from_on = BEGINNING if not reader.shows_only_the_present else storage.today
    stored = store_people(batch.rows, source=storage.source, holds_from_on=holds_from_on)  # type: ignore[arg-type]
    _note_stored(stored, batch, outcome)
    storage.refresh_people()


def _take_lines(batch: Batch, storage: Storage, _reader: Reader, outcome: Outcome) -> None:
    _note_stored(store_lines(batch.rows, source=storage.source), batch, outcome)  # type: ignore[arg-type]


def _take_absences(batch: Batch, storage: Storage, _reader: Reader, outcome: Outcome) -> None:
    _note_stored(store_absences(batch.rows, source=storage.source), batch, outcome)  # type: ignore[arg-type]


def _note_stored(stored: Stored, batch: Batch, outcome: Outcome) -> None:
    tally = outcome.tally(batch.table)
    tally.read += len(batch.rows)
    tally.added += stored.added
    tally.changed += stored.changed
    tally.unchanged += stored.unchanged
    outcome.touched_people |= stored.touched
    places = {getattr(row, "native_id", ""): place for row, place in zip(batch.rows, batch.places, strict=False)}
    for native_id, column, value, reason in stored.problems:
        place, line = places.get(native_id, (batch.table, None))
        severity = Severity.KEPT if "kept" in reason else Severity.LEFT_OUT
        tally.rejected += severity is Severity.LEFT_OUT
        outcome.rejects.append(Reject(place, line, column, value, reason, severity))


def _take_plans(batch: Batch, storage: Storage, _reader: Reader, outcome: Outcome) -> None:
    known, placed = [], batch.places or [(batch.table, None)] * len(batch.rows)
    rows: Sequence[Any] = batch.rows
    tally = outcome.tally("plans")
    for row, (place, line) in zip(rows, placed, strict=True):
        tally.read += 1
        known.append((row, {"file": place, "line": line}))
    stage_plans(known, source=storage.source)


def _take_metrics(batch: Batch, storage: Storage, _reader: Reader, _outcome: Outcome) -> None:
    for text in batch.rows:
        stage_metrics(str(text), source=storage.source)


def _take_coverage(batch: Batch, storage: Storage, _reader: Reader, outcome: Outcome) -> None:
    rows: Sequence[Any] = batch.rows
    tally, unknown = store_coverage(rows, source=storage.source, people=storage.people)
    total = outcome.tally("coverage")
    for name in ("read", "added", "changed", "unchanged"):
        setattr(total, name, getattr(total, name) + getattr(tally, name))
    outcome.touched_people |= {
        storage.people[row.native_seller_id] for row in rows if row.native_seller_id in storage.people
    }
    places = dict(zip(map(id, rows), batch.places, strict=False))
    for row in unknown:
        place, line = places.get(id(row), ("coverage", None))
        total.rejected += 1
        outcome.rejects.append(
            Reject(
                place,
                line,
                "seller_id",
                row.native_seller_id,
                "no seller has this id; add the seller first, then load this again",
            )
        )


TAKERS: Mapping[str, Callable[[Batch, Storage, Reader, Outcome], None]] = {
    "people": _take_people,
    "reporting_lines": _take_lines,
    "absences": _take_absences,
    "plans": _take_plans,
    "metrics": _take_metrics,
    "coverage": _take_coverage,
}


def write_rejects(rejects: Iterable[Reject], name: str) -> str:
    """Every reject as a line of a CSV file under `rejects/` in the home folder. Returns its path; empty without any."""
    listed = [reject for reject in rejects if reject.severity is not Severity.NOTE]
    if not listed:
        return ""
    path: Path = folder("rejects") / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "line", "column", "value", "reason", "what became of the row", "row"])
        for reject in listed:
            row = "; ".join(f"{column}={cell}" for column, cell in reject.row.items())
            writer.writerow(
                [
                    guarded(cell)
                    for cell in (
                        reject.place,
                        reject.line or "",
                        reject.field,
                        reject.value,
                        reject.reason,
                        reject.severity,
                        row,
                    )
                ]
            )
    return str(path)


def guarded(cell: object) -> str:
    """A cell no spreadsheet will run as a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
