"""What is planted in a seller's weeks: from situations to what holds for one kind in one week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fairway.simulation.calendar import Weeks
from fairway.simulation.scenario import Cause, Situation, State


@dataclass(frozen=True, slots=True)
class Pressure:
    """What bears on one kind in one week. Factors multiply; shares replace the usual ones unless None."""

    rate: float = 1.0
    count: int | None = None  # exactly so many
    conversion: float = 1.0
    yes: float = 1.0
    share_good: float | None = None
    share_logged: float | None = None
    share_unconfirmed: float | None = None
    share_mistyped: float | None = None
    logged_as: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class WeekPressure:
    """What bears on a seller's whole week."""

    kinds: Mapping[str, Pressure]  # an empty word: every kind that has no entry of its own
    other_work: float = 1.0
    leads: float = 1.0
    deals: float = 1.0
    early_pace: float = 1.0
    late_pace: float = 1.0
    all_logged: float = 1.0

    def on(self, word: str) -> Pressure:
        return self.kinds.get(word) or self.kinds.get("") or CALM


CALM = Pressure()
CALM_WEEK = WeekPressure({})


@dataclass(frozen=True, slots=True)
class Planting:
    """One seller's planted weeks by number; a week that is not there is calm."""

    weeks: Mapping[int, WeekPressure]

    def in_week(self, number: int) -> WeekPressure:
        return self.weeks.get(number, CALM_WEEK)


def planting_of(situations: Sequence[Situation], weeks: Weeks) -> Planting:
    found: dict[int, WeekPressure] = {}
    for situation in situations:
        first = begins_in(situation, weeks)
        end = weeks.count if situation.until_weeks_ago is None else weeks.ago(situation.until_weeks_ago)
        for number in range(first, end):
            found[number] = _with(found.get(number, CALM_WEEK), situation, number - first)
    return Planting(found)


def begins_in(situation: Situation, weeks: Weeks) -> int:
    """The number of its first week."""
    return max(weeks.ago(situation.from_weeks_ago), 0)


def _with(week: WeekPressure, situation: Situation, place: int) -> WeekPressure:
    before = week.kinds.get(situation.kind, CALM)
    is_counted = place < len(situation.counts)
    share_logged, share_unconfirmed = situation.share_logged, situation.share_unconfirmed
    after = Pressure(
        rate=before.rate * situation.rate,
        count=situation.counts[place] if is_counted else before.count,
        conversion=before.conversion * situation.conversion,
        yes=before.yes * situation.yes,
        share_good=_stated(situation.share_good, before.share_good),
        share_logged=_stated(1.0 if is_counted and share_logged is None else share_logged, before.share_logged),
        share_unconfirmed=_stated(
            0.0 if is_counted and share_unconfirmed is None else share_unconfirmed, before.share_unconfirmed
        ),
        share_mistyped=_stated(situation.share_mistyped, before.share_mistyped),
        logged_as=before.logged_as if situation.share_mistyped is None else situation.logged_as,
    )
    return WeekPressure(
        kinds={**week.kinds, situation.kind: after},
        other_work=week.other_work * situation.other_work,
        leads=week.leads * situation.supply * situation.leads,
        deals=week.deals * situation.supply * situation.deals,
        early_pace=week.early_pace * situation.early_pace,
        late_pace=week.late_pace * situation.late_pace,
        all_logged=week.all_logged * situation.all_logged,
    )


def _stated(value: float | None, before: float | None) -> float | None:
    return before if value is None else value


# How each cause shows in the weeks it holds. Ramp and absence come from the hiring day and the days away, a
# target out of reach from the plan itself (`PlanSpec.usual`): they leave no other trace.
FOOTPRINTS: Mapping[Cause, Situation] = {
    Cause.DATA: Situation(kind="", from_weeks_ago=1, share_unconfirmed=1.0),
    Cause.ABSENCE: Situation(kind="", from_weeks_ago=1),
    Cause.CAPACITY: Situation(kind="", from_weeks_ago=1, rate=0.35, other_work=1.9, supply=1.5),
    Cause.OPPORTUNITY: Situation(kind="", from_weeks_ago=1, rate=0.35, supply=0.15, other_work=0.8),
    Cause.TARGET: Situation(kind="", from_weeks_ago=1),
    Cause.PRIORITY: Situation(kind="", from_weeks_ago=1, rate=0.25, other_work=1.25),
    Cause.SKILL: Situation(kind="", from_weeks_ago=1, conversion=0.3),
    Cause.EFFORT: Situation(kind="", from_weeks_ago=1, rate=0.4, other_work=0.45),
    Cause.RAMP: Situation(kind="", from_weeks_ago=1),
}


def shortfall(
    cause: Cause,
    kind: str,
    *,
    from_weeks_ago: int,
    until_weeks_ago: int | None = None,
    state: State | None = None,
) -> Situation:
    """A situation with the footprint of that cause. Effort falls for every kind, whichever is named."""
    return replace(
        FOOTPRINTS[cause],
        cause=cause,
        kind="" if cause == Cause.EFFORT else kind,
        from_weeks_ago=from_weeks_ago,
        until_weeks_ago=until_weeks_ago,
        state=state,
    )
