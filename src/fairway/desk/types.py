"""What the pages show, ready for templates: no template works anything out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from fairway.execution.types import HiaStanding, NextStep, SellerState
from fairway.people.types import PersonFacts
from fairway.web.charts import Column


@dataclass(frozen=True, slots=True)
class HiaCell:
    """One HIA of one seller on the board."""

    hia: HiaStanding
    hia_slug: str
    done: float
    expected: float
    tone: str  # plain, behind, ask, paused
    flag: str  # the word beside the count, empty on pace
    columns: Sequence[Column | None]
    strip_label: str
    met: int
    judged: int
    is_own: bool = False  # another HIA than the team's in this column

    @property
    def count_label(self) -> str:
        return f"{self.done:g} done of {self.expected:g} in the last closed week"


@dataclass(frozen=True, slots=True)
class BoardRow:
    person: PersonFacts
    state: SellerState
    state_words: str
    cells: Sequence[HiaCell | None]
    step: NextStep
    step_url: str | None
    is_calm: bool
    calm_words: str = ""


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
    """When the records were last read, and what is wrong with them if anything."""

    refreshed_at: datetime | None
    is_stale: bool = False
    problem: str = ""
    advice: str = ""
    running: str = ""


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
    weeks: Sequence[date] = field(default_factory=tuple)
