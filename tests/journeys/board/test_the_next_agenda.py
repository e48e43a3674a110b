"""From one 1:1 to the next: prepared on a phone, opened from the board, two commitments; a week later the CRM has
closed one and not the other, and the next agenda begins with them.
"""

import csv
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.homes import share_compiled
from tests.journeys.board.conftest import ROOT, environment, serve
from tests.journeys.board.folder import INVITE, PLAN, ZONE
from tests.journeys.board.screens import enter
from tests.journeys.board.test_every_page_is_clean import require_clean

pytestmark = pytest.mark.browser
WEEK = 7
TODAY = datetime.now(ZoneInfo(ZONE)).date()
LAST_ON = TODAY + timedelta(days=WEEK)
Enter = Callable[[str, int], Page]


def run(home: Path, *command: str, **more: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        env=environment(home, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def opened(home: Path, chromium: Browser, **more: str) -> Iterator[Enter]:
    """Windows of people on a server over that home."""
    serving = serve(home, application="tests.journeys.board.later:application", **more)
    address = next(serving)
    windows = []

    def window(who: str, width: int) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", base_url=address
        )
        context.set_default_timeout(15_000)
        windows.append(context)
        page = context.new_page()
        enter(page, address, who)
        return page

    try:
        yield window
    finally:
        for context in windows:
            context.close()
        serving.close()


def promise(page: Page, what: str, counted_as: str, many: int) -> None:
    fold = page.get_by_text("Add a commitment")
    if not page.get_by_label("What, on which deal or with whom").is_visible():
        fold.click()
    page.get_by_label("What, on which deal or with whom").fill(what)
    page.get_by_label("Checked by itself, counted as").select_option(counted_as)
    page.get_by_label("How many").fill(str(many))
    page.get_by_label("By", exact=True).fill(LAST_ON.isoformat())
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("status").first).to_contain_text("Written down")


def invited_since(folder: Path) -> None:
    """What the CRM has of the week after: two more invitations, and no plan."""
    folder.mkdir()
    rows = [
        {
            "activity_id": f"later-{number}",
            "seller_id": "s-behind",
            "type": "meeting",
            "subtype": INVITE,
            "status": "done",
            "completed_at": datetime.combine(TODAY + timedelta(days=number), time(9), ZoneInfo(ZONE)).isoformat(),
            "account_id": "k1",
        }
        for number in (1, 3)
    ]
    with (folder / "activities.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_the_next_agenda_begins_with_what_became_of_both_promises(chromium: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    share_compiled(home)
    run(home, "tests.journeys.board.home")
    with opened(home, chromium) as window:
        manager = window("manager", 1440)
        manager.goto("/board/")
        manager.get_by_role("link", name=re.compile("Nils Aaberg")).first.click()
        manager.get_by_role("link", name="Prepare a 1:1").click()
        manager.get_by_label(re.compile("From then on every so many days")).fill(str(WEEK))
        manager.get_by_role("button", name="Plan it").click()
        seller = window("seller", 390)
        if (notice := seller.get_by_role("button", name="I have read this")).count():
            notice.click()
        seller.goto("/me/")
        seller.get_by_role("link", name="Next 1:1").click()
        seller.get_by_label("How you see the last two weeks").fill("Planning slipped.")
        expect(seller.get_by_role("status").first).to_have_text("Saved")
        manager.reload()
        manager.get_by_text("Start the talk", exact=True).click()
        manager.get_by_role("button", name="Start it now").click()
        promise(manager, "Invites two buyers", INVITE, 2)
        promise(manager, "Writes three plans", PLAN, 3)
        manager.get_by_role("button", name="Finish").click()
        expect(seller.get_by_text("Writes three plans").first).to_be_visible(timeout=20_000)

    invited_since(tmp_path / "later")
    ahead = {"DAYS_LATER": str(WEEK + 1)}
    run(home, "tests.journeys.board.later", "import", str(tmp_path / "later"), **ahead)
    with opened(home, chromium, **ahead) as window:
        for who, width in (("manager", 1440), ("seller", 390)):
            page = window(who, width)
            page.goto("/1-1/")
            page.get_by_role("link", name=re.compile("Open the room|Open it|Prepare it")).first.click()
            part = page.locator("#part-last_time")
            expect(part.get_by_role("heading")).to_have_text(re.compile("What we agreed on"))
            kept, missed = (part.locator(".fact", has_text=what) for what in ("two buyers", "three plans"))
            expect(kept).to_contain_text("Done")
            expect(kept).to_contain_text("2 of 2 in the CRM")
            expect(missed).to_contain_text("Not done")
            heads = page.locator(".steps h2").all_inner_texts()
            assert heads.index(part.get_by_role("heading").inner_text()) == 1  # after the seller's own read alone
            require_clean(page, width)
