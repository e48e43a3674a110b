"""How alike two sides rate: against published tables, against simulation, and silent where it cannot be told."""

import numpy as np
import pytest

from fairway.metrics.catalogue_files import catalogue
from fairway.studio.quality.alike import LEAST_SAMPLES, gwet, likeness_of, linear_weights, pairs_of, table_of
from fairway.studio.quality.rubrics import _read, rubric_of
from fairway.studio.quality.types import Answer

YES, PARTLY, NO = Answer
ALIKE, APART = (YES, YES), (YES, NO)


def kappa(table: np.ndarray) -> float:
    shares = table / table.sum()
    chance = float((shares.sum(axis=0) * shares.sum(axis=1)).sum())
    return (float(np.trace(shares)) - chance) / (1 - chance)


def test_it_gives_the_published_coefficient_of_a_published_table() -> None:
    # Two abstractors on a hundred patients: AC1 0.84933, kappa 0.79641 (Gwet, irrCAC, cont3x3abstractors).
    table = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]], dtype=float)
    assert gwet(table, np.eye(3)) == pytest.approx(0.84933, abs=5e-6)
    assert kappa(table) == pytest.approx(0.79641, abs=5e-6)


def test_it_holds_where_kappa_breaks_down() -> None:
    # 118 of 125 alike, nearly all on one answer: kappa about 0, AC1 0.94 (Gwet 2002).
    table = np.array([[118, 5], [2, 0]], dtype=float)
    assert kappa(table) == pytest.approx(-0.02, abs=0.005)
    assert gwet(table, np.eye(2)) == pytest.approx(0.94, abs=0.005)
    only_yes = likeness_of([[ALIKE, ALIKE, ALIKE]] * LEAST_SAMPLES)
    assert only_yes.beyond_chance == 1


def test_partly_beside_yes_is_half_alike_and_yes_beside_no_is_not_at_all() -> None:
    assert linear_weights(3).tolist() == [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]
    near, far = ([(YES, YES), (NO, NO), (PARTLY, PARTLY), (YES, other)] for other in (PARTLY, NO))
    values = [gwet(table_of(pairs), linear_weights(3)) for pairs in (near, far)]
    assert values[0] > values[1]
    # Worked by hand: alike 3.5 of 4; shares of answers 3/8, 3/8, 2/8, chance 5/6 (1 - 22/64).
    by_chance = 5 / 6 * (1 - (9 + 9 + 4) / 64)
    assert values[0] == pytest.approx((0.875 - by_chance) / (1 - by_chance))


def test_chance_alone_comes_out_as_nothing() -> None:
    rng = np.random.default_rng(5)
    answers = rng.integers(0, 3, size=(40_000, 2))
    pairs = [(list(Answer)[a], list(Answer)[b]) for a, b in answers]
    assert gwet(table_of(pairs), linear_weights(3)) == pytest.approx(0, abs=0.02)


def test_it_counts_always_and_says_no_range_before_there_are_samples_enough() -> None:
    few = likeness_of([[ALIKE, APART]] * (LEAST_SAMPLES - 1))
    assert (few.samples, few.criteria, few.alike, few.can_tell, few.beyond_chance) == (5, 10, 5, False, None)
    enough = likeness_of([[ALIKE, APART]] * LEAST_SAMPLES)
    assert enough.can_tell
    assert enough.low < 0.5 < enough.high  # type: ignore[operator]
    assert likeness_of([[], []]) == likeness_of([])


@pytest.mark.parametrize("together", [0.0, 0.5, 1.0])
def test_its_range_holds_the_truth_nine_times_in_ten_however_the_criteria_of_a_record_go_together(
    together: float,
) -> None:
    rng, truth, held = np.random.default_rng(11), 0.75, 0
    for _ in range(1500):
        samples = []
        for _ in range(12):
            whole = rng.random() < truth
            hits = [whole if rng.random() < together else rng.random() < truth for _ in range(4)]
            samples.append([ALIKE if hit else APART for hit in hits])
        found = likeness_of(samples)
        held += found.low <= truth <= found.high  # type: ignore[operator]
    assert held / 1500 > 0.87


def test_it_pairs_only_what_both_have_answered() -> None:
    assert pairs_of({"a": YES, "b": NO}, {"b": PARTLY, "c": YES}) == [(NO, PARTLY)]


def test_every_activity_of_the_catalogue_that_can_be_chosen_has_a_rubric_of_its_own_and_no_other_has() -> None:
    can_be = {key for key, definition in catalogue().items() if definition.can_be_hia}
    assert set(_read()[0]) == can_be


def test_every_rubric_has_three_to_five_questions_that_can_be_told_apart() -> None:
    rubrics = [*_read()[0].values(), rubric_of("something_of_our_own")]
    assert rubrics[-1].is_general
    assert not any(rubric.is_general for rubric in rubrics[:-1])
    for rubric in rubrics:
        assert 3 <= len(rubric.criteria) <= 5
        for part in ("key", "short", "ask", "good"):
            assert len({getattr(one, part) for one in rubric.criteria}) == len(rubric.criteria)
        assert all(one.ask.endswith("?") and one.good.endswith(".") and len(one.short) < 20 for one in rubric.criteria)
