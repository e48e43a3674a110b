"""The pulse: two questions to sellers about their 1:1s, once a quarter, and which counts of the answers are published.

Groups are those of diagnosis/budget/grouping.py: each answer stands in exactly one, and none has fewer than five. What
is seen of several groups together is five answers or more, and so is what one of them has beyond another. Every count
is published with a blur of diagnosis/budget/blurring.py, so that whoever knows all answers but one does not know that
one: a person moves two counts by one each, and what is published is at most four times as likely under one answer of
theirs as under another.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.diagnosis.budget.blurring import one_blur
from fairway.diagnosis.budget.grouping import Joined, Unit, grouped

QUESTIONS: Mapping[str, str] = {
    "helped": "My last 1:1 helped me with my activities",
    "free": "In a 1:1 I can say what is in my way",
}
ANSWERS = ("Not at all", "Hardly", "Partly", "Mostly", "Fully")
AGREES_FROM = 3  # the place of the first answer that agrees
QUARTER = 3  # months
OFF_BY = 3  # as far as a blur goes in nine of ten cases

Blur = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Box:
    """What was answered in an area: its manager or None, and by question a count for each answer."""

    head_key: int | None
    counts: Mapping[str, tuple[int, ...]]

    @property
    def answers(self) -> int:
        return sum(self.counts[next(iter(QUESTIONS))])


@dataclass(frozen=True, slots=True)
class Published:
    """One group as it is published: the lowest manager above all areas in it (None: nobody is), how many areas,
    answers, and by question how many agreed, with a blur: below zero and above all answers at times.
    """

    head_key: int | None
    areas: int
    answers: int
    agreeing: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FrozenGroup:
    """A published group as it lies in the database."""

    period_on: date
    group: Published


def period_of(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, (day.month - 1) // QUARTER * QUARTER + 1, 1)


def last_day_of(period_on: date) -> date:
    """The last day of a quarter, by its first."""
    return period_of(period_on + timedelta(days=31 * QUARTER)) - timedelta(days=1)


def empty_counts() -> dict[str, list[int]]:
    return {question: [0] * len(ANSWERS) for question in QUESTIONS}


def published(boxes: Iterable[Box], managers: Mapping[int, int | None], blur: Blur = one_blur) -> list[Published]:
    """What a period is published as; empty where it has fewer than five answers. `managers` gives everybody's."""
    areas: dict[int | None, list[Box]] = {}
    for box in boxes:
        areas.setdefault(box.head_key, []).append(box)
    units, first = [], 0
    for head_key, own in areas.items():
        # Who answered is not known, so numbers stand for them.
        answers = frozenset(range(first, first + sum(box.answers for box in own)))
        first += len(answers)
        units.append(Unit(head_key or 0, head_key, answers, answers))
    return [_published(group, areas, blur) for group in grouped(units, managers)]


def _published(group: Joined, areas: Mapping[int | None, list[Box]], blur: Blur) -> Published:
    boxes = [box for unit in group.units for box in areas[unit.head_key]]
    agreeing = {
        question: sum(sum(box.counts[question][AGREES_FROM:]) for box in boxes) + blur() for question in QUESTIONS
    }
    return Published(group.head_key, len(group.units), len(group.missed), agreeing)


def in_words(agreeing: int, answers: int) -> str:
    """`about 5 of 8`, brought into what is possible."""
    return f"about {min(max(agreeing, 0), answers)} of {answers}"
