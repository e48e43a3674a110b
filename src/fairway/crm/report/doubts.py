"""Rows that another answer would place elsewhere, counted while reading: what makes a question worth asking."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date

from fairway.crm.report.folding import fold
from fairway.crm.report.planning import DateRule, DoneRule, Policy, TablePlan
from fairway.crm.report.reading import Row
from fairway.crm.report.resolving import Resolved, resolve
from fairway.crm.report.statements import Facts
from fairway.exchange.intake import Meaning as M
from fairway.lib.periods import week_of
from fairway.records.types import ActivityStatus


@dataclass(slots=True)
class Doubts:
    """Rows that another answer would treat otherwise, per question."""

    dated_by_plan: int = 0  # rows whose day comes from a planned or undecided date
    ahead: int = 0  # of them, lying ahead
    done_ahead: int = 0  # done and lying ahead
    moved_if_planned: int = 0
    lost_if_planned: int = 0
    with_both_dates: int = 0
    moved_if_due: int = 0
    unmarked_events: int = 0
    moved_if_utc: int = 0
    timed: int = 0
    kind_elsewhere: int = 0
    filled_down: int = 0


class Watch:
    """Counts, for one file, the rows that another answer would place elsewhere."""

    def __init__(self, plan: TablePlan, policy: Policy, doubts: Doubts) -> None:
        self.plan, self.policy, self.doubts = plan, policy, doubts
        given = plan.columns.keys()
        self.is_planned_only = len(given & {M.PLANNED, M.DATE}) == 1 and not given & {M.HAPPENED, M.START}
        self.has_both = M.COMPLETED in given and bool(given & {M.PLANNED, M.DATE, M.START})
        self.as_planned = replace(policy, date_rule=DateRule.PLANNED)
        self.as_guessed = replace(policy, date_rule=DateRule.BY_STATUS)
        self.by_due = replace(policy, done_rule=DoneRule.PLANNED)
        self.by_completed = replace(policy, done_rule=DoneRule.COMPLETED)
        self.subject_decides = plan.subject_rule is not None

    def look(self, row: Row, facts: Facts, resolved: Resolved) -> None:
        doubts, policy = self.doubts, self.policy
        if self.is_planned_only:
            self._look_at_plan(row, facts, resolved)
        if self.has_both and M.COMPLETED in facts.stamps:
            doubts.with_both_dates += bool(facts.stamps.keys() & {M.PLANNED, M.DATE, M.START})
            one, other = self._on(row, facts, self.by_completed), self._on(row, facts, self.by_due)
            doubts.moved_if_due += self._is_moved(one, other)
        doubts.unmarked_events += resolved.is_unmarked
        stamp = resolved.occurred or resolved.scheduled
        if stamp is not None and stamp.local is not None and stamp.at is not None:
            doubts.timed += 1
            if self.plan.is_technical:
                local = stamp.local.replace(tzinfo=policy.home)
                as_utc = stamp.local.replace(tzinfo=UTC).astimezone(policy.home)
                doubts.moved_if_utc += self._is_moved(local.date(), as_utc.date())
        if self.subject_decides and facts.subject and self.plan.subject_rule is not None:
            word = self.plan.subject_rule.word_of(facts.subject)
            doubts.kind_elsewhere += word is not None and fold(word) != fold(facts.stated_kind)

    def _look_at_plan(self, row: Row, facts: Facts, resolved: Resolved) -> None:
        is_guess = self.policy.date_rule is DateRule.BY_STATUS
        guessed = resolved if is_guess else resolve(facts, row.activity_type, self.plan, self.as_guessed)
        if not isinstance(guessed, Resolved):
            return
        stamp = facts.stamps.get(M.PLANNED) or facts.stamps.get(M.DATE)
        if stamp is None:
            return
        doubts = self.doubts
        doubts.dated_by_plan += 1
        is_ahead = stamp.on > self.policy.today
        doubts.ahead += is_ahead
        doubts.done_ahead += is_ahead and guessed.status is ActivityStatus.DONE
        if guessed.status is ActivityStatus.DONE:
            other = resolve(facts, row.activity_type, self.plan, self.as_planned)
            if isinstance(other, Resolved):
                doubts.moved_if_planned += self._is_moved(guessed.on, other.on)
            else:
                doubts.lost_if_planned += 1

    def _on(self, row: Row, facts: Facts, policy: Policy) -> date | None:
        found = resolve(facts, row.activity_type, self.plan, policy)
        return found.on if isinstance(found, Resolved) else None

    def _is_moved(self, one: date | None, other: date | None) -> bool:
        if one is None or other is None or one == other:
            return False
        start = self.policy.week_starts_on
        return week_of(one, start) != week_of(other, start)


def total(doubts: Iterable[Doubts]) -> Doubts:
    """The doubts of several files together."""
    found = Doubts()
    for one in doubts:
        for name in Doubts.__dataclass_fields__:
            setattr(found, name, getattr(found, name) + getattr(one, name))
    return found
