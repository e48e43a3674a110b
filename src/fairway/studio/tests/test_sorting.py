"""The page that sorts a dashboard: open to anybody, nothing kept, one word asked where one is missing."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.types import MetricClass
from fairway.studio.sorting import MOST_NAMES, SURVEY, Name, TooMuch, headline, names_from, sorted_page

pytestmark = pytest.mark.django_db
PAGE = "/studio/sort/"


def text_of(client: Client, **given: object) -> tuple[int, str]:
    answer = client.post(PAGE, given)
    return answer.status_code, " ".join(answer.content.decode().split())


def test_it_is_open_to_somebody_nobody_knows(client: Client) -> None:
    assert client.get(PAGE).status_code == 200
    status, text = text_of(client, names="Bookings\nWin rate\nCall plans written per meeting held")
    assert status == 200
    assert "<h1>1 of 3 metrics can be managed</h1>" in text


def test_it_keeps_nothing_of_what_is_pasted(client: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.post(PAGE, {"names": "Zorglub velocity"})
    assert not [query["sql"] for query in asked if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert "Zorglub" not in client.get(PAGE).content.decode()


def test_it_asks_for_one_word_and_sorts_again_with_it(client: Client) -> None:
    _, text = text_of(client, names="Calls")
    assert "need one word from you" in text
    assert "None of 1 metric can be managed" in text
    key = Name("Calls").key
    _, dialled = text_of(client, names="Calls", **{f"call-{key}": "Dialled"})
    assert "1 of 1 metric can be managed" in dialled
    _, connected = text_of(client, names="Calls", **{f"call-{key}": "Connected"})
    assert "None of 1 metric can be managed" in connected
    assert "need one word from you" not in connected


def test_it_reads_names_from_a_workbook_and_from_old_text(client: Client) -> None:
    book, stream = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["id", "Name", "Definition"], [1, "Meetings", "invitations sent to CFOs"], [2, "Umsatz", ""]):
        sheet.append(row)
    book.save(stream)
    status, text = text_of(client, names="", file=SimpleUploadedFile("kpis.xlsx", stream.getvalue()))
    assert (status, "1 of 2 metrics can be managed" in text) == (200, True)
    plain = SimpleUploadedFile("kpis.txt", "Umsatz je Verkäufer\nGesendete E-Mails\n".encode("cp1252"))
    status, text = text_of(client, names="", file=plain)
    assert "1 of 2 metrics can be managed" in text
    assert "Umsatz je Verkäufer" in text


@pytest.mark.parametrize(
    "file",
    [
        ("kpis.csv", 'id,text\n1,"Deals won; closed; booked"\n2,"Calls; dialled; answered"'),
        ("kpis.csv", 'text,definition\n"Deals won; closed; booked",x; y; z\n"Calls; dialled; answered",x; y; z'),
        ("kpis.csv", "text\nDeals won; closed; booked\nCalls; dialled; answered\nWon, lost; open; stuck"),
        ("kpis.txt", "id\ttext\n1\tDeals won; closed; booked\n2\tCalls; dialled; answered"),
    ],
)
def test_it_parts_rows_as_the_heading_is_parted(client: Client, file: tuple[str, str]) -> None:
    name, text = file
    _, page = text_of(client, names="", file=SimpleUploadedFile(name, text.encode()))
    assert "Deals won; closed; booked" in page
    assert "Calls; dialled; answered" in page


@pytest.mark.parametrize(
    "file",
    [
        (
            "kpis.txt",
            '{"id": 1, "text": "Meetings", "definition": "invitations sent to CFOs"}\n{"text": "Revenue, net"}',
        ),
        ("kpis.json", '[{"Name": "Meetings", "description": "invitations sent to CFOs"},\n {"name": "Revenue, net"}]'),
        ("kpis.jsonl", "Invitations sent to CFOs\nRevenue, net\n"),
        ("kpis", "name\tdefinition\nMeetings\tinvitations sent to CFOs\nRevenue, net\t"),
        ("kpis.csv", "Invitations sent to CFOs\nRevenue, net\nNew logos\nNew logos\n"),
    ],
)
def test_it_goes_by_what_a_file_holds_whatever_it_is_called(client: Client, file: tuple[str, str]) -> None:
    name, text = file
    status, page = text_of(client, names="", file=SimpleUploadedFile(name, text.encode("utf-16")))
    assert status == 200
    assert "Revenue, net" in page
    assert re.search(r"\b1 of [23] metrics can be managed", page)


@pytest.mark.parametrize(
    "given,told",
    [
        ({"names": " \n "}, "There are no names yet"),
        ({"names": "\n".join(f"Metric {n}" for n in range(MOST_NAMES + 1))}, f"the page takes {MOST_NAMES}"),
        ({"names": "x" * 201}, "is too long"),
        ({"names": "", "file": ("a.pdf", b"%PDF-1.7")}, "the file is a PDF"),
        ({"names": "", "file": ("a.csv", b"  ")}, "the file is empty"),
        ({"names": "", "file": ("a.csv", b"x," * 600_000)}, "larger than 1 MB"),
        ({"names": "", "file": ("a.csv", b"\x89PNG\r\n" * 9)}, "a picture"),
        (
            {"names": "", "file": ("a.jsonl", b'{"text": "Calls"}\n{"text": ["Calls"]}')},
            "a.jsonl: line 2: field",
        ),
        ({"names": "", "file": ("a.jsonl", b'{"text": "Calls"}\n{"text" "Calls"}')}, "line 2: is no JSON"),
        ({"names": "", "file": ("a.jsonl", b'{"text": "Calls"}\n{"measure": "Mails"}')}, "line 2: names no field"),
        ({"names": "", "file": ("a.csv", b"id,definition\n1,what customers buy")}, "definitions and no names"),
    ],
)
def test_it_says_what_it_cannot_take(client: Client, given: dict[str, object], told: str) -> None:
    if isinstance(file := given.get("file"), tuple):
        given = {**given, "file": SimpleUploadedFile(*file)}
    status, text = text_of(client, **given)
    assert status == 422
    assert told in text
    assert 'role="alert"' in text


def test_it_gives_the_list_as_a_table_no_spreadsheet_runs(client: Client) -> None:
    answer = client.post(PAGE, {"names": "=1+1 emails sent\nWin rate", "download": "csv"})
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["class"] for row in rows] == ["activity", "objective"]
    assert rows[0]["name"] == "'=1+1 emails sent"


def test_it_offers_only_acts_of_the_catalogue_instead() -> None:
    names = names_from("Win rate\nEmails sent\nRevenue\nExpense reports\nMeetings held\nRenewal rate\nCoverage")
    page = sorted_page(names, {}, catalogue().values())
    acts = {one.name for one in catalogue().values() if one.can_be_hia}
    offered = {swap.name: swap.instead for swap in page.swaps}
    assert set(offered.values()) - {""} <= acts
    assert offered["Win rate"]
    assert offered["Emails sent"]
    assert offered["Expense reports"] == ""


def test_it_counts_every_name_once() -> None:
    names = names_from("Calls\nBookings\nWin rate\nZorglub\nE-Mails gesendet\tan alle\nBookings")
    page = sorted_page(names, {}, ())
    assert page.total == 5
    assert sum(len(page.of(one)) for one in MetricClass) + len(page.open_names) == 5
    assert headline(page) == "1 of 5 metrics can be managed"


def test_it_compares_with_shares_that_make_a_whole() -> None:
    assert sum(SURVEY.values()) == 100


def test_it_refuses_more_than_it_takes() -> None:
    with pytest.raises(TooMuch):
        names_from("\n".join(map(str, range(MOST_NAMES + 1))))
