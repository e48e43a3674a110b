"""What nothing asks for is not kept: every name of a module is used somewhere besides its tests."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.walls.pages import ROOT

PACKAGE = ROOT / "src" / "fairway"
# Called by their names from outside: Django's settings, its entry points, what it finds by convention.
FOUND_BY_NAME = re.compile(r"project/(settings|urls|wsgi|accounts)\.py|\w+/(apps|urls)\.py")
# Asked for by tests alone, each with the reason why it stands in the package.
HELD_BY_TESTS = {
    "ABOUT_NOBODY": "which tables say nothing about anybody: what is kept is held to it",
    "NOT_EXPORTED": "what a personal export leaves out, and why: the export is held to it",
    "definitions_from": "a whole text of definitions at once: the syntax is held to it",
    "forget_erased": "called by the database's own signal when a person goes",
    "lag_in_words": "how the page on metrics tells a lag",
    "missing_metrics": "what no records here can count: the page on metrics is written from it",
    "raw_parts": "the identity that the estimates are held to",
    "false_alarm_chance": "what the status lines promise, reckoned the other way round",
    "typical_scenario": "an organisation whose truth is known",
    "with_effects": "the same with other effects planted",
}


def own_files() -> list[Path]:
    """The package's own Python, without tests and migrations."""
    return [file for file in sorted(PACKAGE.rglob("*.py")) if not {"tests", "migrations"} & set(file.parts)]


def defined_in(source: str) -> Iterator[str]:
    """Functions, classes and constants a module defines at its top, private ones too."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def unused(sources: dict[str, str], others: str = "") -> list[str]:
    """Names defined in one of the sources that stand nowhere else in any of them, nor in the others."""
    said: Counter[str] = Counter(re.findall(r"\w+", "\n".join([*sources.values(), others])))
    return sorted(
        f"{file}: {name}"
        for file, source in sources.items()
        if not FOUND_BY_NAME.fullmatch(file)
        for name, count in Counter(defined_in(source)).items()
        if said[name] <= count and not name.startswith("__")
    )


def test_it_finds_a_name_nobody_uses() -> None:
    sources = {"one.py": "LIMIT = 3\ndef used() -> int: ...\ndef forgotten() -> int: ...\n", "two.py": "used(LIMIT)"}
    assert unused(sources) == ["one.py: forgotten"]
    assert unused(sources, others="{{ forgotten() }}") == []


def test_everything_is_used_by_something_besides_its_tests() -> None:
    sources = {file.relative_to(PACKAGE).as_posix(): file.read_text(encoding="utf-8") for file in own_files()}
    others = [*PACKAGE.rglob("*.html"), *(ROOT / "bench").glob("*.py"), ROOT / "pyproject.toml"]
    found = unused(sources, "\n".join(file.read_text(encoding="utf-8") for file in others))
    names = {place.partition(": ")[2] for place in found}
    assert names == set(HELD_BY_TESTS), found
