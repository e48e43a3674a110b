"""The known truth as CRMs export it."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

from fairway.crm.report.tests.truth import SELLERS, truth
from fairway.crm.report.tests.writing import Written, local, sheet_file, text_file, utc


def hubspot(folder: Path) -> Written:
    rows = truth(["Call", "Email", "Meeting", "Task"], statuses=False, ahead=False)
    path = text_file(
        folder / "hubspot-activity-export.csv",
        [
            ("Record ID", lambda row: 32034933000 + row.number),
            ("Activity date", lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
            ("Activity type", lambda row: row.kind),
            ("Activity assigned to", lambda row: row.seller.name),
            ("Call outcome", lambda row: "Connected" if row.kind == "Call" else ""),
            ("Meeting outcome", lambda row: "COMPLETED" if row.kind == "Meeting" else ""),
            ("Task status", lambda row: "COMPLETED" if row.kind == "Task" else ""),
            ("Call duration (HH:mm:ss)", lambda row: f"00:{row.minutes % 60:02d}:00" if row.kind == "Call" else ""),
            ("Create date", lambda row: f"{row.logged:%Y-%m-%d %H:%M}"),
            ("Associated Company", lambda row: row.account),
            ("Associated Company IDs", lambda row: 7000000 + row.number % 8),
            ("Associated Contact", lambda row: "Pat Doe"),
            ("Body preview", lambda row: "Hi\nthere, all"),
        ],
        rows,
    )
    return Written([path], rows)


def pipedrive(folder: Path) -> Written:
    rows = truth(["Call", "Meeting", "Discovery meeting", "Email"], statuses=False)
    path = text_file(
        folder / "activities-14.csv",
        [
            ("ID", lambda row: row.number + 1000),
            ("Activity - Subject", lambda row: f"Follow up {row.account}"),
            ("Done", lambda row: "Done" if row.status == "done" else "To do"),
            ("Due date", lambda row: f"{row.at:%Y-%m-%d}"),
            ("Due time", lambda row: f"{row.at:%H:%M}"),
            ("Duration", lambda row: f"00:{row.minutes % 60:02d}"),
            ("Type", lambda row: row.kind),
            ("Assigned to user", lambda row: row.seller.name),
            ("Organization", lambda row: row.account),
            ("Deal", lambda row: f"{row.account} deal"),
            ("Add time", lambda row: f"{row.logged:%Y-%m-%d %H:%M:%S}"),
            ("Marked as done time", lambda row: f"{row.ends:%Y-%m-%d %H:%M:%S}" if row.status == "done" else ""),
        ],
        rows,
    )
    return Written([path], rows)


def dynamics(folder: Path) -> Written:
    rows = truth(["Phone Call", "Appointment", "Email", "Task"])
    words = {"done": "Completed", "planned": "Open", "cancelled": "Canceled"}
    path = sheet_file(
        folder / "My Activities 23-11-2026.xlsx",
        [
            ("(Do Not Modify) Activity", lambda row: f"f3a1b2c4-0000-4000-8000-{row.number:012d}"),
            ("(Do Not Modify) Row Checksum", lambda row: "q+Z/" + "x" * 40),
            ("(Do Not Modify) Modified On", lambda row: local(row.logged)),
            ("Subject", lambda row: f"About {row.account}"),
            ("Regarding", lambda row: row.account),
            ("Activity Type", lambda row: row.kind),
            ("Activity Status", lambda row: words[row.status]),
            ("Owner", lambda row: row.seller.name),
            ("Priority", lambda row: "Normal"),
            ("Due Date", lambda row: local(row.at)),
            ("Actual End", lambda row: local(row.at) if row.status == "done" else None),
            ("Created On", lambda row: local(row.logged)),
        ],
        rows,
    )
    return Written([path], rows)


def zoho(folder: Path) -> Written:
    rows = truth(["Follow up call", "Site visit", "Demo"])
    words = {"done": "Completed", "planned": "Not Started", "cancelled": "Cancelled"}
    path = text_file(
        folder / "Activities_2026_11_23.csv",
        [
            ("Record Id", lambda row: f"zcrm_44400000{row.number:08d}"),
            ("Activity Owner.id", lambda row: f"zcrm_5550000{row.seller.number}"),
            ("Activity Owner", lambda row: row.seller.name),
            ("Subject", lambda row: f"{row.kind} {row.account}"),
            ("Activity Type", lambda row: row.kind),
            ("Due Date", lambda row: f"{row.at:%Y-%m-%d}"),
            ("Status", lambda row: words[row.status]),
            ("Contact Name", lambda row: "Sam Poe"),
            ("Related To", lambda row: row.account),
            ("Created Time", lambda row: f"{row.logged:%Y-%m-%d %H:%M:%S}"),
            ("Closed Time", lambda row: f"{row.at:%Y-%m-%d %H:%M:%S}" if row.status == "done" else ""),
            ("Tag", lambda row: ""),
        ],
        rows,
    )
    return Written([path], rows)


def sugar(folder: Path) -> Written:
    rows = truth(["Call", "Meeting"])
    words = {"done": "Held", "planned": "Planned", "cancelled": "Not Held"}
    paths = [
        text_file(
            folder / f"{kind}s.csv",
            [
                ("Name", lambda row: f"Talk with {row.account}"),
                ("Assigned User Name", lambda row: row.seller.name),
                ("Status", lambda row: words[row.status]),
                ("Start Date", lambda row: f"{row.at:%Y-%m-%d %H:%M:%S}"),
                ("Duration Hours", lambda row: 0),
                ("Duration Minutes", lambda row: row.minutes),
                ("Direction", lambda row: "Outbound"),
                ("ID", lambda row: f"6f1e{row.number:04d}-aa11-bb22-cc33-0123456789ab"),
                ("Date Created", lambda row: f"{row.logged:%Y-%m-%d %H:%M:%S}"),
                ("Parent Type", lambda row: "Accounts"),
            ],
            [row for row in rows if row.kind == kind],
        )
        for kind in ("Call", "Meeting")
    ]
    return Written(paths, rows)


def hubspot_warehouse(folder: Path) -> Written:
    rows = truth(["CALL", "MEETING", "TASK"], statuses=False, ahead=False)
    paths = []
    for kind in ("CALL", "MEETING", "TASK"):
        status = {
            "CALL": "property_hs_call_status",
            "MEETING": "property_hs_meeting_outcome",
            "TASK": "property_hs_task_status",
        }[kind]
        paths.append(
            text_file(
                folder / f"engagement_{kind.lower()}_data.csv",
                [
                    ("engagement_id", lambda row: 31_000_000_000 + row.number),
                    ("_fivetran_deleted", lambda row: "false"),
                    ("_fivetran_synced", lambda row: "2026-11-22 23:22:50.048000"),
                    ("property_hs_createdate", lambda row: utc(row.logged)[:19].replace("T", " ")),
                    ("property_hs_timestamp", lambda row: utc(row.at)[:19].replace("T", " ") + ".123000"),
                    ("property_hubspot_owner_id", lambda row: 44_023_000 + row.seller.number),
                    (status, lambda row: "COMPLETED"),
                    ("type", lambda row: row.kind),
                ],
                [row for row in rows if row.kind == kind],
            )
        )
    owner = folder / "owner_data.csv"
    with owner.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "owner_id",
                "_fivetran_synced",
                "created_at",
                "portal_id",
                "type",
                "updated_at",
                "email",
                "first_name",
                "last_name",
                "active_user_id",
            ]
        )
        for seller in SELLERS:
            writer.writerow(
                [
                    44_023_000 + seller.number,
                    "2026-11-02 21:00:33.301",
                    "2020-02-13 18:19:32.792",
                    4727653,
                    "PERSON",
                    "2020-02-13 18:19:32.860",
                    seller.email,
                    seller.first,
                    seller.last,
                    12345 + seller.number,
                ]
            )
    return Written([*paths, owner], rows)


def odoo_like(folder: Path) -> Written:
    rows = truth(["Call", "Meeting", "To-Do"], statuses=False)
    path = sheet_file(
        folder / "Activity (mail.activity).xlsx",
        [
            ("External ID", lambda row: f"__export__.mail_activity_{row.number}_ab12cd"),
            ("Activity Type", lambda row: row.kind),
            ("Assigned to", lambda row: row.seller.name),
            ("Document Name", lambda row: row.account),
            ("Due Date", lambda row: local(row.at).date()),
            ("Summary", lambda row: "ring back"),
            ("State", lambda row: "Done" if row.status == "done" else "Planned"),
            ("Created on", lambda row: local(row.logged)),
        ],
        rows,
    )
    return Written([path], rows)


STYLES: Mapping[str, Callable[[Path], Written]] = {
    style.__name__: style
    for style in (
        hubspot,
        pipedrive,
        dynamics,
        zoho,
        sugar,
        hubspot_warehouse,
        odoo_like,
    )
}
