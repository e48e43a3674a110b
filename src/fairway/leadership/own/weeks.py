"""Weekly sums of a manager's act as one may read them, made into weeks that can be judged. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fairway.coaching.support.types import Part
from fairway.leadership.own.types import Act, ChoiceFacts, Unit, Week, WeekKind

NOTHING = Part(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ActSums:
    """One act over closed weeks: what may be read of the whole, what is hidden, and what concerns the viewer alone."""

    whole: Mapping[date, Part]
    hidden: frozenset[date] = frozenset()
    yours: Mapping[date, Part] | None = None  # None for whoever reads all of it anyway


def weeks_of(act: Act, weeks: Sequence[date], sums: ActSums, choices: Sequence[ChoiceFacts]) -> list[Week]:
    """Each closed week, the oldest first, beside the target that was in force when it began."""
    return [_week(act, week_on, sums, _target_on(act, week_on, choices)) for week_on in weeks]


def _target_on(act: Act, week_on: date, choices: Sequence[ChoiceFacts]) -> Decimal | None:
    held = [one.target_on(act.key, week_on) for one in choices]
    return next((target for target in reversed(held) if target is not None), None)


def _week(act: Act, week_on: date, sums: ActSums, target: Decimal | None) -> Week:
    if target is None:
        return Week(week_on, WeekKind.BEFORE)
    if week_on in sums.hidden:
        return Week(week_on, WeekKind.HIDDEN)
    if week_on not in sums.whole:
        return Week(week_on, WeekKind.UNKNOWN)
    done, of = sums.whole[week_on]
    if act.unit is Unit.WEEK:
        return Week(week_on, WeekKind.TOLD, done, float(target), act.expected(of, target))
    if not of:
        return Week(week_on, WeekKind.NOTHING)
    return Week(week_on, WeekKind.TOLD, done, of, act.expected(of, target))
