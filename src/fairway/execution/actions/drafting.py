"""Drafting plans for sellers who have none, from the weeks that closed."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from fairway.execution.actions.scoring import score
from fairway.execution.queries import last_over, today
from fairway.execution.scoring import SHOWN_WEEKS
from fairway.lib.periods import Period, week_of, week_period
from fairway.people.queries import organisation, sellers_on, working_time_of
from fairway.people.working_time import pattern_on, share_of_week, weekly_share
from fairway.plans.actions.drafting import draft_plans
from fairway.plans.queries import has_plan


def draft_for_everyone() -> int:
    """Suggest up to two activities for each seller who never had a plan. Returns how many drafts were made."""
    on = today()
    newest = week_of(on, organisation().week_starts_on)
    weeks = [newest - timedelta(days=7 * back) for back in range(SHOWN_WEEKS)]
    closed = [week for week in weeks if week_period(week).end_on <= last_over()]
    people = [person.key for person in sellers_on(on, with_plan=has_plan(on))]
    shares = _shares(people, closed) if closed else {}
    return draft_plans(people, closed, starts_on=newest, shares=shares)


def _shares(people: Collection[int], weeks: Sequence[date]) -> dict[int, dict[date, float]]:
    """How much of a full-time week each is there for, without regard to single holidays; weeks away are left out."""
    times = working_time_of(people, Period(min(weeks), week_period(max(weeks)).end_on))
    return {
        key: {week: weekly_share(pattern_on(time, week)) for week in weeks if share_of_week(time, week) > 0}
        for key, time in times.items()
    }


def draft_and_score() -> int:
    """Drafts for everyone without a plan, and the standings that show them. Returns how many drafts were made."""
    made = draft_for_everyone()
    if made:
        score()
    return made
