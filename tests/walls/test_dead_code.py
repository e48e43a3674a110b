"""What nothing asks for is not kept: every name of a module is used somewhere besides its tests.

Used is a name that Python reads, and a word of a text, a template or the project's file, for some are called by name.
Comments, docstrings and imports use nothing. Whether it is the same thing of that name is not looked at.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.walls.pages import ROOT

PACKAGE = ROOT / "src" / "fairway"
# Called by their names from outside: Django's settings, its entry points, what it finds by convention.
FOUND_BY_NAME = re.compile(r"project/(settings|urls|wsgi|accounts)\.py|\w+/(apps|urls)\.py")
# Asked for by tests alone, each with the reason why it stands in the package.
HELD_BY_TESTS = {
    "ABOUT_NOBODY": "which tables say nothing about anybody: what is kept is held to it",
    "NOT_EXPORTED": "what a personal export leaves out, and why: the export is held to it",
    "adopt": "called by the database's own signal when a 1:1 is planned in the first lesson",
    "forget_erased": "called by the database's own signal when a person goes",
    "lag_in_words": "how the page on metrics tells a lag",
    "raw_parts": "the identity that the estimates are held to",
    "false_alarm_chance": "what the status lines promise, reckoned the other way round",
    "take_out_of_crm": "called by the database's own signal when a commitment goes",
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


def used_in(source: str) -> Iterator[str]:
    """Names a module reads, and the words of its texts, docstrings left out."""
    tree = ast.parse(source)
    documented = (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef))
    told = {id(node.body[0].value) for node in documented if node.body and isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Name(ctx=ast.Load(), id=name) | ast.Attribute(attr=name):
                yield name
            case ast.Constant(value=str(text)) if id(node) not in told:
                yield from re.findall(r"\w+", text)


def unused(sources: dict[str, str], others: Iterable[str] = (), texts: str = "") -> list[str]:
    """Names defined in one of the sources that none of them uses, nor the others, nor the texts."""
    used = set(re.findall(r"\w+", texts)).union(*(used_in(source) for source in [*sources.values(), *others]))
    return sorted(
        f"{file}: {name}"
        for file, source in sources.items()
        if not FOUND_BY_NAME.fullmatch(file)
        for name in set(defined_in(source)) - used
        if not name.startswith("__")
    )


def test_it_finds_a_name_nobody_uses() -> None:
    one = "LIMIT = 3\ndef used() -> int: ...\ndef forgotten() -> int: ...\n"
    two = '"""Not forgotten."""\nfrom one import forgotten  # forgotten\nused(LIMIT)\nforgotten = 4'
    sources = {"one.py": one, "two.py": two}
    assert unused(sources) == ["one.py: forgotten", "two.py: forgotten"]
    assert unused(sources, texts="{{ forgotten() }}") == []
    assert unused(sources, ["one.forgotten()"]) == []
    assert unused(sources, ["by_name('forgotten')"]) == []


def test_everything_is_used_by_something_besides_its_tests() -> None:
    sources = {file.relative_to(PACKAGE).as_posix(): file.read_text(encoding="utf-8") for file in own_files()}
    benches = [file.read_text(encoding="utf-8") for file in (ROOT / "bench").glob("*.py")]
    texts = [file.read_text(encoding="utf-8") for file in (*PACKAGE.rglob("*.html"), ROOT / "pyproject.toml")]
    found = unused(sources, benches, "\n".join(texts))
    names = {place.partition(": ")[2] for place in found}
    assert names == set(HELD_BY_TESTS), found
