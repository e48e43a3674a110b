"""Writing the known truth into files: text with any signs and encodings, workbooks, lines above and below."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook

from fairway.crm.report.tests.truth import HOME, Done

Column = tuple[str, Callable[[Done], object]]


@dataclass(frozen=True)
class Written:
    """Files of one style with the rows that must come out of them."""

    paths: list[Path]
    rows: list[Done]


def text_file(
    path: Path,
    columns: Sequence[Column],
    rows: Sequence[Done],
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    above: Sequence[str] = (),
    below: Sequence[str] = (),
    quoting: int = csv.QUOTE_MINIMAL,
    has_header: bool = True,
    newline: str = "\r\n",
) -> Path:
    stream = io.StringIO()
    for line in above:
        stream.write(line + newline)
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=newline)  # type: ignore[arg-type]
    if has_header:
        writer.writerow([name for name, _ in columns])
    for row in rows:
        writer.writerow([_cell(value(row)) for _, value in columns])
    for line in below:
        stream.write(line + newline)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def sheet_file(
    path: Path,
    columns: Sequence[Column],
    rows: Sequence[Done],
    *,
    above: Sequence[Sequence[object]] = (),
    title: str = "Sheet1",
    below: Sequence[Sequence[object]] = (),
    merged: str | None = None,
) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for line in above:
        sheet.append(list(line))
    sheet.append([name for name, _ in columns])
    for row in rows:
        sheet.append([value(row) for _, value in columns])
    for line in below:
        sheet.append(list(line))
    if merged:
        sheet.merge_cells(merged)
    book.save(path)
    return path


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def local(moment: datetime) -> datetime:
    return moment.astimezone(HOME).replace(tzinfo=None)


EN = {"done": "Completed", "planned": "Not Started", "cancelled": "Cancelled"}


DE = {"done": "Erledigt", "planned": "Offen", "cancelled": "Abgesagt"}


FR = {"done": "Terminée", "planned": "À faire", "cancelled": "Annulée"}


ES = {"done": "Completada", "planned": "Pendiente", "cancelled": "Cancelada"}


SYSTEM = {"Call": "Call", "Email": "Email"}
