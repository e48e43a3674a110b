"""CRM folders for tests: a small organisation with every table and column, from a seed, and ways to write it.

A folder is a mapping of file names to rows; a row maps columns to texts, empty for nothing. Sellers `spare1` to
`spare9` are named by nobody, so that breaking their row breaks no other.
"""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, str]
Folder = dict[str, list[Row]]

FIRST_DAY = date(2026, 3, 2)  # a Monday
WEEKS = 12
WORDS = {
    "call": ("qualification_call", ""),
    "email": ("plan_sent", ""),
    "meeting": ("discovery_meeting",),
    "task": ("proposal_drafted",),
    "other": ("reference_visit",),
}
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "")
SPARES = 9
NAMES = ("Ärzte & Söhne", "Żółw, Inc.", 'The "Best" Ltd', "Line one\nline two", "=SUM(A1)", "山田商事", "O'Hara")


def made(seed: int, *, sellers: int = 6, activities: int = 120) -> Folder:
    """An organisation of two teams below one leader, with everything that can be said about it."""
    draw = random.Random(seed)
    people = [f"s{number}" for number in range(1, sellers + 1)]
    folder: Folder = {"sellers": _sellers(draw, people), "reporting_lines": _lines(people)}
    folder["work_patterns"] = [_pattern(row) for row in folder["sellers"] if row["seller_id"] in people]
    folder["accounts"] = [_account(draw, number, people) for number in range(1, 13)]
    folder["contacts"] = [
        {
            "contact_id": f"c{number}",
            "account_id": f"a{draw.randint(1, 12)}",
            "title": draw.choice(["Head of things", "CFO", ""]),
            "seniority": draw.choice(["c_level", "manager", ""]),
            "buying_role": draw.choice(["economic_buyer", ""]),
        }
        for number in range(1, 16)
    ]
    folder["leads"] = [_lead(draw, number, people) for number in range(1, 13)]
    folder["stages"] = [
        {"pipeline": "Sales", "stage": stage, "position": str(place), "is_closed": closed, "is_won": won}
        for place, (stage, closed, won) in enumerate(
            [("New", "false", "false"), ("Proposal", "false", ""), ("Won", "true", "true")], start=1
        )
    ]
    folder["opportunities"] = [_opportunity(draw, number, people) for number in range(1, 15)]
    folder["stage_changes"] = [_stage_change(draw, number) for number in range(1, 15)]
    folder["owner_changes"] = [
        {"opportunity_id": f"o{number}", "changed_at": _instant(draw), "owner_id": draw.choice(people)}
        for number in range(1, 8)
    ]
    folder["coverage"] = [_coverage(draw, seller, kind) for seller in people for kind in ("call", "meeting")]
    folder["activities"] = [_activity(draw, number, people) for number in range(1, activities + 1)]
    folder["participants"] = [
        {"activity_id": f"x{number}", "contact_id": f"c{draw.randint(1, 15)}", "role": "buyer", "response": "accepted"}
        for number in range(1, 31)
    ]
    folder["quotas"] = [
        {
            "seller_id": seller,
            "period_start_on": "2026-01-01",
            "period_end_on": "2026-03-31",
            "amount": "120000.50",
            "currency": "EUR",
        }
        for seller in people
    ]
    folder["absences"] = [
        {"seller_id": seller, "start_on": "2026-04-06", "end_on": "2026-04-10", "kind": draw.choice(["holiday", ""])}
        for seller in people
    ]
    folder["plans"] = [_plan(seller, metric) for seller in people for metric in ("discovery_meeting", "plan_sent")]
    return folder


def _sellers(draw: random.Random, people: Sequence[str]) -> list[Row]:
    rows = [_seller("lead", "Lena Leader", "", "", "leader", draw)]
    rows += [_seller(f"m{team}", f"Mara Manager {team}", "lead", "", "manager", draw) for team in (1, 2)]
    rows += [
        _seller(seller, f"Sam Seller {number}", f"m{number % 2 + 1}", f"Team {number % 2 + 1}", "seller", draw)
        for number, seller in enumerate(people)
    ]
    rows += [_seller(f"spare{number}", f"Sid Spare {number}", "m1", "", "", draw) for number in range(1, SPARES + 1)]
    draw.shuffle(rows)  # managers stand in any order
    return rows


