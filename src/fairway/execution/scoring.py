"""From plans, counts, working time and coverage to standings. Plain Python: everything comes in as records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fairway.exchange.queries import Blind
from fairway.execution.plausibility import alpha_per_hia
from fairway.execution.quality import WEEKS as QUALITY_WEEKS
from fairway.execution.quality import QualityFigure, share_asked
from fairway.execution.status import (
    LINES_AT,
    SUPPORTED_FALSE_ALARMS,
    USUALLY_BUSY,
    Facts,
    decide,
    seller_state,
)
from fairway.execution.stepping import next_step
from fairway.execution.types import HiaStanding, ObjectiveFigure, SellerStanding, Status, WeekMark, WeekState
from fairway.ledger.types import Count
from fairway.lib.periods import month_of, week_of, week_period
from fairway.metrics.types import Definition
from fairway.people.types import WorkingTime
from fairway.people.working_time import next_working_day, share_of_week
from fairway.plans.expecting import expected_in_month, expected_in_week, plan_on
from fairway.plans.types import PlanFacts
from fairway.signs.types import Sign

SHOWN_WEEKS = 13
USUAL_WEEKS = 26  # how far back we look for what is usual of somebody
FEWEST_BUSY_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """What scoring knows about one seller as of a day. Counts are asked for by (metric key, week, month or None)."""

    person_key: int
    as_of_on: date
    last_over_on: date  # the newest day that is over: the day asked about, or yesterday where that one still runs
    week_starts_on: int
    plans: Sequence[PlanFacts]  # those of the shown weeks, and of the next one
    time: WorkingTime
    count: Callable[[str, date, date | None], Count]
    definitions: Mapping[str, Definition]
    records_in_week: Callable[[date], float]
    is_everyone_silent: Callable[[date], bool] = lambda week_on: False
    blind: Sequence[Blind] = ()
    dispersions: Mapping[str, float] = field(default_factory=dict)
    activity_types: Mapping[str, str] = field(default_factory=dict)  # canonical type by metric key, where it has one
    signs: Mapping[str, Sequence[Sign]] = field(default_factory=dict)  # by metric key

    @property
    def this_week_on(self) -> date:
        return week_of(self.as_of_on, self.week_starts_on)

    @property
    def weeks(self) -> list[date]:
        """The shown weeks, oldest first, the one of the day last."""
        return [self.this_week_on - timedelta(days=7 * back) for back in range(SHOWN_WEEKS - 1, -1, -1)]

    def is_closed(self, week_on: date) -> bool:
        return week_period(week_on).end_on <= self.last_over_on


def standing_of(sheet: Sheet) -> SellerStanding:
    """One seller with every HIA in force, drafts included, as of a day."""
    held = [plan for plan in sheet.plans if plan.holds_on(sheet.as_of_on)]
    keys = list(dict.fromkeys(plan.metric_key for plan in held if plan.metric_key in sheet.definitions))
    judged = sum(1 for key in keys if any(plan.metric_key == key and not plan.is_draft for plan in held))
    hias = tuple(_hia(sheet, key, judged) for key in keys)
    state = seller_state(hias)
    back_on = _back_on(sheet) if any(hia.status is Status.AWAY for hia in hias) else None
    agreed = [plan for plan in sheet.plans if not plan.is_draft]
    begins_on = min((plan.starts_on for plan in agreed if plan.starts_on > sheet.as_of_on), default=None)
    ended_on = max((plan.ends_on for plan in agreed if plan.ends_on and plan.ends_on < sheet.as_of_on), default=None)
    step = next_step(state, hias, sheet.as_of_on, back_on, begins_on, ended_on)
    return SellerStanding(sheet.person_key, state, step, hias, back_on)


def _hia(sheet: Sheet, key: str, judged: int) -> HiaStanding:
    definition = sheet.definitions[key]
    plans = [plan for plan in sheet.plans if plan.metric_key == key]
    current = plan_on(plans, sheet.as_of_on) or plans[-1]
    same_kind = [plan for plan in plans if plan.is_draft == current.is_draft]
    weeks = _draft_weeks(sheet, key, current) if current.is_draft else _weeks(sheet, key, same_kind)
    decision = decide(
        Facts(
            weeks=weeks,
            is_away_now=_is_away_now(sheet),
            is_draft=current.is_draft,
            alpha=alpha_per_hia(LINES_AT, judged),
            supported_alpha=alpha_per_hia(SUPPORTED_FALSE_ALARMS, judged),
            signs=sheet.signs.get(key, ()),
            dispersion=sheet.dispersions.get(key, 1.0),
            silent_since_weeks=_silence(sheet, weeks),
            blind_note=_blind_note(sheet, key),
        )
    )
    done, by_now = _so_far(sheet, key, current, same_kind)
    return HiaStanding(
        metric_key=key,
        name=definition.name,
        qualifier=definition.qualifier,
        target=current.target,
        per=current.per,
        status=decision.status,
        reason=decision.reason,
        done=done,
        expected_by_now=round(by_now, 2),
        unconfirmed=sum(mark.unconfirmed for mark in weeks[-2:]),
        weeks=weeks,
        is_draft=current.is_draft,
        needs_yes=current.needs_yes,
        starts_on=min(plan.starts_on for plan in same_kind),
        objective=_objective(sheet, definition, weeks, decision.status),
        quality=_quality(sheet, definition, weeks, current),
    )


def _weeks(sheet: Sheet, key: str, plans: Sequence[PlanFacts]) -> tuple[WeekMark, ...]:
    marks = []
    for week_on in sheet.weeks:
        week = week_period(week_on)
        held = [p for p in plans if p.starts_on <= week.end_on and (p.ends_on is None or p.ends_on >= week.start_on)]
        if held:
            expected = expected_in_week(held, sheet.time, week_on)
            count = sheet.count(key, week_on, None)
            marks.append(
                WeekMark(
                    week_on=week_on,
                    done=count.done,
                    expected=round(expected, 3),
                    target=held[-1].target,
                    state=_week_state(sheet, week_on, expected, count.done, held[-1]),
                    unconfirmed=count.unconfirmed,
                    is_closed=sheet.is_closed(week_on),
                    is_blind=_is_blind(sheet, key, week_on),
                )
            )
    return tuple(marks)


def _draft_weeks(sheet: Sheet, key: str, draft: PlanFacts) -> tuple[WeekMark, ...]:
    """What was done in the shown weeks beside the suggested target: ground for a talk, met or missed by nobody."""
    hired_on = sheet.time.hired_on
    marks = _weeks(sheet, key, [replace(draft, starts_on=sheet.weeks[0])])
    return tuple(
        mark if mark.state is WeekState.AWAY else mark._replace(state=WeekState.PARTIAL)
        for mark in marks
        if hired_on is None or week_period(mark.week_on).end_on >= hired_on
    )


def _week_state(sheet: Sheet, week_on: date, expected: float, done: float, plan: PlanFacts) -> WeekState:
    if not sheet.is_closed(week_on) or _is_blind(sheet, plan.metric_key, week_on):
        return WeekState.PARTIAL
    if expected <= 0:
        return WeekState.AWAY
    is_met = _is_month_in_step(sheet, plan, week_on) if plan.per == "month" else done + 1e-6 >= expected
    return WeekState.MET if is_met else WeekState.MISSED


def _is_month_in_step(sheet: Sheet, plan: PlanFacts, week_on: date) -> bool:
    """A monthly target: whether the month so far has the whole acts that were due by the week's end."""
    end_on = week_period(week_on).end_on
    month_on = month_of(end_on)
    weeks = [week for week in _weeks_of_month(sheet, month_on) if week <= week_on]
    done = sum(sheet.count(plan.metric_key, week, month_on).done for week in weeks)
    due = expected_in_month(plan, sheet.time, month_on, until=end_on)
    return done + 1e-6 >= int(due + 1e-6)


