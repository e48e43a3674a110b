"""The words of samples and their ratings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fairway.lib.periods import week_period

SAMPLES_A_WEEK = 2
DAYS_TO_RATE = 28  # after the week; who has not rated by then does not, and what the other gave is shown


class Answer(StrEnum):
    """To one criterion, in their order: neighbours are half alike."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Side(StrEnum):
    SELLER = "seller"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class CountedRecord:
    """A record that counted for an activity, by the lake's keys."""

    metric_key: str
    table: str
    record_id: str
    day_on: date
    account_id: str = ""
    opportunity_id: str = ""
    word: str = ""  # the organisation's own for this kind of activity


@dataclass(frozen=True, slots=True)
class Rating:
    """What one side answered, by the key of the criterion."""

    side: Side
    answers: Mapping[str, Answer]
    note: str
    rated_by: int | None  # an account
    rated_at: datetime


@dataclass(frozen=True, slots=True)
class Sample:
    """A record drawn for review, with what either side gave."""

    key: int
    person_key: int
    week_on: date
    record: CountedRecord
    ratings: Mapping[Side, Rating]

    @property
    def last_on(self) -> date:
        """The last day on which it can be rated."""
        return week_period(self.week_on).end_on + timedelta(days=DAYS_TO_RATE)

    @property
    def is_rated_by_both(self) -> bool:
        return len(self.ratings) == len(Side)

    def is_open_on(self, day: date) -> bool:
        """Whether both sides may read what was given: both have rated, or nobody can any more."""
        return self.is_rated_by_both or day > self.last_on

    def is_given_by(self, side: Side, user_id: int) -> bool:
        """Whether that side's rating is this account's own: of several managers one has given the manager's."""
        given = self.ratings.get(side)
        return given is not None and given.rated_by == user_id


def shown_to(sample: Sample, side: Side | None, user_id: int, on: date) -> dict[Side, Rating]:
    """The ratings one side may read: its own where this account gave it, and both once both have given theirs or
    nobody can any more. Nothing for whoever is of no side.
    """
    if side is None:
        return {}
    if sample.is_open_on(on):
        return dict(sample.ratings)
    return {side: sample.ratings[side]} if sample.is_given_by(side, user_id) else {}


def may_rate(sample: Sample, side: Side | None, user_id: int, on: date) -> bool:
    """Whether this account may give a rating for its side, or give its own anew: only before the other side has."""
    if side is None or on > sample.last_on:
        return False
    return side not in sample.ratings or (sample.is_given_by(side, user_id) and not sample.is_rated_by_both)
