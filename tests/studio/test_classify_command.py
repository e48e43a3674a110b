"""`fairway classify`: any file of names to a table, without a home; bad files are told by line and column."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fairway.cli.classifying import metrics_in
from fairway.cli.main import main


def answers(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    assert main(["classify", str(path)]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_it_needs_no_home_and_prints_only_the_table(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("id,text,definition\n7,Meetings,invitations sent to CFOs\n8,Net revenue,\n", encoding="utf-8")
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-m", "fairway.cli.main", "classify", str(file)],
        env={**os.environ, "FAIRWAY_HOME": str(home), "FAIRWAY_DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "id,class,owner,selectable_as_hia,confidence,why"
    assert lines[1].startswith("7,activity,seller,true,0.")
    assert lines[2].startswith("8,result,none,false,0.")
    assert not home.exists()


@pytest.mark.parametrize(
    "content",
    [
        "id;text\n1;Umsatz je Verkäufer\n".encode("cp1252"),
        "id\ttext\n1\tUmsatz je Verkäufer\n".encode("utf-16"),
        "\ufeffID,Text\r\n1,Umsatz je Verkäufer\r\n".encode(),
        b'text,note,id\n"Umsatz, netto",x,1\n',
        b'id,text\n1,"Umsatz; netto; je Monat"\n',
        b"sep=;\nid;text\n1;Umsatz, netto\n",
    ],
)
def test_it_reads_any_encoding_and_delimiter(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "names.csv"
    file.write_bytes(content)
    (row,) = answers(file, capsys)
    assert (row["id"], row["class"]) == ("1", "result")


SAME = [("1", "Net revenue", ""), ("b", "Meetings", "invitations sent to CFOs")]


@pytest.mark.parametrize(
    "content",
    [
        '{"id": 1, "text": "Net revenue"}\n\n'
        '{"ID": "b", "Text": "Meetings", "definition": "invitations sent to CFOs"}\n',
        '[{"id": 1, "text": "Net revenue", "definition": null, "tags": ["x"]},\n'
        ' {"definition": "invitations sent to CFOs", "id": "b", "text": "Meetings"}]',
        '{\n  "id": 1,\n  "text": "Net revenue"\n}\n{\n  "id": "b",\n  "text": "Meetings",\n'
        '  "definition": "invitations sent to CFOs"\n}',
        "id\ttext\tdefinition\n1\tNet revenue\t\nb\tMeetings\tinvitations sent to CFOs\n",
        "id,text,definition\n1,Net revenue,\nb,Meetings,invitations sent to CFOs\n",
    ],
)
@pytest.mark.parametrize("name", ["names.csv", "names.txt", "names.jsonl", "names.tsv", "names"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_it_goes_by_what_a_file_holds_whatever_it_is_called(
    content: str, name: str, encoding: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_text(content, encoding=encoding)
    assert metrics_in(file) == SAME


@pytest.mark.parametrize("name", ["names.txt", "names.csv", "names.jsonl", "names"])
def test_a_list_is_numbered_by_its_lines(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / name
    file.write_text("Bookings\n\nRevenue, net\nCalls; dialled\n Demos held \n", encoding="utf-8")
    assert metrics_in(file) == [
        ("1", "Bookings", ""),
        ("3", "Revenue, net", ""),
        ("4", "Calls; dialled", ""),
        ("5", "Demos held", ""),
    ]
    assert [row["class"] for row in answers(file, capsys)] == ["result", "result", "activity", "objective"]


@pytest.mark.parametrize(
    "content,told",
    [
        ('{"id": 1, "text": "Calls"}\n{"id": 2, "text": ["Mails"]}', 'line 2 field "text" is a list'),
        ('{"id": 1, "text": "Calls"}\n{"id": true, "text": "Mails"}', 'line 2 field "id" is true or false'),
        ('{"id": 1, "text": "Calls"}\n{"id": 2 "text": "Mails"}\n{"id": 3}', "line 2 is no JSON"),
        ('{"id": 1, "text": "Calls"}\n{"id": 2 "text": "Mails"}\n{"id": 3}', "line 3, column text, ''"),
        ('{"id": 1, "text": "Calls"}\n{"text": "Mails"}', "line 2, column id, ''"),
        ('{"id": 1, "text": "Calls"}\n{"id": 2, "text": "Mails"', "line 2 is no JSON"),
        ('{"id": 1, "text": "Calls"}\n"Mails"', "line 2 is no object"),
        ('{"id": 1, "text": "Calls", "text": "Mails"}', 'field "text" is written twice'),
        ('{"id": 1, "text": "Calls"}\n{"name": "Mails"}', "line 2 names no field"),
        ('{"name": "Calls"}', "line 1 names no field that is read here"),
        ('{"a":' * 100_000, "line 1 is n"),
    ],
)
def test_it_tells_line_and_field_of_bad_json(
    content: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "names.jsonl"
    file.write_text(content, encoding="utf-8")
    assert main(["classify", str(file)]) == 2
    said = capsys.readouterr()
    assert (told in said.err, str(file) in said.err, said.out) == (True, True, ""), said.err


@pytest.mark.parametrize(
    "content,told",
    [
        ("name,text\n1,Calls\n", "line 1: there is no column 'id'"),
        ("id,text\n1,Calls, dialled\n", "line 2, after the last column, ' dialled'"),
        ("id,text\n,Calls\n", "line 2, column id, ''"),
        ("id,text\n1,Calls\n2,\n", "line 3, column text, ''"),
        ('id,text\n1,Calls\n2,"Mails\n', "line 3 has a quote that is not closed"),
        ("", "the file is empty"),
    ],
)
def test_it_tells_what_is_wrong_and_prints_nothing(
    content: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "names.csv"
    file.write_text(content, encoding="utf-8")
    assert main(["classify", str(file)]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert str(file) in said.err
    assert said.out == ""


def test_it_tells_that_a_file_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", str(tmp_path / "none.csv")]) == 2
    assert "no such file" in capsys.readouterr().err