def _weeks_of_month(sheet: Sheet, month_on: date) -> list[date]:
    first = week_of(month_on, sheet.week_starts_on)
    return [first + timedelta(days=7 * n) for n in range(6)]


def _so_far(sheet: Sheet, key: str, current: PlanFacts, plans: Sequence[PlanFacts]) -> tuple[float, float]:
    """(done, expected by now) in the running week, or month for a monthly target."""
    if current.per == "month":
        month_on = month_of(sheet.as_of_on)
        done = sum(sheet.count(key, week, month_on).done for week in _weeks_of_month(sheet, month_on))
        return done, expected_in_month(current, sheet.time, month_on, until=sheet.as_of_on)
    expected = expected_in_week(plans, sheet.time, sheet.this_week_on, until=sheet.as_of_on)
    return sheet.count(key, sheet.this_week_on, None).done, expected


def _is_away_now(sheet: Sheet) -> bool:
    return share_of_week(sheet.time, sheet.this_week_on) <= 0


def _back_on(sheet: Sheet) -> date | None:
    return next_working_day(sheet.time, sheet.as_of_on)


def _silence(sheet: Sheet, weeks: Sequence[WeekMark]) -> int:
    """Closed weeks at the end without any record at all: of somebody usually busy, or of the whole organisation."""
    closed = [mark for mark in weeks if sheet.is_closed(mark.week_on) and mark.expected > 0]
    if not closed or sheet.records_in_week(closed[-1].week_on) > 0:
        return 0
    silent = 0
    for mark in reversed(closed):
        if sheet.records_in_week(mark.week_on) > 0:
            break
        silent += 1
    if sheet.is_everyone_silent(closed[-1].week_on):
        return silent
    first = closed[-1].week_on
    earlier = [sheet.records_in_week(first - timedelta(days=7 * back)) for back in range(1, USUAL_WEEKS)]
    busy = sorted(number for number in earlier if number > 0)
    return silent if len(busy) >= FEWEST_BUSY_WEEKS and busy[len(busy) // 2] >= USUALLY_BUSY else 0


def _is_blind(sheet: Sheet, key: str, week_on: date) -> bool:
    return any(_concerns(sheet, spot, key, week_on) for spot in sheet.blind)


def _concerns(sheet: Sheet, spot: Blind, key: str, week_on: date) -> bool:
    kind = sheet.activity_types.get(key, "")
    if spot.activity_type and kind and spot.activity_type != kind:
        return False
    week = week_period(week_on)
    return spot.from_on <= week.end_on and (spot.to_on is None or spot.to_on >= week.start_on)


def _blind_note(sheet: Sheet, key: str) -> str:
    closed = [week_on for week_on in sheet.weeks if sheet.is_closed(week_on)]
    spot = next((spot for spot in sheet.blind if closed and _concerns(sheet, spot, key, closed[-1])), None)
    if spot is None:
        return ""
    what = {"source_off": "was off", "no_data": "sent nothing"}.get(spot.state, spot.state)
    until = f" to {spot.to_on:%-d %b}" if spot.to_on else ""
    kind = f"for {spot.activity_type}s " if spot.activity_type else ""
    return f"The source {kind}{what} from {spot.from_on:%-d %b}{until}: not recorded is not the same as not done."


def _objective(
    sheet: Sheet, definition: Definition, weeks: Sequence[WeekMark], status: Status
) -> ObjectiveFigure | None:
    other = sheet.definitions.get(definition.objective)
    closed = [mark for mark in weeks if mark.is_closed]
    if other is None or not closed:
        return None
    in_doubt = status is Status.CHECK_DATA
    counts = tuple(sheet.count(other.key, mark.week_on, None).done for mark in closed)
    done = None if in_doubt else counts[-1]
    return ObjectiveFigure(other.key, other.noun or other.name.lower(), done, other.name, counts, other.stands)


def _quality(sheet: Sheet, definition: Definition, weeks: Sequence[WeekMark], plan: PlanFacts) -> QualityFigure | None:
    """How the acts of the newest closed weeks met the metric's own rule; None without such a rule."""
    if not definition.quality or plan.is_draft:
        return None
    seen = [mark for mark in weeks if mark.is_closed and not mark.is_blind][-QUALITY_WEEKS:]
    good = sum(sheet.count(definition.key, mark.week_on, None).quality for mark in seen)
    return QualityFigure(good, sum(mark.done for mark in seen), share_asked(plan.quality_target))
