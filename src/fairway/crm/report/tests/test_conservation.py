"""Nothing disappears: every line of a file is a row that loads, a reject, or a line around the table."""

import random
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.crm.report.lines import dialect_of, records
from fairway.crm.report.reader import Reports
from fairway.crm.report.tests.truth import ANSWERS, truth
from fairway.crm.report.tests.writing import text_file
from fairway.exchange.intake import FileRead, Unreadable
from fairway.exchange.types import Batch, Severity
from fairway.records.types import ActivityRow

COLUMNS = [
    ("Owner", lambda row: row.seller.name),
    ("Type", lambda row: row.kind),
    ("Date", lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
    ("Status", lambda row: row.status),
    ("Company", lambda row: row.account),
    ("Subject", lambda row: f"{row.kind} {row.number}"),
    ("Created", lambda row: f"{row.logged:%Y-%m-%d}"),
]
JUNK = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            ",,,,,,",
            '"',
            '","',
            "Total,,,,,,12",
            "Grand Totals (3 records)",
            "Confidential Information - Do Not Distribute",
            "Copyright (c) 2026",
            "Owner,Type,Date,Status,Company,Subject,Created",
            "a,b",
            "Sync User,Call,2026-10-01,done,Orbis,x,2026-10-01",
            ",Call,2026-10-01,done,Orbis,x,2026-10-01",
            "Tom Whitfield,Call,1970-01-01,done,Orbis,x,",
            "Tom Whitfield,Call,31.31.2026,done,Orbis,x,",
            "Tom,Call,,,,,",
            '"Tom,Call,2026-10-01,done',
            "-----",
            "=cmd|' /C calc'!A0,Call,2026-10-01,done,Orbis,x,2026-10-01",
            "\x00,\x00,\x00,\x00,\x00,\x00,\x00",
        ]
    ),
    st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=["Cs"]), max_size=60),
)


def batches_of(path: Path) -> list[Batch]:
    return list(Reports().batches([path], ANSWERS))


def loaded(batches: list[Batch]) -> list[ActivityRow]:
    return [row for batch in batches for row in batch.rows if isinstance(row, ActivityRow)]


def left_out(batches: list[Batch]) -> int:
    return sum(1 for batch in batches for reject in batch.rejects if reject.severity is Severity.LEFT_OUT)


def lines_told(file: FileRead) -> int:
    return (
        file.rows
        + file.lines_around
        + file.blank_lines
        + file.repeated_headers
        + len(file.preamble)
        + (file.header_line is not None)
    )


@settings(max_examples=150, deadline=None)
@given(junk=st.lists(st.tuples(st.integers(0, 30), JUNK), max_size=25))
def test_it_accounts_for_every_line_whatever_stands_between_the_rows(junk: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = text_file(Path(folder) / "report.csv", COLUMNS, truth(rows=30))
        lines = path.read_bytes().decode().split("\r\n")[:-1]
        for place, text in junk:
            lines.insert(1 + place, text)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
        inspection = Reports().inspect([path], ANSWERS)
        batches = batches_of(path)
    told = inspection.files[0]
    assert inspection.rows_read == inspection.rows_readable + inspection.rows_left_out == told.rows
    assert (len(loaded(batches)), left_out(batches)) == (inspection.rows_readable, inspection.rows_left_out)
    assert lines_told(told) == records_in(lines)


def records_in(lines: list[str]) -> int:
    """How many records the lines are: a cell of several lines makes one of them."""
    ended = [line + "\n" for line in lines]
    return sum(1 for _ in records(ended, dialect_of(ended), 7))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_it_lists_every_broken_row_with_its_line(seed: int) -> None:
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = text_file(Path(folder) / "report.csv", COLUMNS, truth(rows=300, seed=seed))
        lines = path.read_bytes().decode().split("\r\n")[:-1]
        broken = sorted(rng.sample(range(1, len(lines)), 3))
        for place in broken:
            lines[place] = rng.choice([damaged_quote, damaged_date, damaged_seller, damaged_width])(lines[place])
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
        batches = batches_of(path)
    rejects = {reject.line for batch in batches for reject in batch.rejects}
    assert rejects == {place + 1 for place in broken}
    assert len(loaded(batches)) == 300 - 3


def damaged_quote(line: str) -> str:
    return '"' + line


def damaged_date(line: str) -> str:
    cells = line.split(",")
    return ",".join([*cells[:2], "sometime", *cells[3:]])


def damaged_seller(line: str) -> str:
    return "," + line.split(",", 1)[1]


def damaged_width(line: str) -> str:
    return line.rsplit(",", 2)[0]


def ids(path: Path) -> list[str]:
    return [row.activity_id for row in loaded(batches_of(path))]


def test_it_gives_rows_without_ids_the_same_id_every_time(tmp_path: Path) -> None:
    rows = truth(rows=200)
    path = text_file(tmp_path / "report.csv", COLUMNS, [*rows, *rows[:20]])
    assert ids(path) == ids(path)
    assert len(set(ids(path))) == 220


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), more=st.integers(1, 80))
def test_it_adds_only_new_rows_when_a_longer_export_comes(seed: int, more: int) -> None:
    rows = truth(rows=200 + more, seed=seed)
    early, late = rows[:200], rows[:]
    random.Random(seed).shuffle(late)
    with tempfile.TemporaryDirectory() as folder:
        before = set(ids(text_file(Path(folder) / "one.csv", COLUMNS, early)))
        after = set(ids(text_file(Path(folder) / "two.csv", COLUMNS, late, delimiter=";")))
    assert before <= after
    assert len(after) == 200 + more


def test_it_counts_a_row_once_that_two_overlapping_exports_hold(tmp_path: Path) -> None:
    rows = truth(rows=300)
    one = text_file(tmp_path / "one.csv", COLUMNS, rows[:200])
    two = text_file(tmp_path / "two.csv", COLUMNS, rows[100:])
    batches = list(Reports().batches([one, two], ANSWERS))
    assert len(loaded(batches)) == 300
    assert left_out(batches) == 100


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(range(7)), extra=st.integers(0, 4), seed=st.integers(0, 1000))
def test_it_does_not_care_for_the_order_of_columns_or_for_further_ones(order: list[int], extra: int, seed: int) -> None:
    rng = random.Random(seed)
    noise = [
        ("Colour", lambda row: rng.choice(["red", "blue"])),
        ("Mood", lambda row: rng.choice(["5", "7"])),
        ("x", lambda row: ""),
        ("Amount", lambda row: f"{rng.randrange(10_000)}.50"),
    ][:extra]
    columns = [COLUMNS[place] for place in order]
    for column in noise:
        columns.insert(rng.randrange(len(columns) + 1), column)
    rows = truth(rows=120)
    with tempfile.TemporaryDirectory() as folder:
        plain = signature(batches_of(text_file(Path(folder) / "a.csv", COLUMNS, rows)))
        mixed = signature(batches_of(text_file(Path(folder) / "a.csv", columns, rows)))
    assert plain == mixed


def signature(batches: list[Batch]) -> Counter[tuple[object, ...]]:
    return Counter(
        (row.activity_id, row.seller_id, row.subtype, row.status, row.occurred_at, row.account_id)
        for row in loaded(batches)
    )


def test_it_says_so_when_nothing_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(Unreadable, match="picture") as caught:
        Reports().inspect([path], ANSWERS)
    assert caught.value.advice
