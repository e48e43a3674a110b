"""Deals and what moves them.

The weekly hazard of a deal's next stage is that of its stage, times what the seller, the season, the deal's
hidden heat and the acts done on it some weeks before multiply it by, whether those were logged or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import cos, exp, log, pi

import numpy as np

from fairway.simulation import names
from fairway.simulation.calendar import DAY_ENDS, DAY_STARTS, instant
from fairway.simulation.draws import between, saturated
from fairway.simulation.people import Seller
from fairway.simulation.scenario import Kind, StageSpec, TeamSpec
from fairway.simulation.types import SimAccount, SimLead

HEAT_AND_LOSS = 0.4  # how much of a deal's heat also keeps it from being lost
WON, LOST = "Closed won", "Closed lost"

Doses = dict[str, list[tuple[int, float]]]  # by word of the kind: (week, dose)


@dataclass(slots=True)
class Deal:
    """A deal during the run. `changes` are (instant, stage left, stage entered), the first its creation."""

    deal_id: str
    account: SimAccount
    team: TeamSpec  # it was opened in, whose stages it goes through
    created_at: datetime
    amount: int
    heat: float
    source: str
    expected_close_on: date
    name: str
    changes: list[tuple[datetime, str | None, str]]
    owners: list[tuple[datetime, str]]  # from when on, person; the first one from its creation
    position: int = 0
    closed_at: datetime | None = None
    is_won: bool | None = None
    lost_reason: str | None = None
    doses: Doses = field(default_factory=dict)

    @property
    def stage(self) -> StageSpec:
        return self.team.stages[self.position]

    @property
    def is_early(self) -> bool:
        return 2 * self.position < len(self.team.stages)


@dataclass(slots=True)
class Book:
    """Everybody's deals and leads so far."""

    deals: list[Deal] = field(default_factory=list)
    open: dict[str, list[Deal]] = field(default_factory=dict)  # by person
    leads: list[SimLead] = field(default_factory=list)
    own_leads: dict[str, list[SimLead]] = field(default_factory=dict)  # by person
    converting: dict[tuple[str, int], list[tuple[date, SimLead]]] = field(default_factory=dict)  # by person and week
    converted: dict[str, str] = field(default_factory=dict)  # deal by lead
    account_doses: dict[str, Doses] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """One seller's week, as every step of it needs it."""

    seller: Seller
    number: int
    monday: date
    days: Sequence[date]  # working days
    share: float  # of a full-time week
    rng: np.random.Generator


def season(monday: date) -> float:
    """Demand through the year: a tenth above the average in spring and autumn, a tenth below it between."""
    return 1.0 + 0.1 * cos(4 * pi * (monday.timetuple().tm_yday - 105) / 365)


def effective_dose(doses: Doses, kind: Kind, week: int) -> float:
    """What the acts of a kind inside their lag window come to in a week; 1 for one act answered with yes."""
    first, last = kind.effect.lag_weeks
    total = sum(dose for done_in, dose in doses.get(kind.word, ()) if first <= week - done_in <= last)
    return saturated(round(total, 3)) if total else 0.0


def total_pull(doses: Doses, kinds: Sequence[Kind], week: int) -> float:
    """What acts of those kinds add to the log of a hazard in a week."""
    pull = 0.0
    for kind in kinds:
        if kind.word in doses:
            pull += kind.effect.log_ratio * effective_dose(doses, kind, week)
    return pull


def progress(turn: Turn, book: Book, kinds: Sequence[Kind]) -> None:
    """Let the seller's open deals go on, be won or be lost; at most one step a week, none in a week away.

    `kinds` are those that move progress at all.
    """
    own = book.open.get(turn.seller.person.person_id, [])
    if not turn.days or not own:
        return
    usual = turn.seller.ability + log(season(turn.monday))
    week = turn.seller.planting.in_week(turn.number)
    presence = len(turn.days) / 5
    chances = turn.rng.random((len(own), 3)).tolist()
    for deal, (chance, hour, reason) in zip(own, chances, strict=True):
        pull = total_pull(deal.doses, kinds, turn.number)
        lost = 1.0 - exp(-deal.stage.loss * presence * exp(-HEAT_AND_LOSS * deal.heat))
        pace = presence * (week.early_pace if deal.is_early else week.late_pace)
        onward = (1.0 - lost) * (1.0 - exp(-deal.stage.progress * pace * exp(usual + deal.heat + pull)))
        if chance < lost:
            _close(
                deal,
                turn,
                hour,
                lost_reason=names.LOST_REASONS[between(0, len(names.LOST_REASONS) - 1, reason)],
            )
        elif chance < lost + onward and deal.position + 1 == len(deal.team.stages):
            _close(deal, turn, hour, lost_reason=None)
        elif chance < lost + onward:
            before, deal.position = deal.stage.name, deal.position + 1
            deal.changes.append((_when(turn, hour), before, deal.stage.name))
    book.open[turn.seller.person.person_id] = [deal for deal in own if deal.closed_at is None]


def lose(deal: Deal, turn: Turn, chance: float) -> None:
    """Close a deal as lost on one of the week's days."""
    _close(deal, turn, chance, lost_reason=names.LOST_REASONS[between(0, len(names.LOST_REASONS) - 1, chance)])


def _close(deal: Deal, turn: Turn, hour: float, *, lost_reason: str | None) -> None:
    deal.closed_at, deal.is_won, deal.lost_reason = _when(turn, hour), lost_reason is None, lost_reason
    deal.changes.append((deal.closed_at, deal.stage.name, WON if deal.is_won else LOST))


def _when(turn: Turn, chance: float) -> datetime:
    """A working hour in the week, spread evenly over its working days."""
    place = chance * len(turn.days)
    minute = between(DAY_STARTS, DAY_ENDS - 10, place % 1.0)
    return instant(turn.seller.person.timezone, turn.days[int(place)], minute)
