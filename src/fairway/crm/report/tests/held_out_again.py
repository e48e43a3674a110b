"""A second set of styles written after the rules: uglier ones, measured once and left alone."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from fairway.crm.report.folding import fold
from fairway.crm.report.tests.truth import SELLERS, Done, truth
from fairway.crm.report.tests.writing import EN, Written, local, sheet_file, text_file


def decoy_owners(folder: Path) -> Written:
    """Four columns of people and four of dates that are not the activity's."""
    rows = truth(["Site visit", "Phone call", "Proposal"])
    return Written(
        [
            text_file(
                folder / "joined report.csv",
                [
                    ("Account Owner", lambda row: SELLERS[row.number % 3].name),
                    ("Account: Created Date", lambda row: f"2019-0{row.number % 9 + 1}-11"),
                    ("Account Name", lambda row: row.account),
                    ("Opportunity Owner", lambda row: SELLERS[row.number % 5].name),
                    ("Close Date", lambda row: f"2027-0{row.number % 9 + 1}-28"),
                    ("Stage", lambda row: "Negotiation"),
                    ("Contact: Full Name", lambda row: f"Pat Doe{chr(97 + row.number % 26)}"),
                    ("Last Activity", lambda row: "2026-11-20"),
                    ("Activity ID", lambda row: f"00T5g0000{row.number:06d}EAB"),
                    ("Assigned To", lambda row: row.seller.name),
                    ("Activity Type", lambda row: row.kind),
                    ("Activity Date", lambda row: f"{row.at:%Y-%m-%d}"),
                    ("Activity Status", lambda row: EN[row.status]),
                    ("Created By", lambda row: "Automated Process"),
                    ("Last Modified By", lambda row: "Automated Process"),
                    ("Lead Status", lambda row: "Open"),
                    ("Amount", lambda row: "12,500.00"),
                ],
                rows,
            )
        ],
        rows,
    )


def german_hand_kept(folder: Path) -> Written:
    """Weekday before the day, a year of two digits, the time in the same cell, ticks for done, names by first
    letter.
    """
    rows = [row for row in truth(["Besuch", "Tel", "Angebot"], ahead=True) if row.status != "cancelled"]
    days = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
    return Written(
        [
            text_file(
                folder / "Wochenliste.csv",
                [
                    ("Lfd. Nr.", lambda row: row.number + 1),
                    ("Außendienst", lambda row: f"{row.seller.first[0]}. {row.seller.last}"),
                    ("Wann?", lambda row: f"{days[row.at.weekday()]}, {row.at:%d.%m.%y} {row.at:%H:%M} Uhr"),
                    ("Was?", lambda row: row.kind),
                    ("Bei wem?", lambda row: row.account),
                    ("erl.", lambda row: "x" if row.status == "done" else ""),
                ],
                rows,
                delimiter=";",
                encoding="cp1252",
                above=["Wochenliste Vertrieb Süd;;;;;", ";;;;;"],
            )
        ],
        [replace(row, seller=replace(row.seller, first=f"{row.seller.first[0]}.")) for row in rows],
    )


def calendar_of_one(folder: Path) -> Written:
    """Two people's calendars, one file each, without a column of people; the names are the files'."""
    rows = [row for row in truth(["Demo", "Discovery"], statuses=False, ahead=False) if row.seller in SELLERS[:2]]
    return Written(
        [
            text_file(
                folder / f"{fold(seller.first)}_{fold(seller.last)}.csv",
                [
                    ("Subject", lambda row: f"{row.kind} - {row.account}"),
                    ("Start", lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
                    ("End", lambda row: f"{row.ends:%Y-%m-%d %H:%M}"),
                    ("Location", lambda row: "Berlin"),
                ],
                [row for row in rows if row.seller is seller],
            )
            for seller in SELLERS[:2]
        ],
        [replace(row, status="unconfirmed") for row in rows],
    )


def mangled_days(folder: Path) -> Written:
    """An American Excel opened a British file: days up to 12 became dates with day and month swapped, others
    stayed text.
    """
    rows = truth(["Call", "Meeting", "Letter"], statuses=False, ahead=False)

    def mangled(row: Done) -> object:
        day = local(row.at).date()
        return day.replace(day=day.month, month=day.day) if day.day <= 12 else f"{day:%d/%m/%Y}"

    return Written(
        [
            sheet_file(
                folder / "from the UK.xlsx",
                [
                    ("Salesperson", lambda row: row.seller.name),
                    ("Date", mangled),
                    ("Activity", lambda row: row.kind),
                    ("Customer", lambda row: row.account),
                ],
                rows,
            )
        ],
        rows,
    )


def legacy_crm(folder: Path) -> Written:
    """Ids for people with a staff list beside it, stand in codes of letters, quotes written with backslashes."""
    rows = [row for row in truth(["Kaltakquise", "Ortstermin", "Nachfassen"], statuses=False) if row.status == "done"]
    staff = folder / "mitarbeiter.csv"
    with staff.open("w", newline="", encoding="cp1252") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Personalnummer", "Vorname", "Nachname", "E-Mail", "Abteilung"])
        for seller in SELLERS:
            writer.writerow([f"P{seller.number:04d}", seller.first, seller.last, seller.email, "Vertrieb"])
    lines = ["Vorgangsnr;Mitarbeiter-Nr;Vorgangsart;Termin;Kunde;Text"]
    lines += [
        f"V{row.number:06d};P{row.seller.number:04d};{row.kind};{row.at:%d.%m.%Y %H:%M:%S};"
        f'"{row.account}";"er sagte \\"ja\\"; gut"'
        for row in rows
    ]
    path = folder / "vorgaenge.csv"
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))
    return Written([path, staff], rows)


