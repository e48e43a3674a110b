"""Files as people really save them: marks, line ends, quotes, encodings, columns that are missing or in excess."""

import csv
from pathlib import Path

import pytest

from fairway.crm.folder.lines import NotATable, open_table

HEAD = "activity_id,seller_id,type,outcome"


def lines_of(text: str | bytes, folder: Path, name: str = "activities") -> list[tuple[int, tuple[str, ...], str]]:
    """Number, cells and problem of every record of a CSV file."""
    (folder / f"{name}.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    opened = open_table(folder, name)
    assert opened is not None
    return [(line.number, line.cells, line.problem) for line in opened.lines()]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_it_reads_every_line_end_and_a_byte_order_mark(newline: str, mark: str, tmp_path: Path) -> None:
    text = mark + newline.join([HEAD, "x1,s1,call,fine", "", 'x2,s1,call,"a, b"', ""])
    assert lines_of(text, tmp_path) == [
        (2, ("x1", "s1", "call", "fine"), ""),
        (4, ("x2", "s1", "call", "a, b"), ""),
    ]


def test_it_keeps_line_breaks_and_quotes_inside_quoted_cells(tmp_path: Path) -> None:
    text = f'{HEAD}\r\nx1,s1,call,"one\r\ntwo, ""three""\r\n\r\nfour"\r\nx2,s1,call,\u2028five\r\n'
    assert lines_of(text, tmp_path) == [
        (2, ("x1", "s1", "call", 'one\r\ntwo, "three"\r\n\r\nfour'), ""),
        (6, ("x2", "s1", "call", "\u2028five"), ""),
    ]


def test_it_loses_one_line_to_a_quote_that_never_closes(tmp_path: Path) -> None:
    rows = [f"x{number},s1,call,fine" for number in range(2, 2000)]
    rows[10] = 'x12,s1,call,"fine'
    rows[900] = 'x902,"s1,call,fine'
    read = lines_of("\n".join([HEAD, *rows]), tmp_path)
    assert [(number, problem) for number, _, problem in read if problem] == [
        (12, "has a quote that is not closed"),
        (902, "has a quote that is not closed"),
    ]
    assert len(read) == len(rows)


@pytest.mark.parametrize(
    "text",
    [
        "Multi\r\nAcme, Berlin, Munich, Rome\r\nGmbH",  # in the middle of the row
        "Spoken to:\r\nAnna, Berlin, CFO, yes\r\nBo, Paris, CEO, no",  # with as many cells in every line
    ],
)
@pytest.mark.parametrize("place", range(4))
def test_it_takes_a_well_formed_record_whatever_its_cells_hold(text: str, place: int, tmp_path: Path) -> None:
    rows = [["x1", "s1", "call", "fine"], ["x2", "s1", "call", "fine"], ["x3", "s1", "call", "fine"]]
    rows[1][place] = text
    with (tmp_path / "written.csv").open("w", newline="") as file:
        csv.writer(file).writerows([HEAD.split(","), *rows])
    read = lines_of((tmp_path / "written.csv").read_bytes(), tmp_path)
    assert [(list(cells), problem) for _, cells, problem in read] == [(row, "") for row in rows]


def test_it_says_so_when_a_cell_holds_lines_that_look_like_rows(tmp_path: Path) -> None:
    """Two quotes left open look like one long cell, and nothing but its owner can tell them apart."""
    rows = ["x1,s1,call,fine", 'x2,s1,call,"fine', "x3,s1,call,fine", 'x4,s1,call,fine"', "x5,s1,call,"]
    (tmp_path / "activities.csv").write_text("\n".join([HEAD, *rows]))
    opened = open_table(tmp_path, "activities")
    assert opened is not None
    read = list(opened.lines())
    assert [(line.number, line.problem, bool(line.remark)) for line in read] == [
        (2, "", False),
        (3, "", True),
        (6, "", False),
    ]


def test_it_loses_one_line_to_two_open_quotes_that_make_no_row_together(tmp_path: Path) -> None:
    rows = ["x1,s1,call,fine", 'x2,s1,"call,fine', "x3,s1,call,fine", 'x4,s1,call,fine"', "x5,s1,call,"]
    read = lines_of("\n".join([HEAD, *rows]), tmp_path)
    assert [number for number, _, problem in read if problem] == [3, 5]
    assert [cells[0] for _, cells, problem in read if not problem] == ["x1", "x3", "x5"]


def test_it_takes_a_record_of_several_lines_with_a_cell_too_many_for_one(tmp_path: Path) -> None:
    read = lines_of(f'{HEAD}\nx1,s1,call,"one\ntwo",more\nx2,s1,call,\n', tmp_path)
    assert [(number, bool(problem)) for number, _, problem in read] == [(2, True), (4, False)]


def test_it_counts_cells(tmp_path: Path) -> None:
    read = lines_of(f"{HEAD}\nx1,s1,call\nx2,s1,call,a,b\nx3,s1,call,\n", tmp_path)
    assert [problem for _, _, problem in read] == [
        "has 3 cells; the header names 4 columns",
        "has 5 cells; the header names 4 columns",
        "",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        ("sélection,b".encode("cp1252"), "is not UTF-8"),
        ("seller_id,name\ns1,Jo".encode("utf-16"), "is not UTF-8"),
    ],
)
def test_it_refuses_a_file_that_is_no_table_of_text(content: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "sellers.csv").write_bytes(content)
    with pytest.raises(NotATable, match=problem) as caught:
        open_table(tmp_path, "sellers")
    assert caught.value.name == "sellers.csv"


def test_it_refuses_a_parquet_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "sellers.parquet").write_bytes(b"PAR1 and then nothing")
    with pytest.raises(NotATable, match="is not a Parquet file"):
        open_table(tmp_path, "sellers")


def test_it_says_from_where_on_a_damaged_parquet_file_cannot_be_read(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    path = tmp_path / "accounts.parquet"
    ids = [f"account number {number * 7919}" for number in range(60_000)]
    parquet.write_table(
        pa.table({"account_id": ids}), path, row_group_size=20_000, compression="zstd", use_dictionary=False
    )
    content = bytearray(path.read_bytes())
    start = parquet.ParquetFile(path).metadata.row_group(2).column(0).data_page_offset + 60
    content[start : start + 400] = bytes(400)
    path.write_bytes(bytes(content))
    opened = open_table(tmp_path, "accounts")
    assert opened is not None
    read = list(opened.lines())
    assert [line.cells for line in read[:40_000]] == [(text,) for text in ids[:40_000]]
    assert len(read) == 40_001
    assert read[-1].number == 40_001
    assert "cannot be read" in read[-1].problem
