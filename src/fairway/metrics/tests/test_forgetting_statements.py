"""Compiled statements hold words as they are written: those that say what was erased are compiled anew."""

from pathlib import Path

import pytest

from fairway.lib.home import folder
from fairway.lib.spellings import NOBODY, spellings_of
from fairway.metrics.keeping import forget_statements, keep_statement, kept_statement


def compiled(word: str, dialect: str) -> str:
    """A statement about a word as the library writes it for an engine."""
    import ibis

    t = ibis.table({"word": "string"}, name="activities")
    return str(ibis.to_sql(t.filter(t.word == word), dialect=dialect))


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRWAY_HOME", str(tmp_path))


def test_it_removes_what_speaks_of_an_erased_word_or_name_and_nothing_else() -> None:
    for number, word in enumerate(("own_word", "call_quillvexer_ottokar", "own_words", "discovery")):
        keep_statement(number, {"sql": f"SELECT 1 WHERE word = '{word}'"})
    forget_statements({"own_word"}, spellings_of(["Ottokar Quillvexer"]))
    assert [kept_statement(number) is not None for number in range(4)] == [False, False, True, True]
    assert len(list(folder("compiled").iterdir())) == 2


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "pyspark"])
@pytest.mark.parametrize("name", ["Jörg Müller", "O'Neill", "Siobhán O'Neill"])
def test_it_finds_letters_and_apostrophes_however_an_engine_writes_them(dialect: str, name: str) -> None:
    for number, word in enumerate((name, f"call {name}", "discovery")):
        keep_statement(number, {"sql": compiled(word, dialect), "columns": [[f"m{number}", "done"]]})
    forget_statements({name}, NOBODY)
    assert [kept_statement(number) is not None for number in range(3)] == [False, True, True]
    forget_statements((), spellings_of([name]))
    assert [kept_statement(number) is not None for number in range(3)] == [False, False, True]


def test_it_finds_a_word_among_what_a_statement_counts() -> None:
    keep_statement("a", {"sql": "SELECT 1", "columns": [["own_word", "done"]], "keys": ["other"]})
    keep_statement("b", {"sql": "SELECT 1", "columns": [["own_words", "done"]], "keys": ["other"]})
    forget_statements({"own_word"}, NOBODY)
    assert (kept_statement("a"), kept_statement("b") is not None) == (None, True)


def test_it_leaves_no_file_that_cannot_be_read() -> None:
    keep_statement("a", {"sql": "SELECT 1"})
    file = next(folder("compiled").iterdir())
    file.write_bytes(b'{"sql": "J\xf6rg')
    forget_statements({"own_word"}, NOBODY)
    assert not file.exists()
