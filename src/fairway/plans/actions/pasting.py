"""Many plans at once, pasted from a sheet: what can be taken is taken, the rest comes back with its reason."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial

from django.db import transaction

from fairway.metrics.queries import definitions
from fairway.plans.actions.changing import Known, add_or_retarget, end_everything, in_force_row, kept_reason, recorded
from fairway.plans.types import PastedPlan, Refused


def add_pasted(
    plans: Sequence[PastedPlan],
    *,
    starts_on: date,
    actor_id: int | None,
    replaces: bool = False,
    override: str = "",
) -> dict[int, str]:
    """Put pasted HIAs in force as one change. Returns the reasons of those that may not be, by line number.

    `replaces` ends what these sellers had: then somebody with a refused line keeps everything as it was, and all
    their lines come back. Otherwise an HIA that is in force already gets the pasted target. `override` is the reason in
    spite of a failed test.
    """
    by_person: dict[int, list[PastedPlan]] = defaultdict(list)
    for plan in plans:
        by_person[plan.person_key].append(plan)
    refused: dict[int, str] = {}
    known = definitions()
    try:
        with recorded(by_person, "paste_plans", actor_id, **kept_reason(override)):
            for person_key, lines in by_person.items():
                one_seller = partial(_replace, person_key) if replaces else _add_each
                refused |= one_seller(lines, starts_on, known)
            if refused.keys() == {plan.number for plan in plans}:
                raise _NothingTaken
    except _NothingTaken:
        pass  # no change, and so none to record
    return refused


class _NothingTaken(Exception):
    """Every line was refused."""


def _add_each(plans: Sequence[PastedPlan], starts_on: date, known: Known) -> dict[int, str]:
    """Line by line, each whole or not at all; the reasons of those that may not be."""
    by_line: dict[int, list[PastedPlan]] = defaultdict(list)
    for plan in plans:
        by_line[plan.number].append(plan)
    refused = {}
    for number, of_line in by_line.items():
        try:
            with transaction.atomic():
                for plan in of_line:
                    add_or_retarget(plan.person_key, plan.draft, starts_on, known)
        except Refused as refusal:
            refused[number] = str(refusal)
    return refused


def _replace(person_key: int, lines: Sequence[PastedPlan], starts_on: date, known: Known) -> Mapping[int, str]:
    try:
        with transaction.atomic():
            _end_all_but(person_key, lines, starts_on, known)
            refused = _add_each(lines, starts_on, known)
            if refused:
                raise Refused("the seller keeps what they have until all of their lines can be taken")
    except Refused as held:
        return {line.number: refused.get(line.number, str(held)) for line in lines}
    return {}


def _end_all_but(person_key: int, lines: Collection[PastedPlan], starts_on: date, known: Known) -> None:
    """End what somebody has; an HIA that is pasted unchanged goes on without a cut."""
    kept = []
    for line in lines:
        try:
            current = in_force_row(person_key, line.draft.metric_key, starts_on, known)
        except Refused:
            continue
        if (current.target, current.per) == (line.draft.target, line.draft.per) and current.ends_on is None:
            kept.append(current.pk)
    end_everything(person_key, starts_on, but=kept)
