"""Many plans at once, pasted from a sheet: what can be taken is taken, the rest comes back with its reason."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import transaction

from fairway.plans.actions.changing import add, end_everything, in_force_row, recorded, retarget
from fairway.plans.types import PastedPlan, Refused


def add_pasted(
    plans: Sequence[PastedPlan],
    *,
    starts_on: date,
    actor_id: int | None,
    replaces: bool = False,
) -> dict[int, str]:
    """Put pasted HIAs in force as one change. Returns the reasons of those that may not be, by line number.

    `replaces` ends what these sellers had: then somebody with a refused line keeps everything as it was, and all
    their lines come back. Otherwise an HIA that is in force already gets the pasted target.
    """
    by_person: dict[int, list[PastedPlan]] = defaultdict(list)
    for plan in plans:
        by_person[plan.person_key].append(plan)
    refused: dict[int, str] = {}
    with recorded(by_person, "paste_plans", actor_id):
        for person_key, lines in by_person.items():
            if replaces:
                refused |= _replace(person_key, lines, starts_on)
            else:
                refused |= _add_each(lines, starts_on)
        if len(refused) == len(plans):
            transaction.set_rollback(True)  # nothing was taken: no change to record
    return refused


def _add_each(lines: Sequence[PastedPlan], starts_on: date) -> dict[int, str]:
    refused = {}
    for line in lines:
        try:
            with transaction.atomic():
                _put(line, starts_on)
        except Refused as refusal:
            refused[line.number] = str(refusal)
    return refused


def _put(line: PastedPlan, starts_on: date) -> None:
    """A new HIA, or another target for one in force."""
    try:
        current = in_force_row(line.person_key, line.draft.metric_key, starts_on)
    except Refused:
        add(line.person_key, line.draft, starts_on)
        return
    if (current.target, current.per) != (line.draft.target, line.draft.per):
        retarget(current, line.draft, starts_on)


def _replace(person_key: int, lines: Sequence[PastedPlan], starts_on: date) -> Mapping[int, str]:
    try:
        with transaction.atomic():
            _end_all_but(person_key, lines, starts_on)
            refused = _add_each(lines, starts_on)
            if refused:
                raise Refused("the seller keeps what they have until all of their lines can be taken")
    except Refused as held:
        return {line.number: refused.get(line.number, str(held)) for line in lines}
    return {}


def _end_all_but(person_key: int, lines: Collection[PastedPlan], starts_on: date) -> None:
    """End what somebody has; an HIA that is pasted unchanged goes on without a cut."""
    kept = []
    for line in lines:
        try:
            current = in_force_row(person_key, line.draft.metric_key, starts_on)
        except Refused:
            continue
        if (current.target, current.per) == (line.draft.target, line.draft.per) and current.ends_on is None:
            kept.append(current.pk)
    end_everything(person_key, starts_on, but=kept)
