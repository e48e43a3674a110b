"""What a review is talked about, item by item, from what both of its two may read. Plain Python.

The first item and the first question are of support, never the number: kinds.yaml is refused otherwise, and the
question that comes from data is made of figures of support alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fairway.leadership.queries.seeing import Seen
from fairway.leadership.reviews.clock import Clock
from fairway.leadership.reviews.types import Item, Kind, NoteFacts, Side, Talked
from fairway.leadership.types import Told
from fairway.leadership.wording import FigureView

SIDE_WORDS = {Side.SUPPORT: "support", Side.RESULTS: "results", Side.NEITHER: "neither"}


@dataclass(frozen=True, slots=True)
class Asked:
    """An obstacle that waits for the leader; of whom it is stands on its own page."""

    key: int
    what: str
    age_words: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What an agenda is made of: by key the figures of the manager's people, as both may read them. `why` says why
    nothing is shown.
    """

    figures: Mapping[str, FigureView] = field(default_factory=dict)
    question: str = ""
    span_words: str = ""
    obstacles: Sequence[Asked] = ()  # the oldest first, and no more than a page has room for
    waiting: int = 0  # all of them
    causes: Sequence[str] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as the page shows it: what to ask, what stands beside it, what was written, how long it took."""

    item: Item
    after_minutes: int  # planned, from the beginning
    questions: Sequence[str]
    figures: Sequence[FigureView]
    obstacles: Sequence[Asked]
    causes: Sequence[str]
    note: NoteFacts
    waiting: int = 0  # obstacles, with those there was no room for
    seconds: float = 0.0
    cut_seconds: float = 0.0
    asked: int = 0
    is_running: bool = False

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)

    @property
    def cut_minutes(self) -> int:
        return round(self.cut_seconds / 60)

    @property
    def side_words(self) -> str:
        return SIDE_WORDS[self.item.side]


def agenda(
    kind: Kind, ground: Ground, notes: Mapping[str, NoteFacts], talked: Talked, clock: Clock | None
) -> list[Entry]:
    """Every item in its order. `clock` is None before a review begins."""
    entries, minutes = [], 0
    for place, item in enumerate(kind.items):
        from_data = [ground.question] if ground.question and place == 0 else []
        entries.append(
            Entry(
                item=item,
                after_minutes=minutes,
                questions=[*from_data, *item.questions],
                figures=[ground.figures[key] for key in item.shows if key in ground.figures],
                obstacles=ground.obstacles if item.has_obstacles else (),
                causes=ground.causes if item.has_causes else (),
                note=notes.get(item.key, NoteFacts()),
                waiting=ground.waiting if item.has_obstacles else 0,
                seconds=clock.seconds[item.key] if clock else 0.0,
                cut_seconds=clock.cut[item.key] if clock else 0.0,
                asked=talked.asked.get(item.key, 0),
                is_running=clock is not None and clock.running == item.key,
            )
        )
        minutes += item.minutes
    return entries


def seen_by_both(first: Seen, second: Seen) -> Seen:
    """The sums both may read; what is hidden from either is hidden."""
    weeks = {day: _both(told, second.weeks[day]) for day, told in first.weeks.items() if day in second.weeks}
    quarters = {
        day: _both(told, second.quarters[day]) for day, told in first.quarters.items() if day in second.quarters
    }
    return Seen(weeks, quarters)


def _both(first: Told, second: Told) -> Told:
    return Told(
        first.starts_on,
        {key: one for key, one in first.sums.items() if key in second.sums},
        first.hidden | second.hidden,
        first.partial | second.partial,
    )
