"""Everyday changes to plans. Each is one undoable line in the audit and raises Refused with the reason when it may
not be.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from fairway.audit.actions import undoable
from fairway.audit.types import Sheet
from fairway.lib.periods import local_day
from fairway.metrics.queries import definition_for
from fairway.metrics.types import Definition
from fairway.people.actions.holding import hold_people
from fairway.people.queries import organisation
from fairway.people.types import ENDLESS
from fairway.plans.models import Agreement, Plan, PlanTemplate
from fairway.plans.queries import plans_of
from fairway.plans.rules import require_room, require_sane, require_selectable
from fairway.plans.types import PlanDraft, Refused

Known = dict[str, Definition]  # definitions by key, read once where many plans are made


@contextmanager
def recorded(people: Collection[int], action: str, actor_id: int | None, **detail: object) -> Iterator[None]:
    """One undoable line over the plans of those people, and over what they were asked about them. Two changes to one
    person's plans come one after the other: each sees whether there is room beside the other.
    """
    keys = sorted(people)
    where: dict[str, object] = {"person_id__in": keys}
    with transaction.atomic():
        hold_people(keys)
        with undoable(
            actor_id=actor_id,
            action=action,
            subject=("person", keys[0]) if len(keys) == 1 else ("people", keys),
            detail=detail,
            sheets=[Sheet("plans.Plan", where), Sheet("plans.Agreement", where)],
        ):
            yield


def kept_reason(override: str) -> dict[str, object]:
    """What an audit line keeps of a written reason; nothing where nothing was set aside."""
    return {"override": override} if override else {}


def add_hia(person_key: int, *, draft: PlanDraft, starts_on: date, actor_id: int | None, override: str = "") -> None:
    """Put an HIA in force. Refused for results, objectives, hygiene, raw volume, shares and a fourth one. `override` is
    the reason in spite of a failed test.
    """
    with recorded([person_key], "add_hia", actor_id, metric=draft.metric_key, **kept_reason(override)):
        add(person_key, draft, starts_on)


def add(person_key: int, draft: PlanDraft, starts_on: date, known: Known | None = None) -> None:
    """Put an HIA in force, inside a recorded change."""
    definition = require_known(draft.metric_key, known)
    require_selectable(definition)
    require_sane(draft)
    mine = plans_of([person_key], starts_on, ENDLESS).get(person_key, [])
    for plan in mine:
        if plan.metric_key == definition.key and not plan.is_draft:
            since = "is in force already" if plan.holds_on(starts_on) else f"is planned from {plan.starts_on:%-d %b %Y}"
            raise Refused(f"{definition.name} {since}", advice="Change its target instead.")
    require_room(mine, starts_on, definition.key)
    Plan.objects.filter(person_id=person_key, metric_key=definition.key, is_draft=True).delete()
    _ask_no_more(person_key, definition.key)
    Plan.objects.create(
        person_id=person_key, metric_key=definition.key, target=draft.target, per=draft.per, starts_on=starts_on
    )


def require_known(metric_key: str, known: Known | None = None) -> Definition:
    """The definition somebody means, of those known here; Refused when there is none."""
    definition = definition_for(metric_key, known)
    if definition is None:
        raise Refused(f"No metric is called {metric_key!r}", advice="Choose one of the list under Set-up, Metrics.")
    return definition


def swap_hia(person_key: int, *, retired_key: str, draft: PlanDraft, starts_on: date, actor_id: int | None) -> None:
    """One HIA goes and another comes in its place, as one change."""
    detail = {"metric": draft.metric_key, "retired": retired_key}
    with recorded([person_key], "swap_hia", actor_id, **detail):
        retire(person_key, retired_key, starts_on - timedelta(days=1))
        add(person_key, draft, starts_on)


def put_in_force(person_key: int, draft: PlanDraft, starts_on: date, *, retired_key: str = "") -> None:
    """What two sides agreed on, inside a recorded change: a new HIA, or another target for one that is in force.

    `retired_key` goes first, unless it is gone by now. Refused as `add_hia` refuses.
    """
    require_selectable(require_known(draft.metric_key))
    require_sane(draft)
    if retired_key and any(
        plan.metric_key == retired_key and not plan.is_draft
        for plan in plans_of([person_key], starts_on, starts_on).get(person_key, [])
    ):
        retire(person_key, retired_key, starts_on - timedelta(days=1))
    add_or_retarget(person_key, draft, starts_on)


def add_or_retarget(person_key: int, draft: PlanDraft, starts_on: date, known: Known | None = None) -> None:
    """A new HIA, or another target for one that is in force, inside a recorded change. Refused as `add_hia` refuses."""
    try:
        current = in_force_row(person_key, draft.metric_key, starts_on, known)
    except Refused:
        add(person_key, draft, starts_on, known)
        return
    if (current.target, current.per) != (draft.target, draft.per):
        require_sane(draft)
        retarget(current, draft, starts_on)
        _ask_no_more(person_key, current.metric_key)


def _ask_no_more(person_key: int, metric_key: str) -> None:
    """Take back what was asked about an older target: a yes to that one would be taken for a yes to this."""
    Agreement.objects.filter(person_id=person_key, metric_key=metric_key, answered_at=None).delete()


def change_target(
    person_key: int, *, draft: PlanDraft, from_on: date, actor_id: int | None, asked_from_on: date | None = None
) -> None:
    """A new target for an HIA in force, from a day on; days before keep the old one.

    With `asked_from_on`, an earlier day, the seller is asked whether it may count from then already.
    """
    require_sane(draft)
    with recorded([person_key], "change_target", actor_id, metric=draft.metric_key):
        current = in_force_row(person_key, draft.metric_key, from_on)
        if (current.target, current.per) == (draft.target, draft.per):
            raise Refused(f"That is the target from {from_on:%-d %b %Y} already")
        retarget(current, draft, from_on)
        _ask_no_more(person_key, current.metric_key)
        if asked_from_on is not None and asked_from_on < from_on:
            Agreement.objects.create(
                person_id=person_key,
                metric_key=current.metric_key,
                from_on=asked_from_on,
                starts_on=from_on,
                asked_by=actor_id,
            )


def retarget(current: Plan, draft: PlanDraft, from_on: date) -> None:
    """End a plan's row and start another in its place, inside a recorded change."""
    ends_on = current.ends_on
    _end(current, from_on)
    Plan.objects.create(
        person_id=current.person_id,
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
    with recorded([person_key], "end_hia", actor_id, metric=metric_key):
        retire(person_key, metric_key, last_on)


def take_back_hia(person_key: int, *, metric_key: str, actor_id: int | None) -> None:
    """Take back what was planned by mistake, as if it had never been in force, weeks that counted included."""
    with recorded([person_key], "take_back_hia", actor_id, metric=metric_key):
        rows = _rows_of(person_key, metric_key)
        if not rows:
            raise Refused(f"{metric_key} was never in force")
        for row in rows:
            _end(row, row.starts_on)


def retire(person_key: int, metric_key: str, last_on: date) -> None:
    """End every row of an HIA that reaches beyond a day, inside a recorded change. What has not begun goes without a
    trace; Refused where weeks that have counted would go with it.
    """
    rows = _rows_of(person_key, metric_key)
    reaching = [row for row in rows if row.ends_on is None or row.ends_on > last_on]
    if not reaching:
        raise Refused(f"{metric_key} is not in force after {last_on:%-d %b %Y}")
    first_on = min(row.starts_on for row in reaching)
    if last_on < first_on < local_day(timezone.now(), organisation().timezone):
        raise Refused(f"{metric_key} began on {first_on:%-d %b %Y}", advice="Its last day cannot lie before its first.")
    for row in reaching:
        _end(row, last_on + timedelta(days=1))


def go_on(person_key: int, metric_key: str, last_on: date) -> None:
    """Let an HIA that was to end with a day go on, inside a recorded change. Refused where none ends then, or where
    there is no room for it any more.
    """
    row = next((row for row in _rows_of(person_key, metric_key) if row.ends_on == last_on), None)
    first_on = last_on + timedelta(days=1)
    after = plans_of([person_key], first_on, ENDLESS).get(person_key, [])
    if row is None or any(plan.metric_key == row.metric_key and not plan.is_draft for plan in after):
        raise Refused(f"{metric_key} does not end on {last_on:%-d %b %Y}")
    require_room(after, first_on, metric_key)
    row.ends_on = None
    row.save(update_fields=["ends_on"])


def in_force_row(person_key: int, metric_key: str, on: date, known: Known | None = None) -> Plan:
    """The row of an HIA that holds on a day."""
    for row in _rows_of(person_key, metric_key, known):
        if row.starts_on <= on and (row.ends_on is None or row.ends_on >= on):
            return row
    raise Refused(f"{metric_key} is not in force on {on:%-d %b %Y}")


def _rows_of(person_key: int, metric_key: str, known: Known | None = None) -> list[Plan]:
    """Newest first. What somebody types may be another name of the key."""
    meant = definition_for(metric_key, known)
    keys = {metric_key, meant.key if meant else metric_key}
    return list(
        Plan.objects.filter(person_id=person_key, metric_key__in=keys, is_draft=False)
        .exclude(ends_on__lt=F("starts_on"))  # what a source states and never held
        .order_by("-starts_on", "-pk")
    )


def _end(plan: Plan, first_day_without: date) -> None:
    if plan.starts_on >= first_day_without and not plan.stated:
        plan.delete()
        return
    # What a source states stays, if need be as a row that never held: deleted, the next import would bring it back.
    plan.ends_on = first_day_without - timedelta(days=1)
    plan.save(update_fields=["ends_on"])


def end_everything(person_key: int, first_day_without: date, *, but: Collection[int] = ()) -> None:
    """End all plans and drafts of somebody that reach to a day or beyond, inside a recorded change."""
    for row in Plan.objects.filter(person_id=person_key).exclude(pk__in=list(but)):
        if row.ends_on is None or row.ends_on >= first_day_without:
            _end(row, first_day_without)


def confirm_drafts(
    person_keys: Collection[int], *, starts_on: date, actor_id: int | None, chosen: Collection[int] | None = None
) -> int:
    """Turn drafts into HIAs from a day on, all of these people's or the chosen ones. Returns how many."""
    with recorded(person_keys, "confirm_drafts", actor_id):
        rows = Plan.objects.filter(person_id__in=list(person_keys), is_draft=True)
        if chosen is not None:
            rows = rows.filter(pk__in=list(chosen))
        confirmed = 0
        for row in rows.order_by("person_id", "pk"):
            row.delete()
            add(row.person_id, PlanDraft(row.metric_key, row.target, row.per), starts_on)
            confirmed += 1
        return confirmed


def apply_to_people(
    person_keys: Collection[int],
    *,
    drafts: Sequence[PlanDraft],
    starts_on: date,
    actor_id: int | None,
    replaces: bool = True,
    override: str = "",
) -> None:
    """Give a whole team the same HIAs from a day on; `replaces` ends what they had. One line, undone as one.
    `override` is the reason in spite of a failed test.
    """
    detail = {"metrics": [draft.metric_key for draft in drafts], **kept_reason(override)}
    with recorded(person_keys, "apply_template", actor_id, **detail):
        for person_key in sorted(person_keys):
            if replaces:
                end_everything(person_key, starts_on)
            for draft in drafts:
                add(person_key, draft, starts_on)


def save_template(name: str, lines: Sequence[PlanDraft]) -> None:
    """Keep a set of HIAs under a name for teams to start from."""
    for draft in lines:
        require_selectable(require_known(draft.metric_key))
        require_sane(draft)
    PlanTemplate.objects.update_or_create(
        name=name, defaults={"lines": [{"metric": d.metric_key, "target": str(d.target), "per": d.per} for d in lines]}
    )


def drop_plans_ended_before(day: date) -> None:
    """Remove plans that ended before a day, and what was asked about them."""
    Plan.objects.filter(ends_on__lt=day).delete()
    Agreement.objects.filter(starts_on__lt=day).delete()
