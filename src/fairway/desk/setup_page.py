"""The set-up page of an upload as a typed view: what needs a person first, the rest folded away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fairway.exchange.intake import (
    MEANING_LABELS,
    Answers,
    ColumnGuess,
    Confidence,
    FileRead,
    Inspection,
    KindGuess,
    Meaning,
    PersonGuess,
    Question,
)
from fairway.web.words import plural, spelled

# What a file can hold, as somebody may say it; the keys are those of `FileRead.role`.
ROLES: Sequence[tuple[str, str]] = (
    ("activities", "Activities"),
    ("people", "People: sellers and managers"),
    ("accounts", "Customers"),
    ("opportunities", "Opportunities"),
    ("not read", "Nothing to read"),
)
SHOWN_LEFT_OUT = 3  # columns left out beyond doubt: more of them are folded away
SHOWN_KINDS = 12
MOST_KINDS = 200  # further ones are kept as they are called
SHOWN_PEOPLE = 80
MEANING_GROUPS: Sequence[tuple[str, tuple[Meaning, ...]]] = (
    (
        "Who",
        (
            Meaning.SELLER,
            Meaning.SELLER_FIRST,
            Meaning.SELLER_LAST,
            Meaning.SELLER_EMAIL,
            Meaning.SELLER_ID,
            Meaning.MANAGER,
            Meaning.TEAM,
        ),
    ),
    (
        "What",
        (
            Meaning.KIND,
            Meaning.TYPE,
            Meaning.SUBJECT,
            Meaning.OUTCOME,
            Meaning.DIRECTION,
            Meaning.DURATION,
            Meaning.COUNT,
        ),
    ),
    (
        "When",
        (
            Meaning.DATE,
            Meaning.HAPPENED,
            Meaning.COMPLETED,
            Meaning.PLANNED,
            Meaning.START,
            Meaning.END,
            Meaning.TIME,
            Meaning.CREATED,
            Meaning.MODIFIED,
        ),
    ),
    ("How it stands", (Meaning.STATUS, Meaning.IS_DONE, Meaning.IS_DELETED, Meaning.IS_AUTO, Meaning.IS_SERIES)),
    (
        "With whom",
        (
            Meaning.ACCOUNT,
            Meaning.CONTACT,
            Meaning.OPPORTUNITY,
            Meaning.LEAD,
            Meaning.ACCOUNT_ID,
            Meaning.CONTACT_ID,
            Meaning.OPPORTUNITY_ID,
            Meaning.LEAD_ID,
            Meaning.RELATED_ID,
            Meaning.WHO_ID,
            Meaning.ACTIVITY_ID,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column to look at, with the question about it."""

    column: ColumnGuess
    question: Question | None


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """The columns of files that name the same ones; those left out beyond doubt apart."""

    files: tuple[str, ...]
    rows: tuple[ColumnRow, ...]
    left_out: tuple[ColumnRow, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file, or several that name the same columns."""

    name: str
    detail: str
    is_read: bool
    file: str = ""  # the first of them, whose answer holds for all
    role: str = ""  # what it is taken for; empty where it is no table


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that no field of the page shows any more, to be taken back."""

    text: str
    area: str
    key: str


@dataclass(frozen=True, slots=True)
class SetupPage:
    headline: str
    line: str
    files: tuple[FileLine, ...]
    books: tuple[tuple[str, tuple[str, ...], str], ...]  # workbook, its sheets, the one somebody chose
    read: str
    columns: tuple[ColumnGroup, ...]
    questions: tuple[Question, ...]  # about no column
    kinds: tuple[KindGuess, ...]  # to name first
    more_kinds: tuple[KindGuess, ...]
    kept_kinds: int  # so many more, called as in the file
    people: tuple[PersonGuess, ...]
    merged: int  # people spelled in more than one way
    taken: tuple[Taken, ...]
    meanings: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    unit: str  # what the file's rows are called when kinds are counted
    roles: Sequence[tuple[str, str]]
    has_clock: bool  # times of day stand in the files, so that the time zone matters


def page_of(inspection: Inspection, answers: Answers) -> SetupPage:
    """Everything the page shows, in its order."""
    placed = _placed(inspection)
    by_need = sorted(inspection.kinds, key=lambda kind: (not kind.is_guess, -kind.rows))
    people = tuple(person for person in inspection.people[:SHOWN_PEOPLE] if person.rows)
    return SetupPage(
        headline=headline(inspection),
        line=summary(inspection),
        files=tuple(_file_lines(inspection)),
        books=tuple(_books(inspection, answers)),
        read=_read(inspection),
        columns=tuple(_groups(inspection, placed)),
        questions=tuple(question for question in inspection.questions if question.key not in placed.values()),
        kinds=tuple(by_need[:SHOWN_KINDS]),
        more_kinds=tuple(by_need[SHOWN_KINDS:MOST_KINDS]),
        kept_kinds=max(0, len(by_need) - MOST_KINDS),
        people=people,
        merged=sum(1 for person in people if _spellings_of_name(person) > 1),
        taken=tuple(_taken(inspection, answers)),
        meanings=[(group, [(str(m), MEANING_LABELS[m]) for m in meanings]) for group, meanings in MEANING_GROUPS],
        unit="activity" if any(c.meaning is Meaning.COUNT for c in inspection.columns) else "row",
        roles=ROLES,
        has_clock=any(
            ":" in sample and column.meaning is not Meaning.DURATION
            for column in inspection.columns
            if column.meaning is not Meaning.LEAVE_OUT
            for sample in column.samples
        ),
    )


def _file_lines(inspection: Inspection) -> Iterator[FileLine]:
    """Every file; more than two that name the same columns in one line."""
    alike = {file: files for files in alike_files(inspection.columns) if len(files) > 2 for file in files}
    for file in inspection.files:
        if file.name not in alike:
            yield FileLine(file.name, _detail(file), not file.problem, file.name, file.role if file.rows else "")
        elif file.name == alike[file.name][0]:
            files = [one for one in inspection.files if alike.get(one.name) == alike[file.name]]
            book = file.name.partition(" · ")[0]
            is_book = all(one.name.startswith(f"{book} · ") for one in files)
            name = f"{book}, {len(files)} sheets" if is_book else f"{file.name} and {len(files) - 1} more alike"
            yield FileLine(
                name, f"{plural(sum(one.rows for one in files), 'row')} of {file.role}.", True, file.name, file.role
            )


def _detail(file: FileRead) -> str:
    if file.problem:
        return file.problem
    words = f"{plural(file.rows, 'row')} of {file.role}"
    if file.encoding and file.encoding != "UTF-8":
        words += f", {file.encoding}"
    around = len(file.preamble) + file.lines_around
    if around:
        words += f"; {plural(around, 'line')} around them {'is no row' if around == 1 else 'are no rows'}"
    return f"{words}."


def _spellings_of_name(person: PersonGuess) -> int:
    """In how many ways the name is written; ids and addresses are no spellings of it."""
    names = {spelling.casefold() for spelling in person.spellings if " " in spelling.strip() and "@" not in spelling}
    return len(names)


def _books(inspection: Inspection, answers: Answers) -> Iterator[tuple[str, tuple[str, ...], str]]:
    seen: set[str] = set()
    for file in inspection.files:
        name = file.name.partition(" · ")[0]
        if len(file.sheets) > 1 and name not in seen:
            seen.add(name)
            yield name, file.sheets, answers.sheets.get(name, "*")


def headline(inspection: Inspection) -> str:
    """How many questions stand between this file and a board."""
    waiting = sum(1 for question in inspection.questions if question.answered is None)
    if not inspection.rows_readable:
        return "No activity could be read yet"
    if not waiting:
        return "Read, and ready for your board"
    return f"{spelled(waiting)} question{'s' if waiting > 1 else ''}, then your board"


def summary(inspection: Inspection) -> str:
    if not inspection.rows_readable:
        return (
            "A row needs who did it and a day. Say below which columns hold them, that the file holds something else, "
            "or use another file."
        )
    kept = f"{inspection.rows_readable:,} of {plural(inspection.rows_read, 'row')} can be read as they stand"
    return f"{kept}. Nothing is kept until you open the board."


def _read(inspection: Inspection) -> str:
    days = ""
    if inspection.first_on and inspection.last_on:
        days = f"{inspection.first_on:%-d %b} to {inspection.last_on:%-d %b %Y}. "
    return f"{days}Read in {plural(max(1, round(inspection.seconds)), 'second')}."


def _placed(inspection: Inspection) -> Mapping[tuple[str, str], str]:
    """The question that stands under a column, by file and heading: the first column a question can be about."""
    found: dict[tuple[str, str], str] = {}
    for question in inspection.questions:
        column = next(
            (
                column
                for column in inspection.columns
                if column.header == question.about
                and question.file in {"", column.file}
                and (column.file, column.header) not in found
            ),
            None,
        )
        if column is not None:
            found[column.file, column.header] = question.key
    return found


def _groups(inspection: Inspection, placed: Mapping[tuple[str, str], str]) -> Iterator[ColumnGroup]:
    questions = {question.key: question for question in inspection.questions}
    order = [file.name for file in inspection.files]
    for files in sorted(alike_files(inspection.columns), key=lambda files: order.index(files[0])):
        rows = [
            ColumnRow(column, questions.get(placed.get((column.file, column.header), "")))
            for column in inspection.columns
            if column.file == files[0]
        ]
        beyond = [row for row in rows if row.question is None and _is_beyond_doubt(row.column)]
        folded = beyond if len(beyond) > SHOWN_LEFT_OUT else []
        yield ColumnGroup(files, tuple(row for row in rows if row not in folded), tuple(folded))


def alike_files(columns: Sequence[ColumnGuess]) -> list[tuple[str, ...]]:
    """Files that name the same columns in the same order, as one: they are asked about once."""
    headings: dict[str, list[str]] = {}
    for column in columns:
        headings.setdefault(column.file, []).append(column.header)
    groups: dict[tuple[str, ...], list[str]] = {}
    for file, header in headings.items():
        groups.setdefault(tuple(header), []).append(file)
    return [tuple(files) for files in groups.values()]


def _is_beyond_doubt(column: ColumnGuess) -> bool:
    is_left_out = column.meaning is Meaning.LEAVE_OUT and column.confidence is Confidence.SURE
    return is_left_out and not column.is_answered


def _taken(inspection: Inspection, answers: Answers) -> Iterator[Taken]:
    shown = {question.key for question in inspection.questions}
    if answers.questions.get("no_date") == "created":
        yield Taken("Rows without a date are dated by when they were logged", "questions", "no_date")
    for key, option in answers.questions.items():
        if key.startswith("seller_of:") and key not in shown:
            yield Taken(f"All rows of {key.removeprefix('seller_of:')} are {option}’s", "questions", key)
    for spelling, person in answers.people.items():
        becomes = "stays out" if person.is_left_out else "stands alone" if person.is_alone else f"is {person.is_person}"
        yield Taken(f"“{spelling}” {becomes}", "people", spelling)
    for word, kind in answers.kinds.items():
        if kind.is_left_out:
            yield Taken(f"Rows of the kind “{word}” stay out", "kinds", word)
