"""Text exports as tools and people really write them, each with what is true of it."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, timedelta
from pathlib import Path

from tests.journeys.acts import Act, acts

Column = tuple[str, Callable[[Act], object]]


@dataclass(frozen=True)
class Export:
    """Files to upload, in one go, and the acts that stand in them. `zone` is where their clocks are."""

    files: Sequence[Path]
    acts: Sequence[Act]
    zone: str = "Europe/Paris"
    answers: Mapping[str, str] = field(default_factory=dict)  # what only its owner can know, by question


def written(
    path: Path,
    columns: Sequence[Column],
    rows: Sequence[Act],
    *,
    sign: str = ",",
    encoding: str = "utf-8",
    above: Sequence[str] = (),
    below: Sequence[str] = (),
    quoting: int = csv.QUOTE_MINIMAL,
    has_heading: bool = True,
) -> Path:
    text = io.StringIO()
    text.writelines(f"{line}\r\n" for line in above)
    writer = csv.writer(text, delimiter=sign, quoting=quoting, lineterminator="\r\n")  # type: ignore[arg-type]
    if has_heading:
        writer.writerow([name for name, _ in columns])
    writer.writerows([value(row) for _, value in columns] for row in rows)
    text.writelines(f"{line}\r\n" for line in below)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def american_report_with_totals(folder: Path, until: date) -> Export:
    """A tabular report: cp1252, month first, totals and notices below, everything in quotes."""
    rows = acts(["Exec Briefing Requested", "QBR Deck Sent", "Call"], until=until, seed=11)
    words = {"done": "Completed", "open": "Not Started", "cancelled": "Deferred"}
    rows = [replace(row, state="open") if row.state == "cancelled" else row for row in rows]
    return Export(
        [
            written(
                folder / "report1732612345678.csv",
                [
                    ("Assigned", lambda row: row.seller),
                    ("Subject", lambda row: f"{row.kind}"),
                    ("Date", lambda row: f"{row.at.month}/{row.at.day}/{row.at.year}"),
                    ("Priority", lambda row: "Normal"),
                    ("Status", lambda row: words[row.state]),
                    ("Task", lambda row: 1),
                    ("Company / Account", lambda row: row.account),
                    ("Opportunity", lambda row: ""),
                    ("Created Date", lambda row: f"{row.logged.month}/{row.logged.day}/{row.logged.year}"),
                ],
                rows,
                encoding="cp1252",
                quoting=csv.QUOTE_ALL,
                below=[
                    f'"Grand Totals ({len(rows)} records)"',
                    "",
                    '"Confidential Information - Do Not Distribute"',
                    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."',
                    '"Report Name: Reps Weekly"',
                    '"Brightwater Inc."',
                ],
            )
        ],
        rows,
    )


def hubspot_with_bodies(folder: Path, until: date) -> Export:
    """Notes with line ends and quotes inside, two owner columns, some of which only logged it."""
    rows = acts(["Call", "Email", "Intro pitch", "Mutual plan shared"], until=until, seed=12, states=False, ahead=False)
    return Export(
        [
            written(
                folder / "hubspot-crm-exports-all-activities-2026-11-26.csv",
                [
                    ("Record ID", lambda row: 48811200000 + row.number),
                    ("Activity type", lambda row: row.kind),
                    ("Activity date", lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
                    (
                        "Body preview",
                        lambda row: f'Spoke about "{row.account}",\nnext: send it;\r\n\r\n=SUM(A1) thanks',
                    ),
                    ("Activity assigned to", lambda row: f"{row.seller} ({row.email})"),
                    ("Activity created by", lambda row: "Ops Robot"),
                    ("Call direction", lambda row: "OUTBOUND" if row.kind == "Call" else ""),
                    ("Associated Company", lambda row: row.account),
                    ("Create date", lambda row: f"{row.logged:%Y-%m-%d %H:%M}"),
                    ("Last modified date", lambda row: f"{until} 05:00"),
                ],
                rows,
            )
        ],
        rows,
    )


def german_pipeline(folder: Path, until: date) -> Export:
    """Semicolons, cp1252, commas as decimal signs, due and done dates both there, open tasks."""
    rows = acts(["Anruf", "Angebot verschickt", "Vor-Ort-Termin angefragt"], until=until, seed=13)
    rows = [row for row in rows if row.state != "cancelled"]
    return Export(
        [
            written(
                folder / "Aktivitäten-26.csv",
                [
                    ("Aktivität - Thema", lambda row: f"{row.kind} bei {row.account}"),
                    ("Aktivität - Typ", lambda row: row.kind),
                    ("Aktivität - Fälligkeitsdatum", lambda row: f"{row.at - timedelta(days=9):%d.%m.%Y}"),
                    ("Aktivität - Zugewiesen an Nutzer", lambda row: row.seller),
                    ("Aktivität - Erledigt", lambda row: "Erledigt" if row.state == "done" else "Zu erledigen"),
                    (
                        "Aktivität - Als erledigt markiert am",
                        lambda row: f"{row.at:%d.%m.%Y %H:%M}" if row.state == "done" else "",
                    ),
                    ("Aktivität - Dauer (Std.)", lambda row: "0,75"),
                    ("Deal - Wert", lambda row: "12.500,00"),
                    ("Organisation - Name", lambda row: row.account),
                ],
                rows,
                sign=";",
                encoding="cp1252",
            )
        ],
        rows,
    )


def french_sheet_as_text(folder: Path, until: date) -> Export:
    rows = acts(["RDV demandé", "Proposition envoyée", "Relance tél."], until=until, seed=14)
    words = {"done": "Terminé", "open": "À venir", "cancelled": "Annulé"}
    return Export(
        [
            written(
                folder / "suivi.csv",
                [
                    ("Commercial(e)", lambda row: row.seller),
                    ("Type d'action", lambda row: row.kind),
                    ("Date de l'action", lambda row: f"{row.at:%d/%m/%Y}"),
                    ("Heure", lambda row: f"{row.at:%Hh%M}"),
                    ("État", lambda row: words[row.state]),
                    ("Client", lambda row: row.account),
                    ("Commentaire", lambda row: ""),
                ],
                rows,
                sign=";",
                encoding="utf-8-sig",
            )
        ],
        rows,
    )


def spanish_latin1(folder: Path, until: date) -> Export:
    rows = acts(["Llamada", "Propuesta enviada", "Visita solicitada"], until=until, seed=15)
    words = {"done": "Realizada", "open": "Pendiente", "cancelled": "Cancelada"}
    return Export(
        [
            written(
                folder / "actividades comerciales.csv",
                [
                    ("Nº", lambda row: row.number),
                    ("Responsable", lambda row: row.seller.upper()),
                    ("Acción", lambda row: row.kind),
                    ("Fecha", lambda row: f"{row.at:%d-%m-%Y}"),
                    ("Estado", lambda row: words[row.state]),
                    ("Empresa", lambda row: row.account),
                    ("Importe previsto", lambda row: "1.250,50 €"),
                ],
                rows,
                sign=";",
                encoding="cp1252",
            )
        ],
        rows,
    )


def dutch_states(folder: Path, until: date) -> Export:
    """A language the reader has no tables for."""
    rows = acts(["Terugbelverzoek", "Offerte verstuurd", "Klantbezoek aangevraagd"], until=until, seed=16)
    words = {"done": "Afgerond", "open": "Gepland", "cancelled": "Geannuleerd"}
    return Export(
        [
            written(
                folder / "activiteiten.csv",
                [
                    ("Verkoper", lambda row: row.seller),
                    ("Soort", lambda row: row.kind),
                    ("Datum", lambda row: f"{row.at:%d-%m-%Y %H:%M}"),
                    ("Toestand", lambda row: words[row.state]),
                    ("Relatie", lambda row: row.account),
                ],
                rows,
                sign=";",
            )
        ],
        rows,
        answers={"status:geannuleerd": "cancelled"},
    )


def last_first_in_wide_text(folder: Path, until: date) -> Export:
    """UTF-16 with tabs, as "Unicode text" is saved; last names first."""
    rows = acts(["Outbound dial", "Samples shipped", "Spec review"], until=until, seed=17, states=False, ahead=False)
    return Export(
        [
            written(
                folder / "Book1.txt",
                [
                    ("Rep", lambda row: f"{row.last}, {row.first}"),
                    ("Touch", lambda row: row.kind),
                    ("When", lambda row: f"{row.at:%d-%b-%y}"),
                    ("Cust.", lambda row: row.account),
                    ("", lambda row: ""),
                ],
                rows,
                sign="\t",
                encoding="utf-16",
            )
        ],
        rows,
    )


def one_seller_spelled_many_ways(folder: Path, until: date) -> Export:
    rows = acts(["Site walk", "Bid sent"], until=until, seed=18, states=False, ahead=False)

    def spelled(row: Act) -> str:
        ways = (
            row.seller,
            row.seller.upper(),
            f"{row.last.upper()} {row.first}",
            f" {row.first}  {row.last} ",
            row.email,
        )
        return ways[row.number % len(ways)]

    return Export(
        [
            written(
                folder / "log.csv",
                [
                    ("who", spelled),
                    ("what", lambda row: row.kind if row.number % 3 else row.kind.lower()),
                    ("date", lambda row: f"{row.at:%Y/%m/%d}"),
                    ("customer", lambda row: row.account),
                ],
                rows,
            )
        ],
        rows,
    )


def two_columns(folder: Path, until: date) -> Export:
    rows = acts(["Tally"], until=until, seed=19, states=False, ahead=False)
    return Export(
        [written(folder / "tally.csv", [("Name", lambda row: row.seller), ("Date", lambda row: row.at.date())], rows)],
        rows,
    )


def no_heading(folder: Path, until: date) -> Export:
    rows = acts(["demo req", "trial set up", "phone"], until=until, seed=20, states=False, ahead=False)
    return Export(
        [
            written(
                folder / "out.dat",
                [
                    ("", lambda row: f"{row.at:%Y%m%d}"),
                    ("", lambda row: f"{row.first[:1]}. {row.last}"),
                    ("", lambda row: row.kind),
                    ("", lambda row: row.account),
                    ("", lambda row: 30),
                ],
                rows,
                sign="|",
                has_heading=False,
            )
        ],
        [replace(row, seller=f"{row.first[:1]}. {row.last}") for row in rows],
    )


def serial_days(folder: Path, until: date) -> Export:
    """Dates as a spreadsheet keeps them: days since the end of 1899, with the time as a fraction."""
    rows = acts(["Walk-in", "Quote sent", "Callback"], until=until, seed=21, states=False, ahead=False)

    def serial(row: Act) -> str:
        days = (row.at.date() - date(1899, 12, 30)).days
        return f"{days + (row.at.hour * 60 + row.at.minute) / 1440:.5f}"

    return Export(
        [
            written(
                folder / "export (3).csv",
                [
                    ("Salesperson", lambda row: row.seller),
                    ("Activity", lambda row: row.kind),
                    ("Date/Time", serial),
                    ("Account Name", lambda row: row.account),
                ],
                rows,
            )
        ],
        rows,
    )


def days_up_to_twelve(folder: Path, until: date) -> Export:
    """British days, all of them 1 to 12: nothing in a single cell says which number is the day."""
    rows = acts(["Visit asked", "Sample sent"], until=until, seed=22, states=False, ahead=False)
    rows = [row for row in rows if row.at.day <= 12]
    return Export(
        [
            written(
                folder / "diary.csv",
                [
                    ("Colleague", lambda row: row.seller),
                    ("Kind", lambda row: row.kind),
                    ("Day", lambda row: f"{row.at:%d/%m/%Y}"),
                    ("Shop", lambda row: row.account),
                ],
                sorted(rows, key=lambda row: row.at),
            )
        ],
        rows,
    )


def instants_in_utc(folder: Path, until: date) -> Export:
    """A programmer's dump: machine names, instants that end in Z, sellers by address, a clock far from Greenwich."""
    zone = "Australia/Sydney"
    rows = acts(["connect_note", "deck_sent", "call"], until=until, seed=23, zone=zone, states=False, ahead=False)
    return Export(
        [
            written(
                folder / "activity_log.tsv",
                [
                    ("id", lambda row: f"act_{row.number:08x}"),
                    ("actor_email", lambda row: row.email),
                    ("actor_name", lambda row: row.seller),
                    ("event_type", lambda row: row.kind),
                    ("occurred_at", lambda row: f"{row.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"),
                    ("company", lambda row: row.account),
                    ("payload", lambda row: '{"k": [1, 2]}'),
                ],
                rows,
                sign="\t",
            )
        ],
        rows,
        zone=zone,
    )


