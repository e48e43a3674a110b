"""What a practice conversation is worth, in parts that real 1:1s are read by too."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from fairway.coaching.balance import AIM
from fairway.coaching.measured import Measured, measured_of
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.types import Conversation, Turn, Verdict
from fairway.coaching.types import TalkFocus
from fairway.training.talking.types import TRIES, Act, Talk
from fairway.training.talking.wording import without_marks
from fairway.web.words import plural, spelled

SELLER_AIM, OPEN_AIM, PASSES = 0.5, 0.6, 0.6
ENOUGH_CLUES = 3  # heard before the cause is named; on fewer it is worth less: partly a guess
SECOND_TRY = 0.75
WORTH: dict[Verdict, float] = {"activity_led": 1.0, "balanced": 0.6, "result_heavy": 0.2, "result_only": 0.0}
NOT_ASKED = frozenset({Act.LISTENS, Act.SUMS_UP, Act.CHATS, Act.UNCLEAR})


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the score: what it was, what it needs, and its points."""

    name: str
    was: str
    aim: str
    points: float
    most: float


@dataclass(frozen=True, slots=True)
class Shares:
    """Of the words of both and of the manager's turns, 0 to 1; None before anything was said."""

    activities: float | None
    seller: float | None
    open_asked: int
    asked: int

    @property
    def open(self) -> float:
        return self.open_asked / self.asked if self.asked else 0.0


def conversation_of(talk: Talk) -> Conversation:
    """The talk as a transcript."""
    turns = [
        turn
        for one in talk.exchanges
        for turn in (Turn("manager", one.move.text), Turn("seller", without_marks(one.reply.text)))
    ]
    for proposal in talk.proposals:
        turns += [Turn("manager", proposal.text), Turn("seller", proposal.answer)]
    return Conversation("practice", tuple(turns))


def measured(talk: Talk) -> Measured:
    """By the reader of real 1:1s."""
    return _measured(conversation_of(talk))


@lru_cache(maxsize=64)  # a page asks more than once
def _measured(conversation: Conversation) -> Measured:
    return measured_of(conversation, read_conversation(conversation), [])


def shares_of(talk: Talk) -> Shares:
    turns = conversation_of(talk).turns
    counts = [(turn.speaker, len(turn.text.split())) for turn in turns]
    total = sum(count for _, count in counts)
    own = sum(count for speaker, count in counts if speaker == "seller")
    asked = [one.move for one in talk.exchanges if one.move.act not in NOT_ASKED]
    open_ones = sum(one.act is Act.INVITES for one in asked)
    activities = measured(talk).shares()[TalkFocus.ACTIVITIES] if total else None
    return Shares(activities, own / total if total else None, open_ones, len(asked))


def lines_of(talk: Talk) -> list[Line]:
    """Every part of the score, the cause first."""
    shares, read = shares_of(talk), measured(talk)
    best = max((one.quality for one in talk.proposals), default=0.0)
    return [
        Line(
            "Cause",
            _cause_words(talk),
            f"found, on {spelled(ENOUGH_CLUES).lower()} clues or more",
            0.35 * _cause_worth(talk),
            0.35,
        ),
        Line("Commitment", _commitment_words(talk), "who, when, how many, and it meets the cause", 0.25 * best, 0.25),
        _share_line(f"{talk.scenario.seller} talking", shares.seller, SELLER_AIM),
        _share_line("About activities", shares.activities, AIM),
        Line(
            "Open questions",
            f"{shares.open_asked} of {shares.asked}" if shares.asked else "none asked",
            f"{OPEN_AIM:.0%}",
            0.1 * min(1.0, shares.open / OPEN_AIM),
            0.1,
        ),
        Line("The talk as read", read.head, "led by activities", 0.1 * WORTH[read.verdict] * bool(shares.asked), 0.1),
    ]


def score_of(lines: Sequence[Line]) -> float:
    return min(1.0, sum(line.points for line in lines))


def _share_line(name: str, share: float | None, aim: float) -> Line:
    was = f"{share:.0%} of the words" if share is not None else "nothing said"
    return Line(name, was, f"{aim:.0%}", 0.1 * min(1.0, (share or 0.0) / aim), 0.1)


def _cause_worth(talk: Talk) -> float:
    right = next((one for one in talk.named if one.is_right), None)
    if right is None:
        return 0.0
    return (1.0 if talk.named[0].is_right else SECOND_TRY) * min(1.0, right.heard / ENOUGH_CLUES)


def _cause_words(talk: Talk) -> str:
    right = next((one for one in talk.named if one.is_right), None)
    if right is None:
        return f"not found, {plural(len(talk.named), 'try', 'tries')} of {TRIES}"
    which = "at the first try" if talk.named[0].is_right else "at the second try"
    return f"found {which}, on {right.heard} of {len(talk.scenario.clues)} clues"


def _commitment_words(talk: Talk) -> str:
    if not talk.proposals:
        return "none agreed"
    best = max(talk.proposals, key=lambda one: one.quality)
    has = [
        word
        for word, is_so in (
            ("who", best.has_who),
            ("when", best.has_when),
            ("how many", best.has_how_many),
            ("meets the cause", best.meets_cause),
        )
        if is_so
    ]
    return ", ".join(has) or "nothing anybody could hold to"
