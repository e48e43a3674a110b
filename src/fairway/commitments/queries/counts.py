"""What the ledger says beside a promise: numbers and no verdict for an obstacle, a tally for what can be counted."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from fairway.commitments.types import BeforeAndSince, CommitmentFacts, ObstacleFacts, Tally, WeekCount
from fairway.exchange.queries import Blind, blind_spots, refreshed_at
from fairway.ledger.queries import records_behind, stored_counts
from fairway.ledger.types import NOTHING, Count, of_week
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


def tally_of(promise: CommitmentFacts, on: date) -> Tally:
    """What the ledger counts of a promise over its days, both ends included, as of a day after them.

    Whole weeks are read as they are stored; of a week that is cut the records are looked up, by their own days.
    """
    owner, days = promise.owner_key or 0, Period(promise.made_on, promise.by_on)
    first, last = (week_of(day, organisation().week_starts_on) for day in (days.start_on, days.end_on))
    weeks = weeks_between(first, last)
    counts = stored_counts([owner], first, last, metric_keys=[promise.metric_key])
    total, is_seen = NOTHING, _was_read_after(days.end_on)
    for week_on in weeks:
        definition = definitions_for([promise.metric_key], week_on).get(promise.metric_key)
        if definition is None:
            is_seen = False
            continue
        week = week_period(week_on)
        is_whole = week.start_on in days and week.end_on in days
        total += (
            of_week(counts, owner, promise.metric_key, week_on)
            if is_whole
            else _on_days(definition, owner, week_on, days, on)
        )
        is_seen = is_seen and not _is_hidden(definition, owner, days)
    return Tally(total.done, total.unconfirmed, is_seen)


def _on_days(definition: Definition, owner: int, week_on: date, days: Period, on: date) -> Count:
    """What the records of one week add up to on those days."""
    total = NOTHING
    for record in records_behind(definition, owner, week_on, on):
        if record.day_on in days:
            total += Count(done=record.value if record.is_counted else 0.0, unconfirmed=float(record.is_unconfirmed))
    return total


def _is_hidden(definition: Definition, owner: int, days: Period) -> bool:
    spots = blind_spots([owner], days.start_on, days.end_on).get(owner, [])
    return is_blind(spots, type_of(definition, activity_words()), days)


def _was_read_after(day: date) -> bool:
    """Whether a source was read to its end after a day was over: before that, what is missing may only be late."""
    at = refreshed_at()
    return at is not None and local_day(at, organisation().timezone) > day
