"""Files stay small while it is easy: 300 lines wished, 500 refused; functions 40 wished, 60 refused."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    file
    for folder in ("src", "tests", "bench")
    for pattern in ("*.py", "*.css", "*.js", "*.html", "*.yaml")
    for file in (ROOT / folder).rglob(pattern)
    if "vendor" not in file.parts and "migrations" not in file.parts and ".egg-info" not in str(file)
)
CSS_BUDGET, ROOM_BUDGET = 28 * 1024, 8 * 1024  # docs/decisions/0019


def lines_of(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_it_keeps_files_under_five_hundred_lines() -> None:
    assert len(SOURCES) > 1000
    assert [f"{file.relative_to(ROOT)}: {lines_of(file)}" for file in SOURCES if lines_of(file) > 500] == []


def test_it_keeps_nineteen_files_of_twenty_under_three_hundred_lines() -> None:
    long = [file for file in SOURCES if lines_of(file) > 300]
    assert len(long) <= len(SOURCES) / 20, [str(file.relative_to(ROOT)) for file in long]


def test_it_keeps_functions_under_sixty_lines() -> None:
    long = [
        f"{file.relative_to(ROOT)}: {node.name} has {length} lines"
        for file in SOURCES
        if file.suffix == ".py"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > 60
    ]
    assert long == []


def test_it_keeps_all_styles_within_twenty_eight_kilobytes() -> None:
    styles = (ROOT / "src/fairway/web/static/css").glob("*.css")
    assert sum(file.stat().st_size for file in styles) <= CSS_BUDGET


def test_it_keeps_the_sheet_of_a_room_within_eight_kilobytes() -> None:
    sheets = [file for file in (ROOT / "src/fairway").glob("*/static/*/*.css") if "web" not in file.parts]
    assert [file.name for file in sheets if file.stat().st_size > ROOM_BUDGET] == []
    assert len({file.parent for file in sheets}) == len(sheets)
