"""The one next step of a seller on the board: that of their most pressing state, where it says more. Plain Python.

Whether somebody executes is not asked again here: `execution` has decided that, and its steps for whoever is behind, in
doubt, away or without a plan stay.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from fairway.diagnosis.states import Concluded, Stand, State, most_pressing, stands_of
from fairway.execution.types import EXECUTED, NextStep, SellerStanding, SellerState, Status, StepKind
from fairway.web.words import day, plural

ASKED = frozenset({Status.BEHIND, *EXECUTED})  # of which a state says what to do next


def stepped(
    standings: Mapping[int, SellerStanding], concluded: Mapping[int, Concluded], on: date
) -> dict[int, SellerStanding]:
    """Those standings, each with the step its states ask for."""
    return {
        key: replace(standing, next_step=step_of(standing, concluded.get(key, Concluded()), on))
        for key, standing in standings.items()
    }


def step_of(standing: SellerStanding, concluded: Concluded, on: date) -> NextStep:
    """The step of the most pressing state; execution's own where that says no more."""
    if standing.state not in {SellerState.BEHIND, SellerState.EXECUTING} or standing.is_first_week:
        return standing.next_step
    asked = most_pressing([one for one in stands_of(standing, concluded, on) if one.hia.status in ASKED])
    step = STEPS[asked[0].state](asked) if asked and asked[0].state in STEPS else None
    return step or standing.next_step


def _question(stands: Sequence[Stand]) -> NextStep:
    return NextStep(StepKind.ASK_WHY, "Ask if it is right", _which(stands))


def _quality(stands: Sequence[Stand]) -> NextStep:
    return NextStep(StepKind.RAISE_QUALITY, "Raise quality", _which(stands))


def _swap(stands: Sequence[Stand]) -> NextStep:
    return NextStep(StepKind.SWAP, "Swap or tune", _which(stands))


def _scale(stands: Sequence[Stand]) -> NextStep:
    return NextStep(StepKind.SCALE, "Do more or reset goal", _which(stands))


def _pair(stands: Sequence[Stand]) -> NextStep:
    return NextStep(StepKind.PAIR, "Pair with a colleague", f"on {_which(stands)}")


def _hold(stands: Sequence[Stand]) -> NextStep | None:
    """The first day on which something can be told; where nothing ever can, to keep what was agreed."""
    dated = sorted((tells_on, place) for place, stand in enumerate(stands) if (tells_on := stand.tells_on))
    if dated:
        first, place = dated[0]
        is_early = stands[place].is_early
        return NextStep(
            StepKind.HOLD, f"Hold until {day(first)}", "too early to tell" if is_early else "too little to tell"
        )
    if all(stand.help for stand in stands):
        return NextStep(StepKind.HOLD, "Keep as agreed", "records cannot tell")
    return None


def _which(stands: Sequence[Stand]) -> str:
    return stands[0].hia.name if len(stands) == 1 else plural(len(stands), "activity", "activities")


STEPS: Mapping[State, Callable[[Sequence[Stand]], NextStep | None]] = {
    State.QUESTION: _question,
    State.RAISE_QUALITY: _quality,
    State.SWAP: _swap,
    State.SCALE: _scale,
    State.SUSTAIN: _pair,
    State.HOLD: _hold,
}
