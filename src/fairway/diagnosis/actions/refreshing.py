"""Everything that follows when records came in or a day turned, down to the reasons."""

from collections.abc import Callable, Collection

from fairway.diagnosis.actions.diagnosing import diagnose
from fairway.execution.actions.daily import TURN, ask_again
from fairway.execution.actions.refreshing import Refreshed, refresh, turn_day
from fairway.execution.actions.scoring import score
from fairway.execution.queries import last_over, today
from fairway.ledger.actions.filling import fill
from fairway.plans.queries import keys_with_plan
from fairway.signs.actions import look

MOST_AT_ONCE = 300  # people with HIAs


def refresh_all(*, told: Callable[[str], None] = lambda phase: None, touched: Collection[int] = ()) -> Refreshed:
    """Counts, signs, standings, then diagnoses. `touched` are people whose own facts changed."""
    done = refresh(told=told, touched=touched)
    told("reasons")
    diagnose()
    return done


def turn_day_for_all() -> bool:
    """What a new day changes without any new record. Returns whether a day had turned."""
    has_turned = turn_day()
    if has_turned:
        diagnose()
    return has_turned


def bring_up(person_keys: Collection[int], *, with_counts: bool = False) -> None:
    """Signs, standings and reasons of a few people at once, after something about them alone changed; with what is
    waiting to be counted first, where their records changed.

    Signs compare with everybody else: where very many have HIAs nobody waits for that in a request. Standings follow
    at once, and the worker does the rest with its next tick.
    """
    if len(keys_with_plan(today())) > MOST_AT_ONCE:
        score(person_keys)
        ask_again(TURN)
        return
    if with_counts:
        fill()
    look(today(), last_over(), person_keys)
    score(person_keys)
    diagnose(person_keys)
