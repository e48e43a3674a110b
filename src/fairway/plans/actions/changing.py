"""Everyday changes to plans. Each is one undoable line in the audit and raises Refused with the reason when it may
not be.
"""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta

from fairway.audit.actions import undoable
from fairway.audit.types import Sheet
from fairway.metrics.queries import definition_for
from fairway.metrics.types import Definition
from fairway.people.types import ENDLESS
from fairway.plans.models import Plan, PlanTemplate
from fairway.plans.queries import plans_of
from fairway.plans.rules import require_room, require_sane, require_selectable
from fairway.plans.types import PlanDraft, Refused


def _recorded(
    people: Collection[int], action: str, actor_id: int | None, **detail: object
) -> AbstractContextManager[None]:
    """One undoable line over the plans of those people."""
    keys = sorted(people)
    subject = ("person", keys[0]) if len(keys) == 1 else ("people", ",".join(map(str, keys))[:80])
    return undoable(
        actor_id=actor_id,
        action=action,
        subject=subject,
        detail=detail,
        sheets=[Sheet("plans.Plan", {"person_id__in": keys})],
    )


def add_hia(person_key: int, *, draft: PlanDraft, starts_on: date, actor_id: int | None) -> None:
    """Put an HIA in force. Refused for results, objectives, hygiene, raw volume, shares and a fourth one."""
    with _recorded([person_key], "add_hia", actor_id, metric=draft.metric_key):
        _add(person_key, draft, starts_on)


def _add(person_key: int, draft: PlanDraft, starts_on: date) -> None:
    definition = require_known(draft.metric_key)
    require_selectable(definition)
    require_sane(draft)
    mine = plans_of([person_key], starts_on, ENDLESS).get(person_key, [])
    if any(plan.metric_key == definition.key and plan.holds_on(starts_on) and not plan.is_draft for plan in mine):
        raise Refused(f"{definition.name} is already in force", advice="Change its target instead.")
    require_room(mine, starts_on, definition.key)
    Plan.objects.filter(person_id=person_key, metric_key=definition.key, is_draft=True).delete()
    Plan.objects.create(
        person_id=person_key, metric_key=definition.key, target=draft.target, per=draft.per, starts_on=starts_on
    )


def require_known(metric_key: str) -> Definition:
    definition = definition_for(metric_key)
    if definition is None:
        raise Refused(f"no metric is called {metric_key!r}", advice="Choose one of the list under Set-up, Metrics.")
    return definition


def change_target(person_key: int, *, draft: PlanDraft, from_on: date, actor_id: int | None) -> None:
    """A new target for an HIA in force, from a day on; days before keep the old one."""
    require_sane(draft)
    with _recorded([person_key], "change_target", actor_id, metric=draft.metric_key):
        current = _current(person_key, draft.metric_key, from_on)
        ends_on = current.ends_on
        _end(current, from_on)
        Plan.objects.create(
            person_id=person_key,
            metric_key=current.metric_key,
            target=draft.target,
            per=draft.per,
            starts_on=from_on,
            ends_on=ends_on,
            needs_yes=current.needs_yes,
            origin="fairway",
        )


def end_hia(person_key: int, *, metric_key: str, last_on: date, actor_id: int | None) -> None:
    """Retire an HIA: `last_on` is its last day."""
    with _recorded([person_key], "end_hia", actor_id, metric=metric_key):
        _end(_current(person_key, metric_key, last_on), last_on + timedelta(days=1))


def _current(person_key: int, metric_key: str, on: date) -> Plan:
    rows = Plan.objects.filter(person_id=person_key, metric_key=metric_key, is_draft=False).order_by("-starts_on")
    for row in rows:
        if row.ends_on is None or row.ends_on >= on:
            return row
    raise Refused(f"{metric_key} is not in force on {on:%-d %b %Y}")


def _end(plan: Plan, first_day_without: date) -> None:
    if plan.starts_on >= first_day_without:
        plan.delete()
        return
    plan.ends_on = first_day_without - timedelta(days=1)
    plan.save(update_fields=["ends_on"])


def confirm_drafts(
    person_keys: Collection[int], *, starts_on: date, actor_id: int | None, chosen: Collection[int] | None = None
) -> int:
    """Turn drafts into HIAs from a day on, all of these people's or the chosen ones. Returns how many."""
    with _recorded(person_keys, "confirm_drafts", actor_id):
        rows = Plan.objects.filter(person_id__in=list(person_keys), is_draft=True)
        if chosen is not None:
            rows = rows.filter(pk__in=list(chosen))
        confirmed = 0
        for row in rows.order_by("person_id", "pk"):
            row.delete()
            _add(row.person_id, PlanDraft(row.metric_key, row.target, row.per), starts_on)
            confirmed += 1
        return confirmed


def apply_to_people(
    person_keys: Collection[int],
    *,
    drafts: Sequence[PlanDraft],
    starts_on: date,
    actor_id: int | None,
    replaces: bool = True,
) -> None:
    """Give a whole team the same HIAs from a day on; `replaces` ends what they had. One line, undone as one."""
    with _recorded(person_keys, "apply_template", actor_id, metrics=[draft.metric_key for draft in drafts]):
        for person_key in sorted(person_keys):
            if replaces:
                for row in Plan.objects.filter(person_id=person_key):
                    if row.is_draft or row.ends_on is None or row.ends_on >= starts_on:
                        _end(row, starts_on)
            for draft in drafts:
                _add(person_key, draft, starts_on)


def add_pasted(lines: Sequence[tuple[int, PlanDraft]], *, starts_on: date, actor_id: int | None) -> None:
    """Add many HIAs at once, as pasted from a sheet. All or nothing; Refused names the first that may not be."""
    with _recorded({person_key for person_key, _ in lines}, "paste_plans", actor_id):
        for person_key, draft in lines:
            _add(person_key, draft, starts_on)


def save_template(name: str, lines: Sequence[PlanDraft]) -> None:
    """Keep a set of HIAs under a name for teams to start from."""
    for draft in lines:
        require_selectable(require_known(draft.metric_key))
        require_sane(draft)
    PlanTemplate.objects.update_or_create(
        name=name, defaults={"lines": [{"metric": d.metric_key, "target": str(d.target), "per": d.per} for d in lines]}
    )


def drop_plans_ended_before(day: date) -> None:
    """Remove plans that ended before a day."""
    Plan.objects.filter(ends_on__lt=day).delete()
