"""The walls of the house: imports run up the list of rooms, and only named files know Django."""

import ast
import re
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

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
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("file", python_files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_it_lets_only_named_files_import_django(file: Path) -> None:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    if len(parts) == 1 or parts[0] in ROOMS_FREE_OF_THE_RULE or MAY_IMPORT_DJANGO & set(parts):
        return
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not [name for name in imported if name.split(".")[0] in {"django", "allauth", "csp"}]


@pytest.mark.parametrize("file", python_files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_it_keeps_rooms_out_of_each_others_models_views_and_forms(file: Path) -> None:
    room = file.relative_to(PACKAGE).parts[0]
    for match in re.finditer(
        r"^\s*from fairway\.(\w+)\.(models|views|forms)\b", file.read_text(encoding="utf-8"), re.M
    ):
        assert match[1] == room, f"{file.name} imports {match[0].strip()}"


@pytest.mark.parametrize("file", python_files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_it_names_modules_and_classes_for_what_they_are(file: Path) -> None:
    assert file.stem not in FORBIDDEN_NAMES
    classes = [
        node.name for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)
    ]
    assert not [name for name in classes if re.search(r"(Manager|Handler|Helper|Processor|Util)$", name)]


def test_every_room_says_what_it_takes_gives_and_refuses() -> None:
    for room in sorted(path for path in PACKAGE.iterdir() if (path / "__init__.py").exists()):
        text = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert len(text) > 60, f"{room.name} does not say what it is for"
