"""Reading a CRM folder: every good line becomes a row, every other one a reject that says what to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fairway.crm.errors import Terminal
from fairway.crm.folder import native
from fairway.crm.folder.deletions import Deletions, read_deletions
from fairway.crm.folder.lines import NotATable, OpenFile, files_of, open_table
from fairway.crm.folder.reading import Clock, TableReading
from fairway.crm.folder.tables import DELETED, REQUIRED_FILES, TABLES, FolderTable
from fairway.exchange.types import Batch, Check, Reader, Reject, Severity, SourceFacts
from fairway.people.queries import all_keys_of, all_people_native_ids
from fairway.records.actions.storing import calendar_of

BATCH_ROWS = 20_000
# Stored as one: a manager or a neighbouring line may stand anywhere in the file.
WHOLE = frozenset({"sellers", "reporting_lines"})
METRICS = "metrics.yaml"
HOW_A_FOLDER_LOOKS = "A folder needs {} with its required columns: see docs/reference/crm-folder.md."


def open_folder(source: SourceFacts, _secret: str) -> Reader:
    """The reader of a connected folder; its settings name the path."""
    return FolderReader(Path(str(source.settings["path"])), source=source.name)


@dataclass(slots=True)
class FolderReader:
    """One folder, read from beginning to end: CSV keeps no marks of what changed."""

    folder: Path
    source: str
    shows_only_the_present: bool = False
    states_stage_history: bool = True
    is_add_on: bool = False  # plans or absences for people another import brought

    def check(self) -> Sequence[Check]:
        """Whether each file is there and readable, without loading it."""
        checks = []
        for table in TABLES:
            try:
                opened = open_table(self.folder, table.file)
            except NotATable as problem:
                checks.append(Check(table.file, False, str(problem), disables=table.file))
                continue
            if opened is None:
                is_needed = table.file in REQUIRED_FILES
                checks.append(
                    Check(table.file, not is_needed, "is not there", disables="everything" if is_needed else "")
                )
                continue
            missing = [name for name in table.required if name not in opened.header]
            checks.append(
                Check(table.file, not missing, f"lacks {', '.join(missing)}" if missing else "has its columns")
            )
        return checks

    def link(self, table: str, native_id: str) -> str | None:
        """A folder has no pages."""
        return None

    def pull(self, positions: Mapping[str, Mapping[str, object]], *, is_full: bool) -> Iterator[Batch]:
        """Every table in an order in which references resolve, then deletions. Terminal when a needed file is
        missing.
        """
        if not self.folder.is_dir():
            raise Terminal(
                f"{self.folder} is not a folder", advice="Name the folder that holds sellers.csv and activities.csv."
            )
        found = {table.file: self._open(table) for table in TABLES}
        self._refuse_if_incomplete(found)
        deletions = read_deletions(self.folder, Clock(calendar_of(self.source), {}))
        yield from self._text(native.FILE, "organisation")
        yield from self._strangers()
        for table in TABLES:
            opened = found[table.file]
            if isinstance(opened, OpenFile):
                yield from self._table(table, opened, deletions)
            elif isinstance(opened, Reject):
                yield Batch(table.table, rejects=(opened,))
        yield from self._text(METRICS, "metrics")
        yield from deletions.batches()

    def _open(self, table: FolderTable) -> OpenFile | Reject | None:
        try:
            opened = open_table(self.folder, table.file)
        except NotATable as problem:
            return Reject(problem.name, None, "", "", f"{problem.problem}; the file was left out", FILE_LEFT_OUT)
        if opened is None:
            return None
        missing = [name for name in table.required if name not in opened.header]
        if not missing:
            return opened
        reason = f"lacks the column {missing[0]}" if len(missing) == 1 else f"lacks the columns {', '.join(missing)}"
        hint = "; separate cells by commas, not semicolons" if ";" in "".join(opened.header[:1]) else ""
        found = ", ".join(filter(None, opened.header))[:200]
        return Reject(opened.path.name, 1, missing[0], found, f"{reason}{hint}; the file was left out", FILE_LEFT_OUT)

    def _refuse_if_incomplete(self, found: Mapping[str, OpenFile | Reject | None]) -> None:
        # Plans for a connected CRM's sellers may come as a folder of their own.
        has_people = bool(all_keys_of(self.source) or all_people_native_ids(None))
        for name in REQUIRED_FILES:
            opened = found[name]
            if isinstance(opened, Reject):
                at = opened.place if opened.line is None else f"{opened.place}, line {opened.line}"
                reason = opened.reason.removesuffix("; the file was left out")
                raise Terminal(f"{at}: {reason}", advice=HOW_A_FOLDER_LOOKS.format(name))
            if opened is None and not has_people and not self.is_add_on:
                raise Terminal(
                    f"{self.folder} holds no {name}.csv or {name}.parquet",
                    advice="A first import needs sellers and activities; later ones may hold any table.",
                )

    def _strangers(self) -> Iterator[Batch]:
        """A word about each file that will not be read: another name, or a second one of the same."""
        known, seen, notes = {table.file for table in TABLES} | {DELETED}, set(), []
        for path in files_of(self.folder):
            stem = path.stem.lower()
            if stem not in known:
                notes.append(Reject(path.name, None, "", "", "is no table of a CRM folder and was left out", NOTE))
            elif stem in seen:
                notes.append(Reject(path.name, None, "", "", f"was left out: {stem} is there twice", NOTE))
            seen.add(stem)
        if notes:
            yield Batch("people", rejects=notes)

    def _table(self, table: FolderTable, opened: OpenFile, deletions: Deletions) -> Iterator[Batch]:
        """Batches of one table. Clock times wait for the sellers before them."""
        clock = Clock(calendar_of(self.source), all_keys_of(self.source))
        reading = TableReading(table, opened, clock, deletions)
        rejects: list[Reject] = list(reading.notes_on_header())
        rows: list[object] = []
        places: list[tuple[str, int | None]] = []
        as_is = 0
        for read in reading.rows():
            if read.row is not None:
                rows.append(read.row)
                places.append((opened.path.name, read.line))
            rejects.extend(read.rejects)
            as_is += read.is_left_as_is
            if len(rows) >= BATCH_ROWS and table.file not in WHOLE:
                yield Batch(table.table, rows, places, rejects=rejects, left_as_is=as_is, expected=opened.rows)
                rows, places, rejects, as_is = [], [], [], 0
        rejects.extend(reading.remarks())
        yield Batch(table.table, rows, places, rejects=rejects, left_as_is=as_is, expected=opened.rows)

    def _text(self, name: str, table: str) -> Iterator[Batch]:
        """A file that is taken in as one text."""
        file = self.folder / name
        if not file.is_file():
            return
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = f"cannot be read ({error}); the file was left out"
            yield Batch(table, rejects=(Reject(name, None, "", "", reason, FILE_LEFT_OUT),))
            return
        yield Batch(table, rows=(text,), places=((name, None),))


FILE_LEFT_OUT, NOTE = Severity.FILE_LEFT_OUT, Severity.NOTE
