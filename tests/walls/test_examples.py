"""What the documentation shows is what happens: files are written, commands typed, answers compared."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.homes import share_compiled
from tests.walls.pages import DOCS, ROOT, blocks_of, name_of, section_of, text_of

RUN = [
    page
    for page in sorted(DOCS.rglob("*.md"))
    if any(b.language == "console" or b.title == "run" for b in blocks_of(page.read_text(encoding="utf-8")))
]


def fresh(folder: Path) -> dict[str, str]:
    """The environment of a home that nobody has used, on SQLite."""
    home = folder / "home"
    share_compiled(home)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FAIRWAY_")}
    return {**kept, "FAIRWAY_HOME": str(home), "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}


def run_page(page: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    work = folder / "work"
    work.mkdir()
    command = [sys.executable, "-m", "tests.walls.console", str(page), str(work)]
    return subprocess.run(command, cwd=ROOT, env=fresh(folder), capture_output=True, text=True, check=False)


@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_it_prints_what_the_page_says(page: Path, tmp_path: Path) -> None:
    done = run_page(page, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_notices_an_example_that_is_not_so(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    shown = (
        "```csv team/sellers.csv\nseller_id,name\ns1,Nora\n```\n"
        "```csv team/activities.csv\nactivity_id,seller_id,type,completed_at\na1,s1,task,2026-06-01T09:00:00Z\n```\n"
        "```console\n$ fairway import team\n...\nactivities 1 {added} 0 0 0 0\n```\n"
        "```python run\nassert {added} == 1\n```\n"
    )
    page.write_text(shown.replace("{added}", "1"), encoding="utf-8")
    assert run_page(page, tmp_path).returncode == 0
    for wrong in (
        shown.replace("{added}", "2", 1).replace("{added}", "1"),
        shown.replace("{added}", "1", 1).replace("{added}", "2"),
    ):
        page.write_text(wrong, encoding="utf-8")
        again = tmp_path / f"again-{len(list(tmp_path.iterdir()))}"
        again.mkdir()
        assert run_page(page, again).returncode == 1


def printed(arguments: list[str], folder: Path) -> object:
    start = "import sys; from fairway.cli.main import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", start, *arguments, "--json"],
        cwd=folder / "work",
        env=fresh(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def names_in(document: object) -> set[str]:
    """Every key of a document, at any depth."""
    if isinstance(document, dict):
        return set(document) | {name for value in document.values() for name in names_in(value)}
    return {name for value in document for name in names_in(value)} if isinstance(document, list) else set()


ANSWERS = {
    "board": ["board", "--as-of", "2026-06-09"],
    "explain": ["explain", "visit_plan_written", "s1", "2026-W23"],
    "plan list": ["plan"],
    "people": ["people"],
    "import and sync": ["import", "my-crm"],
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    done = run_page(DOCS / "how-to" / "import-a-crm-folder.md", folder)
    assert done.returncode == 0, done.stdout
    return folder


@pytest.mark.parametrize("heading", ANSWERS)
def test_it_names_every_field_of_a_json_answer(heading: str, imported: Path) -> None:
    section = section_of(text_of("docs/reference/json-answers.md"), heading)
    told = set(re.findall(r"`(\w+)`", section))
    tables = {"people", "activities", "plans", "deleted_ids"}  # an import's tallies are by table
    assert names_in(printed(ANSWERS[heading], imported)) - tables - told == set()
