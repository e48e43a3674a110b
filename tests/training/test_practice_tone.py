"""What the page on practice talks says of sentences nobody fitted the rules to is what the bench finds."""

from pathlib import Path

from bench.practice_tone import measured

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "practise-a-talk.md"
ROWS = {
    "open": "open questions",
    "kind": "kind ones that could be mistaken for blame or advice",
    "pressing_questions": "pressing, in the form of an open question",
    "pressing_statements": "pressing, as statements",
    "sound": "commitments that meet the cause",
    "unsound": "commitments that do not",
}


def test_the_page_says_what_the_bench_finds() -> None:
    page, found = PAGE.read_text(encoding="utf-8"), measured()
    assert set(found) == set(ROWS)
    for name, words in ROWS.items():
        assert f"| {words} | {found[name][0]} of {found[name][1]} |" in page, name
    _, _, clues, trust = found["pressing_questions"]
    assert f"| {clues} bring a clue, {trust} gain trust |" in page
    assert found["pressing_statements"][2] == 0
