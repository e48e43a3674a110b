"""Which weeks and quarters are closed on a day, by the organisation's calendar."""

from datetime import date

from fairway.leadership.periods import WEEK, WeekQuarter, quarters_until
from fairway.ledger.queries import first_recorded_week
from fairway.lib.fiscal import Quarter, quarter_of
from fairway.lib.periods import week_of, weeks_between
from fairway.people.queries import organisation


def _quarter(day: date) -> Quarter:
    home = organisation()
    return quarter_of(
        day, pattern=home.fiscal_pattern, first_month=home.fiscal_first_month, week_starts_on=home.week_starts_on
    )


def last_closed(on: date) -> date:
    """The first day of the newest closed week."""
    return week_of(on, organisation().week_starts_on) - WEEK


def quarters_back(on: date) -> list[WeekQuarter]:
    """The quarter of the newest closed week, and the four before it, the oldest first."""
    return quarters_until(last_closed(on), _quarter)


def closed_weeks(on: date) -> list[date]:
    """Closed weeks of these quarters, the oldest first, from the first in which anything was recorded."""
    newest = last_closed(on)
    first = max(quarters_back(on)[0].starts_on, first_recorded_week() or newest + WEEK)
    return weeks_between(first, newest)
