"""Measures draw what their sentence says, and nothing beyond their frame."""

import re

import pytest

from fairway.web.measures import BESIDE, WIDTH, aimed, beside, dots, hours, part, reach


@pytest.mark.parametrize(("share", "solid"), [(0, 0), (0.04, 0), (0.68, 7), (1, 10), (1.7, 10), (-0.2, 0)])
def test_it_fills_as_many_dots_as_tenths(share: float, solid: int) -> None:
    assert (dots(share).count("c-done"), dots(share).count("c-rest")) == (solid, 10 - solid)


@pytest.mark.parametrize(("share", "width"), [(0.5, WIDTH / 2), (0, 2), (3, WIDTH), (-0.25, WIDTH / 4)])
def test_it_draws_a_part_as_wide_as_it_is(share: float, width: float) -> None:
    assert f'width="{width:.1f}" height="10" rx' in part(share, is_main=True)


def test_it_draws_what_nobody_can_tell_as_an_outline() -> None:
    assert "c-blind" in part(None, is_main=True)
    assert "c-done" not in part(None, is_main=True)


@pytest.mark.parametrize(("used", "more", "whole"), [(3, 1.5, 6), (0, 0, 0), (6, 4, 6)])
def test_it_keeps_hours_inside_the_frame(used: float, more: float, whole: float) -> None:
    drawn = [
        float(width) for width in re.findall(r'(?:c-done|c-running)"[^>]*? width="([\d.]+)"', hours(used, more, whole))
    ]
    assert sum(drawn) <= 166.1
    if whole and used + more <= whole:
        assert drawn == pytest.approx([used / whole * 166, more / whole * 166], abs=0.06)


@pytest.mark.parametrize(
    ("low", "high", "best"), [(0.5, 1.5, 1.0), (-2.0, 0.5, -0.7), (-3.0, -1.0, -2.0), (0.0, 0.0, 0.0)]
)
@pytest.mark.parametrize("width", [300.0, 520.0])
def test_it_draws_where_a_change_could_be_on_its_side_of_none(
    low: float, high: float, best: float, width: float
) -> None:
    drawn = reach(low, high, best, width=width)
    found = re.search(r'<rect[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"', drawn)
    ring, none = re.search(r'cx="([\d.]+)"', drawn), re.search(r'c-notch" x1="([\d.]+)"', drawn)
    assert found
    assert ring
    assert none
    start, long, middle = float(found[1]), float(found[2]), float(none[1])
    assert 10 <= start <= float(ring[1]) <= start + long + 0.1 <= width - 10
    assert middle == width / 2
    assert (start > middle, start + long < middle) == (low > 0, high < 0)


@pytest.mark.parametrize("size", [0.0, 0.4, 1.0])
def test_it_draws_a_figure_beside_others_inside_the_frame(size: float) -> None:
    drawn = beside(size, (0.0, 0.5, 1.0))
    assert float(re.findall(r'c-done"[^>]*? width="([\d.]+)"', drawn)[0]) == pytest.approx(max(2, size * BESIDE))
    assert [float(x) for x in re.findall(r'c-notch" d="M([\d.]+)', drawn)] == [1, BESIDE / 2, BESIDE - 1]


@pytest.mark.parametrize("share", [-0.2, 0.0, 0.4, 0.995, 1.0, 1.7])
def test_it_draws_a_share_beside_its_aim_within_the_frame(share: float) -> None:
    drawn = aimed(share, 0.6)
    solid = [float(width) for width in re.findall(r'c-done" y="5" width="([\d.]+)"', drawn)]
    assert sum(solid) == pytest.approx(min(1, max(0, share)) * 276, abs=0.06)
    for left, width in re.findall(r'c-hollow" x="([\d.]+)" y="5.6" width="([\d.]+)"', drawn):
        assert sum(solid) < float(left)
        assert float(left) + float(width) <= 276
    assert 'd="M165.6 0v26"' in drawn
