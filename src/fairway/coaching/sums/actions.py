"""Counting a closed quarter, once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta

from django.db import transaction

from fairway.coaching.effect import Change, Lack, change_after
from fairway.coaching.kinds import kinds
from fairway.coaching.pulse import last_day_of, period_of
from fairway.coaching.queries.helping import courses_of, planned_sessions
from fairway.coaching.sums.models import ClosedChange, ClosedGroup, ClosedMember, ClosedSums
from fairway.coaching.sums.showing import shown
from fairway.coaching.sums.staying import nobody_came_or_went
from fairway.coaching.sums.types import Counted, SumsGroup
from fairway.coaching.tallying import Planned, by_kind, groups_below, held_of, sides_of
from fairway.commitments.queries import fallen_due
from fairway.commitments.types import CommitmentFacts
from fairway.diagnosis.budget.grouping import above
from fairway.execution.queries import today
from fairway.people.queries import every_line, led_since, places_by, sellers_on
from fairway.plans.queries import has_plan

ANSWERED_AFTER = timedelta(days=14)  # a quarter: what fell due on its last days is answered by then


def close_quarter() -> bool:
    """Count the newest quarter that has been over for two weeks, unless it was. Returns whether it did.

    A quarter without any session and any commitment that fell due is left open: what is brought in later may fill it. A
    group in which somebody came or went is not counted.
    """
    on = today()
    period_on = period_of(period_of(on - ANSWERED_AFTER) - timedelta(days=1))
    if ClosedSums.objects.filter(period_on=period_on).exists():
        return False
    last_on = last_day_of(period_on)
    managers = {key: manager for key, (manager, _) in places_by(last_on).items()}
    heads = {one.key: managers.get(one.key) for one in sellers_on(last_on, with_plan=has_plan(last_on))}
    sessions = planned_sessions(heads, period_on, last_on)
    promises = fallen_due(heads, period_on, last_on)
    if not sessions and not promises:
        return False
    lines = every_line()
    groups = [
        SumsGroup(group.head_key, len(group.units), group.sellers, _counted(group.sellers, sessions, promises))
        for group in groups_below(heads, managers)
        if nobody_came_or_went(group.sellers, heads, lines, period_on, last_on)
    ]
    return _write(ClosedSums(period_on=period_on, counted_on=on), groups, _changes(groups, managers, period_on, on))


def _counted(sellers: Collection[int], sessions: Sequence[Planned], promises: Sequence[CommitmentFacts]) -> Counted:
    own = [one for one in sessions if one.person_key in sellers]
    promised = [one for one in promises if one.person_key in sellers]
    return Counted(held_of(own), by_kind(own, [*kinds()]), sides_of(promised))


def _changes(
    groups: Sequence[SumsGroup], managers: Mapping[int, int | None], period_on: date, on: date
) -> list[ClosedChange]:
    """For each leader what was done after sessions of all they are shown, as of the quarter's last day."""
    under: dict[int, list[SumsGroup]] = defaultdict(list)
    for group in groups:
        for head_key in (group.head_key, *above(group.head_key, managers)):
            if head_key is not None:
                under[head_key].append(group)
    led = led_since(under, period_on, on)
    everybody = {key for own in under.values() for group in own for key in group.sellers}
    courses = courses_of(everybody, last_day_of(period_on)) if everybody else []
    found = []
    for head_key, own in sorted(under.items()):
        told = shown(own, {*led[head_key], head_key})
        sellers = {key for group in told for key in group.sellers}
        if told:
            change = change_after([one for one in courses if one.seller in sellers])
            found.append(_change(head_key, len(told), change))
    return found


def _change(head_key: int, groups: int, change: Change | Lack) -> ClosedChange:
    if isinstance(change, Lack):
        return ClosedChange(head_id=head_key, groups=groups, lack=change)
    whole = {"sellers": change.sellers, "talks": change.talks}
    said = {name: float(value) for name, value in asdict(change).items()} | whole
    return ClosedChange(head_id=head_key, groups=groups, change=said)


@transaction.atomic
def _write(sums: ClosedSums, groups: Sequence[SumsGroup], changes: Sequence[ClosedChange]) -> bool:
    """A quarter is written whole or not at all. Who comes second, in another process, leaves what is there."""
    row, is_first = ClosedSums.objects.get_or_create(period_on=sums.period_on, defaults={"counted_on": sums.counted_on})
    if not is_first:
        return False
    for group in groups:
        written = ClosedGroup.objects.create(
            sums=row, head_id=group.head_key, teams=group.teams, counted=group.counted.as_json()
        )
        ClosedMember.objects.bulk_create(ClosedMember(group=written, person_id=key) for key in sorted(group.sellers))
    for change in changes:
        change.sums = row
    ClosedChange.objects.bulk_create(changes)
    return True


def forget_sums_before(day: date) -> None:
    """Remove sums of quarters that began before a day."""
    ClosedSums.objects.filter(period_on__lt=day).delete()
