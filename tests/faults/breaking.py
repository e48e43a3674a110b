"""Ways to break one line of a CSV file so that a reader has to leave it out, whatever the table.

What each column holds is written down here again from the format's description, not taken from the reader.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.folders import Folder, Row, as_csv

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "sellers": ("seller_id", "name"),
    "reporting_lines": ("seller_id", "valid_from_on", "manager_id"),
    "work_patterns": ("seller_id", "valid_from_on"),
    "accounts": ("account_id",),
    "contacts": ("contact_id",),
    "leads": ("lead_id", "owner_id", "created_at"),
    "opportunities": ("opportunity_id", "owner_id", "created_at", "stage"),
    "stages": ("pipeline", "stage", "position"),
    "stage_changes": ("opportunity_id", "changed_at", "to_stage"),
    "owner_changes": ("opportunity_id", "changed_at", "owner_id"),
    "coverage": ("seller_id", "type", "from_on", "state"),
    "activities": ("activity_id", "seller_id", "type"),
    "participants": ("activity_id", "contact_id"),
    "quotas": ("seller_id", "period_start_on", "period_end_on", "amount"),
    "absences": ("seller_id", "start_on", "end_on"),
    "plans": ("seller_id", "metric", "starts_on", "target", "per"),
}
BOOLEANS = ("is_customer", "is_target", "is_inbound", "is_closed", "is_won", "is_auto_captured")
NUMBERS = ("potential_amount", "amount", "duration_min", "position", "target", "quality_target", "fte")
WORDS = {"activities": ("type", "status", "direction"), "coverage": ("type", "state"), "plans": ("per",)}
SPANS = (
    ("period_start_on", "period_end_on"),
    ("start_on", "end_on"),
    ("starts_on", "ends_on"),
    ("valid_from_on", "valid_to_on"),
)
BAD_DAYS = ("2026-02-30", "31.12.2026", "next Monday", "12/31/2026", "0001-01-01", "2026-13-01")
BAD_INSTANTS = ("2026-06-12", "yesterday", "2026-06-12T25:00:00Z", "12.06.2026 14:30", "1899-12-31T00:00:00Z")
BAD_NUMBERS = ("1.234,50", "twelve", "=1+1", "NaN", "1e99", "12 €")

Break = Callable[[random.Random, str, Row], "Row | bytes | None"]


def _with(row: Row, column: str, cell: str) -> Row:
    return {**row, column: cell}


def empty_required(draw: random.Random, table: str, row: Row) -> Row:
    return _with(row, draw.choice(REQUIRED[table]), draw.choice(["", "   "]))


def bad_day(draw: random.Random, table: str, row: Row) -> Row | None:
    days = [column for column in row if column.endswith("_on")]
    return _with(row, draw.choice(days), draw.choice(BAD_DAYS)) if days else None


def bad_instant(draw: random.Random, table: str, row: Row) -> Row | None:
    instants = [column for column in row if column.endswith("_at")]
    return _with(row, draw.choice(instants), draw.choice(BAD_INSTANTS)) if instants else None


def bad_number(draw: random.Random, table: str, row: Row) -> Row | None:
    numbers = [column for column in row if column in NUMBERS]
    return _with(row, draw.choice(numbers), draw.choice(BAD_NUMBERS)) if numbers else None


def bad_boolean(draw: random.Random, table: str, row: Row) -> Row | None:
    booleans = [column for column in row if column in BOOLEANS]
    return _with(row, draw.choice(booleans), draw.choice(["yes", "1", "ja", "TRUEISH"])) if booleans else None


def bad_word(draw: random.Random, table: str, row: Row) -> Row | None:
    words = WORDS.get(table)
    return _with(row, draw.choice(words), draw.choice(["Call back", "fax", "daily", "??"])) if words else None


def bad_place(draw: random.Random, table: str, row: Row) -> Row | None:
    if table != "sellers":
        return _with(row, "currency", "Euro") if "currency" in row else None
    column, cell = draw.choice(
        [("timezone", "Berlin"), ("country", "Germany"), ("working_days", "Mo-Fr"), ("fte", "2")]
    )
    return _with(row, column, cell)


def ends_before_it_starts(draw: random.Random, table: str, row: Row) -> Row | None:
    for first, last in SPANS:
        if first in row and last in row:
            return _with(row, last, "2020-01-01")
    return None


def zero_byte(draw: random.Random, table: str, row: Row) -> Row:
    column = draw.choice(REQUIRED[table])
    return _with(row, column, row[column] + "\x00")


def not_utf8(draw: random.Random, table: str, row: Row) -> bytes:
    column = draw.choice(REQUIRED[table])
    marked = _record(_with(row, column, "M\u00fcller"))
    return marked.encode("cp1252", "replace")


def huge_cell(draw: random.Random, table: str, row: Row) -> Row:
    return _with(row, draw.choice(REQUIRED[table]), "x" * draw.choice([25_000, 400_000]))


def bar_in_id(draw: random.Random, table: str, row: Row) -> Row | None:
    ids = [column for column in REQUIRED[table] if column.endswith("_id")]
    return _with(row, draw.choice(ids), "a|b") if ids else None


def cell_too_many(draw: random.Random, table: str, row: Row) -> bytes:
    return _record(row).encode() + b",and,more"


def cell_too_few(draw: random.Random, table: str, row: Row) -> bytes:
    return ",".join(["one line"] * (len(row) - 1)).encode()


def open_quote(draw: random.Random, table: str, row: Row) -> bytes:
    """A quote in front of one cell that never ends."""
    cells = [cell.replace('"', "").replace(",", "").replace("\n", " ") for cell in row.values()]
    place = draw.randrange(len(cells))
    cells[place] = '"' + (cells[place] or "text")
    return ",".join(cells).encode()


def quote_inside(draw: random.Random, table: str, row: Row) -> bytes:
    cells = [cell.replace('"', "").replace(",", "").replace("\n", " ") for cell in row.values()]
    cells[draw.randrange(len(cells))] = '6" pipe'
    return ",".join(cells).encode()


def unknown_seller(draw: random.Random, table: str, row: Row) -> Row | None:
    column = {"leads": "owner_id", "opportunities": "owner_id", "owner_changes": "owner_id"}.get(table, "seller_id")
    if table in {"sellers", "plans"} or column not in row:  # a plan's seller is looked up when the plan is applied
        return None
    return _with(row, column, f"nobody_{row[column]}")  # two rows of one stranger might be one row stated twice


BREAKS: tuple[Break, ...] = (
    empty_required,
    bad_day,
    bad_instant,
    bad_number,
    bad_boolean,
    bad_word,
    bad_place,
    ends_before_it_starts,
    zero_byte,
    not_utf8,
    huge_cell,
    bar_in_id,
    cell_too_many,
    cell_too_few,
    open_quote,
    quote_inside,
    unknown_seller,
)


def _record(row: Row) -> str:
    """One record of CSV text without its line end."""
    return as_csv([row], newline="\n").split("\n", 1)[1][:-1]


@dataclass(slots=True)
class BrokenFolder:
    """What was written: how many rows of each table stand, and which lines are broken and how."""

    rows: dict[str, int] = field(default_factory=dict)
    broken: dict[tuple[str, int], str] = field(default_factory=dict)  # (file, line): way of breaking


def write_broken(
    folder: Folder, target: Path, draw: random.Random, *, share: float, may_break: Callable[[str, Row], bool]
) -> BrokenFolder:
    """The folder as CSV with a share of the lines broken, at least one; only those that may be."""
    target.mkdir(parents=True, exist_ok=True)
    done = BrokenFolder()
    candidates = [
        (name, place) for name, rows in folder.items() for place, row in enumerate(rows) if may_break(name, row)
    ]
    count = max(1, round(share * sum(map(len, folder.values()))))
    chosen = set(draw.sample(candidates, min(count, len(candidates))))
    for name, rows in folder.items():
        out = [as_csv([rows[0]], newline="\n").split("\n", 1)[0].encode()]
        line = 2
        done.rows[name] = 0
        for place, row in enumerate(rows):
            way, text = _broken(draw, name, row) if (name, place) in chosen else ("", _record(row).encode())
            if way:
                done.broken[f"{name}.csv", line] = way
            else:
                done.rows[name] += 1
            out.append(text)
            line += 1 + text.count(b"\n")
        (target / f"{name}.csv").write_bytes(b"\n".join(out) + b"\n")
    return done


def _broken(draw: random.Random, name: str, row: Row) -> tuple[str, bytes]:
    """A way of breaking that fits the table, and the broken record."""
    ways: Sequence[Break] = draw.sample(BREAKS, len(BREAKS))
    for way in ways:
        found = way(draw, name, row)
        if found is not None:
            return way.__name__, found if isinstance(found, bytes) else _record(found).encode()
    raise AssertionError(f"nothing breaks {name}")
