"""Figures others published, from their data, to the digits they gave."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest
from causaldata import castle, cps_mixtape, nsw_mixtape, thornton_hiv

from fairway.evidence.pilots.comparing import adjusted, difference
from fairway.evidence.pilots.regressing import fitted
from fairway.evidence.pilots.staggering import NEVER, Base, Control, Panel, by_time_since, gains, overall
from fairway.evidence.pilots.types import Numbers, Whole

DATA = Path(__file__).parent / "data"
PAST = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]


def columns_of(data: object, *names: str) -> list[Numbers]:
    frame = data.load_pandas().data  # type: ignore[attr-defined]
    return [frame[name].to_numpy(dtype=float) for name in names]


def dummies(numbers: Numbers) -> Numbers:
    return (numbers[:, None] == np.unique(numbers)[1:]).astype(float)


def rows_of(name: str) -> list[dict[str, str]]:
    path = DATA / name
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        return list(csv.DictReader(file))


def panel_of(rows: list[dict[str, str]], begins: str, outcome: str, first: int) -> Panel:
    names = [name for name in rows[0] if name.startswith(outcome)]
    started = np.array([int(row[begins]) for row in rows])
    start: Whole = np.where(started == 0, NEVER, started - first)
    return Panel(np.array([[float(row[name]) for name in names] for row in rows]), start)


@pytest.fixture(scope="module")
def counties() -> Panel:
    return panel_of(rows_of("mpdta.csv"), "began", "lemp", 2003)


@pytest.fixture(scope="module")
def units() -> Panel:
    hundredths = panel_of(rows_of("df_het.csv.gz"), "began", "y_", 1990)
    return Panel(hundredths.outcome / 100, hundredths.begins)


def test_it_finds_what_job_training_brought_where_it_was_drawn_by_lot() -> None:
    began, earned = columns_of(nsw_mixtape, "treat", "re78")
    found = difference(earned, began)
    assert round(found.value, 2) == 1794.34
    assert round(found.error, 1) == 671.0


def test_beside_the_past_it_keeps_the_answer_and_is_about_as_sure_of_it() -> None:
    began, earned, *past = columns_of(nsw_mixtape, "treat", "re78", *PAST)
    found = adjusted(earned, began, np.column_stack(past))
    assert found.value == pytest.approx(1621, abs=60)  # of the same trial, the published regressions lie around 1,670
    assert found.error < 1.05 * difference(earned, began).error


def test_it_shows_what_comparing_with_anybody_would_have_said() -> None:
    trained = columns_of(nsw_mixtape, "treat", "re78")
    others = columns_of(cps_mixtape, "treat", "re78")
    is_trained = trained[0] == 1
    earned = np.concatenate([trained[1][is_trained], others[1]])
    began = np.concatenate([np.ones(int(is_trained.sum())), others[0]])
    assert round(difference(earned, began).value, 1) == -8497.5


def test_it_finds_what_a_reward_for_fetching_a_result_did() -> None:
    got, rewarded = columns_of(thornton_hiv, "got", "any")
    known = ~np.isnan(got) & ~np.isnan(rewarded)
    assert round(difference(got[known], rewarded[known]).value, 4) == 0.4506


def test_it_finds_the_weighted_two_way_figure_of_the_castle_doctrine() -> None:
    killed, law, state, year, people = columns_of(castle, "l_homicide", "post", "sid", "year", "popwt")
    block = np.column_stack([law, np.ones(len(law)), dummies(state), dummies(year)])
    found = fitted(block, killed, weights=people)
    assert round(float(found.coefficients[0]), 4) == 0.0755


def test_it_finds_the_gains_of_every_group_that_raised_its_minimum_wage(counties: Panel) -> None:
    found = gains(counties, control=Control.NEVER_BEGAN)
    value = {(gain.begins + 2003, gain.period + 2003): round(gain.value, 4) for gain in found}
    assert [value[2004, year] for year in (2004, 2005, 2006, 2007)] == [-0.0105, -0.0704, -0.1373, -0.1008]
    assert value[2006, 2004] == 0.0065
    assert round(overall(counties, found).value, 4) == -0.0400


def test_it_says_how_sure_the_gains_are_as_the_published_example_does(counties: Panel) -> None:
    found = gains(counties, control=Control.NEVER_BEGAN)
    # Published: 0.0117 to 0.0125 from a bootstrap, by seed.
    assert overall(counties, found).error == pytest.approx(0.0121, abs=0.0006)
    longest = by_time_since(counties, found)
    assert sorted(longest) == [-3, -2, -1, 0, 1, 2, 3]
    assert longest[3].value == pytest.approx(-0.1008, abs=5e-5)


@pytest.mark.parametrize("control", list(Control))
@pytest.mark.parametrize("base", list(Base))
def test_it_finds_a_known_truth_where_effects_differ_and_grow(units: Panel, control: Control, base: Base) -> None:
    found = overall(units, gains(units, control=control, base=base))
    assert found.low < 2.2202 < found.high
    assert found.value == pytest.approx(2.2202, abs=0.08)


def test_two_way_fixed_effects_miss_that_truth(units: Panel) -> None:
    outcome, periods = units.outcome, units.outcome.shape[1]
    has_begun = (np.arange(periods)[None, :] >= units.begins[:, None]).astype(float)

    def within(values: Numbers) -> Numbers:
        return values - values.mean(axis=1, keepdims=True) - values.mean(axis=0) + values.mean()

    foil = float((within(has_begun) * outcome).sum() / (within(has_begun) ** 2).sum())
    assert abs(foil - 2.2202) > 0.15
