"""The documentation says all there is and nothing that is not: names, options, addresses, links, words."""

import argparse
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from fairway.cli.main import COMMANDS
from tests.walls import generated
from tests.walls.pages import DOCS, ROOT, anchors_of, blocks_of, links_of, name_of, pages, prose_of, section_of, text_of

PACKAGE = ROOT / "src" / "fairway"
FIRST_SENTENCE = (
    "Your dashboard shows the score; Fairway shows, from the CRM you already have, whether each seller is doing "
    "the two or three things that change it, what is in the way if not, and whether they help if so, on a page "
    "the seller sees too."
)
DECISION_PARTS = ("**Decided.**", "**Why.**", "**Refused.**", "**What it costs.**", "**The way back.**")
# Words that make people smaller than they are. GLOSSARY.md names them, nothing else does.
FORBIDDEN = re.compile(
    r"\b(reps?|under-?perform\w*|(low|poor|top|bottom) performers?|laggards?|slackers?|human resources)\b",
    re.I,
)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_it_links_only_to_what_is_there(page: Path) -> None:
    for link in links_of(page.read_text(encoding="utf-8")):
        address, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", address):
            continue
        target = page if not address else (page.parent / address).resolve()
        assert target.exists(), f"{link} leads nowhere"
        if anchor:
            assert anchor in anchors_of(target.read_text(encoding="utf-8")), f"{link}: there is no such heading"


def test_it_lists_every_page_of_the_documentation_in_its_index() -> None:
    listed = {(DOCS / link.partition("#")[0]).resolve() for link in links_of(text_of("docs/README.md"))}
    assert [name_of(page) for page in DOCS.rglob("*.md") if page.resolve() not in listed | {DOCS / "README.md"}] == []


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=name_of)
def test_it_keeps_written_parts_as_the_code_has_them(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert generated.written_anew(text) == text, "run: python -m tests.walls.generated"


def test_it_has_every_metric_of_the_catalogue() -> None:
    from fairway.metrics.catalogue_files import catalogue

    text = text_of("docs/reference/metrics.md")
    assert [key for key in catalogue() if f"| `{key}` |" not in text] == []
    assert f"**{len(catalogue())} metrics**" in text_of("README.md")


def variables_in(folder: Path) -> set[str]:
    """Names of environment variables in the code; a request's own marks are none."""
    found: set[str] = set()
    for file in [*folder.rglob("*.py"), *folder.rglob("*.html")]:
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "META" not in line]
        found |= set(re.findall(r"\bFAIRWAY_[A-Z_]+[A-Z]\b", "\n".join(lines)))
    return found


def test_it_explains_every_setting_and_no_other() -> None:
    known = variables_in(PACKAGE)
    for file in ("run", ".ci/run", "conftest.py"):
        known |= set(re.findall(r"\bFAIRWAY_[A-Z_]+[A-Z]\b", (ROOT / file).read_text(encoding="utf-8")))
    for file in (ROOT / "tests").rglob("*.py"):
        known |= set(re.findall(r"environ\S*[(\[]\"(FAIRWAY_[A-Z_]+)\"", file.read_text(encoding="utf-8")))
    text = text_of("docs/reference/settings.md")
    told = set(re.findall(r"^\| `(FAIRWAY_[A-Z_]+)`", text, re.M))
    assert {name for name in known if not name.startswith("FAIRWAY_ODOO")} == told


@cache
def parser_of(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"fairway {command}")
    import_module(f"fairway.cli.{COMMANDS[command][0]}").describe(parser)
    return parser


def options_of(command: str) -> set[str]:
    return {option for action in parser_of(command)._actions for option in action.option_strings} - {"-h", "--help"}


@pytest.mark.parametrize("command", COMMANDS)
def test_it_explains_every_option_of_a_command_and_no_other(command: str) -> None:
    section = section_of(text_of("docs/reference/commands.md"), f"fairway {command}")
    assert section, f"docs/reference/commands.md has no section on fairway {command}"
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", section))
    assert told == options_of(command)
    for action in parser_of(command)._actions:
        if not action.option_strings and action.choices is None:
            assert str(action.metavar) in section, f"{action.metavar} is not explained"


def spoken_commands(text: str) -> Iterator[str]:
    """Every `fairway ...` of a page: in shell and console blocks, and between backticks."""
    for block in blocks_of(text):
        if block.language in {"sh", "console", "ini", "", "python"}:
            for line in block.body.splitlines():
                yield from (part for part in re.split(r"\s&&\s|;\s|#", line) if re.search(r"(^|[\s/])fairway ", part))
    for span in re.findall(r"`([^`]+)`", prose_of(text), re.S):
        if span.startswith("fairway "):
            yield " ".join(span.split())


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_it_names_only_commands_and_options_that_exist(page: Path) -> None:
    for spoken in spoken_commands(page.read_text(encoding="utf-8")):
        words = re.split(r"\s+", spoken[re.search(r"(^|[\s/])fairway ", spoken).end() :])  # type: ignore[union-attr]
        if not re.fullmatch(r"[a-z]+", words[0]):
            continue  # the folder of that name, `fairway --version`, or `fairway COMMAND`
        if words[0] not in COMMANDS:
            assert "git " in spoken or spoken.rstrip().endswith("fairway fairway"), (
                f"{spoken}: there is no such command"
            )
            continue
        for word in words[1:]:
            if word.startswith("--") and word not in {"--help"}:
                assert word.partition("=")[0] in options_of(words[0]), f"{spoken}: no option {word}"


