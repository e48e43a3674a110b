"""Attention balance: how much of a leader's reviews went to results and how much to support, in minutes and questions.

Told of held reviews, each and together, with both numbers; nobody is compared with anybody. Plain Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fairway.leadership.reviews.clock import clocked
from fairway.leadership.reviews.types import Kind, ReviewFacts, Side, Talked
from fairway.web.words import plural

LEAST, TREND, NEWEST = 3, 12, 3  # reviews: before anything is told, in the trend, in the nudge
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Attention:
    """What one held review went to: seconds and questions of either side. What is about neither is in no number."""

    happened_at: datetime
    kind_name: str
    support_seconds: float = 0.0
    results_seconds: float = 0.0
    support_asked: int = 0
    results_asked: int = 0
    began_with: Side | None = None  # the side of the first item that was talked about
    is_cut: bool = False  # a clock was forgotten, and counts as long as a clock may

    @property
    def has_time(self) -> bool:
        return self.support_seconds + self.results_seconds > 0


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The newest twelve held reviews of a leader with a clock, the newest first, and what they say together. Where
    `why` says why nothing can be told, the numbers stand for themselves.
    """

    reviews: Sequence[Attention]
    minutes: Part | None = None
    questions: Part | None = None
    support_first: Part | None = None
    why: str = ""
    nudge: str = ""


def attention(review: ReviewFacts, kind: Kind, talked: Talked) -> Attention:
    """One held review."""
    opened_at = review.opened_at or review.starts_at
    clock = clocked(kind, talked.presses, opened_at, review.held_at or opened_at)
    sides = {one.key: one.side for one in kind.items}
    first = min((one for one in talked.presses if one.item in sides), key=lambda one: one.at, default=None)

    def seconds(side: Side) -> float:
        return sum(count for key, count in clock.seconds.items() if sides[key] is side)

    def asked(side: Side) -> int:
        return sum(count for key, count in talked.asked.items() if sides.get(key) is side)

    return Attention(
        happened_at=review.happened_at,
        kind_name=kind.name,
        support_seconds=seconds(Side.SUPPORT),
        results_seconds=seconds(Side.RESULTS),
        support_asked=asked(Side.SUPPORT),
        results_asked=asked(Side.RESULTS),
        began_with=sides[first.item] if first else None,
        is_cut=any(clock.cut.values()),
    )


def minutes_of(reviews: Sequence[Attention]) -> Part:
    """Minutes on support out of those on either side, of one review or of several together."""
    support, results = (
        sum(one.support_seconds for one in reviews),
        sum(one.results_seconds for one in reviews),
    )
    of = round((support + results) / MINUTE)
    return Part(min(round(support / MINUTE), of), of)


def questions_of(reviews: Sequence[Attention]) -> Part:
    support = sum(one.support_asked for one in reviews)
    return Part(support, support + sum(one.results_asked for one in reviews))


def balance_of(held: Sequence[Attention]) -> Balance:
    """All held reviews of a leader, in any order. Those in which no clock was started tell nothing."""
    timed = sorted((one for one in held if one.has_time), key=lambda one: one.happened_at, reverse=True)[:TREND]
    if len(timed) < LEAST:
        has = "none has" if not timed else "one has" if len(timed) == 1 else "two have"
        return Balance(timed, why=f"Cannot tell, because it takes three held reviews with a clock, and {has} one.")
    asked = questions_of(timed)
    first = sum(one.began_with is Side.SUPPORT for one in timed)
    return Balance(
        reviews=timed,
        minutes=minutes_of(timed),
        questions=asked if asked.of else None,
        support_first=Part(first, len(timed)),
        nudge=nudge(timed[:NEWEST]),
    )


def nudge(newest: Sequence[Attention]) -> str:
    """What to do next time, where results took more than half of the newest three; empty where they did not."""
    support = sum(one.support_seconds for one in newest)
    results = sum(one.results_seconds for one in newest)
    if results > support:
        minutes = minutes_of(newest)
        taken = f"{minutes.of - minutes.done} of {plural(minutes.of, 'minute')}"
        return (
            f"In the last three reviews results took {taken}. Next time leave the number folded until everything else "
            "was talked about."
        )
    asked = questions_of(newest)
    if asked.of and 2 * asked.done < asked.of:
        return (
            f"In the last three reviews {asked.of - asked.done} of {plural(asked.of, 'question')} were about results. "
            "Next time ask what is in the way before any number."
        )
    return ""
