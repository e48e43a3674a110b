"""Whether the nearest objectives of agreed activities come more often than a quarter before."""

from collections import defaultdict
from datetime import date, timedelta

from fairway.coaching.support.asking import Asked
from fairway.coaching.support.types import Part
from fairway.ledger.queries import first_recorded_week, stored_counts
from fairway.ledger.types import Count, Counts, of_week
from fairway.lib.periods import week_period
from fairway.metrics.queries import definitions_for
from fairway.metrics.types import Definition, Direction
from fairway.plans.rules import in_force

SPAN = 13  # weeks
CHUNK_PEOPLE = 400


def objectives_moved(asked: Asked) -> dict[date, dict[int, Part]]:
    """By week and seller how many of the agreed activities in force at its end have an objective that came more often
    in the 13 weeks up to it than in the 13 before, of those whose objective came at all.
    """
    first = asked.weeks[0] - timedelta(weeks=2 * SPAN - 1)
    recorded_on = first_recorded_week() or asked.on
    # Before anything was recorded nothing came, which says nothing.
    weeks = [week for week in asked.weeks if recorded_on <= week - timedelta(weeks=2 * SPAN - 1)]
    planned = {plan.metric_key for plans in asked.plans.values() for plan in plans if not plan.is_draft}
    objectives = _objectives(planned)
    found: dict[date, dict[int, Part]] = defaultdict(dict)
    keys = asked.keys if weeks and objectives else []
    for start in range(0, len(keys), CHUNK_PEOPLE):
        chunk = keys[start : start + CHUNK_PEOPLE]
        counts = stored_counts(chunk, first, asked.weeks[-1], metric_keys={one.key for one in objectives.values()})
        for person_key in chunk:
            for week_on in weeks:
                held = in_force(asked.plans.get(person_key, ()), week_period(week_on).end_on)
                told = [objectives[plan.metric_key] for plan in held if plan.metric_key in objectives]
                moves = [_has_moved(counts, person_key, one, week_on) for one in told]
                if known := [one for one in moves if one is not None]:
                    found[week_on][person_key] = Part(float(sum(known)), float(len(known)))
    return found


def _objectives(metric_keys: set[str]) -> dict[str, Definition]:
    """By activity its nearest objective, where it has one that is counted."""
    known = definitions_for(metric_keys)
    others = definitions_for({one.objective for one in known.values() if one.objective})
    return {key: others[one.objective] for key, one in known.items() if one.objective in others}


def _has_moved(counts: Counts, person_key: int, objective: Definition, week_on: date) -> bool | None:
    """None where it never came in either of the two spans."""
    back = [of_week(counts, person_key, objective.key, week_on - timedelta(weeks=n)) for n in range(2 * SPAN)]
    now, before = sum(back[1:SPAN], back[0]), sum(back[SPAN + 1 :], back[SPAN])
    if not now.done and not before.done:
        return None
    levels = _level(now), _level(before)
    return levels[0] < levels[1] if objective.direction is Direction.DOWN else levels[0] > levels[1]


def _level(count: Count) -> float:
    """A share where it is counted out of something, else the sum."""
    return count.done / count.of if count.of else count.done
