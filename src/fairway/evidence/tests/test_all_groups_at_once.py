"""Solving the way with most groups by hand, and rows piece by piece, changes no answer: it is that of one regression
with a column for each group.
"""

from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
from scipy import linalg

from fairway.evidence import absorbing
from fairway.evidence.absorbing import Absorbed, Groups, absorbed, left_over
from fairway.evidence.findings import findings_of
from fairway.evidence.tests.pasts import lived
from fairway.evidence.types import Numbers
from fairway.simulation.effects.settings import Situation

ROWS = 600


def drawn(*sizes: int) -> tuple[Groups, np.ndarray, np.ndarray]:
    """Rows in ways of so many groups, with weights and two columns."""
    rng = np.random.default_rng(sum(sizes))
    groups = Groups.by(*(rng.integers(0, size, ROWS) for size in sizes))
    own = sum(rng.normal(size=size)[one] for one, size in zip(groups.of, sizes, strict=True))
    columns = rng.normal(size=(ROWS, 2)) + own[:, None]
    return groups, rng.uniform(0.2, 2.0, ROWS), columns


def dummies(groups: Groups) -> np.ndarray:
    return np.concatenate([np.eye(size)[one] for one, size in zip(groups.of, groups.sizes, strict=True)], axis=1)


def unexplained(groups: Groups, weights: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """What a weighted regression on a column for each group leaves."""
    root, design = np.sqrt(weights)[:, None], dummies(groups)
    return np.asarray(columns - design @ np.linalg.lstsq(root * design, root * columns, rcond=None)[0])


@pytest.mark.parametrize("sizes", [(12, 9, 5), (5, 9, 12), (9, 12, 5), (7,), (4, 11)])
def test_it_does_not_matter_which_way_of_grouping_has_most_groups(sizes: tuple[int, ...]) -> None:
    groups, weights, columns = drawn(*sizes)
    assert left_over(columns, weights, groups) == pytest.approx(unexplained(groups, weights, columns), abs=1e-9)


def test_groups_without_rows_or_weight_explain_nothing_and_disturb_nobody() -> None:
    groups, weights, columns = drawn(12, 9, 5)
    gaps = Groups.by(*(2 * one for one in groups.of))
    weights[groups.of[0] == 3] = 0.0
    heavy = weights > 0
    wanted = unexplained(Groups.by(*(one[heavy] for one in groups.of)), weights[heavy], columns[heavy])
    assert left_over(columns, weights, gaps)[heavy] == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("piece", [1, 7, ROWS, 10 * ROWS])
def test_it_does_not_matter_in_how_many_pieces_rows_are_gone_through(
    monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    groups, weights, columns = drawn(12, 9, 5)
    residual = np.random.default_rng(1).normal(size=ROWS)

    def seen() -> Absorbed:
        return absorbed(list(columns.T), residual, weights, Groups.by(*groups.of), groups.of[0])

    usual = seen()
    monkeypatch.setattr(absorbing, "PIECE", piece)
    other = seen()
    assert other.gram == pytest.approx(usual.gram, rel=1e-9)
    assert other.score == pytest.approx(usual.score, rel=1e-9)
    assert other.by_cluster == pytest.approx(usual.by_cluster, rel=1e-9, abs=1e-9)


def all_at_once(groups: Groups, weights: Numbers, sums: Numbers) -> Numbers:
    """Each group's part of columns by the cross sums of all groups."""
    design = dummies(groups)
    return np.asarray(linalg.pinvh((design * weights[:, None]).T @ design) @ sums)


def assert_same(one: Any, other: Any, place: str) -> None:
    if isinstance(one, dict):
        for key in one:
            assert_same(one[key], other[key], f"{place}.{key}")
    elif isinstance(one, (list, tuple)):
        assert len(one) == len(other), place
        for number, (first, second) in enumerate(zip(one, other, strict=True)):
            assert_same(first, second, f"{place}[{number}]")
    elif isinstance(one, float):
        assert other == pytest.approx(one, rel=1e-9, abs=1e-9), place
    else:
        assert one == other, place


@pytest.mark.parametrize("situation", [Situation.PLAIN, Situation.HIDDEN_HEAT, Situation.TOGETHER])
def test_findings_are_those_of_all_groups_solved_at_once(monkeypatch: pytest.MonkeyPatch, situation: Situation) -> None:
    past = lived(71, situation, sellers=16, weeks=40)[1]
    found = [asdict(one) for one in findings_of(past)]
    assert any(one["effect"] for one in found)
    monkeypatch.setattr(Groups, "parts", all_at_once)
    monkeypatch.setattr(absorbing, "PIECE", 10**9)
    assert_same(found, [asdict(one) for one in findings_of(past)], situation)
