"""What could not be taken, for people: in one phrase, and as a file beside the count."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from fairway.audit.scrubbing import MARK
from fairway.exchange.types import Reject, Severity
from fairway.lib.cells import guarded
from fairway.lib.home import folder
from fairway.people.erased import ErasedIds
from fairway.people.queries import erased_ids

WHOSE = ("seller_id", "owner_id", "native_id", "native_seller_id")  # columns that say whom a row is about
ABOUT_ERASED = "speaks of somebody who was erased"


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
    rows = without_erased(listed(rejects))
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


def without_erased(rejects: Sequence[Reject], source: str = "") -> list[Reject]:
    """The rejects without a word about anybody who was erased: what names them is replaced, by whatever source it is
    said, and nothing is left of a row that is about them by their id in that source.
    """
    erased = erased_ids()
    return [_without_erased(reject, erased, source) for reject in rejects] if erased.digests else list(rejects)


def _without_erased(reject: Reject, erased: ErasedIds, source: str) -> Reject:
    def cleaned(text: str) -> str:
        return MARK if erased.has_person(source, text) or erased.is_named_in(text) else text

    if any(erased.has_person(source, reject.row.get(column)) for column in WHOSE):
        return replace(reject, value=MARK, reason=ABOUT_ERASED, row={})
    row = {column: cleaned(cell) for column, cell in reject.row.items()}
    reason = ABOUT_ERASED if erased.is_named_in(reject.reason) else reject.reason
    return replace(reject, value=cleaned(reject.value), reason=reason, row=row)
