"""What is asked of the rooms below for some closed weeks, and how each answers. Frozen; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.coaching.support.types import Part, Parts, Seat
from fairway.lib.periods import Period, week_period
from fairway.people.types import Employment
from fairway.plans.types import PlanFacts

# By figure, week and seller what that seller adds to it.
Added = dict[str, dict[date, dict[int, Part]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Closed weeks in a row, the oldest first, everybody who sells in any of them, their plans, and the running day."""

    weeks: Sequence[date]
    people: Sequence[Employment]
    plans: Mapping[int, Sequence[PlanFacts]]
    on: date
    is_of_few: bool = False  # then rooms below read rows of these people alone

    @property
    def of(self) -> list[int] | None:
        """To whom reads are narrowed; None reads everybody's, which is faster for many."""
        return self.keys if self.is_of_few else None

    @property
    def keys(self) -> list[int]:
        return [one.person_key for one in self.people]

    @property
    def days(self) -> Period:
        return Period(self.weeks[0], week_period(self.weeks[-1]).end_on)

    def week_of(self, day: date) -> date | None:
        """The week a day lies in, where it is asked about."""
        return week_among(self.weeks, day)


def week_among(weeks: Sequence[date], day: date) -> date | None:
    """Of weeks in a row, the oldest first, the one a day lies in."""
    place = (day - weeks[0]).days // 7
    return weeks[place] if 0 <= place < len(weeks) else None


def seated(added: Added, week_on: date, seats: Sequence[Seat]) -> Parts:
    """What the sellers of a week add, by their seats."""
    by_person = {seat.person_key: seat for seat in seats}
    return {
        key: {by_person[person]: part for person, part in weeks.get(week_on, {}).items() if person in by_person}
        for key, weeks in added.items()
    }
