"""Away: days that absences and holidays took, or weeks without any trace of somebody who is usually busy."""

from collections.abc import Iterator

import numpy as np

from fairway.signs.comparing import change_between, change_of, goes_on, surely
from fairway.signs.types import Case, Cause, Sign

SILENT = 0.12  # of what is usual, by hand: what calendars and sequences still bring while somebody is away
WORKDAYS = 5.0  # of a full week; shares take off what somebody works less
NEWEST = 6  # weeks in which days away still explain what is seen now


def find(case: Case) -> Iterator[Sign]:
    yield from days_away(case)
    yield from no_trace(case)
    yield from fewer_days(case)


def days_away(case: Case) -> Iterator[Sign]:
    """The part of the recent weeks that recorded absences and days off took."""
    places = np.arange(max(0, len(case.weeks) - max(min(case.recent, NEWEST), 2)), len(case.weeks))
    part = float(case.away[places].mean())
    usual = float(np.median(case.away[: len(case.weeks) - case.recent])) if case.recent < len(case.weeks) else 0.0
    if part - usual < 0.15:
        return
    weight = surely(part - usual, half=0.38, steep=9) * (1.0 - 0.5 * _is_short_in_weeks_worked(case))
    numbers = {"share": part, "weeks": len(places), "days": float(case.away[places].sum() * 5)}
    yield Sign(Cause.ABSENCE, "days_away", weight, numbers, (), tuple(case.weeks[place] for place in places))


def _is_short_in_weeks_worked(case: Case) -> float:
    """How surely more is missing than days away explain. They pause the plan: what lacks in the weeks that were worked,
    the newest among them, lacks for another reason.
    """
    if not len(case.now) or case.shares[-1] <= 0:
        return 0.0
    own = change_of(case, case.done)
    return surely(-own.z, half=1.5, steep=2) * surely(0.6 - own.ratio, half=0.0, steep=10)


def no_trace(case: Case) -> Iterator[Sign]:
    """Weeks in which somebody who usually logs many acts logged next to none, and whose opportunities stood still."""
    by_hand, shares = case.series("acts_by_hand"), np.maximum(case.shares, 0.05)
    usual = float(np.median(by_hand[case.before] / shares[case.before])) if len(case.before) else 0.0
    if usual < 3:
        return
    seen = [place for place in case.now.tolist() if place not in case.blind_weeks]
    silent = [place for place in seen if by_hand[place] <= SILENT * usual * shares[place]]
    if not silent:
        return
    moves = case.series("stage_moves") + case.series("new_deals")
    still = change_between(moves, case.shares, np.array(silent), case.before)
    stands_still = surely(-goes_on(still, SILENT), half=0.0, steep=1.5) if still.usual >= 1.0 else 0.75
    short = [place for place in seen if case.done[place] < case.expected[place]]
    lacking = sum(case.expected[place] - case.done[place] for place in short)
    part = sum(case.expected[place] - case.done[place] for place in silent) / max(lacking, 1e-9)
    weight = float(np.clip(part, 0.0, 1.0)) ** 0.6 * stands_still * 0.95
    numbers = {
        "silent": len(silent),
        "weeks": case.recent,
        "usual": usual,
        "now": float(by_hand[silent].sum()),
        "moves": float(moves[silent].sum()),
    }
    yield Sign(
        Cause.ABSENCE, "no_trace", weight, numbers, ("acts_by_hand",), tuple(case.weeks[place] for place in silent)
    )


def fewer_days(case: Case) -> Iterator[Sign]:
    """Acts on fewer days of the week than usual, about as many as ever on each: part-time, or leave, nobody entered."""
    days, by_hand = change_of(case, case.series("days_active")), case.series("acts_by_hand")
    if days.usual < 2 or days.before / max(float(case.shares[case.before].sum()), 1e-9) < 3.0:
        return
    each_before = float(by_hand[case.before].sum()) / days.before
    each_now = (float(by_hand[case.now].sum()) + each_before) / (days.now + 1.0)
    part = days.now / days.usual
    weight = surely(0.86 - part, half=0.0, steep=22) * surely(each_now / each_before, half=0.72, steep=14)
    weight *= surely(0.88 - _days_for_that_many(case), half=0.0, steep=22)
    if weight > 0.05:
        numbers = {"now": days.now, "usual": days.usual, "weeks": case.recent}
        yield Sign(Cause.ABSENCE, "fewer_days", float(weight) * 0.9, numbers, ("acts_by_hand",), case.recent_weeks)


def _days_for_that_many(case: Case) -> float:
    """Days with an act, over those on which as many acts would fall by themselves, spread as they were before. Who does
    less each day is seen on fewer days as well, where acts are few.
    """
    acts, days = case.series("acts_by_hand"), np.maximum(WORKDAYS * case.shares, 1.0)
    by_themselves = days * (1.0 - (1.0 - 1.0 / np.maximum(days, 1.001)) ** acts)
    seen = case.series("days_active")
    usual = float(seen[case.before].sum()) / max(float(by_themselves[case.before].sum()), 1e-9)
    return float(seen[case.now].sum()) / max(float(by_themselves[case.now].sum()) * usual, 1e-9)
