"""Whatever a file of cases holds, `fairway suggest --case` answers it, or says which line is wrong and why."""

import json
from pathlib import Path
from typing import Any

import pytest

from fairway.cli.main import main
from fairway.studio.suggesting import suggestion_for_case

pytestmark = pytest.mark.django_db
MAP = {"key": "map", "own": 1, "name": "Map the buyers"}


def said(tmp_path: Path, capsys: pytest.CaptureFixture[str], *lines: str) -> tuple[int, str, str]:
    """(exit code, what stands on stdout, on stderr) for a file of those lines."""
    file = tmp_path / "cases.jsonl"
    file.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    code = main(["suggest", "--case", str(file), "--json"])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


ODD: dict[str, dict[str, Any]] = {
    "shares of no gap": {"gap": {"win_rate": 0, "meetings": 0}, "candidates": [MAP, {"key": "b", "own": 2}]},
    "in no weeks": {"note": "3 calls in 0 weeks", "candidates": [{**MAP, "note": "one call every 0 months"}, MAP]},
    "a date between slashes": {"candidates": [{"key": "a", "level": "1.2.2025/./3"}, MAP]},
    "points of thousands": {"candidates": [{"key": "a", "level": "1.200,5 / 2 / 3"}, MAP]},
    "a sign apart": {"candidates": [{**MAP, "evidence": "r = -\t.3 with wins"}, {"key": "b"}]},
    "a long word": {"candidates": [{**MAP, "note": "x" * 5000}, {"key": "b"}]},
    "a wide cell": {"candidates": [MAP, {"key": "b"}], "sheet": "a | b\n" + "c" * 140_000 + " | d\n"},
    "JSON within": {"candidates": [MAP, {"key": "b"}], "text": "[" * 20_000 + "\n"},
    "flags": {"candidates": [{"key": True, "own": [True, False, True]}, MAP], "id": True},
    "nothing in it": {"candidates": [{}, {}, {}]},
}


@pytest.mark.parametrize("name", ODD)
def test_it_answers_an_odd_case(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(tmp_path, capsys, json.dumps(ODD[name]), json.dumps({"candidates": [MAP, {"key": "c"}]}))
    assert code == 0
    assert len(json.loads(out)) == 2


@pytest.mark.parametrize("line", ['{"x":' + "[" * 2000 + "]" * 2000 + "}", '{"x":' * 600 + "1" + "}" * 600])
def test_it_names_the_line_that_goes_too_deep(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(tmp_path, capsys, json.dumps({"candidates": [MAP, {"key": "b"}]}), line)
    assert (code, out) == (2, "")
    assert "line 2" in err


def test_figures_that_are_none_are_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = {"candidates": [{**MAP, "lag_weeks": 2}, {"key": "b", "name": "Plan the call", "own": 1, "lag_weeks": 3}]}
    for figure in ("NaN", "Infinity", "1e999", "1" + "0" * 400):
        line = json.dumps(plain).replace('"lag_weeks": 3', f'"lag_weeks": {figure}')
        code, out, _ = said(tmp_path, capsys, line)
        assert code == 0
        assert "nan" not in out.casefold()
        assert "inf" not in out.casefold()


def test_separators_within_texts_end_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        f'{{"id": "{name}", "note": "a\u2028b", "candidates": [{json.dumps(MAP)}, {{"key": "b"}}]}}' for name in "pq"
    ]
    code, out, _ = said(tmp_path, capsys, *lines)
    assert code == 0
    assert [one["id"] for one in json.loads(out)] == ["p", "q"]


def test_halves_of_signs_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(tmp_path, capsys, '{"id": "q\\ud800", "candidates": [{"key": "a"}, {"key": "b"}]}')
    assert code == 0
    assert json.loads(out)["id"] == "q?"


def test_one_case_of_candidates_alone_is_one_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = {
        "candidates": [{"key": "ask_for_referral", "own": 1, "peers": 3}, {"key": "map_buyers", "own": 2, "peers": 3}]
    }
    _, out, _ = said(tmp_path, capsys, json.dumps(case))
    assert set(json.loads(out)["ranking"]) == {"ask_for_referral", "map_buyers"}


def test_a_mixed_list_of_candidates_is_read() -> None:
    found = suggestion_for_case({"candidates": ["ask for a referral", MAP, "qbr: hold a review"]})
    assert {*found.ranking, *(one.metric for one in found.rejected)} == {
        "ask for a referral",
        "map",
        "qbr: hold a review",
    }


def test_candidates_of_one_key_are_told_apart() -> None:
    found = suggestion_for_case({"candidates": [MAP, {**MAP, "name": "Call plans written"}, {**MAP, "own": 3}]})
    assert {*found.ranking, *(one.metric for one in found.rejected)} == {"map", "map (2)", "map (3)"}


def test_what_counts_places_or_votes_is_no_level() -> None:
    case = {
        "drivers": {"demo to won": {"own": 0.1, "peers": 0.3}},
        "candidates": [
            {"key": "ask", "name": "Ask each customer for a referral", "votes": 1, "weight": 12},
            {"key": "map", "name": "Name the economic buyer", "votes": 9, "weight": 3},
            {"key": "plan", "name": "Send a mutual plan after each demo", "votes": 4, "weight": 4},
        ],
    }
    found = suggestion_for_case(case)
    assert "plan" in found.ranking
    assert not any("12" in reason for reason in found.reasons.values())


def test_what_is_suggested_all_the_same_says_what_speaks_against_it() -> None:
    case = {
        "candidates": [
            {"key": "map", "name": "Economic buyer mapped", "own": 10, "top": 80},
            {"key": "plan", "name": "Mutual action plan sent", "own": 60, "top": 80, "recorded": 0.1},
        ]
    }
    found = suggestion_for_case(case)
    assert "but not measurable here" in found.reasons["plan"]
