"""From what a row states to how it stands and when it was: the rules, in one place.

Done rows are dated by when they happened. Where the file does not say, a meeting took place when it was planned, other
acts (asking for a meeting among them) when they were completed; a task that was logged as already completed took place
on the day it was logged for. Dates without a time are days: done ones get noon, so that they are that day nearly
everywhere.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from fairway.crm.report.date_columns import Stamp, Trouble
from fairway.crm.report.folding import fold
from fairway.crm.report.kinds import is_own_act
from fairway.crm.report.planning import DateRule, DoneRule, EventRule, Policy, TablePlan
from fairway.crm.report.statements import Facts
from fairway.crm.report.statuses import Standing
from fairway.exchange.intake import Meaning as M
from fairway.records.types import ActivityStatus

STATUS = {
    Standing.DONE: ActivityStatus.DONE,
    Standing.PLANNED: ActivityStatus.PLANNED,
    Standing.CANCELLED: ActivityStatus.CANCELLED,
    Standing.NO_SHOW: ActivityStatus.NO_SHOW,
    Standing.UNCONFIRMED: ActivityStatus.UNCONFIRMED,
}
LOGGED_WHEN_DONE = timedelta(minutes=10)
WHEN_PLANNED = (M.START, M.PLANNED, M.DATE, M.HAPPENED)
OPEN = {Standing.PLANNED, Standing.UNCONFIRMED}
WHEN_HAPPENED = (M.HAPPENED, M.START, M.DATE, M.PLANNED)


@dataclass(frozen=True, slots=True)
class Resolved:
    """How a row stands and its dates. `on` is the day it counts on, None when nothing says so."""

    status: ActivityStatus
    on: date | None
    occurred: Stamp | None = None
    scheduled: Stamp | None = None
    completed: Stamp | None = None
    cancelled: Stamp | None = None
    logged: Stamp | None = None
    is_unmarked: bool = False  # a past calendar entry that nobody marked: the policy decided


@dataclass(frozen=True, slots=True)
class Undated:
    """No date can be used: the first cell that could not be read, if any, else none was filled in."""

    header: str
    value: str
    trouble: Trouble


def resolve(facts: Facts, activity_type: str, plan: TablePlan, policy: Policy) -> Resolved | Undated:
    """Status and times of a row. Undated when it has no day to stand on."""
    stamps = facts.stamps
    is_event = _is_event(activity_type, plan)
    completed, logged = stamps.get(M.COMPLETED), stamps.get(M.CREATED)
    scheduled = _first(stamps, WHEN_PLANNED)
    standing, is_unmarked = _standing(facts, scheduled or completed or logged, is_event, plan, policy)
    uses_logged = policy.uses_created or plan.is_only_logged
    if policy.date_rule is DateRule.HAPPENED and scheduled is not None and standing in OPEN:
        standing = Standing.DONE if _is_past(scheduled, policy) else Standing.PLANNED
    if standing is Standing.DONE:
        occurred = _when_done(facts, activity_type, plan, policy)
        if occurred is None and uses_logged:
            occurred = logged
        on = occurred.on if occurred else None
    else:
        occurred = None
        anchor = scheduled or completed or (logged if uses_logged else None)
        on = anchor.on if anchor else None
        scheduled = scheduled or anchor
    if on is None:
        return _undated(facts)
    return Resolved(
        STATUS[standing],
        on,
        occurred,
        scheduled=_planned(stamps) if standing is Standing.DONE else scheduled,
        completed=completed if standing is Standing.DONE else None,
        cancelled=completed if standing is Standing.CANCELLED else None,
        logged=logged,
        is_unmarked=is_unmarked,
    )


def _is_event(activity_type: str, plan: TablePlan) -> bool:
    """Whether a row is a calendar entry, which nobody marks as done: by its file, or a meeting among rows with
    statuses.
    """
    if plan.is_calendar:
        return activity_type in {"meeting", "other", "task"}
    return activity_type == "meeting" and plan.has_standing


def _standing(
    facts: Facts, anchor: Stamp | None, is_event: bool, plan: TablePlan, policy: Policy
) -> tuple[Standing, bool]:
    """As stated; else done if completed, and otherwise by whether the day has passed. What has passed under a word
    that is not understood is unconfirmed until somebody says what it means.

    The second value says that the row is a past calendar entry which nobody marked.
    """
    stated = facts.standing
    is_past = anchor is not None and _is_past(anchor, policy)
    if stated is not None:
        is_left_open = stated is Standing.PLANNED and facts.is_outcome_open and is_past
        return (Standing.UNCONFIRMED if is_left_open else stated), False
    completed = facts.stamps.get(M.COMPLETED)
    if completed is not None and _is_past(completed, policy):
        return Standing.DONE, False
    if not is_past or (plan.tells_done_by_date and not facts.stamps.keys() & {M.COMPLETED, M.HAPPENED}):
        return Standing.PLANNED, False
    if facts.status and fold(facts.status) not in policy.status_words:
        return Standing.UNCONFIRMED, False  # a word nobody knows: it may as well say "planned"
    if (is_event and not facts.outcome) or facts.is_outcome_open:
        return (Standing.UNCONFIRMED if policy.event_rule is EventRule.UNCONFIRMED else Standing.DONE), True
    return Standing.DONE, False


def _is_past(stamp: Stamp, policy: Policy) -> bool:
    return stamp.at <= policy.now if stamp.at is not None else stamp.on <= policy.today


def _first(stamps: dict[M, Stamp], order: tuple[M, ...]) -> Stamp | None:
    for meaning in order:
        if meaning in stamps:
            return stamps[meaning]
    return None


def _planned(stamps: dict[M, Stamp]) -> Stamp | None:
    """When something done had been planned for: only columns that say so."""
    return stamps.get(M.START) or stamps.get(M.PLANNED)


def _when_done(facts: Facts, activity_type: str, plan: TablePlan, policy: Policy) -> Stamp | None:
    stamps = facts.stamps
    completed = stamps.get(M.COMPLETED)
    if policy.date_rule is DateRule.PLANNED:
        dated = stamps.get(M.DATE) if M.PLANNED in plan.columns else None  # it is the other date that was planned
        return stamps.get(M.HAPPENED) or completed or stamps.get(M.START) or dated or stamps.get(M.CREATED)
    planned = _first(stamps, WHEN_HAPPENED)
    if M.HAPPENED in stamps or completed is None or policy.date_rule is DateRule.HAPPENED:
        return planned or completed
    if planned is None:
        return completed
    if policy.done_rule is DoneRule.PLANNED:
        return planned
    if activity_type == "meeting" and (M.START in stamps or not is_own_act(facts.kind)):
        return completed if completed.on < planned.on else planned
    logged = stamps.get(M.CREATED)
    if logged is not None and planned.on < completed.on and _is_same_moment(logged, completed):
        return planned
    return completed


def _is_same_moment(logged: Stamp, completed: Stamp) -> bool:
    if logged.at is not None and completed.at is not None:
        return abs(completed.at - logged.at) <= LOGGED_WHEN_DONE
    return False


def _undated(facts: Facts) -> Undated:
    wanted = [trouble for trouble in facts.troubles if trouble[0] not in {M.MODIFIED, M.END, M.CREATED}]
    if not wanted:
        return Undated("", "", Trouble.BLANK)
    _, header, value, trouble = wanted[0]
    return Undated(header, value, trouble)
