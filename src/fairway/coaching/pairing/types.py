"""Pairs of sellers as pages see them. Frozen; no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

LASTS = timedelta(weeks=6)
LAPSES_AFTER = timedelta(weeks=3)  # a proposal both have not agreed to
LAST_WORDS = timedelta(weeks=4)  # after its end, to say what was tried


class Side(StrEnum):
    """What a seller says of an activity, and so what they are in a pair."""

    HELPS = "helps"
    ASKS = "asks"


class PairState(StrEnum):
    PROPOSED = "proposed"  # waits for an answer of one or both
    RUNNING = "running"
    OVER = "over"
    FELL_THROUGH = "fell_through"  # declined, withdrawn or never answered: nobody is told which


class Question(StrEnum):
    """What each of the two writes on the worksheet."""

    LAST_ONE = "last_one"
    BEFORE_IT = "before_it"
    STOPS = "stops"
    TO_TRY = "to_try"
    TRIED = "tried"


@dataclass(frozen=True, slots=True)
class OfferFacts:
    person_key: int
    metric_key: str
    side: Side


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One who asked and one who offered, on one activity."""

    metric_key: str
    asker_key: int
    helper_key: int


@dataclass(frozen=True, slots=True)
class PairFacts:
    """One pair. Days are the organisation's; `said` and `shows` are by person key."""

    key: int
    metric_key: str
    asker_key: int
    helper_key: int
    proposed_on: date
    starts_on: date | None = None
    ends_on: date | None = None
    closed_on: date | None = None
    tell_on: date | None = None
    said: Mapping[int, str] = field(default_factory=dict)  # yes, no, or empty
    shows: Mapping[int, bool] = field(default_factory=dict)  # lets whoever leads both read the worksheet

    @property
    def both(self) -> tuple[int, int]:
        return self.asker_key, self.helper_key

    def other_than(self, person_key: int) -> int:
        return self.helper_key if person_key == self.asker_key else self.asker_key

    @property
    def is_open_to_managers(self) -> bool:
        """Whether both let whoever leads them read what they wrote."""
        return all(self.shows.get(key, False) for key in self.both)

    @property
    def over_on(self) -> date:
        """The last day of it, or of the time to agree to it."""
        return self.closed_on or self.ends_on or self.proposed_on + LAPSES_AFTER

    def state_on(self, on: date) -> PairState:
        """Where it stands on a day: it ends by itself."""
        is_past = self.closed_on is not None or on > self.over_on
        if self.starts_on is not None:
            return PairState.OVER if is_past else PairState.RUNNING
        return PairState.FELL_THROUGH if is_past or "no" in self.said.values() else PairState.PROPOSED

    def is_open_on(self, on: date) -> bool:
        """Whether it waits or runs: nobody is in two such pairs."""
        return self.state_on(on) in {PairState.PROPOSED, PairState.RUNNING}

    def writes_on(self, on: date) -> tuple[Question, ...]:
        """What each of the two may write on a day: all of it while it runs, then for four weeks what was tried."""
        state = self.state_on(on)
        if state is PairState.RUNNING:
            return tuple(Question)
        return (Question.TRIED,) if state is PairState.OVER and on <= self.over_on + LAST_WORDS else ()
