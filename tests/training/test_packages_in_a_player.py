"""Packages of modules played by scorm-again, a run-time that others made, in a real browser."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from shutil import copy
from threading import Thread
from typing import Any
from xml.etree import ElementTree as Xml
from zipfile import ZipFile

import pytest
from playwright.sync_api import Frame, Page, sync_playwright

from fairway.training.curriculum.reading import curriculum
from fairway.training.curriculum.types import Module
from fairway.training.standards.quizzing import questions_of
from fairway.training.views.packages import scorm_package
from tests.journeys.board.screens import CHROMIUM

PLAYER = Path(__file__).parent / "vendor/scorm-again/scorm12.min.js"
HOST = """<!doctype html><html lang="en"><title>Player</title><body><script src="player.js"></script>
<script>
  window.API = new Scorm12API({autocommit: false, logLevel: 5});
  const kept = localStorage.getItem("kept");
  if (kept) API.loadFromJSON(JSON.parse(kept), "cmi");
</script><iframe src="module/index.html" width="900" height="700" title="Module"></iframe></body></html>"""
IMS = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def unpacked(module: Module, folder: Path) -> Path:
    ZipFile(BytesIO(scorm_package(module))).extractall(folder / "module")
    (folder / "index.html").write_text(HOST, encoding="utf-8")
    copy(PLAYER, folder / "player.js")
    return folder


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_context().new_page()
        browser.close()


def opened(page: Page, address: str) -> Frame:
    page.goto(address)
    page.wait_for_function("() => window.API.cmi.core.lesson_status !== ''")
    frame = page.frames[1]
    frame.wait_for_selector("#standing:not(:empty)")
    return frame


def told(page: Page) -> Any:
    return page.evaluate(
        "() => ({status: API.cmi.core.lesson_status, score: API.cmi.core.score.raw, kept: API.cmi.suspend_data})"
    )


def read_all(frame: Frame) -> None:
    for button in frame.locator("[data-read]").all():
        button.click()


def answer_all(frame: Frame, module: Module, choose: Callable[[int], int]) -> None:
    for place, question in enumerate(questions_of(module)):
        frame.locator("[data-question]").nth(place).locator(".options button").nth(choose(question.right)).click()


@pytest.mark.browser
def test_a_module_done_well_reports_that_it_was_passed_and_its_score(page: Page, tmp_path: Path) -> None:
    module = curriculum()["where-you-stand"]
    with served(unpacked(module, tmp_path)) as address:
        frame = opened(page, address)
        assert told(page)["status"] == "incomplete"
        read_all(frame)
        answer_all(frame, module, lambda right: right)
        assert (told(page)["status"], float(told(page)["score"])) == ("passed", 100)
        page.evaluate("() => localStorage.setItem('kept', JSON.stringify({core: {lesson_status: 'passed'}}))")
        opened(page, address)
        assert told(page)["status"] == "passed"  # opened again, with nothing kept of what was read
        page.evaluate("() => localStorage.clear()")


@pytest.mark.browser
def test_a_module_done_badly_reports_that_it_was_not_passed(page: Page, tmp_path: Path) -> None:
    module = curriculum()["where-you-stand"]
    with served(unpacked(module, tmp_path)) as address:
        frame = opened(page, address)
        read_all(frame)
        answer_all(frame, module, lambda right: 1 if right == 0 else 0)
        assert (told(page)["status"], float(told(page)["score"])) == ("failed", 0)
        frame.locator("#again button").click()
        answer_all(frame, module, lambda right: right)
        assert (told(page)["status"], float(told(page)["score"])) == ("passed", 100)


@pytest.mark.browser
def test_a_module_goes_on_where_it_was_left(page: Page, tmp_path: Path) -> None:
    module = curriculum()["where-you-stand"]
    with served(unpacked(module, tmp_path)) as address:
        frame = opened(page, address)
        read_all(frame)
        frame.locator("[data-question]").first.locator(".options button").first.click()
        kept = page.evaluate("() => JSON.stringify(API.cmi.toJSON ? API.cmi : {})")
        page.evaluate("kept => localStorage.setItem('kept', kept)", kept)
        again = opened(page, address)
        assert again.locator("[data-read]:enabled").count() == 0
        assert again.locator("[data-question]").first.locator(".told").is_visible()
        assert told(page)["status"] == "incomplete"
        page.evaluate("() => localStorage.clear()")


@pytest.mark.parametrize("key", sorted(curriculum()))
def test_every_manifest_names_what_is_in_the_package_and_one_object_that_reports(key: str) -> None:
    module = curriculum()[key]
    with ZipFile(BytesIO(scorm_package(module))) as archive:
        root = Xml.fromstring(archive.read("imsmanifest.xml"))
        named = {file.attrib["href"] for file in root.iter(f"{IMS}file")}
        assert named | {"imsmanifest.xml"} == set(archive.namelist())
        [resource] = root.iter(f"{IMS}resource")
        assert resource.attrib[f"{ADL}scormtype"] == "sco"
        assert resource.attrib["href"] in named
        [item] = root.iter(f"{IMS}item")
        assert item.attrib["identifierref"] == resource.attrib["identifier"]
        page = archive.read("index.html").decode()
    told_questions = json.loads(page.partition('id="questions">')[2].partition("</script>")[0])
    assert [one["right"] for one in told_questions] == [one.right for one in questions_of(module)]
    assert "http" not in page.partition("<body")[0]
    # What is kept between two visits fits into the 4,096 signs of SCORM 1.2.
    assert len(questions_of(module)) * 3 + 100 < 4096


def test_the_same_module_makes_the_same_bytes() -> None:
    module = curriculum()["where-you-stand"]
    assert scorm_package(module) == scorm_package(module)
