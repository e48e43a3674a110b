"""Standings: stored ones for pages, fresh ones for any day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from fairway.audit.recording import row_as_json
from fairway.exchange.queries import blind_spots
from fairway.execution.models import DailyStep, MetricNoise, SellerScore
from fairway.execution.noise import dispersion
from fairway.execution.packing import unpacked
from fairway.execution.scoring import SHOWN_WEEKS, Sheet, standing_of
from fairway.execution.types import NextStep, SellerStanding, SellerState, StepKind
from fairway.ledger.queries import counts_as_of, stored_counts, weeks_recorded
from fairway.ledger.types import NOTHING, Count, Counts, of_week
from fairway.lib.periods import Period, local_day, week_of, week_period
from fairway.metrics.queries import definitions_for
from fairway.metrics.types import Definition
from fairway.people.queries import organisation, working_time_of
from fairway.plans.queries import plans_of
from fairway.plans.rules import first_day_of_change
from fairway.plans.types import PlanFacts
from fairway.records.queries import activity_words
from fairway.signs.queries import Signs, signs_as_of, stored_signs

AT_MOST = timedelta(minutes=10)  # a daily step takes
COUNTED_WEEKS = SHOWN_WEEKS + 13  # beyond the shown ones: what is usual for a seller, and the months they stand in


def today() -> date:
    """The running day in the organisation's zone."""
    return local_day(timezone.now(), organisation().timezone)


def next_start() -> date:
    """The day from which a change to somebody's HIAs made now holds."""
    return first_day_of_change(today(), week_starts_on=organisation().week_starts_on)


def last_over() -> date:
    """The newest day that is over."""
    return today() - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything needed to score a set of sellers as of a day."""

    as_of_on: date
    last_over_on: date
    week_starts_on: int
    plans: Mapping[int, Sequence[PlanFacts]]
    definitions: Mapping[str, Definition]
    words: Mapping[str, str]
    counts: Counts
    dispersions: Mapping[str, float]
    weeks_with_records: frozenset[date]  # in which anything of anybody reached us
    signs: Signs = field(default_factory=dict)

    @property
    def weeks(self) -> list[date]:
        newest = week_of(self.as_of_on, self.week_starts_on)
        return [newest - timedelta(days=7 * back) for back in range(COUNTED_WEEKS - 1, -1, -1)]


def shown_weeks() -> list[date]:
    """The thirteen weeks of the board, the running one last."""
    newest = week_of(today(), organisation().week_starts_on)
    return [newest - timedelta(days=7 * back) for back in range(12, -1, -1)]


def ground_for(person_keys: Collection[int], as_of_on: date, *, at_its_end: bool = False) -> Ground:
    """What is known for scoring those people: stored counts for today, counted anew for any other day.

    `at_its_end` takes the day as over, whatever the clock says: a week it ends is judged.
    """
    home = organisation()
    newest = week_of(as_of_on, home.week_starts_on)
    oldest = newest - timedelta(days=7 * (COUNTED_WEEKS - 1))
    following_end_on = week_period(newest).end_on + timedelta(days=7)  # what is agreed now begins with the next week
    plans = plans_of(person_keys, oldest, following_end_on)
    keys = {plan.metric_key for rows in plans.values() for plan in rows}
    words = activity_words()
    definitions = definitions_for(keys, words=words)
    weeks = [oldest + timedelta(days=7 * n) for n in range(COUNTED_WEEKS)]
    over_on = as_of_on if at_its_end else min(as_of_on, last_over())
    if as_of_on == today():
        counts = stored_counts(person_keys, oldest, newest)
        noise = dict(MetricNoise.objects.values_list("metric_key", "dispersion"))
        recorded, signs = weeks_recorded(oldest, newest), stored_signs(person_keys)
    else:
        counts = counts_as_of(as_of_on, weeks, definitions.values())
        noise = measured_noise([counts], keys, [week for week in weeks if week_period(week).end_on <= over_on], words)
        recorded, signs = {week for _, _, week in counts}, signs_as_of(person_keys, as_of_on, over_on)
    return Ground(
        as_of_on, over_on, home.week_starts_on, plans, definitions, words, counts, noise, frozenset(recorded), signs
    )


def measured_noise(
    parts: Iterable[Counts], metric_keys: Collection[str], closed_weeks: Sequence[date], words: Collection[str]
) -> dict[str, float]:
    """Dispersion of each activity's weekly counts over everyone who does it. Each part holds all counts of some people.

    Weeks in which nothing of any kind reached us from a person are left out: they were away, or not seen.
    """
    pairs: dict[str, list[tuple[float, float]]] = {key: [] for key in metric_keys}
    for counts in parts:
        seen = {(person, week) for person, metric, week in counts if metric in words}
        for person, key in {(person, metric) for person, metric, _ in counts if metric in pairs}:
            pairs[key].extend(_neighbours(counts, key, person, closed_weeks, seen))
    return {key: dispersion(found) for key, found in pairs.items()}


def _neighbours(
    counts: Counts, key: str, person: int, closed_weeks: Sequence[date], seen: set[tuple[int, date]]
) -> Iterator[tuple[float, float]]:
    """Counts of weeks next to each other, from the first week the person did this at all."""
    values = [(week, of_week(counts, person, key, week).done) for week in closed_weeks]
    first = next((place for place, (_, done) in enumerate(values) if done), len(values))
    for (week, done), (following, done_then) in zip(values[first:], values[first + 1 :], strict=False):
        if (person, week) in seen and (person, following) in seen:
            yield done, done_then


def standings_on(ground: Ground, person_keys: Collection[int]) -> dict[int, SellerStanding]:
    """Score those people from prepared ground, in statements constant in their number."""
    weeks = ground.weeks
    period = Period(weeks[0] - timedelta(days=40), week_period(weeks[-1]).end_on)
    times = working_time_of(person_keys, period)
    blind = blind_spots(person_keys, weeks[0], week_period(weeks[-1]).end_on)
    records = _records_by_week(ground, set(person_keys))
    types = _activity_types(ground)
    found = {}
    for person_key in person_keys:

        def count(key: str, week_on: date, month_on: date | None, person: int = person_key) -> Count:
            if month_on is None:
                return of_week(ground.counts, person, key, week_on)
            return ground.counts.get((person, key, week_on), {}).get(month_on, NOTHING)

        found[person_key] = standing_of(
            Sheet(
                person_key=person_key,
                as_of_on=ground.as_of_on,
                last_over_on=ground.last_over_on,
                week_starts_on=ground.week_starts_on,
                plans=ground.plans.get(person_key, ()),
                time=times[person_key],
                count=count,
                definitions=ground.definitions,
                records_in_week=lambda week_on, person=person_key: records.get((person, week_on), 0.0),  # type: ignore[misc]
                is_everyone_silent=lambda week_on: week_on not in ground.weeks_with_records,
                blind=blind.get(person_key, ()),
                dispersions=ground.dispersions,
                activity_types=types,
                signs={key: ground.signs.get((person_key, key), ()) for key in ground.definitions},
            )
        )
    return found


def _records_by_week(ground: Ground, people: set[int]) -> dict[tuple[int, date], float]:
    """How many activities of any word reached us, per person and week."""
    totals: dict[tuple[int, date], float] = defaultdict(float)
    for (person, metric, week_on), parts in ground.counts.items():
        if person in people and metric in ground.words:
            totals[person, week_on] += sum(count.done + count.unconfirmed for count in parts.values())
    return totals


def _activity_types(ground: Ground) -> dict[str, str]:
    types = {}
    for key, definition in ground.definitions.items():
        stated = next((str(c.values[0]) for c in definition.where if c.field == "type" and c.test == "is"), "")
        word = next((str(c.values[0]) for c in definition.where if c.field == "word" and c.test == "is"), "")
        types[key] = stated or ground.words.get(word, "")
    return types


def standings(person_keys: Collection[int], as_of_on: date) -> dict[int, SellerStanding]:
    """Those people's standings worked out afresh, as of a day."""
    keys = list(person_keys)
    return standings_on(ground_for(keys, as_of_on), keys)


