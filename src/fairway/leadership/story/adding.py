"""What the story is told from, as parts of the nightly sums: by activity who executes it, what reviews decided, and
where it began or ended. Plain Python.

Keys are a kind, a colon and the key of a metric. What stands in no group of an activity is added up over all such
activities under `*`, so that a decision stands in one sum at most.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from fairway.coaching.support.asking import Added
from fairway.coaching.support.types import Part, Parts, Seat
from fairway.evidence.verdict import Verdict
from fairway.execution.types import EXECUTED, Status
from fairway.leadership.grouping import Path, Unit, grouped
from fairway.leadership.types import About, Adds, Figure, Grain, Half
from fairway.leadership.types import Unit as Counted
from fairway.plans.types import PlanFacts
from fairway.studio.proposals.types import Decided, Decision

OTHERS = "*"
DOES, DOUBT = "does", "doubt"  # of sellers who have it and were not away
KEPT_HELPING, NO_SIGN = "kept_helping", "stopped_no_sign"
DECISIONS = (*(str(one) for one in Decision), KEPT_HELPING, NO_SIGN)  # of decisions
BEGUN, ENDED = "begun", "ended"  # of sellers who had it in the quarter
COURSE = (BEGUN, ENDED)
STOPS = frozenset({Decision.SWAP, Decision.RETIRE})
NOT_JUDGED = frozenset({Status.AWAY, Status.NO_PLAN})

Seated = dict[str, dict[str, dict[Seat, Part]]]  # by metric and kind


def figure_key(kind: str, metric_key: str) -> str:
    return f"{kind}:{metric_key}"


def metric_of(key: str, kind: str) -> str | None:
    """The metric a key of that kind is about; None for other keys."""
    first, colon, metric_key = key.partition(":")
    return metric_key if colon and first == kind else None


def figures_in(parts: Iterable[str], grain: Grain) -> list[Figure]:
    """The figures of the story among keys: of those who have what each is about."""
    return [
        Figure(key, Half.SUPPORT, key, Counted.COUNT, grain, Adds.STAND, About.HAVING, "", "", "", "")
        for key in sorted(parts)
        if ":" in key
    ]


def who_executed(statuses: Iterable[tuple[int, str, date, Status]]) -> Added:
    """By activity, week and seller whether it was executed, and whether the records are in doubt; of whoever was not
    away.
    """
    found: Added = {}
    for person_key, metric, week_on, status in statuses:
        if status in NOT_JUDGED:
            continue
        for kind, is_so in ((DOES, status in EXECUTED), (DOUBT, status is Status.CHECK_DATA)):
            weeks = found.setdefault(figure_key(kind, metric), defaultdict(dict))
            weeks[week_on][person_key] = Part(float(is_so), 1.0)
    return found


def decided(decisions: Iterable[tuple[Seat, Decided]]) -> Parts:
    """What reviews decided by activity, each decision at the seat its seller had that week."""
    found: Seated = defaultdict(lambda: {kind: {} for kind in DECISIONS})
    for seat, one in decisions:
        for kind, own in found[one.metric_key].items():
            before = own.get(seat, Part(0.0, 0.0))
            own[seat] = Part(before.done + _is(one, kind), before.of + 1)
    return with_others(found)


def _is(one: Decided, kind: str) -> bool:
    if kind == KEPT_HELPING:
        return one.decision is Decision.KEEP and one.verdict is Verdict.HELPING
    if kind == NO_SIGN:
        return one.decision in STOPS and one.verdict is Verdict.NOT_HELPING
    return one.decision == kind


def course(
    seats: Mapping[int, Seat], plans: Mapping[int, Sequence[PlanFacts]], days: tuple[date, date], before_on: date
) -> Parts:
    """Who began with an activity in a quarter, and for whom it ended, of those who had it on a day of it. `before_on`
    is the day before its first.
    """
    first_on, last_on = days
    found: Seated = defaultdict(lambda: {kind: {} for kind in COURSE})
    for person_key, seat in seats.items():
        own = [plan for plan in plans.get(person_key, ()) if not plan.is_draft]
        for metric in {plan.metric_key for plan in own if _touches(plan, first_on, last_on)}:
            held = {
                day for day in (before_on, last_on) for plan in own if plan.metric_key == metric and plan.holds_on(day)
            }
            found[metric][BEGUN][seat] = Part(float(before_on not in held), 1.0)
            found[metric][ENDED][seat] = Part(float(last_on not in held), 1.0)
    return with_others(found)


def _touches(plan: PlanFacts, first_on: date, last_on: date) -> bool:
    return plan.starts_on <= last_on and (plan.ends_on is None or plan.ends_on >= first_on)


def with_others(found: Seated) -> Parts:
    """By figure; what stands in no group of its activity once more under `*`."""
    parts: dict[str, dict[Seat, Part]] = {}
    for metric, kinds in found.items():
        alone = _ungrouped(next(iter(kinds.values())).keys())
        for kind, own in kinds.items():
            parts[figure_key(kind, metric)] = dict(own)
            others = parts.setdefault(figure_key(kind, OTHERS), {})
            for seat in alone:
                before, more = others.get(seat, Part(0.0, 0.0)), own[seat]
                others[seat] = Part(before.done + more.done, before.of + more.of)
    return parts


def _ungrouped(seats: Collection[Seat]) -> list[Seat]:
    teams: dict[Path, set[int]] = defaultdict(set)
    for seat in seats:
        teams[seat.path].add(seat.person_key)
    grown = grouped(Unit(path, frozenset(keys)) for path, keys in teams.items())
    standing = {unit.path for group in grown for unit in group.units}
    return [seat for seat in seats if seat.path not in standing]
