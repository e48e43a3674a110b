"""Handing a batch to the room it belongs to, with a tally of every row and a word about every row left out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from fairway.crm.folder.native import FILE, facts_in
from fairway.crm.rejects import without_erased
from fairway.crm.sifting import sifted, without_our_own
from fairway.exchange.actions import in_one_step
from fairway.exchange.coverage.actions import remove_coverage, store_coverage
from fairway.exchange.rejecting import as_texts
from fairway.exchange.staging.actions import stage_metrics, stage_plan_deletions, stage_plans
from fairway.exchange.types import Batch, Reader, Reject, Severity, Tally
from fairway.people.actions.absences import store_absences
from fairway.people.actions.founding import found_organisation
from fairway.people.actions.leaving_out import (
    known_people,
    remove_absences,
    remove_lines,
    remove_patterns,
    remove_people,
    stated_absences,
)
from fairway.people.actions.patterns import store_patterns
from fairway.people.actions.reporting import store_lines
from fairway.people.actions.storing import store_people
from fairway.people.statements import Stored
from fairway.people.types import BEGINNING
from fairway.records.actions.storing import NO_SUCH_SELLER, Storage
from fairway.records.native_keys import NoSuchKey

DELETIONS = "deleted_ids"
NOT_LOADED = frozenset({Severity.LEFT_OUT, Severity.REPLACED})


@dataclass(slots=True)
class Outcome:
    """What a run brought: tallies per table, and every row or value that could not be taken."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    touched_people: set[int] = field(default_factory=set)
    waiting: dict[str, Mapping[str, object]] = field(default_factory=dict)  # positions by stream, not yet published
    has_published: bool = False
    expected: dict[str, int] = field(default_factory=dict)  # rows by table, where the source says how many will come

    def tally(self, table: str) -> Tally:
        return self.tallies.setdefault(table, Tally())


def take(batch: Batch, storage: Storage, reader: Reader, outcome: Outcome) -> None:
    """Store a batch. Records are only buffered or written to the lake; everything else is one database step."""
    told = len(outcome.rejects)
    outcome.rejects.extend(batch.rejects)
    if batch.expected is not None:
        outcome.expected[batch.table] = batch.expected
    taker = TAKERS.get(batch.table)
    if taker is None:
        tally = storage.tally(batch.table)
        _take_records(without_our_own(batch, storage), storage, outcome)
    else:
        tally = outcome.tally(batch.table)
        with in_one_step():
            taker(batch, storage, reader, outcome)
    refused = sum(1 for reject in batch.rejects if reject.severity in NOT_LOADED)
    tally.rejected += refused
    tally.unchanged += batch.left_as_is
    tally.read += refused + batch.left_as_is
    if len(outcome.rejects) > told:
        outcome.rejects[told:] = without_erased(outcome.rejects[told:], storage.source)


def _take_records(batch: Batch, storage: Storage, outcome: Outcome) -> None:
    if batch.rows:
        outcome.rejects.extend(storage.put(batch.table, batch.rows, batch.places))
    if batch.deleted:
        before = storage.tally(batch.table).deleted
        storage.remove(batch.table, _keys(batch, batch.deleted, storage, outcome))
        _note_removed(batch, storage.tally(batch.table).deleted - before, storage)
    if batch.present_ids is not None:
        gone = storage.known_keys(batch.table) - set(_keys(batch, batch.present_ids, storage, outcome))
        if gone:
            storage.remove(batch.table, gone)


def _keys(batch: Batch, native_ids: Iterable[str], storage: Storage, outcome: Outcome) -> list[str]:
    """The lake's keys of those ids; an id that cannot be one of this table is listed."""
    keys = []
    for native_id in native_ids:
        try:
            key = storage.key_of(batch.table, native_id)
        except NoSuchKey as problem:
            outcome.rejects.append(Reject("deleted ids", None, batch.table, native_id, str(problem), Severity.KEPT))
            continue
        if key is not None:
            keys.append(key)
    return keys


def _note_removed(batch: Batch, removed: int, storage: Storage) -> None:
    """What became of a list of deleted ids, where a source has one: an id that names nothing changes nothing."""
    if batch.deleted_places:
        tally = storage.tally(DELETIONS)
        tally.read += len(batch.deleted)
        tally.deleted += removed
        tally.unchanged += len(batch.deleted) - removed


def _take_people(batch: Batch, storage: Storage, reader: Reader, outcome: Outcome) -> None:
    holds_from_on = BEGINNING if not reader.shows_only_the_present else storage.today
    rows = sifted(batch, storage, outcome.tally(batch.table))
    stored = store_people(rows, source=storage.source, holds_from_on=holds_from_on)
    _note_stored(stored, batch, outcome)
    storage.refresh_people()
    storage.move_to_new_zones(stored.rezoned)
    if batch.deleted:
        _remove_people(batch, storage, outcome)


def _remove_people(batch: Batch, storage: Storage, outcome: Outcome) -> None:
    """Their records now, they themselves in the step that publishes it: a kill between leaves both."""
    known = known_people(batch.deleted, source=storage.source)
    for person_key in known.values():
        storage.remove_person(person_key)
    storage.on_publishing(lambda: remove_people(list(known), source=storage.source))
    outcome.tally("people").deleted += len(known)
    _note_removed(batch, len(known), storage)


