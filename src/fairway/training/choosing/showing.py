"""A practice case as its page shows it: the seller's figures beside their usual, and the facts of each option."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fairway.training.choosing.saying import level, span
from fairway.training.choosing.types import Case, Driver, Option
from fairway.web.words import first_down, plural

HINTS = {
    1: "One driver is far below both. Look for the activities that act on it, then for what stands against each.",
    2: "Begin with the driver that is furthest below both.",
}


@dataclass(frozen=True, slots=True)
class DriverRow:
    """`size` and `marks` draw the bar: the figure now, and those beside it, 0 to 1 of the largest."""

    name: str
    now: str
    before: str
    peers: str
    stands_on: str
    size: float
    marks: Sequence[float]


@dataclass(frozen=True, slots=True)
class OptionRow:
    key: str
    name: str
    text: str
    levels: str
    facts: Sequence[str]
    found: str
    size: float
    marks: Sequence[float]


@dataclass(frozen=True, slots=True)
class CaseView:
    """`hint` is empty from level 3 on."""

    title: str
    story: str
    hint: str
    level: int
    drivers: Sequence[DriverRow]
    options: Sequence[OptionRow]


def view_of(case: Case) -> CaseView:
    return CaseView(
        title=f"{case.seller}, {case.role}",
        story=" ".join(_story(case)),
        hint=HINTS.get(case.level, ""),
        level=case.level,
        drivers=[_driver_row(one) for one in case.drivers],
        options=[_option_row(one, case) for one in case.options],
    )


def _story(case: Case) -> Iterator[str]:
    yield f"Simulated. {case.seller} {case.does}."
    heading, goal = level(case.heading_for, case.result_unit), level(case.goal, case.result_unit)
    yield f"Heading for {heading} {case.result} of a goal of {goal}."
    yield f"{plural(case.weeks_left, 'week')} are left, and {plural(case.hours_free, 'hour')} a week are free."


def _driver_row(one: Driver) -> DriverRow:
    most = max(one.now, one.before, one.peers)
    stands_on = "" if one.now == one.count else f"on {plural(one.count, one.of, one.of)}"
    now, before, peers = (level(value, one.unit) for value in (one.now, one.before, one.peers))
    return DriverRow(one.name, now, before, peers, stands_on, one.now / most, (one.before / most, one.peers / most))


def _option_row(one: Option, case: Case) -> OptionRow:
    own, peers, top = (level(value, one.unit) for value in (one.own, one.peers, one.top))
    most = max(one.own, one.peers, one.top)
    return OptionRow(
        one.key,
        one.name,
        one.text,
        f"{own} now, peers {peers}, best quarter {top}",
        list(_facts(one, case)),
        one.found,
        one.own / most,
        (one.peers / most, one.top / most),
    )


def _facts(one: Option, case: Case) -> Iterator[str]:
    aim = case.driver(one.drives)
    yield f"said to act on: {first_down(aim.name)}" if aim else "said to act on: everything"
    if one.hours:
        yield f"{plural(one.hours, 'hour')} a week"
    yield f"shows after {span(one.weeks)} weeks"
    yield f"recorded: {one.filled:.0%}, within a day {one.in_time:.0%}"
    yield f"easy to fake: {'yes' if one.is_volume else 'no'}"