def calendar_program(folder: Path, until: date) -> Export:
    """A desk calendar's export: start and end in two columns each, organiser, nothing that says what took place."""
    rows = acts(
        ["Discovery", "Plan review"],
        until=until,
        seed=24,
        states=False,
        unmarked=frozenset({"Discovery", "Plan review"}),
    )
    return Export(
        [
            written(
                folder / "calendar.CSV",
                [
                    ("Subject", lambda row: row.kind),
                    ("Start Date", lambda row: f"{row.at:%d/%m/%Y}"),
                    ("Start Time", lambda row: f"{row.at:%H:%M:%S}"),
                    ("End Date", lambda row: f"{row.at + timedelta(minutes=45):%d/%m/%Y}"),
                    ("End Time", lambda row: f"{row.at + timedelta(minutes=45):%H:%M:%S}"),
                    ("All day event", lambda row: "False"),
                    ("Reminder on/off", lambda row: "True"),
                    ("Meeting Organizer", lambda row: row.seller),
                    ("Required Attendees", lambda row: f"{row.seller};Pat Doe"),
                    ("Location", lambda row: row.account),
                    ("Show time as", lambda row: "2"),
                ],
                rows,
                quoting=csv.QUOTE_ALL,
            )
        ],
        rows,
    )


STYLES: Mapping[str, Callable[[Path, date], Export]] = {
    style.__name__: style
    for style in (
        american_report_with_totals,
        hubspot_with_bodies,
        german_pipeline,
        french_sheet_as_text,
        spanish_latin1,
        dutch_states,
        last_first_in_wide_text,
        one_seller_spelled_many_ways,
        two_columns,
        no_heading,
        serial_days,
        days_up_to_twelve,
        instants_in_utc,
        calendar_program,
    )
}