def _seller(key: str, name: str, manager: str, team: str, role: str, draw: random.Random) -> Row:
    return {
        "seller_id": key,
        "name": name,
        "email": f"{key}@mustercorp.example",
        "manager_id": manager,
        "team": team,
        "role": role,
        "hired_on": draw.choice(["2024-05-01", ""]),
        "left_on": "",
        "timezone": draw.choice(ZONES),
        "country": draw.choice(["DE", "US", ""]),
        "region": "",
        "fte": draw.choice(["1", "0.8", ""]),
        "working_days": draw.choice(["Mon-Fri", "Mon,Wed,Fri", ""]),
    }


def _pattern(seller: Row) -> Row:
    """Half as many hours from a day on, at the same place."""
    same = {name: seller[name] for name in ("seller_id", "timezone", "country", "region", "working_days")}
    return same | {"valid_from_on": "2026-05-04", "fte": "0.5"}


def _lines(people: Sequence[str]) -> list[Row]:
    """The first seller changed managers on 13 April."""
    return [
        {
            "seller_id": people[0],
            "valid_from_on": start,
            "manager_id": manager,
            "team": team,
            "role": "seller",
            "valid_to_on": end,
        }
        for start, manager, team, end in (
            ("2025-01-01", "m2", "Team 2", "2026-04-12"),
            ("2026-04-13", "m1", "Team 1", ""),
        )
    ]


def _account(draw: random.Random, number: int, people: Sequence[str]) -> Row:
    return {
        "account_id": f"a{number}",
        "name": NAMES[number % len(NAMES)],
        "owner_id": draw.choice(people),
        "tier": draw.choice(["A", "B", ""]),
        "segment": draw.choice(["enterprise", ""]),
        "potential_amount": draw.choice(["250000", "99.95", ""]),
        "is_customer": draw.choice(["true", "false", ""]),
        "is_target": draw.choice(["true", ""]),
        "parent_id": draw.choice(["a1", ""]),
    }


def _lead(draw: random.Random, number: int, people: Sequence[str]) -> Row:
    is_converted = number % 3 == 0
    return {
        "lead_id": f"l{number}",
        "owner_id": draw.choice(people),
        "created_at": _instant(draw),
        "source": draw.choice(["web", "fair", ""]),
        "is_inbound": draw.choice(["true", "false"]),
        "status": draw.choice(["open", "working"]),
        "converted_at": _instant(draw) if is_converted else "",
        "converted_opportunity_id": f"o{number}" if is_converted else "",
    }


def _opportunity(draw: random.Random, number: int, people: Sequence[str]) -> Row:
    is_won = number % 4 == 0
    return {
        "opportunity_id": f"o{number}",
        "owner_id": draw.choice(people),
        "created_at": _instant(draw),
        "stage": "Won" if is_won else draw.choice(["New", "Proposal"]),
        "account_id": f"a{draw.randint(1, 12)}",
        "name": f"Deal {number}",
        "pipeline": "Sales",
        "type": "new_business",
        "amount": f"{draw.randint(1, 99_999)}.50",
        "currency": draw.choice(["EUR", "USD"]),
        "expected_close_on": str(FIRST_DAY + timedelta(days=draw.randint(0, 150))),
        "closed_at": _instant(draw) if is_won else "",
        "is_won": "true" if is_won else "",
        "source": draw.choice(["web", ""]),
        "lost_reason": "",
        "next_step": draw.choice(["Send the plan, then call", ""]),
        "next_step_on": draw.choice([str(FIRST_DAY), ""]),
    }


def _stage_change(draw: random.Random, number: int) -> Row:
    return {
        "opportunity_id": f"o{number}",
        "changed_at": _instant(draw),
        "to_stage": "Proposal",
        "from_stage": "New",
    }


