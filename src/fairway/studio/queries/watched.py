"""What metrics are examined by: everybody's counted activities, weekly counts and working days."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from fairway.execution.queries import last_over, today
from fairway.ledger.queries import stored_counts, sums_of
from fairway.ledger.types import of_week
from fairway.ledger.watching import entered_activities
from fairway.lib.periods import Period, week_of
from fairway.metrics.lags import lag_of
from fairway.metrics.queries import definitions, versions_of
from fairway.metrics.types import Definition, Unit
from fairway.metrics.versions import in_force
from fairway.people.queries import organisation, sellers_on, working_time_of
from fairway.people.working_time import is_working_day
from fairway.plans.queries import has_plan, plans_of
from fairway.studio.queries.choosing import FEWEST_WINS, MIDDLE_CYCLE_DAYS
from fairway.studio.sentinel import signs
from fairway.studio.sentinel.changing import TooFew
from fairway.studio.sentinel.types import Finding, Parts, SignKind, Told, Watched

WEEKS_EXAMINED = signs.RECENT + signs.BEFORE
LONGEST_LAG = 26  # weeks that events may lie behind the acts and still be compared
WEEKS_OF_WINS = 52


def watched_metrics() -> list[Definition]:
    """Every metric that somebody has as an HIA in force today, by name."""
    on = today()
    people = [person.key for person in sellers_on(on, with_plan=has_plan(on))]
    asked = {plan.metric_key for plans in plans_of(people, on, on).values() for plan in plans if not plan.is_draft}
    known = definitions()
    return sorted((known[key] for key in asked if key in known), key=lambda one: (one.name, one.key))


def told_of(definition: Definition) -> list[Told]:
    """What the four kinds of sign say of a metric today."""
    home = organisation()
    running = week_of(last_over() + timedelta(days=1), home.week_starts_on)
    weeks = [running - timedelta(days=7 * back) for back in range(WEEKS_EXAMINED, 0, -1)]
    found = [_of_objective(definition, weeks)]
    if definition.records != "activities":
        return found
    rows = [Watched(**row) for row in entered_activities(definition, weeks, today()).to_pylist()]
    last_day = _last_days({row.person_key for row in rows}, weeks)
    return [
        *found,
        signs.duration_sign(rows, weeks, least_minutes(definition)),
        signs.week_end_sign(rows, weeks, last_day),
        signs.together_sign(rows, weeks),
    ]


def _of_objective(definition: Definition, weeks: Sequence[date]) -> Told:
    """Acts of a span beside what they are for, so many weeks later as it needs to show."""
    nearest = definitions().get(definition.objective)
    people = [person.key for person in sellers_on(today(), with_plan=has_plan(today()))]
    lag = lag_of(definition, _cycle_days(people, weeks[-1]))
    later = round((lag[0] + lag[1]) / timedelta(weeks=2)) if lag else 0
    try:
        if nearest is None or nearest.unit not in {Unit.COUNT, Unit.SHARE} or nearest.stands:
            raise TooFew("no objective is named that can be counted beside it")
        if later > LONGEST_LAG:
            raise TooFew(f"{nearest.name.lower()} follows only about {later} weeks later")
        _require_one_rule((definition, nearest), weeks, timedelta(days=7 * later))
        before, recent = _paired(people, (definition.key, nearest.key), weeks, later)
    except TooFew as reason:
        return Told(SignKind.OBJECTIVE, Finding.CANNOT_TELL, f"Cannot tell: {reason}.")
    return signs.objective_sign(nearest.noun.split("|")[-1] or nearest.name.lower(), before, recent)


def _require_one_rule(metrics: Sequence[Definition], weeks: Sequence[date], back: timedelta) -> None:
    """TooFew where another version came into force within the weeks: the rule changed, and perhaps nothing else."""
    for metric in metrics:
        versions = versions_of(metric.key)
        newest = in_force(versions, weeks[-1])
        if newest != in_force(versions, weeks[0] - back) and newest is not None and newest.holds_from_on is not None:
            raise TooFew(f"{metric.name.lower()} is counted by another rule since {newest.holds_from_on:%-d %b %Y}")


def _cycle_days(people: Collection[int], until_week_on: date) -> float:
    """The mean sales cycle of a year's wins; the usual one where too few were won."""
    since = until_week_on - timedelta(days=7 * WEEKS_OF_WINS)
    days = sums_of(people, ["sales_cycle_days"], since, until_week_on)["sales_cycle_days"]
    return days.done / days.of if days.of >= FEWEST_WINS and days.done > 0 else MIDDLE_CYCLE_DAYS


def _paired(people: Collection[int], keys: tuple[str, str], weeks: Sequence[date], later: int) -> tuple[Parts, Parts]:
    """(events, acts) by seller, before and of late; the acts lie `later` weeks before the events."""
    act, objective = keys
    back = timedelta(days=7 * later)
    counts = stored_counts(people, weeks[0] - back, weeks[-1], metric_keys=[act, objective])

    def parts(span: Collection[date]) -> Parts:
        found: Mapping[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for person in people:
            for week in span:
                found[person][0] += of_week(counts, person, objective, week).done
                found[person][1] += of_week(counts, person, act, week - back).done
        return {person: (events, acts) for person, (events, acts) in found.items()}

    before, recent = signs.spans_of(weeks)
    return parts(before), parts(recent)


def least_minutes(definition: Definition) -> float | None:
    """The length from which a definition counts an activity; None where it sets none. A limit on what came before or
    after, or within a group, is none of its own.
    """
    limits = [
        float(condition.values[0])
        for condition in definition.where
        if condition.field == "duration_min" and condition.test in {"at_least", "above"}
    ]
    return max(limits, default=None)


def _last_days(people: Collection[int], weeks: Sequence[date]) -> Callable[[int, date], date | None]:
    """The last working day of a person's week; None where they did not work in it."""
    time = working_time_of(list(people), Period(weeks[0], weeks[-1] + timedelta(days=6)))

    @cache
    def last_day(person_key: int, week_on: date) -> date | None:
        days = (week_on + timedelta(days=place) for place in range(6, -1, -1))
        return next((day for day in days if is_working_day(time[person_key], day)), None)

    return last_day
