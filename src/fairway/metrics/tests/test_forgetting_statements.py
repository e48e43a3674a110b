"""Compiled statements hold words as they are written: those that say what was erased are compiled anew."""

from pathlib import Path

import pytest

from fairway.lib.home import folder
from fairway.lib.spellings import spellings_of
from fairway.metrics.keeping import forget_statements, keep_statement, kept_statement


def test_it_removes_what_speaks_of_an_erased_word_or_name_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRWAY_HOME", str(tmp_path))
    for number, word in enumerate(("own_word", "call_quillvexer_ottokar", "own_words", "discovery")):
        keep_statement(number, {"sql": f"SELECT 1 WHERE word = '{word}'"})
    forget_statements({"own_word"}, spellings_of(["Ottokar Quillvexer"]))
    assert [kept_statement(number) is not None for number in range(4)] == [False, False, True, True]
    assert len(list(folder("compiled").iterdir())) == 2
