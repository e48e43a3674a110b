"""Workbooks and uploads of several files, each with what is true of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.journeys.acts import SELLERS, Act, acts
from tests.journeys.exports_text import Column, Export, written


def _book(title: str = "Sheet1") -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return book, sheet


def _plain(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _table(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Act]) -> None:
    sheet.append([name for name, _ in columns])
    for row in rows:
        sheet.append([value(row) for _, value in columns])


def dynamics_view(folder: Path, until: date) -> Export:
    """An Excel export of a view: hidden technical columns, due and actual end, time zone of the user."""
    rows = acts(["Phone Call", "Proposal Walkthrough", "Letter"], until=until, seed=31)
    words = {"done": "Completed", "open": "Open", "cancelled": "Canceled"}
    book, sheet = _book("All Activities")
    _table(
        sheet,
        [
            ("(Do Not Modify) Activity", lambda row: f"6f1c{row.number:04x}-0000-4c1e-9f00-0000000000aa"),
            ("(Do Not Modify) Row Checksum", lambda row: f"k{row.number}=="),
            ("(Do Not Modify) Modified On", lambda row: _plain(row.logged)),
            ("Subject", lambda row: f"{row.account}: next step"),
            ("Activity Type", lambda row: row.kind),
            ("Activity Status", lambda row: words[row.state]),
            ("Owner", lambda row: row.seller),
            ("Due Date", lambda row: _plain(row.at - timedelta(days=row.number % 5))),
            ("Actual End", lambda row: _plain(row.at) if row.state == "done" else None),
            ("Regarding", lambda row: row.account),
        ],
        rows,
    )
    for letter in "ABC":
        sheet.column_dimensions[letter].hidden = True
    book.save(folder / "All Activities 26-11-2026 10-14-22.xlsx")
    return Export([folder / "All Activities 26-11-2026 10-14-22.xlsx"], rows)


def grouped_report(folder: Path, until: date) -> Export:
    """A formatted report: filters above, sellers named once per group and merged, subtotals, a grand total."""
    rows = acts(["Intro Sent", "Workshop Proposed", "Check-in Call"], until=until, seed=32, states=False, ahead=False)
    book, sheet = _book("Activities by Owner")
    for line in (["Activities by Owner"], ["As of 2026-11-26 09:12:01 Central European Time/CET"], [], ["Filtered By"],
                 ["  Show: All activities"], ["  Date Field: Date (This Quarter)"], []):  # fmt: skip
        sheet.append(line)
    sheet["A1"].font = Font(bold=True)
    sheet.append(["Assigned  ↑", None, "Subject", "Date", "Account Name", "Task Subtype"])
    for seller, group in groupby(sorted(rows, key=lambda row: (row.seller, row.at)), key=lambda row: row.seller):
        told = list(group)
        top = sheet.max_row + 1
        for place, row in enumerate(told):
            sheet.append([seller if place == 0 else None, None, row.kind, row.at.date(), row.account, "Task"])
        sheet.append(["Subtotal", "Count", len(told)])
        sheet.merge_cells(start_row=top, end_row=top + len(told) - 1, start_column=1, end_column=2)
    sheet.append(["Total", "Count", len(rows)])
    sheet.append([])
    sheet.append(["Confidential Information - Do Not Distribute"])
    book.save(folder / "report.xlsx")
    return Export([folder / "report.xlsx"], rows)


def hand_kept_sheet(folder: Path, until: date) -> Export:
    """A sheet somebody keeps: a merged title, a merged band, an empty column, the list on the second sheet."""
    rows = acts(["Canvassed", "Leaflet dropped", "Ref asked"], until=until, seed=33, states=False, ahead=False)
    book, cover = _book("Read me")
    cover["A1"] = "Please fill in every Friday"
    sheet = book.create_sheet("Log 2026")
    sheet["A1"] = "FIELD TEAM – WEEKLY LOG"
    sheet.merge_cells("A1:G1")
    sheet.append([None, "Who / when", None, None, "What", None, None])
    sheet.merge_cells("B2:C2")
    _table(
        sheet,
        [
            ("", lambda row: None),
            ("Field rep", lambda row: row.seller),
            ("Date", lambda row: row.at.date()),
            ("", lambda row: None),
            ("Activity", lambda row: row.kind),
            ("Where", lambda row: row.account),
            ("Km", lambda row: row.number % 40),
        ],
        rows,
    )
    book.save(folder / "log.xlsx")
    return Export([folder / "log.xlsx"], rows)


def tasks_and_events(folder: Path, until: date) -> Export:
    """Tasks and events of one CRM in two files, user ids instead of names in one of them, users in a third."""
    tasks = acts(["Pricing Sent", "Champion Email", "Cold Call"], until=until, seed=34, ahead=True)
    tasks = [replace(row, state="open") if row.state == "cancelled" else row for row in tasks]
    events = acts(["Onsite", "Demo"], until=until, seed=35, states=False, unmarked=frozenset({"Onsite", "Demo"}))
    ids = {seller: f"0055g00000{place:05d}AAC" for place, seller in enumerate(SELLERS, start=10)}
    return Export(
        [
            written(
                folder / "Task.csv",
                [
                    ("ID", lambda row: f"00T5g000{row.number:07d}EAA"),
                    ("OWNERID", lambda row: ids[row.seller]),
                    ("TYPE", lambda row: row.kind),
                    ("SUBJECT", lambda row: f"re: {row.account}"),
                    ("STATUS", lambda row: "Completed" if row.state == "done" else "Not Started"),
                    ("ACTIVITYDATE", lambda row: row.at.date()),
                    ("ISDELETED", lambda row: "false"),
                    ("ISCLOSED", lambda row: "true" if row.state == "done" else "false"),
                    ("CREATEDDATE", lambda row: f"{row.logged:%Y-%m-%dT%H:%M:%S.000Z}"),
                ],
                tasks,
            ),
            written(
                folder / "Event.csv",
                [
                    ("Assigned", lambda row: row.seller),
                    ("Type", lambda row: row.kind),
                    ("Start", lambda row: f"{row.at:%m/%d/%Y, %I:%M %p}"),
                    ("End", lambda row: f"{row.at + timedelta(hours=1):%m/%d/%Y, %I:%M %p}"),
                    ("All-Day Event", lambda row: 0),
                    ("Company / Account", lambda row: row.account),
                ],
                events,
                below=["", '"Confidential Information - Do Not Distribute"'],
            ),
            written(
                folder / "User.csv",
                [
                    ("Id", lambda row: ids[row.seller]),
                    ("Name", lambda row: row.seller),
                    ("Email", lambda row: row.email),
                    ("IsActive", lambda row: "true"),
                ],
                [next(row for row in tasks if row.seller == seller) for seller in SELLERS],
            ),
        ],
        [*tasks, *events],
    )


def people_and_activities(folder: Path, until: date) -> Export:
    """A list of users with managers and teams, some of them inactive, beside the activities by address."""
    rows = acts(["Stand-up booked", "ROI sheet sent"], until=until, seed=36, states=False, ahead=False)
    known = {row.seller: row for row in rows}
    lines = [
        "Full name,Username,Status,Reports to,Team,Time zone",
        "Nadia Ferrer,n.ferrer@brightwater.example,Active,,,Europe/Paris",
        "Old Timer,o.timer@brightwater.example,Inactive,Nadia Ferrer,North,Europe/Paris",
        *(f"{seller},{row.email},Active,Nadia Ferrer,{'North' if len(seller) % 2 else 'South'},Europe/Paris"
          for seller, row in known.items()),
    ]  # fmt: skip
    (folder / "users.csv").write_text("\n".join(lines), encoding="utf-8")
    return Export(
        [
            folder / "users.csv",
            written(
                folder / "activities.csv",
                [
                    ("Date", lambda row: f"{row.at:%B %-d, %Y}"),
                    ("User", lambda row: row.email),
                    ("Type", lambda row: row.kind),
                    ("Notes", lambda row: "x" * 2000 if row.number == 7 else ""),
                ],
                rows,
            ),
        ],
        rows,
    )


def page_called_xls(folder: Path, until: date) -> Export:
    """HTML under the name .xls, as several CRMs write "Excel"."""
    rows = acts(["Renewal Nudge", "Map Shared"], until=until, seed=37, states=False, ahead=False)
    cells = "".join(
        f"<tr><td>{row.seller}</td><td>{row.kind}</td><td>{row.at:%d/%m/%Y}</td><td>Completed</td></tr>" for row in rows
    )
    (folder / "report.xls").write_text(
        '<html><head><meta charset="utf-8"><style>td{mso-number-format:"\\@"}</style></head><body><table border=1>'
        f"<tr><th>Owner</th><th>Task type</th><th>Activity date</th><th>State</th></tr>{cells}</table></body></html>",
        encoding="utf-8",
    )
    return Export([folder / "report.xls"], rows)


STYLES: Mapping[str, Callable[[Path, date], Export]] = {
    style.__name__: style
    for style in (
        dynamics_view,
        grouped_report,
        hand_kept_sheet,
        tasks_and_events,
        people_and_activities,
        page_called_xls,
    )
}
