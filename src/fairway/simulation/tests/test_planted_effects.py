"""Who knows the hidden side sees what is planted to help; only who does not falls for a decoy."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fairway.simulation.scenario import Effect, Moves
from fairway.simulation.simulating import simulate
from fairway.simulation.types import SimOrganisation
from fairway.simulation.typical import CREATING, HEATED, HELPFUL, IDLE, STAGES, typical_scenario, with_effects

KINDS = (HELPFUL, IDLE, HEATED)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    slopes: Floats
    errors: Floats

    @property
    def z(self) -> Floats:
        return self.slopes / self.errors


def cloglog(x: Floats, y: Floats, offset: Floats) -> Fit:
    """Fisher scoring of P(y) = 1 - exp(-exp(offset + a + x b)); gives b."""
    x = np.column_stack([np.ones(len(y)), x])
    b = np.zeros(x.shape[1])
    for _ in range(25):
        hazard = np.exp(offset + x @ b)
        p = -np.expm1(-hazard)
        slope = hazard * np.exp(-hazard)
        weight = slope**2 / (p * (1 - p))
        information = x.T @ (weight[:, None] * x)
        b = b + np.linalg.solve(information, x.T @ (weight * (y - p) / slope))
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return Fit(b[1:], errors[1:])


def touched_weeks(organisation: SimOrganisation, kind: str, first: int, last: int, *, on: str) -> set[tuple[str, int]]:
    """Deals or accounts with the weeks in which an act of a kind was that many weeks ago."""
    found = set()
    for row in organisation.activities:
        subject = getattr(row, on)
        if row.subtype == kind and row.occurred_at is not None and subject is not None:
            week = (row.occurred_at.date() - organisation.first_day).days // 7
            found.update((subject, week + lag) for lag in range(first, last + 1))
    return found


def deal_weeks(organisation: SimOrganisation) -> tuple[Floats, Floats, Floats, Floats]:
    """One row per week in which a deal could pass a stage.

    Acts of each kind one to four weeks before; whether it did; what nobody sees of both sides; the stage.
    """
    touched = [touched_weeks(organisation, kind, 1, 4, on="deal_id") for kind in KINDS]
    ability = {row.person_id: row.ability for row in organisation.truth.sellers}
    usual = {stage.name: np.log(stage.progress) for stage in STAGES}
    histories: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for change in organisation.stage_changes:
        week = (change.changed_at.date() - organisation.first_day).days // 7
        histories[change.deal_id].append((week, change.to_stage))
    x, y, hidden, stage = [], [], [], []
    end = ((organisation.last_day - organisation.first_day).days // 7 + 1, "")
    for deal in organisation.deals:
        for (entered, name), (left, following) in pairwise([*histories[deal.deal_id], end]):
            for week in range(max(entered + 1, 5), min(left, end[0] - 1) + 1 if name in usual else 0):
                x.append([float((deal.deal_id, week) in weeks) for weeks in touched])
                y.append(float(week == left and following != "Closed lost"))
                hidden.append(organisation.truth.heat[deal.deal_id] + ability[deal.owner_id])
                stage.append(usual[name])
    return np.array(x), np.array(y), np.array(hidden), np.array(stage)


def test_it_moves_deals_by_what_helps_and_by_no_decoy(evidence: SimOrganisation) -> None:
    x, y, hidden, stage = deal_weeks(evidence)
    oracle = cloglog(x, y, hidden + stage)
    effects = {row.kind: row for row in evidence.truth.effects}
    helpful = effects[HELPFUL]
    assert oracle.z[0] > 5
    assert np.log(helpful.ratio_without_yes) < oracle.slopes[0] < 1.2 * np.log(helpful.ratio_with_yes)
    assert abs(oracle.z[1]) < 3
    assert abs(oracle.z[2]) < 3
    assert {effects[IDLE].moves, effects[HEATED].moves} == {"nothing"}
    assert effects[IDLE].is_decoy
    assert effects[HEATED].is_decoy


def test_it_deceives_who_cannot_see_the_heat(evidence: SimOrganisation) -> None:
    x, y, _, stage = deal_weeks(evidence)
    naive = cloglog(x, y, stage)
    assert naive.z[2] > 4


def test_it_brings_forth_deals_where_accounts_were_worked_on(evidence: SimOrganisation) -> None:
    touched = touched_weeks(evidence, CREATING, 1, 6, on="account_id")
    opened = {(deal.account_id, (deal.created_at.date() - evidence.first_day).days // 7) for deal in evidence.deals}
    accounts = [row.account_id for row in evidence.accounts]
    cells = [(account, week) for account in accounts for week in range(6, 52)]
    with_act = [cell in opened for cell in cells if cell in touched]
    without = [cell in opened for cell in cells if cell not in touched]
    ratio = np.mean(with_act) / np.mean(without)
    error = np.sqrt(1 / sum(with_act) + 1 / sum(without))
    assert np.log(ratio) / error > 5
    assert 1.3 < ratio < 3.0


def test_it_lets_other_things_help() -> None:
    scenario = typical_scenario(date(2026, 6, 28), sellers=2, teams=1, weeks=2)
    other = simulate(with_effects(scenario, {IDLE: Effect(Moves.PROGRESS, 0.5, (1, 2)), HELPFUL: Effect()}), 1)
    moves = {row.kind: row.moves for row in other.truth.effects}
    assert (moves[IDLE], moves[HELPFUL], moves[CREATING]) == ("progress", "nothing", "creation")


def test_it_knows_the_hidden_side_of_every_deal(evidence: SimOrganisation) -> None:
    assert set(evidence.truth.heat) == {deal.deal_id for deal in evidence.deals}
    assert 0.3 < float(np.std(list(evidence.truth.heat.values()))) < 0.7
    assert evidence.last_day == date(2026, 6, 28)
