"""What could not be taken, for people: in one phrase, and as a file beside the count."""

import csv
from collections.abc import Iterable
from pathlib import Path

from fairway.exchange.types import Reject, Severity
from fairway.lib.home import folder


def place_of(reject: Reject) -> str:
    """File, line, column and value of a reject, in one phrase."""
    where = reject.place + (f", line {reject.line}" if reject.line is not None else "")
    return where + (f", {reject.field} {reject.value!r}" if reject.field else "")


def listed(rejects: Iterable[Reject]) -> list[Reject]:
    """Those that cost a row or a value; notes are only told."""
    return [reject for reject in rejects if reject.severity is not Severity.NOTE]


def write_rejects(rejects: Iterable[Reject], name: str) -> str:
    """Every reject as a line of a CSV file under `rejects/` in the home folder. Returns its path; empty without any.

    A file of that name from an earlier run is replaced, or removed when there is nothing to list any more.
    """
    rows = listed(rejects)
    path: Path = folder("rejects") / f"{name}.csv"
    if not rows:
        path.unlink(missing_ok=True)
        return ""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "line", "column", "value", "reason", "what became of the row", "row"])
        for reject in rows:
            row = "; ".join(f"{column}={cell}" for column, cell in reject.row.items())
            cells = (reject.place, reject.line or "", reject.field, reject.value, reject.reason, reject.severity, row)
            writer.writerow([guarded(cell) for cell in cells])
    return str(path)


def guarded(cell: object) -> str:
    """A cell no spreadsheet will run as a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
