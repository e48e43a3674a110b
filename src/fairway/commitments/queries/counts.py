"""What the ledger says beside a promise: numbers and no verdict for an obstacle, a tally for what can be counted."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fairway.commitments.types import BeforeAndSince, CommitmentFacts, ObstacleFacts, Tally, WeekCount
from fairway.exchange.queries import Blind, blind_spots, refreshed_at
from fairway.ledger.queries import counts_by_day, stored_counts
from fairway.ledger.types import NOTHING, Count, Counts, of_week
from fairway.lib.periods import Period, local_day, week_of, week_period, weeks_between
from fairway.metrics.queries import definitions_for
from fairway.metrics.types import Definition
from fairway.people.queries import organisation, working_time_of
from fairway.people.working_time import share_of_week
from fairway.plans.expecting import expected_in_week
from fairway.plans.queries import plans_of
from fairway.records.queries import activity_words
from fairway.signs.measuring import type_of

BEFORE_WEEKS, SINCE_WEEKS = 4, 8
WEEK = timedelta(days=7)
ByDay = Mapping[int, Mapping[date, Count]]  # by person


def counts_beside(obstacles: Sequence[ObstacleFacts], on: date) -> dict[int, BeforeAndSince]:
    """By obstacle, for those that came from an HIA: its counts in the closed weeks before and since, in statements
    constant in their number.
    """
    asked = [one for one in obstacles if one.metric_key]
    if not asked:
        return {}
    newest = week_of(on, organisation().week_starts_on) - WEEK
    since_on = min(one.week_on for one in asked) - WEEK * (BEFORE_WEEKS - 1)
    period = Period(since_on, max(week_period(newest).end_on, since_on))
    people = {one.person_key for one in asked}
    keys = {one.metric_key for one in asked}
    counts = stored_counts(people, since_on, newest, metric_keys=keys)
    plans = plans_of(people, since_on, period.end_on)
    times = working_time_of(people, period)
    blind = blind_spots(people, since_on, period.end_on)
    words = activity_words()
    definitions = definitions_for(keys, words=words)

    def week(one: ObstacleFacts, week_on: date) -> WeekCount:
        own = [
            plan for plan in plans.get(one.person_key, ()) if plan.metric_key == one.metric_key and not plan.is_draft
        ]
        time = times[one.person_key]
        kind = type_of(definitions[one.metric_key], words)
        if not share_of_week(time, week_on) or is_blind(blind.get(one.person_key, ()), kind, week_period(week_on)):
            return WeekCount(week_on, None)
        done = of_week(counts, one.person_key, one.metric_key, week_on).done
        return WeekCount(week_on, done, expected_in_week(own, time, week_on))

    return {
        one.key: BeforeAndSince(
            definitions[one.metric_key].name,
            tuple(week(one, one.week_on - WEEK * back) for back in range(BEFORE_WEEKS - 1, -1, -1)),
            tuple(week(one, week_on) for week_on in weeks_between(one.week_on + WEEK, newest)[-SINCE_WEEKS:]),
        )
        for one in asked
        if one.metric_key in definitions
    }


def is_blind(spots: Collection[Blind], kind: str, days: Period) -> bool:
    """Whether activities of that type did not reach us on some of those days."""
    return any(
        spot.from_on <= days.end_on and (spot.to_on is None or spot.to_on >= days.start_on)
        for spot in spots
        if not spot.activity_type or not kind or spot.activity_type == kind
    )


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was read once for many promises."""

    known: Mapping[date, Mapping[str, Definition]]  # by week
    counts: Counts
    cut: Mapping[Definition, ByDay]  # of weeks that a promise cuts
    spots: Mapping[int, Sequence[Blind]]
    words: Mapping[str, str]
    read_on: date | None


def tallies_of(promises: Sequence[CommitmentFacts], on: date) -> dict[int, Tally]:
    """By promise what the ledger counts over its days, both ends included, as of a day after them.

    Whole weeks are read as they are stored; of a week that is cut the records are looked up, by their own days: once
    for each metric, however many people promised it.
    """
    if not promises:
        return {}
    weeks = {one.key: _weeks_of(one) for one in promises}
    every = sorted({week_on for found in weeks.values() for week_on in found})
    owners, keys = {one.owner_key or 0 for one in promises}, {one.metric_key for one in promises}
    words = activity_words()
    known = {week_on: definitions_for(keys, week_on, words=words) for week_on in every}
    looked = _Looked(
        known=known,
        counts=stored_counts(owners, every[0], every[-1], metric_keys=keys),
        cut=_cut_weeks(promises, weeks, known, on),
        spots=blind_spots(owners, every[0], week_period(every[-1]).end_on),
        words=words,
        read_on=_read_on(),
    )
    return {one.key: _tally(one, weeks[one.key], looked) for one in promises}


def _weeks_of(one: CommitmentFacts) -> list[date]:
    starts_on = organisation().week_starts_on
    return weeks_between(week_of(one.made_on, starts_on), week_of(one.by_on, starts_on))


def _is_whole(week_on: date, days: Period) -> bool:
    week = week_period(week_on)
    return week.start_on in days and week.end_on in days


def _cut_weeks(
    promises: Sequence[CommitmentFacts],
    weeks: Mapping[int, Sequence[date]],
    known: Mapping[date, Mapping[str, Definition]],
    on: date,
) -> dict[Definition, ByDay]:
    """Day by day what is counted of each metric in weeks of which some days are promised and some are not."""
    wanted: dict[Definition, tuple[set[int], set[date]]] = defaultdict(lambda: (set(), set()))
    for one in promises:
        days = Period(one.made_on, one.by_on)
        for week_on in weeks[one.key]:
            definition = known[week_on].get(one.metric_key)
            if definition is not None and not _is_whole(week_on, days):
                people, cut = wanted[definition]
                people.add(one.owner_key or 0)
                cut.add(week_on)
    return {definition: counts_by_day(definition, people, cut, on) for definition, (people, cut) in wanted.items()}


def _tally(one: CommitmentFacts, weeks: Sequence[date], looked: _Looked) -> Tally:
    owner, days = one.owner_key or 0, Period(one.made_on, one.by_on)
    # Before a source was read to its end after a day was over, what is missing may only be late.
    total, is_seen = NOTHING, looked.read_on is not None and looked.read_on > days.end_on
    spots = looked.spots.get(owner, ())
    for week_on in weeks:
        definition = looked.known[week_on].get(one.metric_key)
        if definition is None:
            is_seen = False
            continue
        if _is_whole(week_on, days):
            total += of_week(looked.counts, owner, one.metric_key, week_on)
        else:
            by_day = looked.cut[definition].get(owner, {})
            own = (by_day[day] for day in week_period(week_on).days() if day in days and day in by_day)
            total = sum(own, total)
        is_seen = is_seen and not is_blind(spots, type_of(definition, looked.words), days)
    return Tally(total.done, total.unconfirmed, is_seen)


def _read_on() -> date | None:
    """The day on which a source was last read to its end."""
    at = refreshed_at()
    return local_day(at, organisation().timezone) if at is not None else None
