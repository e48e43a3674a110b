"""Columns of counts: as high as they are, numbered where there is room, all in words."""

import re
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from fairway.web.tallies import GROUND, TOP, WIDTH, Tally, tallies


def columns(many: int, *, pale: frozenset[int] = frozenset()) -> list[Tally]:
    return [Tally(f"Week {n}", n + 1, str(n + 1), is_pale=n in pale) for n in range(many)]


def shapes(drawn: Markup, css: str) -> list[ElementTree.Element]:
    return [part for part in ElementTree.fromstring(str(drawn)).iter() if css in (part.get("class") or "").split()]


def texts(drawn: Markup) -> list[str]:
    return [part.text or "" for part in ElementTree.fromstring(str(drawn)).iter() if part.tag.endswith("text")]


@pytest.mark.parametrize("many", [2, 6, 13, 26])
def test_it_draws_every_column_as_high_as_its_count_within_the_picture(many: int) -> None:
    drawn = shapes(tallies(columns(many), "Calls."), "c-done")
    heights = [float(one.get("height") or 0) for one in drawn]
    assert heights[-1] == pytest.approx(GROUND - TOP, abs=0.06)
    assert heights == pytest.approx([max(heights[-1] * (n + 1) / many, 1.5) for n in range(many)], abs=0.06)
    assert all(float(one.get("x") or -1) >= 0 for one in drawn)
    assert all(float(one.get("x") or 0) + float(one.get("width") or 0) <= WIDTH for one in drawn)


def test_it_says_all_numbers_in_its_label_whatever_is_drawn() -> None:
    label = re.search(r'aria-label="([^"]*)"', tallies(columns(26), "Noor & Elif, calls."))
    assert label is not None
    assert label[1].startswith("Noor &amp; Elif, calls. Week 0 1, Week 1 2,")
    assert label[1].endswith("Week 25 26.")


def test_it_writes_numbers_over_few_columns_and_over_those_since_something_began() -> None:
    assert texts(tallies(columns(6), "Calls.")).count("3") == 1
    many = texts(tallies(columns(20), "Calls.", since=15))
    assert "3" not in many
    assert "18" in many
    assert [name for name in many if name.startswith("Week")] == ["Week 0", "Week 15", "Week 19"]


def test_it_draws_a_line_only_where_something_began_and_short_times_pale() -> None:
    assert shapes(tallies(columns(6), "Calls."), "c-target") == []
    drawn = tallies(columns(6, pale=frozenset({2})), "Calls.", since=3)
    assert len(shapes(drawn, "c-target")) == len(shapes(drawn, "c-running")) == 1
    assert len(shapes(drawn, "c-done")) == 5


def test_it_draws_nothing_but_ground_where_all_is_nought() -> None:
    drawn = tallies([Tally("Before", 0, "0"), Tally("Since", 0, "0")], "Calls.")
    assert {float(one.get("height") or 0) for one in shapes(drawn, "c-done")} == {1.5}
