"""A page about a seller says truly who sees the same: the seller and whoever leads them; others see a part."""

import pytest

from fairway.commitments.tests.floor import HIA, Floor, opened
from fairway.execution.actions.scoring import score
from fairway.metrics.words import address_of

PAGES = ("/sellers/ann/", f"/sellers/ann/{address_of(HIA)}/")


@pytest.fixture
def floor(house: object, monkeypatch: pytest.MonkeyPatch) -> Floor:
    floor = opened(monkeypatch)
    score()
    return floor


@pytest.mark.parametrize("address", PAGES)
def test_whoever_leads_a_seller_sees_what_the_seller_sees(floor: Floor, address: str) -> None:
    assert "Ann sees this same page" in floor.told("mona", address)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["lea", "cleo", "olga"])
def test_a_leader_and_operations_read_that_the_seller_sees_more(floor: Floor, who: str, address: str) -> None:
    page = floor.told(who, address)
    assert "Ann sees all of this, and more" in page
    assert "same page" not in page
