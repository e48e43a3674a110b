"""What a practice conversation is made of. Frozen; plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fairway.coaching.talk.types import Focus

LEAST_TRUST, MOST_TRUST = 0, 10
MOST_TURNS = 20  # of the manager, until the seller has to go
TRIES = 2  # at naming the cause
MOST_PROPOSALS = 3


class Mood(StrEnum):
    """How a seller answers, by how the talk has gone so far."""

    CLOSED = "closed"
    GUARDED = "guarded"
    OPEN = "open"


def mood_of(trust: int) -> Mood:
    return Mood.CLOSED if trust < 3 else Mood.GUARDED if trust < 6 else Mood.OPEN


@dataclass(frozen=True, slots=True)
class Clue:
    """A fact that points to the cause. Told when an open question touches it, and the talk has gone well enough.

    Marks in `open` and `guarded` stand in square brackets: what to take up next. `after`: clues told before it.
    """

    key: str
    topics: Sequence[str]
    words: Sequence[str]
    trust: int
    open: str
    guarded: str
    again: str
    asks: Sequence[str]
    fact: str
    leads_to: str
    after: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """What the board shows of the activity: weekly counts, the oldest first, and its target for a week."""

    activity: str
    target: int
    weeks: Sequence[int]
    note: str


@dataclass(frozen=True, slots=True)
class Agreeing:
    """What would meet the cause: one of `acts`, a word of each of its groups in one clause; `picks` are offered, and
    the one at `fits` does. `doing`: words of the activity, which nobody takes back; `but`: words of another act;
    `ends`: what is to be no more, so that "not" in front of it is the act; `replaced`: what may be no more beside it.
    """

    doing: Sequence[str]
    acts: Sequence[Sequence[Sequence[str]]]
    picks: Sequence[str]
    fits: int
    accepts: str
    nods: str
    but: Sequence[str] = ()
    ends: Sequence[str] = ()
    replaced: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """One seller with one cause, as its file states it."""

    key: str
    seller: str
    they: str
    things: str
    board: Board
    trust: int
    cause: str
    found: str
    causes: Mapping[str, str]
    because: str
    wrong: Mapping[str, str]
    loaded: Sequence[str]
    result: str
    advised: Sequence[str]
    around: str
    clues: Mapping[str, Clue]
    others: Mapping[str, str]
    opens: Sequence[str]
    away: Sequence[str]
    agree: Agreeing


class Act(StrEnum):
    """What a manager's turn does to a talk."""

    INVITES = "invites"  # an open question, or what the seller said taken up
    LISTENS = "listens"
    SUMS_UP = "sums_up"
    ASKS_YES_OR_NO = "asks_yes_or_no"
    LEADS = "leads"
    ADVISES = "advises"
    BLAMES = "blames"
    RESULT = "result"
    CHATS = "chats"
    STATES = "states"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Move:
    """A manager's turn as it was understood. `word`: what of it decided; `taken_up`: the seller's words it goes back
    to; `focus`: what the reader of real 1:1s says it is about.
    """

    text: str
    act: Act
    is_open: bool
    focus: Focus
    words: tuple[str, ...]
    topics: frozenset[str]
    is_known: bool = False  # some word of it is of the work
    word: str = ""
    taken_up: str = ""
    questions: int = 0
    is_bare: bool = False  # "go on", "why", "what happened": a few words that could stand anywhere


class Gave(StrEnum):
    """What a turn brought."""

    CLUE = "clue"
    AGAIN = "again"
    HELD = "held"  # the right question, too soon
    RULED_OUT = "ruled_out"
    AROUND = "around"  # near it
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Reply:
    text: str  # marks in square brackets
    gave: Gave
    key: str = ""  # of the clue or topic


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn of the manager and what the seller said to it."""

    move: Move
    reply: Reply
    trust_before: int
    trust_after: int


@dataclass(frozen=True, slots=True)
class Named:
    """A try at the cause, after so many exchanges."""

    cause: str
    after: int
    heard: int
    is_right: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was proposed in the end, and which parts of a commitment it has."""

    text: str
    answer: str
    has_who: bool
    has_when: bool
    has_how_many: bool
    meets_cause: bool
    is_threat: bool = False

    @property
    def quality(self) -> float:
        """0 to 1; meeting the cause counts as much as two of the others, and a threat takes one of them away."""
        parts = self.has_who + self.has_when + self.has_how_many - self.is_threat
        return 0.2 * max(0, parts) + 0.4 * self.meets_cause


@dataclass(frozen=True, slots=True)
class Talk:
    """Where a practice conversation stands, from its scenario, seed and turns."""

    scenario: Scenario
    seed: int
    trust: int
    exchanges: Sequence[Exchange] = ()
    named: Sequence[Named] = ()
    proposals: Sequence[Proposal] = ()
    used: Mapping[str, int] = field(default_factory=dict)
    is_ended: bool = False

    @property
    def heard(self) -> list[str]:
        """Keys of the clues told, in their order."""
        return [one.reply.key for one in self.exchanges if one.reply.gave is Gave.CLUE]

    @property
    def open_clues(self) -> list[Clue]:
        """Clues not told yet whose forerunners were."""
        heard = {*self.heard}
        return [one for one in self.scenario.clues.values() if one.key not in heard and set(one.after) <= heard]

    @property
    def told(self) -> str:
        """Everything the seller said."""
        return " ".join(one.reply.text for one in self.exchanges)

    @property
    def is_found(self) -> bool:
        return any(one.is_right for one in self.named)

    @property
    def is_lost(self) -> bool:
        return not self.is_found and len(self.named) >= TRIES

    @property
    def mood(self) -> Mood:
        return mood_of(self.trust)

    @property
    def is_out_of_time(self) -> bool:
        return len(self.exchanges) >= MOST_TURNS

    @property
    def is_over(self) -> bool:
        is_agreed = self.is_found and (
            len(self.proposals) >= MOST_PROPOSALS or any(one.quality > 0.99 for one in self.proposals)
        )
        return self.is_ended or self.is_lost or is_agreed
