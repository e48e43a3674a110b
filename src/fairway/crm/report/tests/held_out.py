"""Styles written after the rules were, to measure them on.

What they showed is in the test beside them, not in the rules.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from fairway.crm.report.tests.truth import truth
from fairway.crm.report.tests.writing import Written, local, sheet_file, text_file


def sap_like(folder: Path) -> Written:
    """A German cloud CRM: begin and end in one column each with the zone behind the time."""
    rows = truth(["Vor-Ort-Termin", "Telefontermin", "Produktvorführung"])
    words = {"done": "Abgeschlossen", "planned": "Offen", "cancelled": "Storniert"}
    return Written(
        [
            text_file(
                folder / "Termine_Export_2026-11-23.csv",
                [
                    ("ID", lambda row: 8_800_000 + row.number),
                    ("Thema", lambda row: f"Gespräch {row.account}"),
                    ("Verantwortlicher", lambda row: row.seller.name),
                    ("Kategorie", lambda row: row.kind),
                    ("Status", lambda row: words[row.status]),
                    (
                        "Beginndatum/-zeit",
                        lambda row: (
                            f"{row.at:%d.%m.%Y %H:%M} {'MESZ' if row.at.utcoffset() == timedelta(hours=2) else 'MEZ'}"
                        ),
                    ),
                    (
                        "Enddatum/-zeit",
                        lambda row: (
                            f"{row.ends:%d.%m.%Y %H:%M} {'MESZ' if row.at.utcoffset() == timedelta(hours=2) else 'MEZ'}"
                        ),
                    ),
                    ("Account", lambda row: row.account),
                    ("Angelegt am", lambda row: f"{row.logged:%d.%m.%Y}"),
                    ("Angelegt von", lambda row: "Batch User"),
                ],
                rows,
                delimiter=";",
                encoding="utf-8-sig",
                quoting=csv.QUOTE_ALL,
            )
        ],
        rows,
    )


def close_like(folder: Path) -> Written:
    """A programmer's export: machine names, instants with offset, a lead for the customer."""
    rows = truth(["Call", "Email", "Meeting"], statuses=False, ahead=False)
    return Written(
        [
            text_file(
                folder / "activity.csv",
                [
                    ("_type", lambda row: row.kind),
                    ("id", lambda row: f"acti_{row.number:06d}xYz"),
                    ("user_id", lambda row: f"user_{row.seller.number}abc"),
                    ("user_name", lambda row: row.seller.name),
                    ("lead_name", lambda row: row.account),
                    ("activity_at", lambda row: row.at.isoformat()),
                    ("date_created", lambda row: row.logged.isoformat()),
                    ("direction", lambda row: "outgoing"),
                    ("duration", lambda row: row.minutes * 60),
                    ("status", lambda row: "completed"),
                ],
                rows,
            )
        ],
        rows,
    )


def french_sheet(folder: Path) -> Written:
    """A sheet kept by hand: a title, a total, yes and no in French."""
    rows = [row for row in truth(["Visite", "Appel tél.", "Démo"]) if row.status != "cancelled"]
    return Written(
        [
            sheet_file(
                folder / "Suivi commercial.xlsx",
                [
                    ("Jour", lambda row: local(row.at).date()),
                    ("Vendeur", lambda row: row.seller.name),
                    ("Type de contact", lambda row: row.kind),
                    ("Client / prospect", lambda row: row.account),
                    ("Fait (O/N)", lambda row: "O" if row.status == "done" else "N"),
                    ("Commentaires", lambda row: "à revoir"),
                ],
                rows,
                above=[["Suivi de l'activité commerciale"], ["Mise à jour : 23/11/2026"]],
                below=[["Total", None, len(rows)]],
                title="Saisie",
            )
        ],
        rows,
    )


def mainframe(folder: Path) -> Written:
    """Short upper-case names, dates and times in digits, bars between the cells."""
    rows = truth(["CALL", "VISIT", "QUOTE"], statuses=False, ahead=False)
    return Written(
        [
            text_file(
                folder / "SLSACT.TXT",
                [
                    ("SLSREP_NM", lambda row: row.seller.name.upper()),
                    ("ACT_TYP", lambda row: row.kind),
                    ("ACT_DT", lambda row: f"{row.at:%Y%m%d}"),
                    ("ACT_TM", lambda row: f"{row.at:%H%M}"),
                    ("CUST_NM", lambda row: row.account.upper()),
                    ("STAT_CD", lambda row: "CLOSED"),
                ],
                rows,
                delimiter="|",
            )
        ],
        rows,
    )


def tasks_and_events(folder: Path) -> Written:
    """One report of tasks and events: the kind stands in the subject only, events have no status."""
    rows = truth(["Disc. req", "MAP sent", "Mtg - ext"], statuses=False)
    event = "Mtg - ext"
    path = text_file(
        folder / "report.csv",
        [
            ("Assigned", lambda row: row.seller.name),
            ("Subject", lambda row: row.kind),
            ("Task", lambda row: "0" if row.kind == event else "1"),
            ("Due Date", lambda row: "" if row.kind == event else f"{row.at:%m/%d/%Y}"),
            ("Start", lambda row: f"{row.at:%m/%d/%Y, %I:%M %p}" if row.kind == event else ""),
            ("Status", lambda row: "" if row.kind == event else "Completed" if row.status == "done" else "Open"),
            ("Company / Account", lambda row: row.account),
            ("Name", lambda row: "Pat Doe"),
            ("Priority", lambda row: "High"),
        ],
        rows,
        encoding="cp1252",
        quoting=csv.QUOTE_ALL,
        below=["", '"Confidential Information - Do Not Distribute"'],
    )
    return Written(
        [path],
        [replace(row, status="unconfirmed") if row.kind == event and row.status == "done" else row for row in rows],
    )


