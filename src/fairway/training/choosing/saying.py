"""Figures and facts of practice cases in words."""

from collections.abc import Sequence

from fairway.training.choosing.types import Evidence, Unit
from fairway.web.words import join_words, number


def level(value: float, unit: Unit) -> str:
    """A level with its unit: 24%, 18k, 42 days, 6 a week, 57."""
    if unit is Unit.PERCENT:
        return f"{value:.0f}%"
    if unit is Unit.THOUSAND:
        return f"{number(value)}k"
    if unit is Unit.DAYS:
        return f"{value:.0f} days"
    return f"{number(value)} a week" if unit is Unit.A_WEEK else f"{value:.0f}"


def span(weeks: tuple[int, int]) -> str:
    first, last = weeks
    return str(first) if first == last else f"{first} to {last}"


def names(found: Sequence[str]) -> str:
    return join_words(list(found)) or "none"


def first_up(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def evidence_words(evidence: Evidence) -> str:
    """What speaks for an activity, as it goes on in a sentence."""
    return {
        Evidence.TRIAL: "a trial here speaks for it",
        Evidence.PEERS: "peers who raised it did better",
        Evidence.ELSEWHERE: "experience elsewhere alone speaks for it",
        Evidence.OPEN: "nobody has looked whether it helps",
        Evidence.FAINT: "hardly anything was found for it here",
    }[evidence]
