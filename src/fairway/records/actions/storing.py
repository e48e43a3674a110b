"""Storing canonical rows: shape, compare with what is there, write to the lake, publish.

A `Storage` is one run's way in. Rows may come in any order of tables and in any number of batches; what was stored
before the last `publish` survives anything, what came after is undone at the next start and asked for again.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairway.exchange.rejecting import as_texts
from fairway.exchange.types import Reject, Severity, Tally
from fairway.lib.keeping import KEPT
from fairway.lib.periods import local_day
from fairway.people.queries import all_keys_of, erased_ids, organisation, zone_history
from fairway.records.actions.labelling import Labels
from fairway.records.actions.matching import matches_of_source, note_stated
from fairway.records.actions.publishing import Lease, extend, publish, recover, writing
from fairway.records.actions.sifting import Sieve
from fairway.records.actions.upgrading import bring_up_to_date
from fairway.records.actions.working import WorkingLake
from fairway.records.crediting import credited_change, credited_opportunity, histories
from fairway.records.localising import LocalCalendar, with_local_days
from fairway.records.matching import matched, stated_of
from fairway.records.native_keys import record_key_of
from fairway.records.pseudonyms import native_id_of, record_id
from fairway.records.schema import HANGING, TABLES
from fairway.records.shaping import Frame, LakeRow, OfSomebodyErased, UnknownSeller, shaped
from fairway.records.touching import GOES_WITH_PERSON, LOSES_PERSON, TOUCH_COLUMNS, Touched
from fairway.records.types import StageChangeRow

BUFFERED_ROWS = 50_000
KEEP_LEASE_EVERY = timedelta(minutes=1)
NO_SUCH_SELLER = "no seller has this id; add the seller first, then load this again"
KEPT_WITHOUT_OWNER = "no seller has this id; kept without an owner"
HISTORIES = ("stage_changes", "owner_changes")
DERIVED_FROM_HISTORY = ("opportunities", *HISTORIES)


def calendar_of(source: str | None = None) -> LocalCalendar:
    """Where the organisation's people are when, for turning instants into days."""
    home = organisation()
    return LocalCalendar(home_zone=home.timezone, week_starts_on=home.week_starts_on, zones=zone_history(source))


@contextmanager
def storing(source: str) -> Iterator["Storage"]:
    """Open the lake for one source's run. Raises LakeBusy while another process writes."""
    bring_up_to_date()
    with writing() as lease:
        notes = recover(lease)
        yield Storage(source, lease, notes)


