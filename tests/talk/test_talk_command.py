"""`fairway talk FILE`: its JSON, transcripts, who the manager is, and what cannot be read."""

import json
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest

from fairway.cli.main import main
from fairway.coaching.talk.files import Told, conversations_in
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.types import Conversation, Turn

HERE = Path(__file__).parent
ASKS, ANSWERS = "How many calls did you make?", "Eleven, and I'll make ten more by Friday."
VTT = f"""WEBVTT

NOTE made by a machine

1
00:00:01.000 --> 00:00:02.000
<v Anna Berg>How many calls</v>

2
00:00:02.000 --> 00:00:03.000
<v Anna Berg>did you make?</v>

00:00:03.000 --> 00:00:05.000
<v Ben>{ANSWERS}</v>
"""
SRT = f"1\n00:00:01,000 --> 00:00:02,000\nManager: {ASKS}\n\n2\n00:00:02,000 --> 00:00:04,000\nBen: {ANSWERS}\n"
TXT = f"[00:01] Anna: {ASKS}\n[00:04] Ben: Eleven,\nand I'll make ten more by Friday.\n"


def line(name: str, *texts: str) -> str:
    turns = [{"speaker": "seller" if at % 2 else "manager", "text": text} for at, text in enumerate(texts)]
    return json.dumps({"id": name, "turns": turns}) + "\n"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["talk", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_it_answers_with_the_fields_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.jsonl").write_text(line("a", ASKS, ANSWERS) + line("b", "What is your quota?", "Ninety."))
    code, out, err = told(capsys, str(tmp_path / "t.jsonl"), "--json")
    one, two = json.loads(out)
    assert (code, err) == (0, "")
    assert [one["id"], two["id"]] == ["a", "b"]
    assert one["turns"][0].items() >= {"focus": "activity", "mode": "ask"}.items()
    assert one["turns"][1]["mode"] is None
    (kept,) = one["commitments"]
    assert kept.items() >= {"who": "seller", "quantity": 10, "due_text": "by Friday"}.items()
    assert {"what", "metric_word"} <= kept.keys()
    assert one.keys() >= {"share_of_manager_turns_on_results", "first_topic", "verdict"}
    assert two["share_of_manager_turns_on_results"] == 1.0


@pytest.mark.parametrize(("name", "text"), [("t.vtt", VTT), ("t.srt", SRT), ("t.txt", TXT)])
def test_it_reads_transcripts_and_joins_what_one_speaker_says(name: str, text: str) -> None:
    (found,) = conversations_in(text.splitlines(), name="t", ending=name[1:], told=Told())
    assert found.turns == (Turn("manager", ASKS), Turn("seller", ANSWERS))


def test_it_says_whom_it_took_for_the_manager_and_does_as_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "t.txt"
    file.write_text(TXT)
    _, out, err = told(capsys, str(file), "--json")
    assert "Anna is taken for the manager" in err
    assert json.loads(out)["turns"][0]["mode"] == "ask"
    _, out, err = told(capsys, str(file), "--json", "--manager", "ben")
    assert err == ""
    assert [turn["mode"] is None for turn in json.loads(out)["turns"]] == [True, False]


def test_it_asks_who_the_manager_is_where_three_speak(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.txt").write_text("Ann: Hi.\nBo: Hi.\nCy: Hi.\nAnn: So.\nBo: So.\nCy: So.\n")
    code, out, err = told(capsys, str(tmp_path / "t.txt"))
    assert (code, out) == (2, "")
    assert "--manager" in err


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        ("{nonsense\n", "line 2, the line"),
        ('{"turns": []}\n', "line 2, id"),
        ('{"id": "x", "turns": 7}\n', "line 2, turns, '7'"),
        ('{"id": "x", "turns": [{"speaker": "manager", "text": null}]}\n', "line 2, turns[0].text, 'null'"),
        ('{"id": "x", "turns": [{"speaker": "", "text": "a"}]}\n', "line 2, turns[0].speaker"),
    ],
)
def test_it_names_file_line_field_and_value_of_what_it_cannot_read_and_answers_the_others(
    bad: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "t.jsonl"
    file.write_text(line("a", ASKS) + bad + line("b", ASKS))
    code, out, err = told(capsys, str(file), "--json")
    assert code == 2
    assert [one["id"] for one in json.loads(out)] == ["a", "b"]
    assert f"{file}, {named}" in err


def test_it_refuses_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(capsys, "nowhere.jsonl")
    assert (code, out) == (2, "")
    assert "no such file" in err


def test_it_tells_a_person_what_it_was_about_what_was_agreed_and_why() -> None:
    command = [sys.executable, "-m", "fairway.cli.main", "talk", str(HERE / "floor.jsonl")]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "floor-05: results only" in out
    assert "Instead it could be asked:" in out
    assert "seller: Redo the route, before Monday" in out
    assert "[a bare acknowledgement]" in out


def test_it_reads_an_hour_of_talk_in_about_a_second() -> None:
    turns: list[Turn] = []
    for text in (HERE / "free.jsonl", HERE / "floor.jsonl"):
        for given in map(json.loads, text.read_text(encoding="utf-8").splitlines()):
            turns += [Turn(turn["speaker"], turn["text"]) for turn in given["turns"]]
    read_conversation(Conversation("warm", tuple(turns[:3])))
    start = process_time()
    reading = read_conversation(Conversation("hour", tuple(turns)))
    assert len(reading.labels) == len(turns)
    assert process_time() - start < 3  # 0.7 s on the machine it was written on
