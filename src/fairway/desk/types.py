"""What the pages show, ready for templates: no template works anything out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fairway.execution.types import HiaStanding, NextStep, SellerState, Status
from fairway.people.types import PersonFacts
from fairway.web.charts import Column
from fairway.web.words import number

FIRST_WEEK = "First week runs"


@dataclass(frozen=True, slots=True)
class HiaCell:
    """One HIA of one seller on the board. Numbers are of the last closed week unless they say otherwise."""

    hia: HiaStanding
    hia_slug: str
    done: float | None  # None where the source was off: not seen is not nought
    expected: float
    tone: str  # plain, behind, ask, paused
    flag: str  # the word beside the count, empty on pace
    columns: Sequence[Column | None]
    strip_label: str
    met: int
    judged: int
    side: str = ""  # the customer's side: "3 met"; "– met" in doubt, empty when away or without an objective
    side_in_all: str = ""  # the same over all closed weeks shown; of what stands at a week's end, the last
    due: float = 0.0  # in the running week or month, for the time worked in it
    running: str = ""  # `2 so far this week`, `not seen this week`
    is_own: bool = False  # another HIA than the team's in this column

    @property
    def is_first_week(self) -> bool:
        return self.hia.is_first_week

    @property
    def mark(self) -> tuple[str, str]:
        """Its status with words of its own, empty where the usual ones hold. A first week on pace is not judged."""
        if self.hia.is_draft:
            return "draft", ""
        if self.is_first_week and self.hia.status is Status.ON_PACE:
            return "no_plan", FIRST_WEEK
        return str(self.hia.status), ""

    @property
    def count_label(self) -> str:
        if self.is_first_week:
            return f"{self.running}, {number(self.expected)} due: its first week runs, and is not judged"
        if self.done is None:
            return f"Not seen in the last closed week, {number(self.expected)} expected"
        return f"{number(self.done)} done of {number(self.expected)} in the last closed week"


@dataclass(frozen=True, slots=True)
class BoardRow:
    person: PersonFacts
    state: SellerState
    state_words: str
    cells: Sequence[HiaCell | None]
    step: NextStep
    step_url: str | None
    is_calm: bool
    calm_words: str = ""  # what phones show in place of calm cells
    is_first_week: bool = False  # nothing can be said yet

    @property
    def mark(self) -> tuple[str, str]:
        return "no_plan" if self.is_first_week else str(self.state), self.state_words


@dataclass(frozen=True, slots=True)
class BoardColumn:
    name: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class BoardGroup:
    name: str
    columns: Sequence[BoardColumn]
    rows: Sequence[BoardRow]


@dataclass(frozen=True, slots=True)
class Freshness:
    """When the records were last read, and what is wrong with them if anything.

    `is_stale` puts the numbers in doubt; a problem without it is an error to know about.
    """

    refreshed_at: datetime | None
    is_stale: bool = False
    problem: str = ""
    advice: str = ""
    running: str = ""  # what a run is doing now, empty when none runs
    run_key: int | None = None
    rows_read: int = 0


@dataclass(frozen=True, slots=True)
class ResultFigure:
    name: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board of one viewer."""

    scope_name: str
    week_words: str
    week_span: str
    headline: str
    line: str
    groups: Sequence[BoardGroup]
    span: str  # week or 13w
    freshness: Freshness
    results: Sequence[ResultFigure] = ()
    drafts: int = 0
    teams: Sequence[str] = ()
    team: str | None = None

    @property
    def tones(self) -> frozenset[str]:
        """What the legend has to explain: the tones that occur here, `open` for a pip not filled, `side`,
        `quality`.
        """
        cells = [cell for group in self.groups for row in group.rows for cell in row.cells if cell]
        is_open = any(cell.tone == "plain" and (cell.done or 0) < round(cell.expected) for cell in cells)
        found = {cell.tone for cell in cells} | ({"open"} if is_open else set())
        found |= {"quality"} if any(cell.flag == "quality" for cell in cells) else set()
        return frozenset(found | ({"side"} if any(cell.side for cell in cells) else set()))