class Storage:
    """Rows of one source on their way into the lake."""

    def __init__(self, source: str, lease: Lease, notes: Sequence[str] = ()) -> None:
        self.source = source
        self.notes = list(notes)  # what had to be repaired before this run
        # A source without stage history: a stage that differs from the last one seen changed when we saw it.
        self.takes_stage_snapshots = False
        self.tallies: dict[str, Tally] = {}
        self._lease, self._kept_at = lease, timezone.now()
        self._lake = WorkingLake(lease.mark + 1)
        self._buffer: dict[str, dict[str, LakeRow | None]] = {name: {} for name in TABLES}
        self._touched = Touched()
        self._labels = Labels(source, erased_ids())
        self._touched_opportunities: set[str] = set()
        self._matches, self._stated = matches_of_source(source), dict[str, dict[str, Any]]()
        self.sieve = Sieve(self.today - KEPT)
        self._then: list[Callable[[], object]] = []
        self.refresh_people()

    def refresh_people(self) -> None:
        """Read the source's people again, after they were stored."""
        self._frame = Frame(self.source, all_keys_of(self.source), calendar_of(self.source), erased_ids())

    @property
    def today(self) -> date:
        return local_day(timezone.now(), organisation().timezone)

    @property
    def calendar(self) -> LocalCalendar:
        return self._frame.calendar

    @property
    def people(self) -> Mapping[str, int]:
        return self._frame.people

    def is_erased(self, native_id: str) -> bool:
        """Whether that seller was erased: what a source still says about them is passed over."""
        return self._frame.erased.has_person(self.source, native_id)

    def on_publishing(self, then: Callable[[], object]) -> None:
        """Do that in the transaction that publishes what is stored so far: neither stands without the other."""
        self._then.append(then)

    def keep_lease(self) -> None:
        """Call now and then while rows come in slowly. Raises LeaseLost when another writer took over."""
        if timezone.now() - self._kept_at >= KEEP_LEASE_EVERY:
            extend(self._lease)
            self._kept_at = timezone.now()

    def tally(self, table: str) -> Tally:
        return self.tallies.setdefault(table, Tally())

    def put(self, table: str, rows: Sequence[object], places: Sequence[tuple[str, int | None]] = ()) -> list[Reject]:
        """Take rows in. Returns those that belong to nobody known; `places` name file and line for each row."""
        rejects = []
        tally = self.tally(table)
        buffer = self._buffer[table]
        for number, row in enumerate(rows):
            tally.read += 1
            try:
                lake_row = self._shaped(table, row)
            except OfSomebodyErased:
                tally.unchanged += 1
                continue
            except UnknownSeller as unknown:
                place, line = places[number] if places else (table, None)
                rejects.append(Reject(place, line, unknown.field, unknown.native_id, NO_SUCH_SELLER, row=as_texts(row)))
                tally.rejected += 1
                continue
            if self.sieve.is_too_old(table, lake_row):
                tally.unchanged += 1
                continue
            if buffer.get(lake_row["record_key"]) is not None:
                tally.unchanged += 1  # stated twice in one go: the later one counts
            if table == "accounts" and lake_row["owner_key"] is None and self._is_stranger(row):
                place, line = places[number] if places else (table, None)
                owner = row.owner_id  # type: ignore[attr-defined]
                rejects.append(Reject(place, line, "owner_id", owner, KEPT_WITHOUT_OWNER, Severity.KEPT, as_texts(row)))
            buffer[lake_row["record_key"]] = lake_row
            self._labels.note(table, row, lake_row)
            if table in DERIVED_FROM_HISTORY:
                self._touched_opportunities.add(lake_row["opportunity_id"])
            if len(buffer) >= BUFFERED_ROWS:
                self._flush(table)
        return rejects

    def _is_stranger(self, row: Any) -> bool:
        """Whether an account names an owner whom nobody knows."""
        return bool(row.owner_id) and row.owner_id not in self.people and not self.is_erased(row.owner_id)

    def _shaped(self, table: str, row: object) -> LakeRow:
        try:
            lake_row = shaped(table, row, self._frame)
        except OfSomebodyErased:
            if table == "activities":
                self.sieve.pass_over(table, record_id(self.source, row.activity_id))  # type: ignore[attr-defined]
            raise
        if self.sieve.hangs_on_passed(table, lake_row):
            raise OfSomebodyErased(lake_row["record_key"])
        match = self._matches.get(lake_row["record_key"]) if table == "activities" else None
        if match is None:
            return lake_row
        self._stated[lake_row["record_key"]] = stated_of(lake_row)
        return matched(lake_row, match)

    def key_of(self, table: str, native_id: str) -> str | None:
        """The lake's key for a native id; None where nothing can stand under it. Raises NoSuchKey for nonsense."""
        return record_key_of(table, native_id, self._frame)

    def remove(self, table: str, record_keys: Collection[str]) -> None:
        """Take records out, with what hangs on them."""
        buffer, tally = self._buffer[table], self.tally(table)
        for key in record_keys:
            if buffer.get(key) is not None:
                tally.unchanged += 1  # it came and went in one go
            buffer[key] = None
            self._labels.forget(table, key)
        if table in HISTORIES:
            self._touched_opportunities |= {key.partition("|")[0] for key in record_keys}
        self._flush(table)
        for dependent, column in [(one.table, one.column) for one in HANGING if one.of == table]:
            self._flush(dependent)
            keys = self._lake.keys(dependent, f"{column} IN (SELECT value FROM wanted)", record_keys)
            if keys:
                self.remove(dependent, keys)

    def remove_person(self, person_key: int) -> None:
        """Take out what the source credits to somebody; deals and customers stay, with nobody as their owner."""
        for table, column in GOES_WITH_PERSON.items():
            self._flush(table)
            self.remove(table, self._lake.keys(table, f"{column} = {int(person_key)}"))
        for table, columns in LOSES_PERSON.items():
            self._flush(table)
            rows = self._lake.rows(table, " OR ".join(f"{column} = {int(person_key)}" for column in columns))
            blank = [
                {name: None if name in columns and row[name] == person_key else row[name] for name in row}
                for row in rows
            ]
            self._rewrite(table, list(zip(rows, blank, strict=True)))

    def move_to_new_zones(self, person_keys: Collection[int]) -> None:
        """Work local days out anew for people whose time zone the source corrected."""
        if not person_keys:
            return
        mine = ", ".join(str(int(key)) for key in sorted(person_keys))
        for table, column in (("activities", "person_key"), ("leads", "owner_key")):
            self._flush(table)
            rows = self._lake.rows(table, f"{column} IN ({mine})")
            self._rewrite(table, [(row, with_local_days(table, row, self.calendar)) for row in rows])
        for table, columns in (("opportunities", LOSES_PERSON["opportunities"]), ("stage_changes", ("owner_key",))):
            self._flush(table)
            condition = " OR ".join(f"{column} IN ({mine})" for column in columns)
            self._touched_opportunities |= {row["opportunity_id"] for row in self._lake.rows(table, condition)}

    def known_keys(self, table: str) -> set[str]:
        """Record keys of this source that are in the lake now, for finding what the source no longer has.

        Stages and quotas carry no source in their key; for them nothing is known.
        """
        self._flush(table)
        if table in {"contacts", "leads"}:
            return self._labels.known(table)
        return set(self._lake.keys(table, "starts_with(record_key, (SELECT value FROM wanted))", [f"{self.source}:"]))

    def _flush(self, table: str) -> None:
        buffer = self._buffer[table]
        if not buffer:
            return
        columns = ["row_hash", *TOUCH_COLUMNS.get(table, ()), *(("stage",) if table == "opportunities" else ())]
        known = self._lake.known(table, list(buffer), columns)
        tally = self.tally(table)
        fresh, changed, gone = [], [], []
        for key, row in buffer.items():
            before = known.get(key)
            if row is None:
                if before is not None:
                    gone.append({"record_key": key, "placed_month": before["placed_month"]})
                    self._touched.note(table, before)
            elif before is None:
                fresh.append(row)
                self._touched.note(table, row)
            elif before["row_hash"] != row["row_hash"]:
                changed.append({**row, "placed_month": before["placed_month"]})
                if table == "opportunities" and self.takes_stage_snapshots and before["stage"] != row["stage"]:
                    self._snapshot(row, before["stage"])
                self._labels.replace(table, key)
                self._touched.note(table, before)
                self._touched.note(table, row)
            else:
                tally.unchanged += 1
                self._labels.keep(table, key)
        for row in (*fresh, *changed) if table == "activities" else ():
            self._labels.note_word(row)
        tally.added += len(fresh)
        tally.changed += len(changed)
        tally.deleted += len(gone)
        self._write(table, fresh=fresh, changed=changed, gone=gone)
        buffer.clear()

    def _snapshot(self, row: LakeRow, stage_before: Any) -> None:
        native_id = native_id_of(row["opportunity_id"])
        seen = StageChangeRow(native_id, timezone.now().replace(microsecond=0), row["stage"] or "", stage_before)
        lake_row = shaped("stage_changes", seen, self._frame)
        self._buffer["stage_changes"][lake_row["record_key"]] = lake_row

    def flush(self) -> None:
        """Write everything taken in so far to the lake, unpublished, with credits worked out."""
        for table in TABLES:
            self._flush(table)
        self._remove_stale()
        self._credit()

    def _remove_stale(self) -> None:
        """Take out what the lake still holds of rows that the source now says were over too long ago, and what hangs
        on them and came in before them.
        """
        for table, keys in self.sieve.take_stale().items():
            self.remove(table, keys)

    def _credit(self) -> None:
        """Put owners and days of their time into touched opportunities and their stage changes."""
        wanted = sorted(self._touched_opportunities)
        self._touched_opportunities.clear()
        for start in range(0, len(wanted), BUFFERED_ROWS):
            chunk = wanted[start : start + BUFFERED_ROWS]
            owners = histories(self._lake.rows_of("owner_changes", "opportunity_id", chunk))
            opportunities = self._lake.rows_of("opportunities", "opportunity_id", chunk)
            today = {row["opportunity_id"]: row["owner_key"] for row in opportunities}
            changes = self._lake.rows_of("stage_changes", "opportunity_id", chunk)
            self._rewrite(
                "opportunities",
                [
                    (row, credited_opportunity(row, owners.get(row["opportunity_id"], ()), self.calendar))
                    for row in opportunities
                ],
            )
            credits = [(row["opportunity_id"], row) for row in changes]
            self._rewrite(
                "stage_changes",
                [
                    (row, credited_change(row, owners.get(id_, ()), today.get(id_), self.calendar))
                    for id_, row in credits
                ],
            )

    def _rewrite(self, table: str, rows: Sequence[tuple[LakeRow, LakeRow]]) -> None:
        changed = []
        for before, after in rows:
            if before != after:
                changed.append(after)
                self._touched.note(table, before)
                self._touched.note(table, after)
        self._write(table, changed=changed)

    def _write(self, table: str, **rows: Sequence[LakeRow]) -> None:
        """Write to the lake, while the lease is still this run's: an erasure may have taken over from a slow one."""
        if any(rows.values()):
            extend(self._lease)
            self._lake.write(table, **rows)

    def publish(self, positions: Mapping[str, Mapping[str, object]] | None = None) -> None:
        """Make everything so far visible, with the cursors that rest on it, in one transaction."""
        self.flush()
        moved = self._touched.all_moved(self._lake.house, self._lake.versions, self.calendar.week_starts_on)
        by_stream = {(self.source, stream): position for stream, position in (positions or {}).items()}
        with transaction.atomic():
            self._labels.save()
            note_stated(self._stated)
            self._lease = publish(self._lease, versions=self._lake.versions, positions=by_stream, moved=moved)
            for then in self._then:
                then()
        self._then.clear()
        self._stated.clear()
        self._lake.mark = self._lease.mark + 1
        self._touched, self._labels = Touched(), Labels(self.source, self._frame.erased)
