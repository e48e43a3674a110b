"""The known truth as tools beside a CRM give it: a calendar, a phone system, a task board, a form."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from fairway.crm.report.tests.truth import truth
from fairway.crm.report.tests.writing import Written, text_file


def outlook(folder: Path) -> Written:
    rows = truth(["Discovery", "Demo", "Quarterly review"], statuses=False)
    path = text_file(
        folder / "calendar.CSV",
        [
            ("Subject", lambda row: f"{row.kind}: {row.account}"),
            ("Start Date", lambda row: f"{row.at.month}/{row.at.day}/{row.at.year}"),
            ("Start Time", lambda row: f"{row.at:%I:%M:%S %p}"),
            ("End Date", lambda row: f"{row.ends.month}/{row.ends.day}/{row.ends.year}"),
            ("End Time", lambda row: f"{row.ends:%I:%M:%S %p}"),
            ("All day event", lambda row: "False"),
            ("Reminder on/off", lambda row: "True"),
            ("Meeting Organizer", lambda row: row.seller.name),
            ("Required Attendees", lambda row: "pat@client.example;sam@client.example"),
            ("Description", lambda row: "Agenda:\n1. hello\n2. price"),
            ("Location", lambda row: "Teams"),
            ("Priority", lambda row: "Normal"),
            ("Private", lambda row: "False"),
            ("Show time as", lambda row: "2"),
        ],
        rows,
        quoting=csv.QUOTE_ALL,
    )
    return Written([path], [replace(row, status="unconfirmed" if row.status == "done" else row.status) for row in rows])


def phone_system(folder: Path) -> Written:
    rows = truth(["call"], statuses=False, ahead=False)
    path = text_file(
        folder / "calls_nov.csv",
        [
            ("Agent", lambda row: row.seller.name),
            ("Call Start", lambda row: f"{row.at:%d/%m/%Y %H:%M:%S}"),
            ("Call End", lambda row: f"{row.ends:%d/%m/%Y %H:%M:%S}"),
            ("Talk Time (sec)", lambda row: row.minutes * 60 + 7),
            ("Direction", lambda row: "Outbound" if row.number % 3 else "Inbound"),
            ("Disposition", lambda row: "Connected" if row.number % 2 else "No Answer"),
            ("Dialed Number", lambda row: "+49301234567"),
        ],
        rows,
    )
    return Written([path], rows)


def account_first(folder: Path) -> Written:
    rows = truth(["Disc. req", "MAP sent", "Proposal"])
    path = text_file(
        folder / "tasks.csv",
        [
            ("Assignee", lambda row: row.seller.email),
            ("Task Name", lambda row: f"{row.account}: {row.kind}"),
            ("Due Date", lambda row: f"{row.at:%Y-%m-%d}"),
            ("Completed At", lambda row: f"{row.at:%Y-%m-%d}" if row.status == "done" else ""),
            ("Section/Column", lambda row: "Q4"),
            ("Notes", lambda row: ""),
        ],
        [row for row in rows if row.status != "cancelled"],
    )
    return Written([path], [row for row in rows if row.status != "cancelled"])


def form(folder: Path) -> Written:
    rows = truth(["Phone call", "Visit", "Video meeting"], statuses=False, ahead=False)
    path = text_file(
        folder / "Activity form (Responses).csv",
        [
            ("Timestamp", lambda row: f"{row.logged:%d/%m/%Y %H:%M:%S}"),
            ("Email Address", lambda row: row.seller.email),
            ("What kind of activity was it?", lambda row: row.kind),
            ("Which customer did you talk to?", lambda row: row.account),
            ("When did it happen?", lambda row: f"{row.at:%d/%m/%Y}"),
            ("How long did it take (minutes)?", lambda row: row.minutes),
            ("Anything else?", lambda row: "no"),
        ],
        rows,
        quoting=csv.QUOTE_ALL,
    )
    return Written([path], rows)


STYLES: Mapping[str, Callable[[Path], Written]] = {
    style.__name__: style for style in (outlook, phone_system, account_first, form)
}
