"""The known truth in text files of all kinds: languages, encodings, orders of day and month, forms, phone systems."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from fairway.crm.report.tests.truth import truth
from fairway.crm.report.tests.writing import EN, ES, FR, Written, local, text_file


def french_semicolon(folder: Path) -> Written:
    rows = truth(["RDV client", "Appel", "Devis envoyé", "Relance"])
    path = text_file(
        folder / "activites.csv",
        [
            ("Commercial", lambda row: f"{row.seller.last.upper()} {row.seller.first}"),
            ("Type d'activité", lambda row: row.kind),
            ("Date d'échéance", lambda row: f"{row.at:%d/%m/%Y}"),
            ("Heure", lambda row: f"{row.at:%Hh%M}"),
            ("Statut", lambda row: FR[row.status]),
            ("Société", lambda row: row.account),
            ("Créé le", lambda row: f"{row.logged:%d/%m/%Y %H:%M}"),
            ("Durée", lambda row: f"{row.minutes} min"),
        ],
        rows,
        delimiter=";",
        encoding="cp1252",
    )
    return Written([path], rows)


def spanish(folder: Path) -> Written:
    rows = truth(["Visita", "Llamada", "Propuesta enviada", "Reunión solicitada"])
    path = text_file(
        folder / "actividades.csv",
        [
            ("Responsable", lambda row: row.seller.name),
            ("Asunto", lambda row: f"{row.kind}: {row.account}"),
            ("Fecha", lambda row: f"{row.at:%d-%m-%Y}"),
            ("Estado", lambda row: ES[row.status]),
            ("Empresa", lambda row: row.account),
            ("Fecha de creación", lambda row: f"{row.logged:%d-%m-%Y}"),
        ],
        rows,
        delimiter=";",
        encoding="utf-8-sig",
    )
    return Written([path], rows)


def american_ambiguous(folder: Path) -> Written:
    rows = [row for row in truth(rows=2500, ahead=False, statuses=False) if row.at.day <= 12]
    path = text_file(
        folder / "activity-log.csv",
        [
            ("Rep", lambda row: row.seller.name),
            ("Activity", lambda row: row.kind),
            ("Date", lambda row: f"{row.at.month}/{row.at.day}/{row.at:%y}"),
            ("Time", lambda row: f"{row.at:%I:%M %p}"),
            ("Account Name", lambda row: row.account),
        ],
        rows,
    )
    return Written([path], rows)


def tabs_utf16(folder: Path) -> Written:
    rows = truth()
    path = text_file(
        folder / "export.txt",
        [
            ("Owner Alias", lambda row: row.seller.name),
            ("Category", lambda row: row.kind),
            ("Completed On", lambda row: f"{row.at:%d %b %Y %H:%M}" if row.status == "done" else ""),
            ("Deadline", lambda row: f"{row.at:%d %b %Y}"),
            ("State", lambda row: EN[row.status]),
            ("Customer", lambda row: row.account),
        ],
        rows,
        delimiter="\t",
        encoding="utf-16",
    )
    return Written([path], rows)


def no_header(folder: Path) -> Written:
    rows = truth(["Call", "Email", "Meeting", "Demo"])
    path = text_file(
        folder / "dump.csv",
        [
            ("", lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
            ("", lambda row: row.seller.name),
            ("", lambda row: row.kind),
            ("", lambda row: row.account),
            ("", lambda row: EN[row.status]),
        ],
        rows,
        delimiter="|",
        has_header=False,
    )
    return Written([path], rows)


def epoch_and_email(folder: Path) -> Written:
    rows = truth()
    path = text_file(
        folder / "engagements.csv",
        [
            ("engagement_id", lambda row: 9_000_000_000 + row.number),
            ("owner_email", lambda row: row.seller.email),
            ("timestamp", lambda row: int(row.at.timestamp() * 1000)),
            ("activity_type", lambda row: row.kind),
            (
                "status",
                lambda row: {"done": "COMPLETED", "planned": "NOT_STARTED", "cancelled": "CANCELED"}[row.status],
            ),
            ("company_name", lambda row: row.account),
        ],
        rows,
    )
    return Written([path], rows)


MONTHS_ES = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]


def serials(folder: Path) -> Written:
    rows = truth(["Besuch", "Anruf"])
    path = text_file(
        folder / "export.csv",
        [
            ("Verkäufer", lambda row: row.seller.turned),
            ("Termin am", lambda row: _serial(local(row.at))),
            ("Art", lambda row: row.kind),
            ("erledigt", lambda row: "ja" if row.status == "done" else "nein"),
            ("Kunde", lambda row: row.account),
        ],
        [row for row in rows if row.status != "cancelled"],
        delimiter=";",
        encoding="cp850",
    )
    return Written([path], [row for row in rows if row.status != "cancelled"])


def _serial(moment: datetime) -> str:
    zero = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
    return f"{(moment - zero) / timedelta(days=1):.6f}".replace(".", ",")


def spanish_months(folder: Path) -> Written:
    rows = truth(["Visita", "Llamada", "Demostración"])
    path = text_file(
        folder / "gestiones.txt",
        [
            ("Comercial", lambda row: row.seller.name),
            ("Gestión", lambda row: row.kind),
            ("Día", lambda row: f"{row.at.day:02d}-{MONTHS_ES[row.at.month - 1]}.-{row.at:%y}"),
            ("Situación", lambda row: {"done": "Hecho", "planned": "Por hacer", "cancelled": "Anulado"}[row.status]),
            ("Cliente", lambda row: row.account),
        ],
        rows,
        delimiter="\t",
        encoding="mac_roman",
        newline="\r",
    )
    return Written([path], rows)


def two_name_columns(folder: Path) -> Written:
    rows = truth(["Call", "Meeting", "Email"])
    path = text_file(
        folder / "data.csv",
        [
            ("First name", lambda row: row.seller.first),
            ("Last name", lambda row: row.seller.last),
            ("Date", lambda row: f"{row.at:%B %d, %Y %I:%M %p}".replace(" 0", " ")),
            ("Tags", lambda row: row.kind),
            ("Progress", lambda row: {"done": "Done", "planned": "To do", "cancelled": "Cancelled"}[row.status]),
            ("Client", lambda row: row.account),
        ],
        rows,
    )
    return Written([path], rows)


def planned_and_done(folder: Path) -> Written:
    rows = truth(["Besuch", "Anruf"])
    rows = [row for row in rows if row.status != "cancelled"]
    path = text_file(
        folder / "plan.csv",
        [
            ("AD-Mitarbeiter", lambda row: row.seller.name),
            ("Kontaktart", lambda row: row.kind),
            (
                "geplant für",
                lambda row: f"{row.at - timedelta(days=8):%d.%m.%y}" if row.status == "done" else f"{row.at:%d.%m.%y}",
            ),
            ("durchgeführt am", lambda row: f"{row.at:%d.%m.%y}" if row.status == "done" else "-"),
            ("Kunde", lambda row: row.account),
            ("KW", lambda row: row.at.isocalendar()[1]),
        ],
        rows,
        delimiter=";",
    )
    return Written([path], rows)


STYLES: Mapping[str, Callable[[Path], Written]] = {
    style.__name__: style
    for style in (
        french_semicolon,
        spanish,
        american_ambiguous,
        tabs_utf16,
        no_header,
        epoch_and_email,
        serials,
        spanish_months,
        two_name_columns,
        planned_and_done,
    )
}
