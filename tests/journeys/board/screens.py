"""Pictures of every page as each of four people sees it, for looking at, of the demonstration or of the invented home.

    FAIRWAY_HOME=… FAIRWAY_DEMO=1 django-admin runserver 8123 --settings fairway.project.settings
    python -m tests.journeys.board.screens http://127.0.0.1:8123 --only board --as manager --widths 1440

They land in the folder /screens, which git ignores. Sideways scrolling and anything in the console is told.
"""

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.board.folder import email_of
from tests.journeys.board.home import PASSWORD

CHROMIUM = os.environ.get("FAIRWAY_CHROMIUM", "/usr/bin/chromium")
FOLDER = Path(__file__).parents[3] / "screens"
DEMO_PEOPLE = {"manager": "Dana", "seller": "Marcus", "leader": "Ingrid", "operations": "Noor"}
HOME_PEOPLE = {
    "manager": "m-north",
    "seller": "s-behind",
    "leader": "lead",
    "south": "m-south",
    "operations": "ops",
    "doubtful": "s-doubt",
}
HEIGHTS = {1440: 900, 390: 844, 320: 700}
SHARED = {
    "board": "/board/",
    "board-13w": "/board/?span=13w",
    "me": "/me/",
    "sellers": "/sellers/",
    "rules": "/help/status-rules/",
    "privacy": "/me/privacy/",
    "missing": "/sellers/nobody-here/",
}
DEMO_PAGES = {
    "board-tour": "/board/?tour=1",
    "seller": "/sellers/marcus-bell/",
    "seller-doubt": "/sellers/tom-whitfield/",
    "seller-away": "/sellers/aisha-okafor/",
    "hia": "/sellers/marcus-bell/discovery_plan_written/",
    "hia-doubt": "/sellers/tom-whitfield/account_review_requested/",
}
HOME_PAGES = {
    "behind": "/sellers/nils-aaberg/",
    "doubt": "/sellers/tess-moreau/",
    "off": "/sellers/uma-reyes/",
    "long": "/sellers/maximiliane-freifrau-von-hohenstein-wittelsbach/",
    "none": "/sellers/per-ng/",
    "new": "/sellers/ivo-gram/",
    "off-hia": "/sellers/uma-reyes/plan_written/",
}


@dataclass(frozen=True)
class Look:
    who: str
    name: str
    width: int
    scheme: str

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.who}-{self.name}-{self.width}{'-dark' if self.scheme == 'dark' else ''}.png"


def enter(page: Page, address: str, who: str) -> dict[str, str]:
    """Log in, with one click on the demonstration, and return the pages there are."""
    page.goto(f"{address}/log-in/")
    if page.get_by_label("Password").count():
        page.get_by_label("E-mail").fill(email_of(HOME_PEOPLE[who]))
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(lambda url: "/log-in/" not in url)
        return SHARED | HOME_PAGES
    page.get_by_role("button", name=f"Continue as {DEMO_PEOPLE[who]}").click()
    return SHARED | DEMO_PAGES


def looks(browser: Browser, address: str, arguments: argparse.Namespace) -> Iterator[tuple[Look, Page]]:
    for who in arguments.who:
        for width in arguments.widths:
            for scheme in arguments.schemes:
                size = {"width": width, "height": HEIGHTS.get(width, 900)}
                context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
                page = context.new_page()
                page.on("console", lambda said: print(f"console {said.type}: {said.text}"))
                pages = enter(page, address, who)
                for name in arguments.only or pages:
                    page.goto(address + pages[name])
                    yield Look(who, name, width, scheme), page
                context.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("--only", nargs="+", help="names of pages, as in this file")
    parser.add_argument("--as", nargs="+", dest="who", default=list(DEMO_PEOPLE), choices=list(DEMO_PEOPLE))
    parser.add_argument("--widths", nargs="+", type=int, default=[1440, 390])
    parser.add_argument("--schemes", nargs="+", default=["light", "dark"])
    arguments = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        for look, page in looks(browser, arguments.address, arguments):
            wide, tall = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
            # A window as tall as the page, so that what sticks to its edges does not lie across the picture.
            page.set_viewport_size({"width": look.width, "height": max(tall, HEIGHTS.get(look.width, 900))})
            page.screenshot(path=look.path)
            page.set_viewport_size({"width": look.width, "height": HEIGHTS.get(look.width, 900)})
            print(look.path.name, "" if wide <= look.width else f"SCROLLS SIDEWAYS {wide}")


if __name__ == "__main__":
    main()
