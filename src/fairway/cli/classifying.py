"""`fairway classify FILE`: every metric of a dashboard as result, objective or activity, with the reason.

Reads a table or JSON Lines with `id`, `text` and perhaps `definition`, or a list with one name a line; needs no home
and no database.
"""

import argparse
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from fairway.cli.main import Fault
from fairway.crm.report.decoding import NotATable
from fairway.crm.report.lines import NOT_CLOSED, Record
from fairway.crm.report.opening import rows_of
from fairway.metrics.classing import classify

NEEDED = ("id", "text")
COLUMNS_READ = (*NEEDED, "definition")
COLUMNS = ("id", "class", "owner", "selectable_as_hia", "confidence", "why")
SHOWN_PROBLEMS = 20


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="CSV, TSV, XLSX or JSON Lines with id, text and, optionally, definition; or a list, one name a line",
    )


def run(arguments: argparse.Namespace) -> int:
    rows = metrics_in(arguments.file)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # the table's encoding, whatever the terminal's
    write = csv.writer(sys.stdout, lineterminator="\n").writerow
    write(COLUMNS)
    for name, text, definition in rows:
        verdict = classify(text, definition)
        can_be = "true" if verdict.can_be_hia else "false"
        write([name, verdict.metric_class, verdict.owner, can_be, f"{verdict.confidence:.2f}", verdict.why])
    return 0


def metrics_in(path: Path) -> list[tuple[str, str, str]]:
    """(id, text, definition) of every row. Fault says file, line, column, value and what to do."""
    if not path.is_file():
        raise Fault(
            f"{path}: no such file",
            advice="Give a file of names: a table with the columns id,text, or one name a line.",
            is_misuse=True,
        )
    try:
        records = rows_of(path, COLUMNS_READ)
    except NotATable as refusal:
        raise Fault(f"{path}: {refusal}", advice=refusal.advice, is_misuse=True) from None
    if _is_list(records):
        # A list has no ids: its lines are numbered as an editor numbers them.
        records = [Record(1, list(NEEDED)), *(_numbered(record) for record in records)]
    heading = [cell.strip().lstrip("\ufeff").lower() for cell in records[0].cells] if records else []
    line = records[0].line if records else 1
    for column in NEEDED:
        # Where nothing could be read, that is what is wrong, and no column.
        if column not in heading and (heading or not any(record.problem for record in records)):
            raise Fault(
                f"{path}, line {line}: there is no column {column!r}, only {', '.join(heading) or 'nothing'}",
                advice="The first line names the columns: id,text or id,text,definition.",
                is_misuse=True,
            )
    places = [heading.index(column) if column in heading else None for column in COLUMNS_READ]
    return _checked(path, heading, records[1:], places)


def _is_list(records: Sequence[Record]) -> bool:
    """Whether there is one cell a line and no heading."""
    is_narrow = all(len(record.cells) == 1 for record in records if not record.problem)
    first = records[0].cells if records else []
    return is_narrow and bool(first) and first[0].strip().lstrip("\ufeff").lower() not in COLUMNS_READ


def _numbered(record: Record) -> Record:
    cell = record.cells[0].strip() if record.cells else ""
    return Record(record.line, [str(record.line), cell] if cell else [], record.problem)


def _checked(
    path: Path, heading: list[str], records: Sequence[Record], places: list[int | None]
) -> list[tuple[str, str, str]]:
    rows, problems = [], []
    for record in records:
        line, cells = record.line, record.cells
        if record.problem:
            advice = ": close it, or write it twice" if record.problem == NOT_CLOSED else ""
            problems.append(f"line {line} {record.problem}{advice}")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        name, text, definition = (cells[at].strip() if at is not None and at < len(cells) else "" for at in places)
        rows.append((name, text, definition))
        extra = [cell for cell in cells[len(heading) :] if cell.strip()]
        if extra:
            problems.append(f"line {line}, after the last column, {extra[0]!r}: put cells that hold a comma in quotes")
        elif not name:
            problems.append(f"line {line}, column id, '': give every row an id")
        elif not text and not definition:
            problems.append(f"line {line}, column text, '': write the metric's name")
    if problems:
        more = f"\n... and {len(problems) - SHOWN_PROBLEMS} more" if len(problems) > SHOWN_PROBLEMS else ""
        raise Fault(
            f"{path}: {len(problems)} rows cannot be read\n" + "\n".join(problems[:SHOWN_PROBLEMS]) + more,
            advice="Nothing was sorted. Mend these rows and run the command again.",
            is_misuse=True,
        )
    return rows
