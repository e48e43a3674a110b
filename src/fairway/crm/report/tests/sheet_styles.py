"""The known truth in workbooks kept by hand: titles, totals, names above groups of rows."""

from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook

from fairway.crm.report.tests.truth import SELLERS, truth
from fairway.crm.report.tests.writing import DE, Written, local, sheet_file


def german_excel(folder: Path) -> Written:
    rows = truth(["Kundenbesuch", "Angebot verschickt", "Tel.", "Vorführung"])
    path = sheet_file(
        folder / "Aktivitäten 2026.xlsx",
        [
            ("Mitarbeiter", lambda row: row.seller.turned),
            ("Aktivitätsart", lambda row: row.kind),
            ("Fällig am", lambda row: local(row.at).replace(hour=0, minute=0)),
            ("Status", lambda row: DE[row.status]),
            ("Firma", lambda row: row.account),
            ("Dauer (Std.)", lambda row: row.minutes / 60),
            ("Erstellt am", lambda row: local(row.logged)),
            ("Bemerkung", lambda row: "=cmd|' /C calc'!A0" if row.number % 50 == 0 else "ok"),
        ],
        rows,
        title="Export",
    )
    return Written([path], rows)


def hand_kept(folder: Path) -> Written:
    rows = sorted(
        truth(["Call", "Visit", "Demo", "Proposal sent"], statuses=False, ahead=False), key=lambda row: row.at
    )
    path = sheet_file(
        folder / "team log.xlsx",
        [
            ("Wer", lambda row: row.seller.first),
            ("When", lambda row: local(row.at).date()),
            ("What", lambda row: row.kind),
            ("Where", lambda row: row.account),
            ("", lambda row: None),
            ("Comments", lambda row: "good talk, follow up"),
        ],
        rows,
        above=[["Sales team activity log 2026"], [], ["please fill in every evening"]],
        merged="A1:F1",
        below=[[], ["Total", None, len(rows)]],
    )
    renamed = {seller: seller.__class__(seller.first, "", seller.number) for seller in SELLERS}
    return Written([path], [row.__class__(**{**row.__dict__, "seller": renamed[row.seller]}) for row in rows])


def sections(folder: Path) -> Written:
    rows = sorted(
        truth(["Call", "Visit", "Lunch"], statuses=False, ahead=False), key=lambda row: (row.seller.number, row.at)
    )
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Customer contacts 2026"])
    sheet.append(["Date", "Kind", "Customer", "Note"])
    before = None
    for row in rows:
        if row.seller is not before:
            sheet.append([row.seller.name])
            before = row.seller
        sheet.append(
            [f"{row.at.day} {row.at:%b}", row.kind.upper() if row.number % 7 == 0 else row.kind, row.account, None]
        )
    path = folder / "contacts.xlsx"
    book.save(path)
    return Written([path], rows)


def filled_down(folder: Path) -> Written:
    rows = sorted(
        truth(["Besuch", "Telefonat", "Mail"], statuses=False, ahead=False), key=lambda row: (row.seller.number, row.at)
    )
    above = {row.number: before for row, before in zip(rows[1:], rows, strict=False)}
    path = sheet_file(
        folder / "liste.xlsx",
        [
            (
                "Name",
                lambda row: (
                    row.seller.name if row.number not in above or above[row.number].seller is not row.seller else None
                ),
            ),
            ("Tag", lambda row: local(row.at).date()),
            ("Tätigkeit", lambda row: row.kind),
            ("bei wem", lambda row: row.account),
        ],
        rows,
    )
    return Written([path], rows)


STYLES: Mapping[str, Callable[[Path], Written]] = {
    style.__name__: style for style in (german_excel, hand_kept, sections, filled_down)
}