def test_it_has_a_section_on_every_room() -> None:
    text = text_of("docs/reference/rooms.md")
    rooms = [path.parent.name for path in PACKAGE.glob("*/__init__.py")]
    assert [room for room in rooms if f"\n### {room}\n" not in text] == []


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("*.md")), ids=lambda page: page.stem)
def test_it_tells_of_each_decision_why_what_it_costs_and_the_way_back(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+", page.stem)
    assert [part for part in DECISION_PARTS if part not in text] == []
    assert len(text.split()) > 180, "a decision takes a page"


def test_it_tells_every_column_of_a_crm_folder_and_which_are_needed() -> None:
    from fairway.crm.folder.tables import TABLES

    text = text_of("docs/reference/crm-folder.md")
    for table in TABLES:
        rows = re.findall(r"^\| (.+?) \| ?(needed)? ?\|", section_of(text, table.file), re.M)
        told = {name: bool(needed) for cell, needed in rows for name in re.findall(r"`(\w+)`", cell)}
        assert told == {name: name in table.required for name in table.columns}, table.file
        keys = {
            name
            for cell, _ in rows
            for part in re.findall(r"\*\*(.+?)\*\*", cell)
            for name in re.findall(r"`(\w+)`", part)
        }
        assert keys == set(table.key), table.file


def addresses_in(text: str) -> set[str]:
    spans = re.findall(r"`(/[a-z<>/-]+/)`", prose_of(text))
    return {span for span in spans if not span.startswith(("/opt/", "/srv/", "/etc/", "/usr/"))}


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_it_names_only_addresses_that_lead_to_a_page(page: Path) -> None:
    for address in addresses_in(page.read_text(encoding="utf-8")):
        try:
            resolve(re.sub(r"<[^>]+>", "x", address))
        except Resolver404:
            pytest.fail(f"{address} leads nowhere")


@cache
def words_on_pages() -> str:
    """Everything templates, forms and views may put on a page, as running text."""
    files = [
        *PACKAGE.rglob("templates/**/*.html"),
        *(PACKAGE / "desk").rglob("*.py"),
        *(PACKAGE / "project").rglob("*.py"),
    ]
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(file.read_text(encoding="utf-8"))) for file in sorted(files))


@pytest.mark.parametrize(
    "page",
    [
        page
        for page in sorted(DOCS.rglob("*.md"))
        if page.parent.name in {"tutorial", "how-to"} and page.stem != "connect-odoo"
    ],
    ids=name_of,
)
def test_it_writes_in_bold_what_stands_on_a_page(page: Path) -> None:
    if "Words in bold stand on the page" not in " ".join(page.read_text(encoding="utf-8").split()):
        return
    shown = " ".join(words_on_pages().split())
    for bold in re.findall(r"\*\*(.+?)\*\*", prose_of(page.read_text(encoding="utf-8")), re.S):
        words = " ".join(bold.split()).rstrip(".:")
        if words.startswith("Continue as "):
            words = "Continue as"
        assert words.replace("'", "’") in shown or words in shown, f"{words!r} stands on no page"


def test_it_calls_the_way_from_a_number_to_its_records_as_the_page_does() -> None:
    way = re.search(r"open\s+the seller, then\s+\*\*(.+?)\*\*", text_of("docs/how-to/find-out-why-a-number.md"))
    assert way is not None
    assert f"{way[1]} of" in " ".join(words_on_pages().split())  # the link names its activity for who cannot see it


@pytest.mark.parametrize("page", [p for p in pages() if p.name != "GLOSSARY.md"], ids=name_of)
def test_it_speaks_of_people_as_people(page: Path) -> None:
    assert FORBIDDEN.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "template", sorted(PACKAGE.rglob("templates/**/*.html")), ids=lambda file: str(file.relative_to(PACKAGE))
)
def test_pages_speak_of_people_as_people(template: Path) -> None:
    assert FORBIDDEN.findall(re.sub(r"<[^>]+>|\{\{.*?\}\}|\{%.*?%\}", " ", template.read_text(encoding="utf-8"))) == []


def test_it_gives_each_word_of_the_glossary_one_meaning() -> None:
    words = re.findall(r"^\| ([^|]+?) \| [^|]+ \|$", text_of("GLOSSARY.md"), re.M)
    named = [part.strip().casefold() for word in words if word not in {"word", "---"} for part in word.split(",")]
    assert len(named) > 40
    assert sorted(word for word in set(named) if named.count(word) > 1) == []


def test_the_readme_opens_with_what_fairway_is_for() -> None:
    lines = [line for line in text_of("README.md").splitlines() if line and not line.startswith("#")]
    assert lines[0] == FIRST_SENTENCE
    assert len(text_of("README.md").splitlines()) <= 120


def test_the_code_points_only_to_documentation_that_is_there() -> None:
    for file in [
        *PACKAGE.rglob("*.py"),
        *PACKAGE.rglob("*.html"),
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "bench").rglob("*.py"),
    ]:
        for path in re.findall(r"\bdocs/[\w/-]+\.md", file.read_text(encoding="utf-8")):
            assert (ROOT / path).exists(), f"{file.relative_to(ROOT)} names {path}"
