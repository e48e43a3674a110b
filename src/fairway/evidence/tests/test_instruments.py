"""What moves acts on a deal from outside it: owners' own busy weeks, and nothing of the deal's own luck."""

from dataclasses import replace

import numpy as np

from fairway.evidence.instruments import _around, instrument
from fairway.evidence.panel import Panel, panel_of
from fairway.evidence.progress import cells_of, fitted
from fairway.evidence.shapes import Shape
from fairway.evidence.tests.pasts import lived, lived_with
from fairway.evidence.types import ActFacts, Past
from fairway.simulation.effects.settings import Act, Setting, Subject

SHAPE = Shape(1, 4)


def organisation(seed: int, **changes: float) -> Setting:
    """Two kinds of acts on deals of which the first is as the changes say; nothing works."""
    act = Act("meeting", "meeting", Subject.DEAL, per_week=3.0)
    setting, _ = lived(seed)
    return replace(setting, heat=0.9, acts=(replace(act, **changes), replace(act, word="mail", type="email")))


def with_more(past: Past, deal: int, week: int, many: int) -> Past:
    """The past with so many acts more of the first kind on a deal in a week."""
    acts, one = past.acts, np.full(many, 1)
    return replace(
        past,
        acts=ActFacts(
            candidate=np.append(acts.candidate, one * 0),
            seller=np.append(acts.seller, one * past.deals.seller[deal]),
            week=np.append(acts.week, one * week),
            deal=np.append(acts.deal, one * deal),
        ),
    )


def test_it_measures_whether_acts_follow_deals_or_a_time_is_shared_out() -> None:
    found = []
    for follows in (0.0, 1.0):
        panel = panel_of(lived_with(organisation(11, follows_deals=follows)))
        found.append(instrument(panel, cells_of(panel), 0, SHAPE).follows_deals)
    assert found[0] < 0.2
    assert found[1] > 0.8


def long_deal(panel: Panel) -> int:
    return int(np.bincount(panel.deal).argmax())


def test_where_acts_follow_deals_a_deals_own_acts_do_not_move_its_instrument() -> None:
    past = lived_with(organisation(13, follows_deals=1.0))
    panel = panel_of(past)
    deal = long_deal(panel)
    week = int(panel.week[panel.deal == deal][3])
    busier = panel_of(with_more(past, deal, week, 50))
    own, others = panel.deal == deal, (panel.deal != deal) & (panel.seller == past.deals.seller[deal])
    changes = {}
    for follows in (0.0, 1.0):
        before, after = (_around(one, one.window(0, 0, 0), SHAPE, follows) for one in (panel, busier))
        changes[follows] = (np.abs(after - before)[own].max(), np.abs(after - before)[others].max())
    assert changes[1.0] == (0.0, 50.0)
    assert changes[0.0] == (50.0, 50.0)


def test_owners_busy_weeks_move_it_and_time_away_does_not() -> None:
    past = lived_with(organisation(14, shock=0.6))
    panel = panel_of(past)
    found = instrument(panel, cells_of(panel), 0, SHAPE)
    done = panel.window(0, SHAPE.first, SHAPE.last)
    assert np.corrcoef(found.values, done)[0, 1] > 0.15
    week_before = instrument(panel, cells_of(panel), 0, Shape(1, 1)).values
    away = (panel.week > 0) & (past.presence[panel.seller, panel.week - 1] == 0)
    assert away.sum() > 50
    assert np.abs(week_before[away]).max() < 1e-9  # nothing was done, and nothing was due
    assert np.abs(week_before[~away]).mean() > 0.05


def test_effort_that_follows_secret_luck_fools_comparing_and_not_the_busy_weeks() -> None:
    compared, instrumented = [], []
    for seed in (21, 22):
        panel = panel_of(lived_with(organisation(seed, follows_heat=1.2, shock=0.5)))
        fit = fitted(panel, panel.moved, [0])
        assert fit is not None
        compared.append(fit.compared.effects[0] / fit.compared.errors()[0])
        instrumented.append(fit.instrumented.effects[0] / fit.instrumented.errors()[0])
    assert min(compared) > 2.0
    assert abs(sum(instrumented)) < 2.5 * np.sqrt(2)


def with_a_rare_kind(past: Past, rng: np.random.Generator) -> Past:
    """The past with a third kind of act, each on another deal, in weeks in which its owner did no other of it."""
    panel = panel_of(past)
    _, rows = np.unique(panel.deal, return_index=True)
    rows = rng.permutation(rows)[:60]
    acts = past.acts
    return replace(
        past,
        candidates=(*past.candidates, "rare"),
        is_own=np.append(past.is_own, True),
        acts=ActFacts(
            candidate=np.append(acts.candidate, np.full(len(rows), len(past.candidates))),
            seller=np.append(acts.seller, panel.seller[rows]),
            week=np.append(acts.week, panel.week[rows]),
            deal=np.append(acts.deal, panel.deal[rows]),
        ),
    )


def test_a_kind_that_no_busy_week_moves_does_not_blur_what_busy_weeks_say_of_others() -> None:
    past = lived_with(organisation(22, follows_heat=1.2, shock=0.5))
    for seed in range(4):
        alone, beside = (panel_of(one) for one in (past, with_a_rare_kind(past, np.random.default_rng(seed))))
        without, with_it = fitted(alone, alone.moved, [0, 1]), fitted(beside, beside.moved, [0, 1, 2])
        assert without is not None
        assert with_it is not None
        errors = with_it.instrumented.errors()
        assert (errors[:2] < 1.2 * without.instrumented.errors()).all()
        assert errors[2] > 0.5