def planner(folder: Path) -> Written:
    """A task board: progress in words, two dates, labels for kinds."""
    rows = [row for row in truth(["Discovery", "Proposal", "Check-in"]) if row.status != "cancelled"]
    return Written(
        [
            sheet_file(
                folder / "Sales plan.xlsx",
                [
                    ("Task ID", lambda row: f"k{row.number:05d}Qw"),
                    ("Task Name", lambda row: f"{row.account} next"),
                    ("Bucket Name", lambda row: "Q4"),
                    ("Progress", lambda row: "Completed" if row.status == "done" else "Not started"),
                    ("Priority", lambda row: "Medium"),
                    ("Assigned To", lambda row: row.seller.name),
                    ("Created By", lambda row: "Nadia Ferrer"),
                    ("Created Date", lambda row: f"{row.logged:%m/%d/%Y}"),
                    ("Due date", lambda row: f"{row.at:%m/%d/%Y}"),
                    ("Completed Date", lambda row: f"{row.at:%m/%d/%Y}" if row.status == "done" else None),
                    ("Completed By", lambda row: row.seller.name if row.status == "done" else None),
                    ("Labels", lambda row: row.kind),
                ],
                rows,
            )
        ],
        rows,
    )


def dialler_without_headings(folder: Path) -> Written:
    """No headings, log-in names, clock in halves of the day, lengths in words."""
    rows = truth(["Outbound call", "Inbound call", "Voicemail"], statuses=False, ahead=False)
    return Written(
        [
            text_file(
                folder / "october.tsv",
                [
                    ("", lambda row: f"{row.at:%m/%d/%y %I:%M %p}"),
                    ("", lambda row: row.seller.turned),
                    ("", lambda row: row.kind),
                    ("", lambda row: row.account),
                    ("", lambda row: f"{row.minutes} mins"),
                ],
                rows,
                delimiter="\t",
                has_header=False,
            )
        ],
        rows,
    )


def names_and_addresses(folder: Path) -> Written:
    """Two exports of two tools: one names sellers, the other has their addresses and other words for the same
    columns.
    """
    rows = truth(["Call", "Meeting held", "Quote sent"], statuses=False, ahead=False)
    one = text_file(
        folder / "crm.csv",
        [
            ("Sales Rep Name", lambda row: row.seller.turned),
            ("Activity Kind", lambda row: row.kind),
            ("Date of Activity", lambda row: f"{row.at:%d-%b-%Y}"),
            ("Customer Name", lambda row: row.account),
        ],
        rows[:200],
    )
    two = text_file(
        folder / "tool.csv",
        [
            ("user.email", lambda row: row.seller.email),
            ("type", lambda row: row.kind.lower()),
            ("occurred_at", lambda row: row.at.isoformat()),
            ("organization.name", lambda row: row.account),
        ],
        rows[200:],
    )
    return Written([one, two], rows)


def spanish_crm(folder: Path) -> Written:
    """Dates and times apart, statuses in Spanish, the day before the month with bars."""
    rows = truth(["Reunión", "Llamada saliente", "Correo"])
    words = {"done": "Finalizada", "planned": "Sin iniciar", "cancelled": "Anulada"}
    return Written(
        [
            text_file(
                folder / "Listado de actividades.csv",
                [
                    ("Propietario de la actividad", lambda row: row.seller.name),
                    ("Clase de actividad", lambda row: row.kind),
                    ("Fecha de inicio", lambda row: f"{row.at:%d/%m/%Y}"),
                    ("Hora de inicio", lambda row: f"{row.at:%H:%M}"),
                    ("Hora de fin", lambda row: f"{row.ends:%H:%M}"),
                    ("Estado de la actividad", lambda row: words[row.status]),
                    ("Nombre de la cuenta", lambda row: row.account),
                    ("Fecha de registro", lambda row: f"{row.logged:%d/%m/%Y}"),
                ],
                rows,
                delimiter=";",
                encoding="latin-1",
            )
        ],
        rows,
    )


def english_ambiguous_days(folder: Path) -> Written:
    """A British log of the first days of three months: no day above 12 says which number is the day."""
    rows = [row for row in truth(rows=1200, ahead=False, statuses=False) if row.at.day <= 12]
    return Written(
        [
            text_file(
                folder / "log.csv",
                [
                    ("Colleague", lambda row: row.seller.name),
                    ("What", lambda row: row.kind),
                    ("On", lambda row: f"{row.at:%d/%m/%Y}"),
                    ("Client", lambda row: row.account),
                ],
                rows,
            )
        ],
        rows,
    )


STYLES: Mapping[str, Callable[[Path], Written]] = {
    style.__name__: style
    for style in (
        sap_like,
        close_like,
        french_sheet,
        mainframe,
        tasks_and_events,
        planner,
        dialler_without_headings,
        names_and_addresses,
        spanish_crm,
        english_ambiguous_days,
    )
}