def _take_lines(batch: Batch, storage: Storage, _reader: Reader, outcome: Outcome) -> None:
    rows = sifted(batch, storage, outcome.tally(batch.table))
    _note_stored(store_lines(rows, source=storage.source), batch, outcome)
    if batch.deleted:
        removed = remove_lines(batch.deleted, source=storage.source)
        outcome.tally("reporting_lines").deleted += removed
        _note_removed(batch, removed, storage)


def _take_absences(batch: Batch, storage: Storage, _reader: Reader, outcome: Outcome) -> None:
    rows = sifted(batch, storage, outcome.tally(batch.table), last_on="end_on")
    _note_stored(store_absences(rows, source=storage.source), batch, outcome)
    gone = set(batch.deleted)
    if batch.present_ids is not None:
        gone |= stated_absences(source=storage.source).difference(batch.present_ids)
    if gone:
        removed = remove_absences(gone, source=storage.source)
        outcome.tally("absences").deleted += removed
        _note_removed(batch, removed, storage)


def _take_patterns(batch: Batch, storage: Storage, _reader: Reader, outcome: Outcome) -> None:
    stored = store_patterns(sifted(batch, storage, outcome.tally(batch.table)), source=storage.source)
    _note_stored(stored, batch, outcome)
    removed = remove_patterns(batch.deleted, source=storage.source) if batch.deleted else []
    storage.refresh_people()
    storage.move_to_new_zones(stored.rezoned.union(removed))
    if batch.deleted:
        outcome.tally("work_patterns").deleted += len(removed)
        outcome.touched_people.update(removed)
        _note_removed(batch, len(removed), storage)


def _take_organisation(batch: Batch, storage: Storage, _reader: Reader, outcome: Outcome) -> None:
    """An export's word about the organisation itself, where nobody has set it up here yet."""
    for text in batch.rows:
        try:
            has_taken = found_organisation(facts_in(str(text)))
        except (ValueError, TypeError, KeyError) as problem:
            reason = f"{problem}; the file was left out"
            outcome.rejects.append(Reject(FILE, None, "", "", reason, Severity.FILE_LEFT_OUT))
            continue
        if has_taken:
            storage.refresh_people()


def _note_stored(stored: Stored, batch: Batch, outcome: Outcome) -> None:
    tally = outcome.tally(batch.table)
    tally.read += len(batch.rows)
    tally.added += stored.added
    tally.changed += stored.changed
    tally.unchanged += stored.unchanged
    outcome.touched_people |= stored.touched
    places = _places(batch)
    for problem in stored.problems:
        place, line = places.get(id(problem.row), (batch.table, None))
        severity = Severity.KEPT if problem.is_kept else Severity.LEFT_OUT
        tally.rejected += severity is Severity.LEFT_OUT
        said = as_texts(problem.row)
        outcome.rejects.append(Reject(place, line, problem.field, problem.value, problem.reason, severity, said))


def _places(batch: Batch) -> dict[int, tuple[str, int | None]]:
    """Where each row of a batch stands, by the row object's identity."""
    return dict(zip(map(id, batch.rows), batch.places, strict=False))


def _take_plans(batch: Batch, storage: Storage, _reader: Reader, outcome: Outcome) -> None:
    rows, places = sifted(batch, storage, outcome.tally(batch.table), last_on="ends_on"), _places(batch)
    placed = [(row, places.get(id(row), (batch.table, None))) for row in rows]
    replaced = stage_plans(
        [(row, {"file": place, "line": line}) for row, (place, line) in placed], source=storage.source
    )
    tally = outcome.tally("plans")
    tally.read += len(batch.rows)
    tally.unchanged += replaced
    if batch.deleted:
        where = batch.deleted_places or [(batch.table, None)] * len(batch.deleted)
        stage_plan_deletions(
            [(key, {"file": place, "line": line}) for key, (place, line) in zip(batch.deleted, where, strict=True)],
            source=storage.source,
        )


def _take_metrics(batch: Batch, storage: Storage, _reader: Reader, _outcome: Outcome) -> None:
    for text in batch.rows:
        stage_metrics(str(text), source=storage.source)


def _take_coverage(batch: Batch, storage: Storage, _reader: Reader, outcome: Outcome) -> None:
    told = sifted(batch, storage, outcome.tally(batch.table), last_on="to_on")
    tally, unknown = store_coverage(told, source=storage.source, people=storage.people)
    total = outcome.tally("coverage")
    total.read += len(batch.rows) - len(told)
    for name in ("read", "added", "changed", "unchanged"):
        setattr(total, name, getattr(total, name) + getattr(tally, name))
    outcome.touched_people |= {storage.people[r.native_seller_id] for r in told if r.native_seller_id in storage.people}
    places = _places(batch)
    for row in unknown:
        place, line = places.get(id(row), ("coverage", None))
        total.rejected += 1
        outcome.rejects.append(
            Reject(place, line, "seller_id", row.native_seller_id, NO_SUCH_SELLER, row=as_texts(row))
        )
    if batch.deleted:
        removed = remove_coverage(batch.deleted, source=storage.source, people=storage.people)
        total.deleted += removed
        _note_removed(batch, removed, storage)


TAKERS: Mapping[str, Callable[[Batch, Storage, Reader, Outcome], None]] = {
    "people": _take_people,
    "reporting_lines": _take_lines,
    "absences": _take_absences,
    "work_patterns": _take_patterns,
    "organisation": _take_organisation,
    "plans": _take_plans,
    "metrics": _take_metrics,
    "coverage": _take_coverage,
}
