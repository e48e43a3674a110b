"""What a choice rests on: counts of the seller and of the sellers of the role over 65 weeks, goal, working time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from fairway.execution.queries import last_over, today
from fairway.ledger.queries import counts_as_of, stored_counts
from fairway.ledger.types import NOTHING, Count, Counts, of_week
from fairway.lib.fiscal import Quarter, quarter_of
from fairway.lib.periods import Period, week_of, week_period
from fairway.metrics.queries import definitions
from fairway.metrics.types import Definition, MetricClass
from fairway.people.queries import (
    everyone_on,
    managers_among,
    manages_anyone,
    organisation,
    sellers_on,
    working_time_of,
)
from fairway.people.types import OrganisationFacts, PersonFacts, WorkingTime
from fairway.people.working_time import share_of_week
from fairway.plans.queries import has_plan
from fairway.studio.gap import Tally
from fairway.studio.roles import MANAGER, role_of

SPAN = 13  # weeks in a quarter
SPANS = 5  # the last one, and four before it: what is usual
RECENT = 8  # closed weeks that say how much somebody does
REACHED = 26  # and how often others reach a number
WORKED = 0.5  # of a full-time week; weeks worked less say nothing about a usual week
FEWEST_OF_ROLE, MOST_OF_ROLE = 3, 60
MONEY = ("opportunities_created", "win_rate", "average_deal_size", "sales_cycle_days", "bookings", "quota")


@dataclass(frozen=True, slots=True)
class SellerGround:
    """One seller on a day, with everybody of the same role. Weeks are closed ones, oldest first."""

    person: PersonFacts
    on: date
    home: OrganisationFacts
    weeks: tuple[date, ...]
    counts: Counts
    definitions: Mapping[str, Definition]
    peers: tuple[int, ...]
    is_of_role: bool  # whether the peers have this seller's own role
    time: Mapping[int, WorkingTime]
    quarter: Quarter
    # Asked for by every metric.
    _shares: dict[tuple[int, date], float] = field(default_factory=dict)
    _usual: dict[tuple[int, Sequence[date]], list[tuple[date, float]]] = field(default_factory=dict)

    def share(self, person_key: int, week_on: date) -> float:
        """Of a full-time week, what that person worked."""
        known = self._shares.get((person_key, week_on))
        if known is None:
            known = self._shares[person_key, week_on] = share_of_week(self.time[person_key], week_on)
        return known

    def count(self, person_key: int, metric: str, week_on: date) -> Count:
        return of_week(self.counts, person_key, metric, week_on)

    def per_full_week(self, person_key: int, metric: str, weeks: Sequence[date]) -> list[float]:
        """Weekly counts for a full-time week, of the weeks worked at least half."""
        usual = self._weeks_worked(person_key, tuple(weeks))
        return [self.count(person_key, metric, week).done / share for week, share in usual]

    def _weeks_worked(self, person_key: int, weeks: tuple[date, ...]) -> list[tuple[date, float]]:
        known = self._usual.get((person_key, weeks))
        if known is None:
            shares = ((week, self.share(person_key, week)) for week in weeks)
            known = self._usual[person_key, weeks] = [(week, share) for week, share in shares if share >= WORKED]
        return known

    def total(self, person_key: int, metric: str, weeks: Sequence[date]) -> Count:
        return sum((self.count(person_key, metric, week) for week in weeks), NOTHING)

    def tally(self, person_key: int, weeks: Sequence[date]) -> Tally:
        """What became of deals in those weeks."""
        won = self.total(person_key, "win_rate", weeks)
        size = self.total(person_key, "average_deal_size", weeks)
        return Tally(
            weeks=sum(self.share(person_key, week) for week in weeks),
            opened=self.total(person_key, "opportunities_created", weeks).done,
            decided=won.of,
            won=won.done,
            amount=size.done,
            cycle_days=self.total(person_key, "sales_cycle_days", weeks).done,
        )

    @property
    def recent(self) -> tuple[date, ...]:
        return self.weeks[-RECENT:]

    @property
    def last(self) -> tuple[date, ...]:
        return self.weeks[-SPAN:]

    @property
    def before(self) -> tuple[date, ...]:
        return self.weeks[:-SPAN]


def ground_of(
    person: PersonFacts, on: date, *, at_its_end: bool = False, only: Collection[str] | None = None
) -> SellerGround:
    """Everything counted, in a few statements whatever the size of the role. `at_its_end` takes the day as over: a
    week it ends has closed. `only` leaves out every other metric.
    """
    home = organisation()
    over_on = on if at_its_end else min(on, last_over())
    running = week_of(over_on + timedelta(days=1), home.week_starts_on)
    weeks = tuple(running - timedelta(days=7 * back) for back in range(SPAN * SPANS, 0, -1))
    known = {
        key: definition
        for key, definition in definitions().items()
        if (definition.metric_class is not MetricClass.RESULT or key in MONEY) and (only is None or key in only)
    }
    alike = peers_of(person, on)
    peers, is_of_role = tuple(one.key for one in alike), all(_has_role(one, person) for one in alike)
    people = [person.key, *peers]
    if on == today():
        counts = stored_counts(people, weeks[0], weeks[-1], metric_keys=known)
    else:
        counts = counts_as_of(on, weeks, known.values())
    quarter = quarter_of(
        on, pattern=home.fiscal_pattern, first_month=home.fiscal_first_month, week_starts_on=home.week_starts_on
    )
    until = max(quarter.period.end_on, week_period(running).end_on) + timedelta(days=200)
    time = working_time_of(people, Period(weeks[0], until))
    return SellerGround(person, on, home, weeks, counts, known, peers, is_of_role, time, quarter)


def peers_of(person: PersonFacts, on: date) -> list[PersonFacts]:
    """Other sellers of the same role; of any role where those are too few to compare with. Of a manager other managers.
    Of very many, those of the same manager and some more: what is usual does not change beyond that, and a page should
    not wait for it.
    """
    others = [one for one in _alike(person, on) if one.key != person.key]
    same = [one for one in others if _has_role(one, person)]
    chosen = same if len(same) >= FEWEST_OF_ROLE else others
    return sorted(chosen, key=lambda one: (one.manager_key != person.manager_key, one.key))[:MOST_OF_ROLE]


def _alike(person: PersonFacts, on: date) -> list[PersonFacts]:
    """Managers for a manager, who is no seller's peer; for anybody else whoever stands on a board."""
    role = role_of(person.role, leads=manages_anyone(person.key, on))
    if role is None or role.key != MANAGER:
        return sellers_on(on, with_plan=has_plan(on))
    everyone = everyone_on(on)
    leading = managers_among([one.key for one in everyone], on)
    return [one for one in everyone if one.key in leading]


