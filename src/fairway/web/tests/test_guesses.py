"""What is not known exactly, as pictures: held to their numbers, their sides and their words."""

import re
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from fairway.web.guesses import NARROW, WIDE, Guess, outcomes, ranges

TWO = (Guess("Done", 9.6, 6.8, 12.4), Guess("Not done", 6.1, 5.2, 7.9))


def drawn(picture: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(str(picture))


def parts(picture: Markup, css: str) -> list[ElementTree.Element]:
    return [part for part in drawn(picture).iter() if part.get("class") == css]


def texts(picture: Markup) -> list[str]:
    return [part.text or "" for part in drawn(picture).iter("text")]


@pytest.mark.parametrize("is_narrow", [False, True])
def test_it_draws_each_guess_from_low_to_high_with_the_best_inside(is_narrow: bool) -> None:
    picture = ranges(TWO, "seven to twelve", of=20, noun="deals", is_narrow=is_narrow)
    for span, ring in zip(parts(picture, "c-span"), parts(picture, "c-guess"), strict=True):
        low, high = (float(end) for end in re.findall(r"M([\d.]+) [\d.]+H([\d.]+)", span.get("d") or "")[0])
        assert low < float(ring.get("cx") or 0) < high < (NARROW if is_narrow else WIDE)
    assert {"7 to 12", "5 to 8", "Done", "Not done", "0", "5", "10", "15", "20 deals"} == set(texts(picture))
    assert drawn(picture).get("aria-label") == "seven to twelve"


def test_it_says_one_number_where_both_ends_round_to_it() -> None:
    assert Guess("x", 7.0, 6.8, 7.2).words == "7"


def test_it_escapes_what_people_wrote() -> None:
    picture = ranges((Guess("<b>&", 1, 0, 2),), 'a "b" <c>', of=20, noun="deals")
    assert "<b>&" in texts(picture)
    assert drawn(picture).get("aria-label") == 'a "b" <c>'


AMOUNTS = [90_000.0 + 5_000 * n for n in range(20)]


@pytest.mark.parametrize("is_narrow", [False, True])
@pytest.mark.parametrize("goal", [10_000.0, 90_000.0, 137_000.0, 185_000.0, 400_000.0])
def test_it_puts_every_outcome_that_reaches_the_goal_right_of_it_and_solid(goal: float, is_narrow: bool) -> None:
    picture = outcomes(AMOUNTS, goal, "landing", "USD", is_narrow=is_narrow)
    (line,) = parts(picture, "c-goal")
    at = float(re.findall(r"M([\d.]+) ", line.get("d") or "")[0])
    inside, outside = parts(picture, "c-done"), parts(picture, "c-out")
    assert len(inside) == sum(1 for amount in AMOUNTS if amount >= goal)
    assert len(inside) + len(outside) == 20
    assert all(float(dot.get("cx") or 0) > at for dot in inside)
    assert all(float(dot.get("cx") or 0) < at for dot in outside)
    assert f"goal ${goal / 1000:.0f}k" in texts(picture)


@pytest.mark.parametrize("amounts", [AMOUNTS, [0.0] * 20, [50.0] * 19 + [9e9], [1.0] * 20])
@pytest.mark.parametrize("goal", [None, 0.0, 60.0, 1e6])
def test_it_keeps_every_dot_inside_the_picture_and_apart_from_the_others(
    amounts: list[float], goal: float | None
) -> None:
    picture = outcomes(amounts, goal, "landing", "EUR")
    _, _, width, height = (float(side) for side in (drawn(picture).get("viewBox") or "").split())
    dots = [(float(d.get("cx") or 0), float(d.get("cy") or 0)) for d in drawn(picture).iter("circle")]
    assert len(set(dots)) == 20
    assert all(5 <= x <= width - 5 and 14 <= y <= height - 20 for x, y in dots)
    assert height < 140
    assert bool(parts(picture, "c-goal")) is (goal is not None)
    assert len(texts(picture)) <= 8
