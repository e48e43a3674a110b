"""Exports that are sums already, of many sheets, or written where nobody reads English."""

import csv
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.journeys.acts import SELLERS, Act, acts
from tests.journeys.exports_text import Export, written

Sums = Counter[tuple[str, str, date]]


def _sums(rows: Sequence[Act]) -> Sums:
    return Counter((row.seller, row.kind, row.at.date() - timedelta(days=row.at.weekday())) for row in rows)


def _lines(path: Path, heading: Sequence[str], lines: Sequence[Sequence[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([heading, *lines])
    return path


def summed_by_week(folder: Path, until: date) -> Export:
    """A summary report: how many of each kind by seller and week, under "Record Count"."""
    rows = acts(["Calls", "Emails", "Proposals sent"], until=until, seed=41, states=False, ahead=False)
    lines = [[seller, kind, f"{week:%d/%m/%Y}", times] for (seller, kind, week), times in sorted(_sums(rows).items())]
    heading = ["Sales Rep", "Activity Type", "Week Starting", "Record Count"]
    return Export([_lines(folder / "summary.csv", heading, lines)], rows)


def pivoted(folder: Path, until: date) -> Export:
    """The same turned: a column for each kind, zeros included, weeks under a heading of one word."""
    kinds = ["Calls", "Emails", "Proposals"]
    rows = acts(kinds, until=until, seed=42, states=False, ahead=False)
    sums = _sums(rows)
    weeks = sorted({week for _, _, week in sums})
    lines = [[seller, week, *(sums[seller, kind, week] for kind in kinds)] for seller in SELLERS for week in weeks]
    return Export([_lines(folder / "pivot.csv", ["Rep", "Week", *kinds], lines)], rows)


def ticked_columns(folder: Path, until: date) -> Export:
    """One row per visit, an x under what was done."""
    kinds = ["Called", "Emailed", "Met"]
    rows = acts(kinds, until=until, seed=43, states=False, ahead=False)
    lines = [[row.seller, row.at.date(), *("x" if row.kind == kind else "" for kind in kinds)] for row in rows]
    return Export([_lines(folder / "visits.csv", ["Rep", "Date", *kinds], lines)], rows)


def _sheets(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    book.remove(first)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    book.save(path)
    return path


def sheet_for_each_month(folder: Path, until: date) -> Export:
    rows = acts(["Visit req.", "Offer out", "Ring"], until=until, seed=44, states=False, ahead=False)
    months = sorted({(row.at.year, row.at.month) for row in rows})
    sheets = {
        f"{date(*month, 1):%b %Y}": [
            ["Seller", "Day", "What", "Customer"],
            *([r.seller, r.at.date(), r.kind, r.account] for r in rows if (r.at.year, r.at.month) == month),
        ]
        for month in months
    }
    return Export([_sheets(folder / "2026.xlsx", sheets)], rows)


def sheet_for_each_seller(folder: Path, until: date) -> Export:
    """No column of sellers: the sheet is called after its seller, one of whom is called Callum."""
    rows = acts(["Visit req.", "Offer out", "Ring"], until=until, seed=45, states=False, ahead=False)
    sheets = {
        seller: [
            ["Day", "What", "Customer"],
            *([r.at.date(), r.kind, r.account] for r in rows if r.seller == seller),
        ]
        for seller in SELLERS
    }
    return Export([_sheets(folder / "team.xlsx", sheets)], rows)


def file_for_each_month(folder: Path, until: date) -> Export:
    """Days with bars: in the file of a month that has only begun nothing says which number is the day."""
    rows = acts(["Ping", "Deck", "Ask"], until=until, seed=46, states=False, ahead=False)
    months = sorted({(row.at.year, row.at.month) for row in rows})
    return Export(
        [
            written(
                folder / f"export-{year}-{month}.csv",
                [
                    ("Owner", lambda row: row.seller),
                    ("Type", lambda row: row.kind),
                    ("Date", lambda row: f"{row.at:%d/%m/%Y}"),
                    ("Company", lambda row: row.account),
                ],
                [row for row in rows if (row.at.year, row.at.month) == (year, month)],
                sign=";",
            )
            for year, month in months
        ],
        rows,
    )


def board_of_groups(folder: Path, until: date) -> Export:
    """A task board's export: a title, a group's name and headings anew above each group, sums below, "Person"."""
    rows = acts(["Cold call", "Brochure sent", "Ask for intro"], until=until, seed=47, states=False, ahead=False)
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for line in (["Sales log"], ["Everything our reps did"], []):
        sheet.append(line)
    for group in sorted({row.account for row in rows}):
        told = [row for row in rows if row.account == group]
        sheet.append([group])
        sheet.append(["Name", "Person", "Type", "Date", "Status", "Points"])
        for row in told:
            sheet.append([f"{row.kind} #{row.number}", row.seller, row.kind, row.at.date(), "Done", 3])
        span = f"{min(row.at for row in told):%Y-%m-%d} to {max(row.at for row in told):%Y-%m-%d}"
        sheet.append([None, None, None, span, None, 3 * len(told)])
        sheet.append([])
    book.save(folder / "Sales_log.xlsx")
    return Export([folder / "Sales_log.xlsx"], rows)


def many_people_in_a_row(folder: Path, until: date) -> Export:
    """Owners of the account and the deal, who created it, who changed it last: only one of them did it."""
    rows = [r for r in acts(["Voicemail Left", "Trial Offered"], until=until, seed=48) if r.state != "cancelled"]
    return Export(
        [
            written(
                folder / "report (7).csv",
                [
                    ("Account Owner", lambda row: SELLERS[len(row.account) % 3]),
                    ("Opportunity Owner", lambda row: SELLERS[row.number * 7 % 9]),
                    ("Created By", lambda row: SELLERS[row.number * 3 % 9]),
                    ("Last Modified By", lambda row: "Flow Integration"),
                    ("Assigned", lambda row: row.seller),
                    ("Assigned Role", lambda row: "AE EMEA"),
                    ("Task Type", lambda row: row.kind),
                    ("Due Date", lambda row: f"{row.at:%d/%m/%Y}"),
                    ("Completed Date/Time", lambda row: f"{row.at:%d/%m/%Y %H:%M}" if row.state == "done" else ""),
                    ("Status", lambda row: "Completed" if row.state == "done" else "In Progress"),
                    ("Account Name", lambda row: row.account),
                    ("Created Date", lambda row: f"{row.logged - timedelta(days=3):%d/%m/%Y}"),
                    ("Probability (%)", lambda row: row.number % 100),
                ],
                rows,
            )
        ],
        rows,
    )


def phone_system(folder: Path, until: date) -> Export:
    """Clocks in UTC by their heading, seconds, halves of a day; the organisation is eight hours west of it."""
    zone = "America/Los_Angeles"
    rows = acts(["Outbound Dial", "Qualification"], until=until, seed=49, zone=zone, states=False, ahead=False)
    return Export(
        [
            written(
                folder / "calls.csv",
                [
                    ("Call ID", lambda row: 10**15 + row.number),
                    ("User Name", lambda row: row.seller),
                    ("Manager Name", lambda row: "Nadia Ferrer"),
                    ("Call Start Time (UTC)", lambda row: f"{row.at.astimezone(UTC):%m/%d/%Y %I:%M:%S %p}"),
                    ("Duration (Seconds)", lambda row: 300),
                    ("Call Type", lambda row: row.kind),
                    ("Disposition", lambda row: ("No Answer", "Connected", "Left Voicemail")[row.number % 3]),
                    ("Company", lambda row: row.account),
                ],
                rows,
            )
        ],
        rows,
        zone=zone,
    )


def _elsewhere(
    path: Path, rows: Sequence[Act], headings: Sequence[str], words: Mapping[str, str], encoding: str, firm: str
) -> Path:
    who, what, when, how, whom = headings
    return written(
        path,
        [
            (who, lambda row: row.seller),
            (what, lambda row: row.kind),
            (when, lambda row: f"{row.at:%d.%m.%Y %H:%M}"),
            (how, lambda row: words[row.state]),
            (whom, lambda row: firm),
        ],
        rows,
        sign=";",
        encoding=encoding,
    )


def polish_cp1250(folder: Path, until: date) -> Export:
    sellers = ("Zofia Wójcik", "Łukasz Żak", "Michał Świątek")
    rows = acts(["Telefon", "Oferta wysłana", "Prośba o spotkanie"], until=until, seed=61, sellers=sellers)
    words = {"done": "Zakończone", "open": "Zaplanowane", "cancelled": "Odwołane"}
    headings = ("Handlowiec", "Rodzaj", "Data", "Status", "Firma")
    return Export([_elsewhere(folder / "aktywnosci.csv", rows, headings, words, "cp1250", "Żółw Łódź")], rows)


def russian_cp1251(folder: Path, until: date) -> Export:
    sellers = ("Иван Петров", "Ольга Смирнова", "Пётр Волков")
    rows = acts(["Звонок", "КП отправлено", "Запрос встречи"], until=until, seed=62, sellers=sellers)
    words = {"done": "Выполнено", "open": "Запланировано", "cancelled": "Отменено"}
    headings = ("Ответственный", "Тип дела", "Дата", "Статус", "Компания")
    return Export([_elsewhere(folder / "report.csv", rows, headings, words, "cp1251", "ООО Ромашка")], rows)


def japanese_shift_jis(folder: Path, until: date) -> Export:
    sellers = ("佐藤 健", "鈴木 一郎", "高橋 花子")
    zone = "Asia/Tokyo"
    rows = acts(["電話", "提案書送付", "訪問依頼"], until=until, seed=63, zone=zone, sellers=sellers)
    words = {"done": "完了", "open": "予定", "cancelled": "キャンセル"}
    path = _elsewhere(
        folder / "活動一覧.csv", rows, ("担当者", "種別", "活動日", "状態", "顧客"), words, "cp932", "株式会社夕日"
    )
    return Export([path], rows, zone=zone)


STYLES: Mapping[str, Callable[[Path, date], Export]] = {
    style.__name__: style
    for style in (
        summed_by_week,
        pivoted,
        ticked_columns,
        sheet_for_each_month,
        sheet_for_each_seller,
        file_for_each_month,
        board_of_groups,
        many_people_in_a_row,
        phone_system,
        polish_cp1250,
        russian_cp1251,
        japanese_shift_jis,
    )
}