def no_year_in_french(folder: Path) -> Written:
    """A French sheet whose days name no year, with the week above them and the seller in capitals."""
    months = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
    rows = truth(["Visite client", "Relance", "Devis"], statuses=False, ahead=False)
    return Written(
        [
            text_file(
                folder / "suivi 2026.csv",
                [
                    ("Qui", lambda row: f"{row.seller.first} {row.seller.last.upper()}"),
                    ("Quand", lambda row: f"{row.at.day} {months[row.at.month - 1]}"),
                    ("Quoi", lambda row: row.kind),
                    ("Chez", lambda row: row.account),
                ],
                rows,
                delimiter="\t",
                encoding="utf-16",
            )
        ],
        rows,
    )


def wide_api_table(folder: Path) -> Written:
    """A warehouse table of a hundred columns, most of them empty, deleted rows and versions among them."""
    rows = truth(["Discovery", "Follow-up", "Demo"])
    filler = [(f"custom_field_{number}_c", lambda row: "") for number in range(80)]
    path = text_file(
        folder / "sf_task_data.csv",
        [
            *filler[:40],
            ("id", lambda row: f"00T1G00003{row.number:05d}UAB"),
            ("owner_id", lambda row: row.seller.user_id),
            ("_fivetran_synced", lambda row: "2026-11-22 03:00:11"),
            ("activity_date", lambda row: f"{local(row.at):%Y-%m-%d} 00:00:00"),
            (
                "completed_date_time",
                lambda row: f"{row.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if row.status == "done" else "",
            ),
            ("created_date", lambda row: f"{row.logged.astimezone(UTC):%Y-%m-%d %H:%M:%S}"),
            ("is_closed", lambda row: str(row.status == "done").upper()),
            ("status", lambda row: EN[row.status]),
            ("is_deleted", lambda row: "FALSE"),
            ("task_subtype", lambda row: "Task"),
            ("type", lambda row: row.kind),
            ("what_id", lambda row: f"0061G00000N3{row.number % 9}JZQAZ"),
            ("last_modified_by_id", lambda row: "0051G000005Mun4QAC"),
            ("created_by_id", lambda row: "0051G000005Mun4QAC"),
            ("last_modified_date", lambda row: "2026-11-20 10:00:00"),
            *filler[40:],
        ],
        rows,
    )
    users = _users(folder / "sf_user_data.csv")
    return Written([path, users], rows)


def _users(path: Path) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "_fivetran_deleted",
                "alias",
                "community_nickname",
                "email",
                "first_name",
                "id",
                "is_active",
                "last_name",
                "manager_id",
                "name",
                "username",
                "user_type",
                "last_login_date",
            ]
        )
        for seller in SELLERS:
            writer.writerow(
                [
                    "false",
                    seller.first[:3],
                    "nick",
                    seller.email,
                    seller.first,
                    seller.user_id,
                    "true",
                    seller.last,
                    "",
                    seller.name,
                    seller.email,
                    "Standard",
                    "2026-11-01 10:00:00",
                ]
            )
    return path


def half_hours_in_words(folder: Path) -> Written:
    """An export with the month in words, halves of the day, a status nobody lists, and page headings repeated."""
    rows = truth(["Intro call", "Deep dive", "Pricing talk"], statuses=False, ahead=False)
    path = text_file(
        folder / "activity digest.csv",
        [
            ("Activity Owner: Full Name", lambda row: row.seller.name),
            ("Activity: Type", lambda row: row.kind),
            ("Happened on", lambda row: f"{row.at:%A}, {row.at:%B} {row.at.day}, {row.at.year} at {row.at:%I:%M %p}"),
            ("Account: Name", lambda row: row.account),
            ("Activity: State", lambda row: "Filed"),
        ],
        rows,
    )
    lines = path.read_bytes().decode().split("\r\n")
    for place in (300, 200, 100):
        lines.insert(place, lines[0])
    path.write_bytes("\r\n".join(lines).encode())
    return Written([path], rows)


STYLES: Mapping[str, Callable[[Path], Written]] = {
    style.__name__: style
    for style in (
        decoy_owners,
        german_hand_kept,
        calendar_of_one,
        mangled_days,
        legacy_crm,
        no_year_in_french,
        wide_api_table,
        half_hours_in_words,
    )
}
