"""The walls of the house: imports run up the list of rooms, and only named files know Django."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "fairway"
MAY_IMPORT_DJANGO = {
    "models",
    "queries",
    "actions",
    "views",
    "forms",
    "urls",
    "admin",
    "apps",
    "jobs",
    "templatetags",
    "management",
    "migrations",
}
ROOMS_FREE_OF_THE_RULE = {"project", "web", "cli", "api"}
FORBIDDEN_NAMES = {"utils", "common", "misc", "base", "core", "helpers", "util", "helper"}


def python_files() -> list[Path]:
    return sorted(
        file for file in PACKAGE.rglob("*.py") if "migrations" not in file.parts and "tests" not in file.parts
    )


def test_it_keeps_imports_running_up_the_list_of_rooms() -> None:
    # In a process of its own: it sets up logging anew, and would silence every logger of the tests after it.
    command = [Path(sys.executable).with_name("lint-imports"), "--config", ROOT / "pyproject.toml", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == EXIT_STATUS_SUCCESS, done.stdout


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported_by(file: Path) -> set[str]:
    """The modules a file imports, at its top or further in, by the names it gives them."""
    return {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def may_import_django(file: Path) -> bool:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return len(parts) == 1 or parts[0] in ROOMS_FREE_OF_THE_RULE or bool(MAY_IMPORT_DJANGO & set(parts))


def test_it_lets_only_named_files_import_django() -> None:
    others = [file for file in python_files() if not may_import_django(file)]
    assert len(others) > 100
    assert [
        f"{file.relative_to(PACKAGE)} imports {name}"
        for file in others
        for name in imported_by(file)
        if name.split(".")[0] in {"django", "allauth", "csp"}
    ] == []


def test_it_keeps_rooms_out_of_each_others_models_views_and_forms() -> None:
    reaching = re.compile(r"^\s*from fairway\.(\w+)\.(models|views|forms)\b", re.M)
    assert [
        f"{file.relative_to(PACKAGE)} imports {match[0].strip()}"
        for file in python_files()
        for match in reaching.finditer(file.read_text(encoding="utf-8"))
        if match[1] != file.relative_to(PACKAGE).parts[0]
    ] == []


def test_it_names_modules_for_what_they_are() -> None:
    assert [str(file.relative_to(PACKAGE)) for file in python_files() if file.stem in FORBIDDEN_NAMES] == []


def test_it_names_classes_for_what_they_are() -> None:
    assert [
        f"{file.relative_to(PACKAGE)}: {node.name}"
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef) and re.search(r"(Manager|Handler|Helper|Processor|Util)$", node.name)
    ] == []


def test_every_room_says_what_it_takes_gives_and_refuses() -> None:
    for room in sorted(path for path in PACKAGE.iterdir() if (path / "__init__.py").exists()):
        text = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert len(text) > 60, f"{room.name} does not say what it is for"
