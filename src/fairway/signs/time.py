"""Working time and expectation of many people and weeks as grids. Absences, holidays and part-time are in them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from fairway.lib.periods import week_period
from fairway.people.types import WorkingTime
from fairway.people.working_time import is_employed, pattern_on, share_of_week, weekly_share
from fairway.plans.expecting import expected_in_week
from fairway.plans.types import PlanFacts
from fairway.signs.types import Grid


def time_grids(times: Sequence[WorkingTime], weeks: Sequence[date]) -> tuple[Grid, Grid]:
    """(shares, away): working time of each week as a part of a full-time one, without any ramp; and the part of the
    usual working time that absences and days off took.
    """
    shares, away = np.zeros((len(times), len(weeks))), np.zeros((len(times), len(weeks)))
    for row, time in enumerate(times):
        full = replace(time, ramp=())
        usual = replace(full, absences=(), days_off={})
        for place, week_on in enumerate(weeks):
            shares[row, place] = share_of_week(full, week_on)
            week = week_period(week_on)
            if is_employed(time, week.start_on) and is_employed(time, week.end_on):
                possible = weekly_share(pattern_on(time, week_on))
            else:
                possible = share_of_week(usual, week_on)
            away[row, place] = max(0.0, 1.0 - shares[row, place] / possible) if possible > 0 else 0.0
    return shares, away


def expected_grid(plans: Sequence[Sequence[PlanFacts]], times: Sequence[WorkingTime], weeks: Sequence[date]) -> Grid:
    """What each person's plans of one HIA let expect in each week, for the time they worked."""
    expected = np.zeros((len(times), len(weeks)))
    for row, (rows, time) in enumerate(zip(plans, times, strict=True)):
        if rows:
            for place, week_on in enumerate(weeks):
                expected[row, place] = expected_in_week(rows, time, week_on)
    return expected


def since_first_record(shares: Grid, records: Grid) -> Grid:
    """Working time without the weeks before each person's first record of any kind. A source that was connected later
    shows nothing of them: no pace may be taken from them. Who has no record at all keeps every week.
    """
    is_seen = np.maximum.accumulate(records > 0, axis=1) | ~(records > 0).any(axis=1, keepdims=True)
    return np.where(is_seen, shares, 0.0)
