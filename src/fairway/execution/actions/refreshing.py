"""Everything that follows when records, plans or definitions came in: definitions, plans, counts, standings, in order.

Each step is idempotent and finds out by itself what is left to do, so that a kill between two of them costs nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from fairway.commitments.actions.checking import check_commitments
from fairway.exchange.types import Reject, Tally
from fairway.execution.actions.daily import TURN, note_done
from fairway.execution.actions.scoring import measure_noise, score
from fairway.execution.queries import done_on, last_over, today
from fairway.ledger.actions.filling import Filled, fill
from fairway.ledger.corrections.actions import note_corrections
from fairway.metrics.actions import apply_staged_definitions
from fairway.plans.actions.applying import apply_staged_plans
from fairway.plans.queries import holders_from
from fairway.signs.actions import look


@dataclass(slots=True)
class Refreshed:
    """What a refresh did."""

    plans: Tally = field(default_factory=Tally)
    rejects: list[Reject] = field(default_factory=list)
    filled: Filled = field(default_factory=Filled)
    scored: int = 0


def refused_of_staged() -> list[Reject]:
    """Take in definitions and plans that wait, and return what could not be taken."""
    _, rejects = apply_staged_definitions(_is_in_force)
    _, plan_rejects, _ = apply_staged_plans()
    return [*rejects, *plan_rejects]


def _is_in_force(metric_key: str) -> bool:
    return bool(holders_from(metric_key, today()))


def refresh(*, told: Callable[[str], None] = lambda phase: None, touched: Collection[int] = ()) -> Refreshed:
    """Bring counts and standings up to what is published. `touched` are people whose own facts changed."""
    done, on = Refreshed(), today()
    told("metrics")
    _, done.rejects = apply_staged_definitions(_is_in_force)
    told("plans")
    done.plans, plan_rejects, _ = apply_staged_plans()
    done.rejects.extend(plan_rejects)
    note_corrections()
    done.filled = fill(told=lambda weeks, total: told(f"counting week {weeks} of {total}"))
    told("signs")
    look(on, last_over())
    told("standings")
    measure_noise()
    done.scored = score()
    check_commitments(on, None if done.filled.is_everything else done.filled.people)
    note_done(TURN, on)
    return done


def turn_day() -> bool:
    """What a new day changes without any new record: plans that passed, targets by now. Returns whether a day had
    turned. Standings that one change brought up to the day say nothing about everybody else's.
    """
    last = done_on(TURN)
    if last is not None and last >= today():
        return False
    refresh()
    return True
