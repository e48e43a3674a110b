"""The gap stands against others of the role, and says so where there are too few of it."""

import html
from dataclasses import replace

import pytest

from fairway.studio.tests.choices import choice, shown
from fairway.studio.tests.office import Office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("is_of_role", "said"),
    [(True, "4 others of the same role"), (False, "4 others, of any role: too few have the same")],
)
def test_it_says_whom_the_gap_stands_against(
    is_of_role: bool, said: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    gap = replace(choice(office.key("ann")).gap, peers_count=4, is_of_role=is_of_role)
    shown(monkeypatch, gap=gap)
    assert said in html.unescape(office.clients["mona"].get("/studio/ann/").content.decode())
