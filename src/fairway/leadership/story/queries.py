"""What the story reads: at night for its sums, and for a page the evidence that could be known by a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.coaching.support.asking import Added, Asked
from fairway.coaching.support.types import Parts, Seat
from fairway.diagnosis.budget.grouping import LEAST_SELLERS
from fairway.diagnosis.queries import statuses_over
from fairway.evidence.conclusions.queries import findings_by_group
from fairway.evidence.conclusions.types import FindingsFacts
from fairway.evidence.pilots.stored import judged_by
from fairway.evidence.pilots.types import PilotFacts
from fairway.leadership.periods import WeekQuarter
from fairway.leadership.story.adding import course, decided, who_executed
from fairway.lib.periods import week_of
from fairway.metrics.queries import definitions_for
from fairway.metrics.types import Definition
from fairway.people import access
from fairway.people.queries import organisation
from fairway.people.types import Viewer
from fairway.plans.queries import has_plan, plans_of
from fairway.studio.proposals.queries import decided_over


def story_of_weeks(asked: Asked) -> Added:
    """By figure, week and seller what each adds to who executes which activity. One statement."""
    return who_executed(statuses_over(asked.weeks[0], asked.weeks[-1]))


def story_of_quarter(quarter: WeekQuarter, seats: Mapping[date, Sequence[Seat]]) -> Parts:
    """What was decided in a closed quarter, and what began and ended in it, at the seats of its weeks. Two statements
    and the organisation.
    """
    days, before_on = (quarter.starts_on, quarter.ends_on), quarter.starts_on - timedelta(days=1)
    by_week = {week_on: {seat.person_key: seat for seat in found} for week_on, found in seats.items()}
    begins = organisation().week_starts_on
    decisions = [
        (seat, one)
        for one in decided_over(*days)
        if (seat := by_week.get(week_of(one.on, begins), {}).get(one.person_key))
    ]
    last = {key: seat for week_on in sorted(by_week) for key, seat in by_week[week_on].items()}
    plans = plans_of(None, before_on, quarter.ends_on)
    return {**decided(decisions), **course(last, plans, days, before_on)}


@dataclass(frozen=True, slots=True)
class Known:
    """What could be known by a day of activities: findings by group, judged pilots, definitions; and the roles of the
    sellers below the viewer today, as organisation charts have them.
    """

    findings: Mapping[str, FindingsFacts]
    pilots: Mapping[str, PilotFacts]
    definitions: Mapping[str, Definition]
    roles: frozenset[str]


def known_of(viewer: Viewer, metric_keys: frozenset[str], by_on: date) -> Known:
    """Hidden for whoever leads nobody and is not in operations. As many statements for many people as for few."""
    sellers = access.board_of(viewer, with_plan=has_plan(viewer.on))
    pilots = judged_by(metric_keys, by_on, fewest=LEAST_SELLERS)
    objectives = {facts.wish.objective_key for facts in pilots.values()}
    return Known(
        findings=findings_by_group(by_on),
        pilots=pilots,
        definitions=definitions_for(metric_keys | objectives),
        roles=frozenset(person.role for person in sellers if person.role),
    )
