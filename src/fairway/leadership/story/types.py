"""What the story says, in typed parts. Frozen; no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fairway.leadership.packs.types import Weeks


class Basis(StrEnum):
    """What a sentence about an activity rests on, the surest first."""

    PILOT_MOVED = "pilot_moved"  # a pilot was clear, and it is worth having
    PILOT_LITTLE = "pilot_little"  # clear, and less than is worth having
    PILOT_AGAINST = "pilot_against"  # clear, the wrong way
    PILOT_NOTHING = "pilot_nothing"  # nothing worth having can have been missed
    STRONG = "strong"
    SUGGESTIVE = "suggestive"
    NONE = "none"
    EXPERIMENT_NEEDED = "experiment_needed"
    CANNOT_TELL = "cannot_tell"


DECIDED = frozenset({Basis.PILOT_MOVED, Basis.PILOT_LITTLE, Basis.PILOT_AGAINST, Basis.PILOT_NOTHING})
DID_NOT_WORK = frozenset({Basis.PILOT_LITTLE, Basis.PILOT_AGAINST, Basis.PILOT_NOTHING, Basis.NONE})


@dataclass(frozen=True, slots=True)
class Among:
    """Whose records a claim rests on: of one role, of everybody where `role` is empty, of a pilot those who took part;
    up to a day.
    """

    sellers: int
    weeks: int
    until_on: date
    role: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a change may lie: of findings a share of today's, of pilots so many more a week and seller."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What is known of one activity in one group. `objective` is the name of a pilot's outcome; findings compare deals
    that move on, or with `is_on_accounts` new deals. `dose` is from how many a week to how many the size is worked out
    for; `weeks_needed` how many more until it can be told, None for never or for known already.
    """

    activity: str
    basis: Basis
    among: Among | None  # None: nothing was worked out by then
    objective: str = ""
    is_on_accounts: bool = False
    size: Span | None = None
    dose: Span | None = None
    weeks_needed: int | None = None
    is_bundled: bool = False  # nearly always done together with another activity
    worth: float = 0.0  # of a pilot: the smallest change worth having, as a share of today's


@dataclass(frozen=True, slots=True)
class Executed:
    """Of the sellers here who have an activity and were not away: who executes it, and where logging is in doubt."""

    done: int
    of: int
    doubt: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What was decided about one activity in a closed quarter, and where it began or ended; each out of its own."""

    decisions: int  # 0: none that may be shown
    keep: int = 0
    tune: int = 0
    raise_quality: int = 0
    swap: int = 0
    retire: int = 0
    kept_helping: int = 0
    stopped_no_sign: int = 0
    had_it: int = 0  # 0: may not be shown
    begun: int = 0
    ended: int = 0

    @property
    def stops(self) -> int:
        return self.swap + self.retire

    @property
    def is_any(self) -> bool:
        """Whether anything was decided, began or ended."""
        return bool(self.decisions or self.begun or self.ended)


@dataclass(frozen=True, slots=True)
class ActivityStory:
    """One activity with everything the story knows of it. `key` names it on the page."""

    key: str
    activity: str
    objective: str  # name of its nearest objective; empty where it has none
    claims: Sequence[Claim]  # the surest first
    executed: Executed | None
    changes: Changes | None  # None: nothing that may be shown

    @property
    def best(self) -> Claim:
        return self.claims[0]


@dataclass(frozen=True, slots=True)
class Card:
    """Something the story tells of, in sentences; `key` is where it stands on the page."""

    key: str
    title: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the story. Where there is no card, `empty` says why."""

    key: str
    title: str
    lead: str
    cards: Sequence[Card]
    empty: str = ""
    pictures: Sequence[Weeks] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the paragraph, and the cards it comes from."""

    sentence: str
    stands_on: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Story:
    """All of it, in the order it is read. `known_until_on` is the last day of the newest week in it."""

    title: str
    scope: str
    known_until_on: date | None
    parts: Sequence[Chapter]
    paragraph: Sequence[Said]
    notes: Sequence[str]  # what is as of today, and what is left out

    @property
    def text(self) -> str:
        """The paragraph as one text to copy."""
        return " ".join(one.sentence for one in self.paragraph)
