"""What a plain cascade says of each HIA: results, then effort, then knowledge, then skills.

Is the quota reached? Then nothing is wrong. Else an HIA a quarter below its target is missed, and: has everything the
seller does fallen? Effort. Are they new? They do not know it yet: ramp. Else skill. It reads the same records.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from fairway.simulation.scenario import WEEKS_A_MONTH
from fairway.simulation.types import Fate, SimOrganisation, SimPlan

WEEKS, WEEKS_BEFORE = 4, 12
SHORT, FALLEN = 0.75, 0.75  # of the target, and of the weeks before
NEW_WEEKS = 13
FULL_QUARTER = 91
ON_PACE, BEHIND, NO_PLAN = "on_pace", "behind", "no_plan"
Answers = dict[tuple[str, str], tuple[str, list[str]]]


def cascade(organisation: SimOrganisation, outcomes: Mapping[str, str]) -> Answers:
    """Status and causes, likeliest first, by person and metric, of every plan in force on the last day."""
    last_day = organisation.last_day
    monday = last_day - timedelta(days=last_day.weekday() if last_day.weekday() < 6 else -1)
    since_on = monday - timedelta(weeks=WEEKS)
    done, everything = _counted(organisation, outcomes)
    attained = _attained(organisation)
    hired = {person.person_id: person.hired_on for person in organisation.people}
    found: Answers = {}
    for plan in _in_force(organisation.plans, last_day):
        person = plan.person_id
        weeks = (monday - max(since_on, plan.starts_on)).days / 7
        asked = plan.target / (WEEKS_A_MONTH if plan.per == "month" else 1.0) * weeks
        if weeks <= 0:
            found[person, plan.kind] = NO_PLAN, []
            continue
        count = _between(done[person, plan.kind], monday - timedelta(weeks=weeks), monday)
        if attained.get(person, 0.0) >= 1.0 or count >= SHORT * asked:
            found[person, plan.kind] = ON_PACE, []
            continue
        recent = _between(everything[person], since_on, monday) / WEEKS
        before = _between(everything[person], since_on - timedelta(weeks=WEEKS_BEFORE), since_on) / WEEKS_BEFORE
        is_new = (last_day - hired[person]).days < 7 * NEW_WEEKS
        causes = (["effort"] if recent < FALLEN * before else []) + (["ramp"] if is_new else []) + ["skill", "effort"]
        found[person, plan.kind] = BEHIND, list(dict.fromkeys(causes))
    return found


def _in_force(plans: Iterable[SimPlan], on: date) -> list[SimPlan]:
    return [plan for plan in plans if plan.starts_on <= on and (plan.ends_on is None or on <= plan.ends_on)]


def _counted(
    organisation: SimOrganisation, outcomes: Mapping[str, str]
) -> tuple[defaultdict[tuple[str, str], list[date]], defaultdict[str, list[date]]]:
    """Days of what counts as done, by person and word, and of everything done, by person."""
    own: defaultdict[tuple[str, str], list[date]] = defaultdict(list)
    everything: defaultdict[str, list[date]] = defaultdict(list)
    for row in organisation.activities:
        if row.status is not Fate.DONE or row.occurred_at is None or row.direction == "inbound":
            continue
        day = row.occurred_at.date()
        everything[row.seller_id].append(day)
        if row.subtype is not None and outcomes.get(row.subtype, row.outcome) == row.outcome:
            own[row.seller_id, row.subtype].append(day)
    return own, everything


def _between(days: Iterable[date], from_on: date, to_on: date) -> int:
    return sum(from_on <= day < to_on for day in days)


def _attained(organisation: SimOrganisation) -> dict[str, float]:
    """Bookings of the last thirteen weeks over the quota of the running period for as many days, by person."""
    won: defaultdict[str, float] = defaultdict(float)
    for deal in organisation.deals:
        if deal.is_won and deal.closed_at and (organisation.last_day - deal.closed_at.date()).days < FULL_QUARTER:
            won[deal.owner_id] += deal.amount
    return {
        row.person_id: won[row.person_id] / (row.amount * FULL_QUARTER / ((row.end_on - row.start_on).days + 1))
        for row in organisation.quotas
        if row.start_on <= organisation.last_day <= row.end_on
    }
