"""Statements compiled in a process of their own are there when they are needed, and a failing one stops nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fairway.lib.home import folder
from fairway.metrics import compiling
from fairway.metrics.beside import compiled_beside
from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.families import families_of

DEFINITIONS = [next(iter(catalogue().values()))]


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("FAIRWAY_HOME", str(tmp_path))
    compiling.statement_of.cache_clear()
    yield
    compiling.statement_of.cache_clear()


def test_what_was_compiled_beside_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with compiled_beside(DEFINITIONS, "duckdb"):
        pass
    assert len(list(folder("compiled").glob("*.json"))) == 1 + len(families_of(DEFINITIONS))  # and that of words
    monkeypatch.setattr(compiling, "_compiled", lambda *family, **how: pytest.fail("compiled again"))
    assert compiling.statements_for(DEFINITIONS, "duckdb")


def test_what_cannot_be_compiled_stops_nobody() -> None:
    with compiled_beside(DEFINITIONS, "no such engine"):
        pass
    assert not list(folder("compiled").glob("*.json"))
