"""Files to tables: encodings, signs, broken quotes, headings, lines around the table, workbooks, pages."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from fairway.crm.report.decoding import NotATable, decoding_of, opened
from fairway.crm.report.lines import NOT_CLOSED, dialect_of, records
from fairway.crm.report.sorting_out import pieces_of
from fairway.crm.report.tabling import Table, open_table

TEXTS = {
    "de": "Zuständig;Betreff;Fällig am\nMüller, Jörg;Gespräch über Größe;04.11.2026\n",
    "fr": "Propriétaire;Objet;Échéance\nHélène Lefèvre;Relancé après réunion;04/11/2026\n",
    "es": "Propietario;Asunto;Fecha\nMaría Muñoz;Reunión técnica;04/11/2026\n",
    "en": "Assigned,Subject,Date\nMarcus Bell,Q&A – 5 “quoted” café,11/04/2026\n",
    "pl": "Właściciel;Data\nŁukasz Wójcik;04.11.2026\nAgnieszka Żądło;05.11.2026\n",
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850", "cp1250"]
)
def test_it_finds_the_encoding(language: str, encoding: str, tmp_path: Path) -> None:
    try:
        content = TEXTS[language].encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("the encoding lacks these letters")
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with opened(path, decoding_of(path)) as file:
        assert file.read() == TEXTS[language]


def test_it_reads_a_stray_byte_in_a_long_file_as_the_letter_it_was(tmp_path: Path) -> None:
    path = tmp_path / "glued.csv"
    path.write_bytes("Jörg;Hélène;Größe\n".encode() * 50 + "Müller\n".encode("cp1252"))
    with opened(path, decoding_of(path)) as file:
        assert file.read().endswith("Müller\n")


@pytest.mark.parametrize(
    "content,said",
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(256)) * 20, "no text"),
        (b"only one column\nnothing else\n", "one column"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"<?xml version='1.0'?><a/>", "XML"),
    ],
)
def test_it_says_what_is_no_table(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(NotATable, match=said) as caught:
        open_table(path)
    assert caught.value.advice


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


@pytest.mark.parametrize(
    "text,cells",
    [
        ("a;b;c\n1;2,5;3\n", ["1", "2,5", "3"]),
        ("a\tb\tc\n1\t2\t3\n", ["1", "2", "3"]),
        ("a|b|c\n1|2|3\n", ["1", "2", "3"]),
        ('sep=;\na;b;c\n1;2;"x,y"\n', ["1", "2", "x,y"]),
        ('"a,b,""c d"""\n"1,2,""x,y"""\n', ["1", "2", "x,y"]),
        ('a;b;c\n1;2;"say \\"x;y\\""\n', ["1", "2", 'say "x;y"']),
        ('a,b,c\n1,2,5" pipe\n', ["1", "2", '5" pipe']),
    ],
)
def test_it_finds_the_sign_between_cells(text: str, cells: list[str]) -> None:
    assert list(records(lines(text), dialect_of(lines(text))))[-1].cells == cells


def test_it_lets_an_open_quote_cost_one_line_only() -> None:
    text = 'a,b,c,d\n1,"two\nlines",3,4\n2,"open,3,4\n3,"x",3,4\n4,y,3,4\n5,"last,3,4\n'
    found = list(records(lines(text), dialect_of(lines(text)), 4))
    assert [(record.line, record.problem) for record in found if record.problem] == [(4, NOT_CLOSED), (7, NOT_CLOSED)]
    assert [record.cells[0] for record in found if not record.problem] == ["a", "1", "3", "4"]
    assert found[1].cells[1] == "two\nlines"


def table(tmp_path: Path, text: str) -> Table:
    path = tmp_path / "report.csv"
    path.write_text(text, encoding="utf-8")
    return open_table(path)


def test_it_finds_headings_below_a_title_and_rows_above_notices(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        'My report\n"As of 2026-11-20"\n\nAssigned,Subject,Date,Status\nBell,Call,2026-11-04,Done\n'
        "Assigned,Subject,Date,Status\nReed,Call,2026-11-05,Done\nTotal,,,2\n\nCopyright (c) 2026 Orbis\n",
    )
    piece = next(iter(pieces_of(found)))
    assert (found.header_line, [line.text for line in found.preamble], found.blank_above) == (
        4,
        ["My report", "As of 2026-11-20"],
        1,
    )
    assert (piece.lines, piece.repeated_headers, piece.blank_lines) == ([5, 7], 1, 1)
    assert [line.line for line in piece.around] == [8, 10]


def test_it_keeps_a_sparse_last_row_that_is_no_notice(tmp_path: Path) -> None:
    found = table(tmp_path, "Assigned,Subject,Date,Status\nBell,Call,2026-11-04,Done\nReed,,,\n")
    assert next(iter(pieces_of(found))).lines == [2, 3]


def test_it_makes_up_headings_where_there_are_none(tmp_path: Path) -> None:
    found = table(tmp_path, "2026-11-04,Marcus Bell,Call\n2026-11-05,Tom Reed,Call\n")
    assert (found.is_headed, found.header, found.first_line) == (False, ("Column 1", "Column 2", "Column 3"), 1)


def test_it_tells_headings_apart_that_stand_twice_or_not_at_all(tmp_path: Path) -> None:
    found = table(tmp_path, "Owner,Date,,Date\nBell,2026-11-04,x,2026-11-05\nReed,2026-11-04,x,2026-11-05\n")
    assert found.header == ("Owner", "Date", "Column 3", "Date (2)")


def workbook(path: Path, fill: Callable[[Workbook], None]) -> Path:
    book = Workbook()
    fill(book)
    book.save(path)
    return path


def test_it_reads_the_first_sheet_that_holds_a_table_or_the_one_asked_for(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        cover = book.active
        assert cover is not None
        cover.append(["Please read"])
        for name in ("Rows", "More"):
            sheet = book.create_sheet(name)
            sheet.append(["Owner", "Date", "Length", "Formula"])
            sheet.append(["Bell", datetime(2026, 11, 4, 10, 15), timedelta(minutes=15), name])  # noqa: DTZ001
            sheet.append(["Reed", date(2026, 11, 5), 0.25, "=cmd|' /C calc'!A0"])

    path = workbook(tmp_path / "book.xlsx", fill)
    found = open_table(path)
    assert (found.opening.sheet, found.opening.sheets, found.header_line) == ("Rows", ("Sheet", "Rows", "More"), 1)
    assert next(iter(pieces_of(found))).rows[0] == ["Bell", "2026-11-04 10:15:00", "0:15:00", "Rows"]
    assert open_table(path, "More").opening.sheet == "More"


def test_it_reads_a_page_that_calls_itself_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "report.xls"
    path.write_text(
        "<html><body><table><tr><th>Assigned</th><th>Date</th><th>Type</th></tr>"
        "<tr><td>Bell &amp; Co</td><td>04/11/2026</td><td>Call<br>back</td></tr></table></body></html>",
        encoding="utf-8",
    )
    found = open_table(path)
    assert found.header == ("Assigned", "Date", "Type")
    assert next(iter(pieces_of(found))).rows == [["Bell & Co", "04/11/2026", "Call\nback"]]


@pytest.mark.parametrize("suffix", [".xlsx", ".XLS"])
def test_it_says_of_a_file_called_excel_that_it_is_none(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"report{suffix}"
    path.write_text("no workbook at all\n")
    with pytest.raises(NotATable, match="no Excel file"):
        open_table(path)
    path.write_text("Owner;Date\nAda Lind;2026-09-01\nBen Roth;2026-09-02\n")  # a table by another name is read
    assert open_table(path).header == ("Owner", "Date")
