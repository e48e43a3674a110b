"""Whatever somebody hands over, they are told what is wrong with it and what to do, and nothing is lost."""

import io
import random
import zipfile

import pytest
from django.test import override_settings
from openpyxl import Workbook

from fairway.crm.report import workbooks
from fairway.exchange.models import Source, Upload
from fairway.lib.home import folder
from fairway.people.models import Person
from tests.journeys.set_up_house import SetUp, ledger, opened, packed

NOISE = random.Random(5).randbytes(200_000)
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")  # old workbooks, and new ones that are locked with a password


@pytest.fixture
def door(house: object) -> SetUp:
    return opened()


def sheet(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def swollen(mebibytes: int, name: str, body: bytes = b"") -> bytes:
    """An archive, or with a `body` a workbook, of which one part unpacks to so many mebibytes of zeros."""
    stream = io.BytesIO(body)
    with (
        zipfile.ZipFile(stream, "a" if body else "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w") as part,
    ):
        for _ in range(mebibytes):
            part.write(b"0" * (1 << 20))
    return stream.getvalue()


def locked(body: bytes) -> bytes:
    """The archive with the mark of a password on its one file."""
    changed = bytearray(body)
    for start in (body.index(b"PK\x03\x04") + 6, body.index(b"PK\x01\x02") + 8):
        changed[start] |= 1
    return bytes(changed)


def damaged(body: bytes) -> bytes:
    return body[:60] + bytes(byte ^ 255 for byte in body[60:90]) + body[90:]


UNREADABLE = {
    "nothing.csv": (b"", "the file is empty"),
    "blank.csv": (b"\r\n \r\n\r\n", "the file is empty"),
    "noise.csv": (NOISE, "bytes that are no text"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + NOISE[:4000], "is a picture"),
    "photo.csv": (b"\xff\xd8\xff\xe0" + NOISE[:4000], "is a picture"),
    "locked.xlsx": (OLE2 + NOISE[:20_000], "password-protected"),
    "old.xls": (OLE2 + NOISE[:20_000], "save it as .xlsx"),
    "report.pdf": (b"%PDF-1.7\n" + NOISE[:3000], "is a PDF"),
    "dump.json": (b'{"records": [{"owner": "Ana"}]}', "holds JSON"),
    "login.xls": (b"<html><body>Please log in again</body></html>", "without a table"),
    "feed.xml": (b'<?xml version="1.0"?><rows><row>1</row></rows>', "without a table"),
    "names.csv": (b"Name\nAna Moss\nBen Reed\n", "one column only"),
    "sheet.xlsx": (sheet(["Only a title"]), "holds a table"),
    "cut.zip": (packed([("a.csv", b"Owner,Date\n" * 4000)])[:120], "damaged archive"),
    "letter.docx": (packed([("word/document.xml", b"<w/>")]), "not an .xlsx workbook"),
}
REFUSED = {
    "empty.zip": (packed([]), "holds no files"),
    "damaged.zip": (damaged(packed([("a.csv", NOISE)])), "is damaged"),
    "locked.zip": (locked(packed([("a.csv", b"Owner,Date\nAna Moss,2026-09-01\n")])), "locked with a password"),
    "many.zip": (packed([(f"{number}.csv", b"a,b") for number in range(201)]), "holds 201 files"),
}
UNUSABLE = {
    "heading.csv": b"Owner,Type,Date\n",
    "customers.csv": b"Account,Revenue,Country\nAlder,1,DE\nBirch,2,FR\n",
    "dates.csv": b"Owner,Type,Date\nAna Moss,Visit asked,soon\nBen Reed,Visit asked,later\n",
}


def is_untouched() -> bool:
    return (Source.objects.count(), Person.objects.count(), len(ledger())) == (0, 1, 0)


@pytest.mark.parametrize("name", UNREADABLE)
def test_it_says_what_is_wrong_with_a_file_and_what_to_do(door: SetUp, name: str) -> None:
    body, words = UNREADABLE[name]
    page = door.page(door.send((name, body)))
    assert words in page
    assert name in page
    assert "Choose another file" in page
    assert "Open the board" not in page
    assert is_untouched()


@pytest.mark.parametrize("name", REFUSED)
def test_it_refuses_an_archive_it_cannot_open_and_keeps_nothing_of_it(door: SetUp, name: str) -> None:
    body, words = REFUSED[name]
    assert door.send((name, body)) == "/setup/"
    page = door.page("/setup/")
    assert words in page
    assert name in page
    assert Upload.objects.count() == 0
    assert list(folder("uploads").iterdir()) == []


@pytest.mark.parametrize("name", UNUSABLE)
def test_it_opens_no_board_on_a_file_of_which_no_row_can_be_used(door: SetUp, name: str) -> None:
    address = door.send((name, UNUSABLE[name]))
    page = door.page(address)
    assert "No activity could be read yet" in page
    assert "Open the board" not in page
    assert door.open(address) == address
    assert is_untouched()


def test_it_refuses_archives_and_workbooks_that_unpack_without_end(
    door: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    with override_settings(MAX_UPLOAD_BYTES=3 << 20):
        assert door.send(("bomb.zip", swollen(9, "a.csv"))) == "/setup/"
        assert "unpacks to more than" in door.page("/setup/")
        assert Upload.objects.count() == 0
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 8 << 20)
    bomb = swollen(9, "xl/media/image1.bin", sheet(["Owner", "Date"], ["Ana Moss", "2026-09-01"]))
    assert "unpacks to 9 MB" in door.page(door.send(("bomb.xlsx", bomb)))


def test_it_refuses_what_is_too_large_without_keeping_it(door: SetUp) -> None:
    with override_settings(MAX_UPLOAD_BYTES=1 << 20):
        assert door.send(("large.csv", b"Owner,Date\n" * 300_000)) == "/setup/"
        assert "more than the 1 MB a page takes" in door.page("/setup/")
    assert Upload.objects.count() == 0


def test_it_asks_for_a_file_where_none_was_chosen(door: SetUp) -> None:
    assert door.send() == "/setup/"
    assert "Choose at least one file" in door.page("/setup/")


def test_it_reads_the_good_files_beside_bad_ones(door: SetUp) -> None:
    good = b"Owner,Type,Date\n" + b"".join(b"Ana Moss,Visit asked,2026-09-%02d\n" % day for day in range(1, 25))
    address = door.send(("good.csv", good), ("photo.csv", UNREADABLE["photo.csv"][0]))
    page = door.page(address)
    assert "Not read" in page
    assert "Open the board" in page
    run = door.open(address)
    door.work()
    assert sum(ledger().values()) == 24
    assert "photo.csv" in b"".join(door.client.get(f"{run}rejects/").streaming_content).decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0.csv", "../../../etc/passwd", "a" * 300 + ".csv", "naïve ☂名.csv", "<b>.csv"]
)
def test_it_takes_any_name_and_writes_nowhere_else(door: SetUp, name: str) -> None:
    address = door.send((name, b"Owner,Type,Date\nAna Moss,Visit asked,2026-09-01\nBen Reed,Visit asked,2026-09-02\n"))
    page = door.page(address)
    assert "Open the board" in page
    assert "<b>.csv" not in page
    (kept,) = [path for path in folder("uploads").rglob("*") if path.is_file()]
    assert kept.parent.parent == folder("uploads")
