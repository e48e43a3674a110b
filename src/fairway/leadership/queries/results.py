"""What each seller adds to the figures of the results half, week by week."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from fairway.coaching.support.asking import Added, Asked
from fairway.coaching.support.types import Part
from fairway.diagnosis.states import ON_TRACK
from fairway.evidence.conclusions.queries import chances_by_week, verdicts_by_week
from fairway.evidence.queries.goals import closed_over, goals_over
from fairway.evidence.verdict import Verdict
from fairway.leadership.pacing import Bookings
from fairway.leadership.queries.objectives import objectives_moved
from fairway.lib.periods import week_period
from fairway.people.queries import ramps

LONGEST_GOAL = timedelta(days=366)
TOLD = frozenset({Verdict.HELPING, Verdict.NOT_HELPING})


def results_added(asked: Asked) -> Added:
    """Every figure of the results half. Of a seller without what a figure is about there is no part."""
    bookings = _bookings(asked)
    return {
        **_of_goals(asked, bookings),
        "moved": objectives_moved(asked),
        "in_reach": {
            week_on: {key: Part(float(chance >= ON_TRACK), 1.0) for key, chance in chances.items()}
            for week_on, chances in chances_by_week(asked.weeks).items()
        },
        "helping": {
            week_on: {key: part for key, said in told.items() if (part := _helping(said)).of}
            for week_on, told in verdicts_by_week(asked.weeks).items()
        },
        "left": {
            week_on: {
                one.person_key: Part(1.0, 0.0) if one.left_on and one.left_on <= end_on else Part(0.0, 1.0)
                for one in asked.people
            }
            for week_on, end_on in _ends(asked)
        },
    }


def _ends(asked: Asked) -> Iterator[tuple[date, date]]:
    return ((week_on, week_period(week_on).end_on) for week_on in asked.weeks)


def _bookings(asked: Asked) -> dict[int, Bookings]:
    days = asked.days
    goals = goals_over(days.start_on, days.end_on, asked.on)
    begun = [goal.starts_on for own in goals.values() for goal in own]
    first_on = max(min([days.start_on, *begun]), days.start_on - LONGEST_GOAL)
    closed = closed_over(first_on, days.end_on, asked.on)
    return {key: Bookings(goals.get(key, ()), closed.get(key, ())) for key in asked.keys}


def _of_goals(asked: Asked, bookings: Mapping[int, Bookings]) -> Added:
    """Bookings, pace, pace of new sellers, and deals won."""
    found: Added = {key: defaultdict(dict) for key in ("bookings", "at_pace", "new_at_pace", "won")}
    newest = _newest_weeks(asked)
    for week_on in asked.weeks:
        week = week_period(week_on)
        for one in asked.people:
            own = bookings[one.person_key]
            closed = [day for day in own.days if day.on in week]
            if closed:
                part = Part(float(sum(day.won for day in closed)), float(sum(day.closed for day in closed)))
                found["won"][week_on][one.person_key] = part
            if goal := own.goal_in(week):
                found["bookings"][week_on][one.person_key] = Part(own.won_in(week), goal)
            is_at_pace = own.is_at_pace(week)
            if is_at_pace is None:
                continue
            found["at_pace"][week_on][one.person_key] = Part(float(is_at_pace), 1.0)
            if one.hired_on and 0 <= (week_on - one.hired_on).days // 7 < newest.get(one.person_key, 0):
                found["new_at_pace"][week_on][one.person_key] = Part(float(is_at_pace), 1.0)
    return found


def _newest_weeks(asked: Asked) -> dict[int, int]:
    """For how many weeks of employment somebody counts as new: as long as their ramp."""
    steps = ramps()
    lengths = {role: max((until_week for until_week, _ in rows), default=0) for role, rows in steps.items()}
    return {one.person_key: lengths.get(one.role, lengths.get("", 0)) for one in asked.people}


def _helping(said: list[Verdict]) -> Part:
    return Part(float(said.count(Verdict.HELPING)), float(sum(verdict in TOLD for verdict in said)))
