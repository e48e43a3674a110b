"""What speaks against an option of a practice case, the weightiest first: what it is, where it acts, and whether it can
be seen, has room, fits and shows in time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fairway.training.choosing.saying import level, span
from fairway.training.choosing.types import Case, Driver, Evidence, Nature, Option
from fairway.web.words import number

FILLED = 0.6  # of what is done must be recorded; below it a count tells of recording
IN_TIME = 0.5  # within a day, or a week's count is late for the week's talk
ROOM = 0.15  # of the best quarter's level; less is at the ceiling


@dataclass(frozen=True, slots=True)
class Objection:
    """`word`: the same in a few words. `is_of_kind` where it is no activity, or one for another driver."""

    word: str
    tempts: str
    but: str
    is_of_kind: bool = False


def objections(one: Option, case: Case, driver: Driver) -> Iterator[Objection]:
    """All that speaks against an option, given which driver carries the gap."""
    kind = _kind(one) or _elsewhere(one, case, driver)
    if kind is not None:
        yield kind
        return
    yield from _limits(one, case)


def _kind(one: Option) -> Objection | None:
    if one.nature is Nature.RESULT:
        return Objection(
            "a result",
            "it is the number everybody is asked about",
            "it is a result: it can be measured and not managed, and nobody can do it next Monday",
            is_of_kind=True,
        )
    if one.nature is Nature.OBJECTIVE:
        return Objection(
            "an objective",
            "it goes with the result more closely than any activity here",
            "it is an objective: it moves only once a customer or partner says yes",
            is_of_kind=True,
        )
    if one.is_volume:
        return Objection(
            "raw volume",
            "it is counted for everybody and easy to ask for",
            "it says neither with whom nor how well, so it can be run up without helping",
            is_of_kind=True,
        )
    if one.is_order:
        return Objection(
            "good order",
            "there is room and it is easily seen",
            "it keeps records true and moves no customer",
            is_of_kind=True,
        )
    return None


def _elsewhere(one: Option, case: Case, driver: Driver) -> Objection | None:
    if one.drives == driver.key:
        return None
    aimed = case.driver(one.drives)
    if aimed is None:
        return Objection("no driver", "it is easy to ask for", "nothing says what it would move", is_of_kind=True)
    usual = level(aimed.usual, aimed.unit)
    return Objection(
        "another driver",
        _tempting(one),
        f"it acts on another driver: {aimed.name}, {level(aimed.now, aimed.unit)} where {usual} is usual, "
        f"carries {'less' if aimed.trusted_short > 0 else 'nothing'} of the gap",
        is_of_kind=True,
    )


def _limits(one: Option, case: Case) -> Iterator[Objection]:
    tempts = f"it acts where the gap is, and {_tempting(one)}"
    if one.filled < FILLED:
        yield Objection(
            "not measured here", tempts, f"only {one.filled:.0%} of it is recorded in this CRM: its count would mislead"
        )
    if one.in_time < IN_TIME:
        yield Objection(
            "recorded late",
            tempts,
            f"only {one.in_time:.0%} of it is recorded within a day: too late for a weekly talk",
        )
    if one.headroom < ROOM:
        yield Objection(
            "at its ceiling",
            f"it acts where the gap is, and {_found(one)}",
            f"it is at its ceiling: {level(one.own, one.unit)} now, {level(one.top, one.unit)} in the best quarter",
        )
    if one.hours > case.hours_free:
        yield Objection(
            "over capacity", tempts, f"it takes {number(one.hours)} hours a week and {number(case.hours_free)} are free"
        )
    if one.weeks[1] >= case.weeks_left:
        yield Objection(
            "too late",
            tempts,
            f"it shows after {span(one.weeks)} weeks and {case.weeks_left} are left: it would serve the next period",
        )


def _tempting(one: Option) -> str:
    own, top = level(one.own, one.unit), level(one.top, one.unit)
    return f"there is room ({own} now, {top} in the best quarter) and {_found(one)}"


def _found(one: Option) -> str:
    return {
        Evidence.TRIAL: "a trial here spoke for it",
        Evidence.PEERS: "peers who raised it did better",
        Evidence.ELSEWHERE: "it has helped elsewhere",
        Evidence.OPEN: "it sounds right",
        Evidence.FAINT: "it sounds right",
    }[one.evidence]