def _has_role(one: PersonFacts, other: PersonFacts) -> bool:
    return one.role.casefold() == other.role.casefold()


def goal_and_so_far(ground: SellerGround) -> tuple[float | None, float]:
    """Quota of the running quarter and what is won of it so far; no quota stored is None."""
    first = week_of(ground.quarter.period.start_on, ground.home.week_starts_on)
    count = (ground.quarter.period.end_on - first).days // 7 + 1
    weeks = [first + timedelta(days=7 * number) for number in range(count)]
    wanted = [ground.definitions[key] for key in ("quota", "bookings") if key in ground.definitions]
    counts = counts_as_of(ground.on, weeks, wanted, with_all_words=False)
    goal = _within(counts, ground.person.key, "quota", ground.quarter.period)
    return (goal or None), _within(counts, ground.person.key, "bookings", ground.quarter.period)


def _within(counts: Counts, person_key: int, metric: str, period: Period) -> float:
    """The parts of weeks that lie in a quarter: weeks are stored cut at a month's end."""
    return sum(
        count.done
        for (person, key, week), parts in counts.items()
        if person == person_key and key == metric
        for month, count in parts.items()
        if _begins_in(week, month, period)
    )


def _begins_in(week_on: date, month_on: date, period: Period) -> bool:
    return max(week_on, month_on) in period


def people_of(ground: SellerGround) -> Collection[int]:
    return (ground.person.key, *ground.peers)
