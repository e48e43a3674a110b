"""Operations and a leader read for what reasons activities are missed, on a desk and on a phone, without pictures."""

import pytest
from playwright.sync_api import expect

from tests.journeys.board.conftest import Window

pytestmark = pytest.mark.browser
WITHOUT_PICTURES = "document.querySelectorAll('main svg').forEach(picture => picture.remove())"


@pytest.mark.parametrize("width", (1440, 390))
@pytest.mark.parametrize(
    ("who", "headline"),
    (
        ("operations", "No reason that is yours to remove stands out"),
        ("leader", "About 15 of 20 misses are yours to remove"),
    ),
)
def test_they_find_the_reasons_from_the_board(
    window: Window, address: str, who: str, headline: str, width: int
) -> None:
    page = window(who, width).new_page()
    page.goto(f"{address}/board/")
    if width < 720:
        page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Why missed").locator("visible=true").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    page.evaluate(WITHOUT_PICTURES)
    reasons = page.get_by_role("region", name="Why activities are missed")
    first = reasons.locator("tbody tr").first
    expect(first).to_contain_text("Load")
    expect(first).to_contain_text("about 15 of 20, about 75%")
    expect(first).to_contain_text("You" if who == "leader" else "Leaders")
    expect(reasons).to_contain_text("not shown")
    teams = page.get_by_role("region", name="By team")
    expect(teams).to_contain_text("North")
    expect(page.get_by_role("region", name="By activity")).to_contain_text("Call plan written")
    expect(page.get_by_role("region", name="Over time").locator("tbody tr")).to_have_count(2)
    for name in ("Nils", "Aaberg", "Tess"):
        assert name not in page.locator("main").inner_text()