def standings_over(wanted: Mapping[date, Collection[int]]) -> dict[date, dict[int, SellerStanding]]:
    """Standings of some people as of the end of each of several days that are over, from the counts stored today: what
    came in late is in them, and of signs nothing is known. Cheap for many days; for what could be seen on one day ask
    `standings`.
    """
    if not wanted:
        return {}
    home, words = organisation(), activity_words()
    keys = sorted({key for some in wanted.values() for key in some})
    oldest = week_of(min(wanted), home.week_starts_on) - timedelta(days=7 * (COUNTED_WEEKS - 1))
    newest = week_of(max(wanted), home.week_starts_on)
    plans = plans_of(keys, oldest, week_period(newest).end_on)
    planned = {plan.metric_key for rows in plans.values() for plan in rows}
    definitions = definitions_for(planned, words=words)
    counts = stored_counts(keys, oldest, newest, metric_keys={*definitions, *words})
    noise = dict(MetricNoise.objects.values_list("metric_key", "dispersion"))
    recorded = frozenset(weeks_recorded(oldest, newest))
    found = {}
    for day, people in wanted.items():
        begun = {key: [plan for plan in plans.get(key, ()) if plan.starts_on <= day] for key in people}
        ground = Ground(day, day, home.week_starts_on, begun, definitions, words, counts, noise, recorded)
        found[day] = standings_on(ground, people)
    return found


def stored_standings(person_keys: Collection[int]) -> dict[int, SellerStanding]:
    """Those people's standings as last scored, in one statement. People never scored are absent."""
    return {
        row.person_key: SellerStanding(
            row.person_key,
            SellerState(row.state),
            NextStep(StepKind(row.step_kind), row.step_text, row.step_note),
            tuple(unpacked(facts) for facts in row.hias),
            row.away_until_on,
        )
        for row in SellerScore.objects.filter(person_key__in=list(person_keys))
    }


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """One person's standing as it is stored, for that person's own export."""
    return {"standing": [row_as_json(row) for row in SellerScore.objects.filter(person_key=person_key)]}


def done_on(step: str) -> date | None:
    """The newest day a daily step was done for."""
    return DailyStep.objects.filter(name=step).values_list("done_on", flat=True).first()


def has_failed(step: str) -> bool:
    """Whether a daily step was begun a good while ago and did not come to its end."""
    return DailyStep.objects.filter(name=step, tried_at__lt=timezone.now() - AT_MOST).exists()
