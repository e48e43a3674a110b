"""From steps that come sooner to what is won: against closed forms of funnels whose chances are the same each week."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import optimize

from fairway.evidence.composing import DOSE, Flow, booked, rates
from fairway.evidence.creation import CreationFit
from fairway.evidence.panel import AGES, Panel, panel_of
from fairway.evidence.progress import Estimates, ProgressFit
from fairway.evidence.shapes import Shape
from fairway.evidence.tests.pasts import Deal, Doing, told

ONWARD, LOSS = (0.10, 0.20, 0.05), (0.05, 0.02, 0.10)
EACH = 100  # deal-weeks of each stage and age
NONE = Estimates(np.zeros(1), np.zeros((1, 1)))


def constant() -> Panel:
    """Deal-weeks of which each stage moves on and loses the same share at every age; two acts before each."""
    stage, age, place = (one.ravel() for one in np.indices((3, len(AGES), EACH)))
    rows, past = len(stage), told([Deal(0)], weeks=30)
    onward = place < np.array(ONWARD)[stage] * EACH
    lost = place >= EACH - np.array(LOSS)[stage] * EACH
    each = np.arange(rows) * 40 + 20  # far apart, so that no window reaches the row before
    running = np.zeros((1, rows * 40 + 40))
    for number in (each - 1, each - 2):
        running[0, number + 1] += 1
    zeros = np.zeros(rows, dtype=np.int64)
    return Panel(past, zeros, zeros, zeros, stage, age, onward, lost, each, np.cumsum(running, axis=1))


def fit_of(panel: Panel, follows: float) -> ProgressFit:
    """One candidate whose acts add one each; steps are as likely everywhere."""
    return ProgressFit(
        candidates=(0,),
        shapes=(Shape(1, 4),),
        compared=NONE,
        instrumented=NONE,
        strength=np.zeros(1),
        follows_deals=np.array([follows]),
        cell=np.zeros(len(panel.stage), dtype=np.int64),
        mean=np.ones(len(panel.stage)),
    )


def opening(effect: float, number: int = 0) -> CreationFit:
    """Deals that are opened by acts of a candidate on accounts."""
    estimates = Estimates(np.array([effect]), np.zeros((1, 1)))
    return CreationFit((number,), (Shape(1, 4),), np.ones(1), estimates, NONE, NONE)


def flow(effect: float = 0.0, follows: float = 1.0) -> Flow:
    panel = constant()
    return Flow(panel, fit_of(panel, follows), opening(0.0), {0: effect}, {})


def share_won(factor: float = 1.0) -> float:
    """Of deals that flow through for as long as it takes, those that are won."""
    return float(np.prod([up * factor / (up * factor + down) for up, down in zip(ONWARD, LOSS, strict=True)]))


def test_as_things_are_it_wins_what_chances_that_never_change_win() -> None:
    panel = constant()
    assert Flow(panel, None, None, {}, {}).won() == pytest.approx(share_won(), rel=1e-6)
    assert flow(effect=0.4, follows=0.0).won() == pytest.approx(share_won(), rel=1e-6)


def test_a_candidate_without_effect_changes_nothing() -> None:
    assert flow(effect=0.0, follows=0.0).won(more={0: 5.0}) == pytest.approx(share_won(), rel=1e-6)
    assert flow().gains(0, "deal", [0.0]) == pytest.approx([0.0], abs=1e-12)


@pytest.mark.parametrize("effect", [0.1, 0.3, -0.2])
def test_acts_that_follow_deals_win_what_the_faster_chances_win(effect: float) -> None:
    # Two acts before each deal-week, a quarter more of them is half an act.
    faster = share_won(np.exp(effect * 2 * DOSE))
    assert flow(effect).won(more={0: DOSE}) == pytest.approx(faster, rel=1e-6)
    assert flow().gains(0, "deal", [effect]) == pytest.approx([faster / share_won() - 1], rel=1e-6)


def test_faster_deals_leave_more_time_for_each_where_a_time_is_shared_out() -> None:
    shared, following = (flow(0.3, follows).won(more={0: DOSE}) for follows in (0.0, 1.0))
    assert shared > following * 1.01


def settled(entering: float, effect: float) -> float:
    """Deals won where two acts a deal and week are shared out among as many as there come to be, by root finding."""

    def lived(crowd: float) -> tuple[float, float]:
        standing, flowing = 0.0, entering
        for up, down in zip(ONWARD, LOSS, strict=True):
            pushed = up * np.exp(effect * 2 * (1 / crowd - 1))
            standing, flowing = standing + flowing / (pushed + down), flowing * pushed / (pushed + down)
        return flowing, standing

    usual = sum(
        share / (up + down) for share, up, down in zip([1.0, 2 / 3, 2 / 3 * 10 / 11], ONWARD, LOSS, strict=True)
    )
    return lived(optimize.brentq(lambda crowd: lived(crowd)[1] / usual - crowd, 0.2, 5.0))[0]


@pytest.mark.parametrize("effect", [0.1, 0.3])
def test_twice_as_many_deals_win_twice_as_much_only_where_acts_follow_them(effect: float) -> None:
    found = {}
    for follows in (0.0, 1.0):
        panel = constant()
        one = Flow(panel, fit_of(panel, follows), opening(np.log(2.0), 1), {0: effect}, {1: np.log(2.0)})
        found[follows] = one.won(more={1: 1.0}) / one.won()
    assert found[1.0] == pytest.approx(2.0, rel=1e-6)
    assert 1.0 < found[0.0] < 1.97
    assert found[0.0] == pytest.approx(settled(2.0, effect) / share_won(), rel=0.005)


def test_only_deals_nobody_was_given_are_opened_by_acts() -> None:
    panel = constant()
    given = told([Deal(0), Deal(1), Deal(2), Deal(3, is_inbound=True)], weeks=30)
    one = Flow(replace(panel, past=given), None, opening(np.log(2.0)), {}, {0: np.log(2.0)})
    assert one.won(more={0: 1.0}) == pytest.approx(1.75 * one.won(), rel=1e-6)


def test_the_nearest_objective_comes_sooner_by_the_dose_alone() -> None:
    assert flow().nearest(0, "deal", 0.3) == pytest.approx(np.exp(0.3 * 2 * DOSE) - 1)
    assert flow().nearest(0, "account", 0.3) == pytest.approx(np.exp(0.3 * DOSE) - 1, rel=1e-6)


def test_it_counts_what_was_won_and_done_per_seller_and_week() -> None:
    deals = [
        Deal(0, closed=3, is_won=True, amount=300.0),
        Deal(-9, closed=-2, is_won=True, amount=5000.0),
        Deal(1, closed=4, amount=700.0),
        Deal(2, amount=900.0),
    ]
    doings = [Doing(0, many=3), Doing(9, deal=1), Doing(-1, many=8), Doing(4, candidate=1)]
    panel = panel_of(told(deals, doings, weeks=10, sellers=3, kinds=2))
    assert booked(panel) == pytest.approx(300.0 / 30)
    assert rates(panel, [0, 1]) == pytest.approx([4 / 30, 1 / 30])


def test_a_gain_is_what_a_group_wins_more_whose_candidate_has_that_effect_and_others_theirs() -> None:
    known = flow(0.3, 0.5)
    both = replace(known, creation=opening(0.2, number=1), openings={1: 0.2})
    for effect in (0.0, 0.1, 0.4):
        other = replace(both, effects={0: effect})
        assert both.gains(0, "deal", [effect]) == [other.won(more={0: DOSE}) / other.won() - 1.0]
        lone = replace(both, effects={0: 0.3, 1: 0.0}, openings={1: effect})
        assert both.gains(1, "account", [effect]) == [lone.won(more={1: DOSE}) / lone.won() - 1.0]
