"""A history of cause and effect written as a CRM folder, as a user would hand it over. The truth stays outside.

Week 0 of a history begins on the Monday that many weeks before the last day; within its week an act falls on a day and
hour drawn for it, and what deals do on the days after.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from fairway.crm.folder.columns import COLUMNS, PEOPLE_COLUMNS
from fairway.crm.folder.writing import write_table
from fairway.simulation.effects.chance import uniform
from fairway.simulation.effects.settings import Setting, Subject
from fairway.simulation.effects.types import History

PIPELINE, CURRENCY = "sales", "USD"
Row = Sequence[object]


def write_effects(setting: Setting, history: History, target: Path, last_day: date) -> date:
    """Write a folder whose last week ends on that Sunday; gives the first day of week 0."""
    first = last_day - timedelta(days=7 * history.weeks - 1)
    target.mkdir(parents=True, exist_ok=True)
    clock = _Clock(setting.seed, first)
    names = {**PEOPLE_COLUMNS, **COLUMNS}
    for table, columns, rows in (
        ("sellers", ("seller_id", "name", "manager_id", "team", "role", "timezone"), _sellers(setting)),
        ("absences", ("seller_id", "start_on", "end_on"), _absences(history, first)),
        ("stages", ("pipeline", "stage", "position", "is_closed", "is_won"), _stages(setting)),
        ("accounts", ("account_id", "owner_id"), _accounts(history)),
        ("opportunities", OPPORTUNITY, _opportunities(setting, history, clock)),
        (
            "stage_changes",
            ("opportunity_id", "changed_at", "from_stage", "to_stage"),
            _changes(setting, history, clock),
        ),
        ("leads", ("lead_id", "owner_id", "created_at", "is_inbound"), _leads(history, clock)),
        ("activities", ACTIVITY, _activities(setting, history, clock)),
        ("quotas", ("seller_id", "period_start_on", "period_end_on", "amount", "currency"), _quotas(history, first)),
    ):
        assert set(columns) <= set(names[table]), table
        write_table(target, table, columns, rows)
    return first


OPPORTUNITY = (
    "opportunity_id", "owner_id", "created_at", "stage", "account_id", "pipeline", "amount", "currency", "closed_at",
    "is_won", "source",
)  # fmt: skip
ACTIVITY = (
    "activity_id", "seller_id", "type", "subtype", "direction", "status", "occurred_at", "logged_at", "account_id",
    "opportunity_id",
)  # fmt: skip


class _Clock:
    """Instants within weeks: each thing's own, during office hours of a working day."""

    def __init__(self, seed: int, first: date) -> None:
        self.seed, self.start = seed, datetime(first.year, first.month, first.day, tzinfo=UTC)

    def at(self, weeks: np.ndarray, purpose: int, *, from_day: float = 0.0) -> list[str]:
        """One instant for each row; days from `from_day` to the fifth."""
        drawn = uniform(self.seed, purpose, np.arange(len(weeks)))
        days = np.floor(from_day + drawn * (5.0 - from_day))
        hours = 8.0 + 9.0 * ((drawn * 997.0) % 1.0)
        minutes = np.rint((np.maximum(weeks, -999) * 7 + days) * 1440 + hours * 60).astype(int)
        return [(self.start + timedelta(minutes=int(m))).isoformat() for m in minutes]


def _seller(number: int) -> str:
    return f"s{number + 1}"


