"""The style sheets stay small, and every rule in them is used by some page."""

import re
from pathlib import Path

WEB = Path(__file__).parents[1]
ROOMS = WEB.parent
BUDGET = 28 * 1024
SET_BY_HTMX = {"htmx-request"}


def sheets() -> str:
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in sorted((WEB / "static" / "css").glob("*.css")))
    return re.sub(r"/\*.*?\*/|url\([^)]*\)", "", text, flags=re.S)


def written() -> str:
    files = [*ROOMS.rglob("templates/**/*.html"), *(WEB / "static" / "js").glob("*.js"), *WEB.glob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in [*files, *(ROOMS / "desk").glob("*.py")])


def test_it_stays_within_the_budget() -> None:
    assert sum(sheet.stat().st_size for sheet in (WEB / "static" / "css").glob("*.css")) <= BUDGET


def test_it_has_no_rule_for_a_class_that_no_page_uses() -> None:
    classes, text = set(re.findall(r"\.([a-zA-Z][\w-]*)", sheets())), written()
    unused = {name for name in classes if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)}
    assert unused == SET_BY_HTMX


def test_it_uses_no_colour_outside_its_tokens() -> None:
    rules = re.sub(r"--[\w-]+:[^;]+;", "", sheets())
    rules = re.sub(r"light-dark\([^;]+;", "", rules)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", rules)
