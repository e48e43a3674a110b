"""Weekly counts look like selling: around the seller's own rate, closer to it for who plans the week."""

from collections import defaultdict

import numpy as np

from fairway.simulation.draws import stream, weekly_count
from fairway.simulation.types import SimOrganisation


def test_it_is_poisson_or_closer() -> None:
    rng = stream(1, "counts")
    for mean in (0.6, 2.0, 5.0):
        plain = np.array([weekly_count(mean, rng, is_planful=False) for _ in range(4000)])
        planful = np.array([weekly_count(mean, rng, is_planful=True) for _ in range(4000)])
        assert abs(plain.mean() - mean) < 0.15
        assert abs(planful.mean() - mean) < 0.15
        assert 0.85 < plain.var() / mean < 1.15
        assert planful.var() / mean < 0.5


def test_it_depends_on_the_words_alone() -> None:
    assert stream(1, "a", 2).random() == stream(1, "a", 2).random()
    assert stream(1, "a", 2).random() != stream(1, "a", 3).random()


def test_it_does_what_the_seller_s_pace_says(evidence: SimOrganisation) -> None:
    sellers = {row.person_id: row for row in evidence.truth.sellers}
    targets = {(row.person_id, row.kind): row.target for row in evidence.plans}
    away = {row.person_id for row in evidence.absences}
    assert away
    counts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in evidence.truth.weeks:
        if (row.person_id, row.kind) in targets:
            counts[row.person_id, row.kind].append(row.done)
    ratios, spread = [], defaultdict(list)
    for key, done in counts.items():
        full = np.array([count for count in done if count > 0])
        ratios.append(np.median(full) / targets[key])
        spread[sellers[key[0]].is_planful].append(full.var() / full.mean())
    assert 1.0 < np.mean(ratios) < 1.3
    assert np.mean(spread[True]) < 0.6 * np.mean(spread[False])