def _sellers(setting: Setting) -> Iterator[Row]:
    teams = max(1, setting.sellers // 10)
    for team in range(teams):
        yield (f"m{team + 1}", f"Manager {team + 1}", "", f"Team {team + 1}", "Sales manager", "UTC")
    for number in range(setting.sellers):
        team = number % teams
        yield (_seller(number), f"Seller {number + 1}", f"m{team + 1}", f"Team {team + 1}", "Account executive", "UTC")


def _absences(history: History, first: date) -> Iterator[Row]:
    for seller, week in np.argwhere(history.presence == 0):
        monday = first + timedelta(days=7 * int(week))
        yield (_seller(seller), monday, monday + timedelta(days=4))


def _stages(setting: Setting) -> Iterator[Row]:
    for number in range(len(setting.stages)):
        yield (PIPELINE, _stage(number), number + 1, False, False)
    yield (PIPELINE, "Won", len(setting.stages) + 1, True, True)
    yield (PIPELINE, "Lost", len(setting.stages) + 2, True, False)


def _stage(number: int) -> str:
    return f"Stage {number + 1}"


def _accounts(history: History) -> Iterator[Row]:
    for number, seller in enumerate(history.deals.seller):
        yield (f"a{number + 1}", _seller(seller))


def _opportunities(setting: Setting, history: History, clock: _Clock) -> Iterator[Row]:
    deals = history.deals
    created, closed = clock.at(deals.created, 31), clock.at(deals.closed, 32, from_day=2.0)
    stage = (deals.entered > -(10**6)).sum(axis=1) - 1
    for number, seller in enumerate(deals.seller):
        is_closed = deals.closed[number] > -(10**6)
        name = ("Won" if deals.is_won[number] else "Lost") if is_closed else _stage(stage[number])
        yield (
            f"o{number + 1}", _seller(seller), created[number], name, f"a{number + 1}", PIPELINE,
            f"{deals.amount[number]:.0f}", CURRENCY, closed[number] if is_closed else "",
            bool(deals.is_won[number]) if is_closed else "", "inbound" if deals.is_inbound[number] else "own",
        )  # fmt: skip


def _changes(setting: Setting, history: History, clock: _Clock) -> Iterator[Row]:
    deals = history.deals
    for stage in range(1, len(setting.stages)):
        came = deals.entered[:, stage]
        instants = clock.at(came, 40 + stage, from_day=2.0)
        for number in np.flatnonzero(came > -(10**6)):
            yield (f"o{number + 1}", instants[number], _stage(stage - 1), _stage(stage))
    closed, last = clock.at(deals.closed, 32, from_day=2.0), (deals.entered > -(10**6)).sum(axis=1) - 1
    for number in np.flatnonzero(deals.closed > -(10**6)):
        name = "Won" if deals.is_won[number] else "Lost"
        yield (f"o{number + 1}", closed[number], _stage(last[number]), name)


def _leads(history: History, clock: _Clock) -> Iterator[Row]:
    seller, week = np.nonzero(history.inbound)
    many = history.inbound[seller, week]
    seller, week = np.repeat(seller, many), np.repeat(week, many)
    for number, (who, when) in enumerate(zip(seller, clock.at(week, 33), strict=True)):
        yield (f"l{number + 1}", _seller(who), when, True)


def _activities(setting: Setting, history: History, clock: _Clock) -> Iterator[Row]:
    acts = history.acts
    # Of deals that ended before week 0 nothing is known, so that acts of those weeks would be of deals that lasted.
    logged = np.flatnonzero(acts.is_logged & (acts.week >= 0))
    instants = clock.at(acts.week[logged], 34)
    for number, (row, when) in enumerate(zip(logged, instants, strict=True)):
        act, deal = setting.acts[acts.kind[row]], int(acts.deal[row])
        is_linked = deal >= 0 and act.subject is Subject.DEAL
        yield (
            f"x{number + 1}", _seller(acts.seller[row]), act.type, act.word, "outbound", "done", when, when,
            f"a{deal + 1}" if is_linked else "", f"o{deal + 1}" if is_linked else "",
        )  # fmt: skip


def _quotas(history: History, first: date) -> Iterator[Row]:
    for quarter in range(-(-history.weeks // 13) + 1):
        starts = first + timedelta(days=91 * quarter)
        for number, goal in enumerate(history.goal):
            yield (_seller(number), starts, starts + timedelta(days=90), f"{goal:.0f}", CURRENCY)
