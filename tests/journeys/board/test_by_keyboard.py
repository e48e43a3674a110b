"""Everything on the board without a mouse, and the single keys off for whoever wants them off."""

import pytest

from tests.journeys.board.conftest import Visit

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement.textContent.trim()"


def test_it_skips_to_the_content_first(visit: Visit) -> None:
    page = visit("manager")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to content"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # it can be seen while it has the focus
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_it_shows_where_the_focus_is(visit: Visit) -> None:
    page = visit("manager")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_it_walks_the_rows_with_j_and_k_and_opens_one_with_enter(visit: Visit) -> None:
    page = visit("manager")
    for key, name in (("j", "Nils Aaberg"), ("j", "Tess Moreau"), ("k", "Nils Aaberg"), ("k", "Nils Aaberg")):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == name
    page.keyboard.press("Enter")
    page.wait_for_url("**/sellers/nils-aaberg/")


def test_it_finds_a_seller_with_a_slash(visit: Visit) -> None:
    page = visit("manager")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "find"
    page.keyboard.type("more")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sellers/tess-moreau/")


def test_it_lists_its_keys_and_closes_with_escape(visit: Visit) -> None:
    page = visit("manager")
    page.keyboard.press("?")
    looks = page.get_by_role("dialog", name="Looks and keys")
    assert looks.is_visible()
    page.keyboard.press("Escape")
    assert not looks.is_visible()


def test_it_turns_the_single_keys_off(visit: Visit) -> None:
    page = visit("manager")
    page.keyboard.press("?")
    page.get_by_label("Turn these single-key shortcuts off").check()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("?")
    assert not page.get_by_role("dialog", name="Looks and keys").is_visible()


def test_it_leaves_letters_alone_while_somebody_types(visit: Visit) -> None:
    page = visit("manager")
    page.keyboard.press("/")
    page.keyboard.type("j/k?")
    assert page.locator("#find-name").input_value() == "j/k?"
