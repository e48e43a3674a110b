"""What a practice conversation is worth, in parts that real 1:1s are read by too."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from fairway.coaching.balance import AIM
from fairway.coaching.measured import IN_BALANCE, Measured, measured_of
from fairway.coaching.talk.reading import read_conversation
from fairway.coaching.talk.types import Conversation, Reading, Turn, Verdict
from fairway.coaching.types import TalkFocus
from fairway.training.talking.types import TRIES, Act, Talk
from fairway.training.talking.wording import without_marks
from fairway.web.words import plural, spelled

SELLER_AIM, OPEN_AIM, PASSES = 0.5, 0.6, 0.6
LEAST_CLUES = 2  # of the four, to pass: the cause on one is a guess
LEAST_AGREED = 0.4  # of a commitment's worth, to pass
ENOUGH_CLUES = 3  # heard before the cause is named; on fewer it is worth less: partly a guess
SECOND_TRY = 0.75
WORTH: dict[Verdict, float] = {"activity_led": 1.0, "balanced": 0.6, "result_heavy": 0.2, "result_only": 0.0}
BLAMED, MOST_BLAMED = 0.05, 0.2  # taken off for each turn that blames, and at most
# The word of an activity in them is no talk about it: nobody is asked and nothing is looked at.
ABOUT_NOTHING = frozenset({Act.CHATS, Act.BLAMES, Act.ADVISES, Act.UNCLEAR})
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
def _read(conversation: Conversation) -> Reading:
    return read_conversation(conversation)


def _measured(conversation: Conversation) -> Measured:
    return measured_of(conversation, _read(conversation), [])


def shares_of(talk: Talk) -> Shares:
    turns = conversation_of(talk).turns
    counts = [(turn.speaker, len(turn.text.split())) for turn in turns]
    total = sum(count for _, count in counts)
    own = sum(count for speaker, count in counts if speaker == "seller")
    asked = [one.move for one in talk.exchanges if one.move.act not in NOT_ASKED]
    open_ones = sum(one.act is Act.INVITES for one in asked)
    return Shares(
        _about_activities(talk) / total if total else None, own / total if total else None, open_ones, len(asked)
    )


def _about_activities(talk: Talk) -> int:
    """Words of both about activities, by the reader of real 1:1s, without what was said in blame, advice and small talk
    and in answer to them.
    """
    conversation = conversation_of(talk)
    left_out = {at for at, one in enumerate(talk.exchanges) if one.move.act in ABOUT_NOTHING}
    return sum(
        len(turn.text.split())
        for at, (turn, label) in enumerate(zip(conversation.turns, _read(conversation).labels, strict=True))
        if IN_BALANCE[label.focus] is TalkFocus.ACTIVITIES and at // 2 not in left_out
    )


def _share_asked(talk: Talk) -> float:
    """Of the turns that ask or tell, those that neither blame nor advise."""
    asked = [one.move.act for one in talk.exchanges if one.move.act not in NOT_ASKED]
    return sum(act not in ABOUT_NOTHING for act in asked) / len(asked) if asked else 0.0


def lines_of(talk: Talk) -> list[Line]:
    """Every part of the score, the cause first."""
    shares, read = shares_of(talk), measured(talk)
    best = agreed_worth(talk)
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
            f"at least {OPEN_AIM:.0%}",
            0.1 * min(1.0, shares.open / OPEN_AIM),
            0.1,
        ),
        Line("The talk as read", read.head, "led by activities", 0.1 * WORTH[read.verdict] * _share_asked(talk), 0.1),
        _blame_line(talk),
    ]


def score_of(lines: Sequence[Line]) -> float:
    return max(0.0, min(1.0, sum(line.points for line in lines)))


def _share_line(name: str, share: float | None, aim: float) -> Line:
    was = f"{share:.0%} of the words" if share is not None else "nothing said"
    return Line(name, was, f"at least {aim:.0%}", 0.1 * min(1.0, (share or 0.0) / aim), 0.1)


def _blame_line(talk: Talk) -> Line:
    """What is taken off; it brings nothing to blame nobody."""
    count = sum(one.move.act is Act.BLAMES for one in talk.exchanges)
    return Line(
        "Blame", plural(count, "turn") if count else "none", "none", 0.0 - min(MOST_BLAMED, BLAMED * count), 0.0
    )


def is_passed(talk: Talk, least: float) -> bool:
    """The cause found on clues enough that it was no guess, something agreed, and a score of at least so much."""
    is_found = talk.is_found and len(talk.heard) >= LEAST_CLUES
    return is_found and agreed_worth(talk) >= LEAST_AGREED and score_of(lines_of(talk)) >= least


def agreed_worth(talk: Talk) -> float:
    """Of the best proposal, 0 to 1."""
    return max((one.quality for one in talk.proposals), default=0.0)


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
