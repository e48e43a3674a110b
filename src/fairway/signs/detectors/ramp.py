"""New in the role: hired, or changed role, a few months before."""

from collections.abc import Iterator

from fairway.signs.comparing import surely
from fairway.signs.types import Case, Cause, Sign

USUAL_RAMP = 17  # weeks after which half of all new sellers are taken to be past it, where nothing else is known
LONGEST = 30


def find(case: Case) -> Iterator[Sign]:
    weeks = case.weeks_in_role
    if weeks is None or weeks > LONGEST or case.missing <= 0:
        return
    was_short_from_the_start = case.recent >= min(weeks, 13) - 2
    weight = surely(USUAL_RAMP - weeks, half=0.0, steep=0.45) * (1.0 if was_short_from_the_start else 0.55)
    if not case.is_new_hire:
        weight *= 0.9
    numbers = {"weeks": weeks, "is_new_hire": case.is_new_hire}
    yield Sign(Cause.RAMP, "new_hire" if case.is_new_hire else "new_role", weight, numbers, (case.hia.metric_key,))