def _coverage(draw: random.Random, seller: str, kind: str) -> Row:
    return {
        "seller_id": seller,
        "type": kind,
        "from_on": "2026-03-02",
        "state": draw.choice(["ok", "ok", "source_off", "no_data"]),
        "to_on": draw.choice(["2026-04-01", ""]),
        "note": draw.choice(["Calendar was not connected", ""]),
    }


def _activity(draw: random.Random, number: int, people: Sequence[str]) -> Row:
    kind = draw.choice(sorted(WORDS))
    status = draw.choice(["done", "done", "done", "planned", "cancelled", "no_show", "unconfirmed", ""])
    moment = _moment(draw)
    return {
        "activity_id": f"x{number}",
        "seller_id": draw.choice(people),
        "type": kind,
        "subtype": draw.choice(WORDS[kind]),
        "direction": draw.choice(["outbound", "inbound", "internal", ""]),
        "status": status,
        "scheduled_start_at": _written(draw, moment),
        "occurred_at": _written(draw, moment) if status == "done" else "",
        "completed_at": _written(draw, moment + timedelta(minutes=40)) if status in {"done", ""} else "",
        "cancelled_at": _written(draw, moment) if status == "cancelled" else "",
        "logged_at": _written(draw, moment + timedelta(hours=3)),
        "duration_min": draw.choice(["25", "7.5", ""]),
        "outcome": draw.choice(["interested", "A long free text about what was said. " * 3, ""]),
        "account_id": draw.choice([f"a{draw.randint(1, 12)}", ""]),
        "opportunity_id": draw.choice([f"o{draw.randint(1, 14)}", ""]),
        "lead_id": draw.choice([f"l{draw.randint(1, 12)}", "", ""]),
        "is_auto_captured": draw.choice(["true", "false", ""]),
    }


def _plan(seller: str, metric: str) -> Row:
    return {
        "seller_id": seller,
        "metric": metric,
        "starts_on": "2026-03-02",
        "target": "4",
        "per": "week",
        "ends_on": "",
        "quality_target": "",
    }


def _moment(draw: random.Random) -> datetime:
    minutes = draw.randrange(WEEKS * 7 * 24 * 60)
    return datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC) + timedelta(minutes=minutes)


def _instant(draw: random.Random) -> str:
    return _written(draw, _moment(draw))


def _written(draw: random.Random, moment: datetime) -> str:
    """With Z, with an offset, or as a clock time alone."""
    style = draw.choice("zon")
    if style == "z":
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    if style == "o":
        return moment.isoformat().replace("+00:00", "+05:30")
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def as_csv(rows: Sequence[Row], columns: Sequence[str] | None = None, *, newline: str = "\r\n") -> str:
    """A table as RFC 4180 text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns or list(rows[0]), lineterminator=newline)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(folder: Folder, target: Path, *, newline: str = "\r\n", mark: str = "") -> Path:
    """The folder as CSV files; `mark` stands in front of each, such as a byte order mark."""
    target.mkdir(parents=True, exist_ok=True)
    for name, rows in folder.items():
        (target / f"{name}.csv").write_bytes((mark + as_csv(rows, newline=newline)).encode("utf-8"))
    return target


def write_parquet(folder: Folder, target: Path, typed: Mapping[str, Any]) -> Path:
    """The folder as Parquet files. `typed` gives columns another type than text, by name, with how text becomes it."""
    import pyarrow as pa
    from pyarrow import parquet

    target.mkdir(parents=True, exist_ok=True)
    for name, rows in folder.items():
        columns = {}
        for column in rows[0]:
            cells = [row[column] or None for row in rows]
            if column in typed:
                kind, read = typed[column]
                columns[column] = pa.array([None if cell is None else read(cell) for cell in cells], kind)
            else:
                columns[column] = pa.array(cells, pa.string())
        parquet.write_table(pa.table(columns), target / f"{name}.parquet")
    return target
