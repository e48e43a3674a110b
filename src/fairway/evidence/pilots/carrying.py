"""Whether a pilot is carried out: what was done of the activity, by whom it was asked of and by whom it was not.

Nothing here looks at the outcome. While a pilot runs this is all there is to see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fairway.evidence.pilots.types import Numbers, TakesPart

HARDLY = 0.5


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did of the activity in closed weeks: of what was planned, and in weeks it was not theirs."""

    person_key: int
    done: float
    wanted: float
    unasked: float
    weeks: int  # closed ones in which it was theirs


@dataclass(frozen=True, slots=True)
class Progress:
    """A pilot so far. `weeks` are closed ones of its own."""

    weeks: int
    each: tuple[Done, ...]

    @property
    def done(self) -> float:
        return sum(one.done for one in self.each)

    @property
    def wanted(self) -> float:
        return sum(one.wanted for one in self.each)

    @property
    def unasked(self) -> float:
        return sum(one.unasked for one in self.each)

    @property
    def is_hardly_done(self) -> bool:
        return self.wanted > 0 and self.done < HARDLY * self.wanted


def progress_of(places: Sequence[TakesPart], weeks: Sequence[date], done: Numbers, wanted: Numbers) -> Progress:
    """From counts of the activity and what a plan would ask of each week worked, both (places, weeks); closed weeks of
    the pilot only.
    """
    each = []
    for number, place in enumerate(places):
        own = [place.has_it(week) for week in weeks]
        each.append(
            Done(
                person_key=place.person_key,
                done=sum(float(one) for one, has in zip(done[number], own, strict=True) if has),
                wanted=sum(float(one) for one, has in zip(wanted[number], own, strict=True) if has),
                unasked=sum(float(one) for one, has in zip(done[number], own, strict=True) if not has),
                weeks=sum(own),
            )
        )
    return Progress(len(weeks), tuple(each))
