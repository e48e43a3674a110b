"""What each seller's week adds to the figures of adoption, from the lake."""

from collections import defaultdict
from datetime import date

from fairway.leadership.adoption.figures import DAYS, FILLED, IN_TIME_DAYS
from fairway.leadership.asking import Added, Asked
from fairway.leadership.types import Part
from fairway.records.entering import WITHIN, Entered, entered_by_week
from fairway.records.queries import published_files


def adoption_added(asked: Asked) -> Added:
    """Every stored figure of adoption. Of a seller without what a figure is about there is no part."""
    found: dict[str, dict[date, dict[int, Part]]] = defaultdict(lambda: defaultdict(dict))
    entered = entered_by_week(published_files(), asked.keys, asked.weeks[0], asked.weeks[-1])
    for (person_key, week_on), one in entered.items():
        for key, (done, of) in _pairs(one).items():
            if of:
                found[key][week_on][person_key] = Part(float(done), float(of))
    return {key: dict(weeks) for key, weeks in found.items()}


def _pairs(one: Entered) -> dict[str, tuple[int, int]]:
    """By figure done out of what could have been."""
    within = {days: (many, one.timed) for days, many in zip(WITHIN, one.within, strict=True)}
    return {
        "in_time": within[IN_TIME_DAYS],
        "marked": (one.marked, one.diary),
        "by_itself": (one.by_itself, one.done),
        "together": (one.together, one.timed),
        **{f"{DAYS}{days}": pair for days, pair in within.items()},
        **{f"{FILLED}{name}": pair for name, pair in one.filled.items()},
    }
