"""Composing "where the quarter may land": a result, last. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from shlex import quote

from fairway.evidence.conclusions.types import LandingFacts
from fairway.people.types import PersonFacts
from fairway.web.words import day, money, spelled

DRAWN_FROM = (
    "2,000 outcomes are drawn from what is booked, from open deals at the pace deals move and get lost at their stage "
    "and age, and from deals yet to come; twenty stand for them."
)
# How long a period is called what, in days.
CALLED = ((27, 36, "month"), (80, 100, "quarter"), (170, 190, "half-year"), (350, 380, "year"))


@dataclass(frozen=True, slots=True)
class LandingCard:
    """Twenty equally likely outcomes of a period, with what they say in words."""

    title: str
    words: str
    label: str
    dots: Sequence[float]
    goal: float | None
    currency: str
    how: str
    command: str


def landing_card(landing: LandingFacts, person: PersonFacts, currency: str, concluded_on: date | None) -> LandingCard:
    """Where a seller's period may land, as things are and with their HIAs at target."""
    dots, goal = [float(dot) for dot in landing.now["dots"]], landing.goal
    period = period_word(landing.starts_on, landing.ends_on)
    span = f"from {money(dots[0], currency)} to {money(dots[-1], currency)}"
    found = f"Each dot is one of {len(dots)} equally likely outcomes, {span}"
    if goal is None:
        reached = f"half of them are above {money(float(landing.now['p50']), currency)}. No goal is known"
    else:
        reached = f"{_reaching(_count(dots, goal))} the goal of {money(goal, currency)}"
    words = f"{found}; {reached}."
    known_on = landing.week_on + timedelta(days=6)
    as_of = f" --as-of {concluded_on}" if concluded_on else ""
    return LandingCard(
        title=f"Where {period} may land at today’s pace",
        words=f"{words}{_at_target(landing)} Until {day(landing.ends_on)}, from what was known at the end of "
        f"{day(known_on)}. For planning: it says nothing about any one activity.",
        label=f"Where {period} may land. {words}",
        dots=dots,
        goal=goal,
        currency=currency,
        how=f"{DRAWN_FROM} What was won after {day(known_on)} stands in results and is in it once its week has closed.",
        command=f"fairway landing --seller {quote(person.native_id)}{as_of} --seed 0 --json",
    )


def period_word(starts_on: date, ends_on: date) -> str:
    """A period by its length: `the quarter`, or by its days where it is none of the usual ones."""
    days = (ends_on - starts_on).days + 1
    name = next((name for least, most, name in CALLED if least <= days <= most), "")
    return f"the {name}" if name else f"the time from {day(starts_on)}"


def _count(dots: Sequence[float], goal: float) -> int:
    return sum(1 for dot in dots if dot >= goal)


def _reaching(count: int) -> str:
    return "none reaches" if count == 0 else f"{count} reach{'es' if count == 1 else ''}"


def _at_target(landing: LandingFacts) -> str:
    """What it would be with every HIA done as often as agreed; empty without a goal."""
    if landing.goal is None:
        return ""
    now, then = (_count(side["dots"], landing.goal) for side in (landing.now, landing.at_target))
    if then == 0:
        return " With every activity at its target none would."
    many = "as many" if then == now else spelled(then).lower()
    return f" With every activity at its target it would be {many}."
