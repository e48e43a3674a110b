"""Whatever bytes arrive, the answer is a reading or one clear error."""

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.crm.report.clocks import clock
from fairway.crm.report.dates import Order, moment
from fairway.crm.report.durations import minutes_of
from fairway.crm.report.people_names import is_system_user, name_of
from fairway.crm.report.reader import Reports
from fairway.crm.report.statuses import standing_of
from fairway.crm.report.tests.truth import ANSWERS
from fairway.exchange.intake import Unreadable

LONG = settings.default.max_examples  # the profile called long goes on beyond what each test asks for

STARTS = [
    b"",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"PK\x03\x04",
    b"<html><table><tr><td>",
    b"sep=;\n",
    b"Owner,Date,Type\n",
    b"Owner;Datum;Art\r\n",
    b"\xff\xfeO\x00w\x00",
]


def read(content: bytes, name: str = "upload.csv") -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            inspection = Reports().inspect([path], ANSWERS)
        except Unreadable as problem:
            refused = problem
        else:
            batches = Reports().batches([path], ANSWERS)
            loaded = sum(len(batch.rows) for batch in batches if batch.table == "activities")
            assert inspection.rows_read == inspection.rows_readable + inspection.rows_left_out
            assert loaded == inspection.rows_readable or inspection.files[0].role != "activities"
            return
    assert refused.reason
    assert refused.advice


@settings(max_examples=max(300, LONG), deadline=None)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=600))
def test_it_never_crashes_on_random_bytes(start: bytes, rest: bytes) -> None:
    read(start + rest)


CELL = st.one_of(
    st.text(max_size=25),
    st.sampled_from(
        [
            "Call",
            "Marcus Bell",
            "2026-11-04",
            "04/11/2026",
            "1/1/0001",
            "9999-12-31",
            "done",
            "45964.5",
            "1763900000000",
            '"',
            "\x00",
            "00:15:00",
            "12:61",
            "31.02.2026",
            "marcus.bell@x.com",
            "0051G000005Mun4QAC",
            "𝟜/𝟙𝟙/𝟚𝟘𝟚𝟞",
            "٤/١١/٢٠٢٦",
            "-1",
            "1e400",
        ]
    ),
)


@settings(max_examples=max(200, LONG), deadline=None)
@given(
    table=st.lists(st.lists(CELL, min_size=1, max_size=8), min_size=1, max_size=15),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-8-sig", "mac_roman"]),
)
def test_it_never_crashes_on_random_tables(table: list[list[str]], delimiter: str, encoding: str) -> None:
    text = "\n".join(delimiter.join(cells) for cells in table)
    read(text.encode(encoding, errors="replace"))


@settings(max_examples=30, deadline=None)
@given(
    content=st.binary(max_size=300),
    name=st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "mimetype", "a.csv"]),
)
def test_it_never_crashes_on_damaged_workbooks(content: bytes, name: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, content)
        if name != "xl/workbook.xml":
            archive.writestr("xl/workbook.xml", content)
    read(stream.getvalue(), "upload.xlsx")


@settings(max_examples=max(400, LONG), deadline=None)
@given(text=st.text(max_size=40))
def test_it_never_crashes_on_a_random_cell(text: str) -> None:
    for order in Order:
        moment(text, order)
    clock(text)
    minutes_of(text, "m")
    name_of(text)
    is_system_user(text)
    standing_of(text)
