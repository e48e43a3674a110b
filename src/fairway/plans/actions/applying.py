"""Plans that sources state. They are taken as they are: what breaks a rule is counted and marked, not hidden."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from fairway.exchange.actions import clear_staged
from fairway.exchange.queries import Staged, staged
from fairway.exchange.staging.actions import PLAN, PLAN_GONE
from fairway.exchange.types import Reject, Tally
from fairway.metrics.queries import definition_for, definitions
from fairway.metrics.types import Definition, MetricClass, Unit
from fairway.people.queries import all_keys_of, keys_by_native_id
from fairway.plans.models import Plan
from fairway.plans.queries import plan_facts
from fairway.plans.rules import require_room, require_selectable
from fairway.plans.types import Refused

CHUNK = 500
STATED = ("target", "per", "ends_on", "quality_target")  # of a row, beside its key


class _Refusal(Refused):
    """What may not be, with the column that says it."""

    def __init__(self, reason: str, *, advice: str = "", column: str) -> None:
        super().__init__(reason, advice=advice)
        self.column = column


@dataclass(slots=True)
class _Books:
    """Everyone's plans that a source speaks about, in memory, and what became of them."""

    known: dict[str, Definition]
    people: dict[str, dict[str, int]] = field(default_factory=dict)  # by source, by its ids
    plans: dict[int, list[Plan]] = field(default_factory=dict)
    written: dict[int, Plan] = field(default_factory=dict)  # by identity of the object
    gone: list[Plan] = field(default_factory=list)

    def write(self, plan: Plan) -> None:
        self.written[id(plan)] = plan


@transaction.atomic
def apply_staged_plans() -> tuple[Tally, list[Reject], set[int]]:
    """Take in what waits. Returns the tally, what could not be taken and whose plans moved.

    A plan whose seller or metric is not known yet is refused with the reason, and so are results, good order, raw
    volume and a fourth HIA at the same time. A plan on an objective is counted and marked "needs the customer's yes".
    What a source no longer states goes. What it states as before is left as Fairway's own pages have it by now.
    """
    rows, gone = staged(PLAN), staged(PLAN_GONE)
    tally, rejects, touched = Tally(), list[Reject](), set[int]()
    if not rows and not gone:
        return tally, rejects, touched
    books = _opened([*rows, *gone])
    for row in gone:
        removed = _remove(row, books)
        tally.deleted += len(removed)
        touched |= {plan.person_id for plan in removed}
    for row in sorted(rows, key=lambda item: (str(item.payload["starts_on"]), item.key)):
        tally.read += 1
        try:
            person_key, change = _apply(row, books)
        except Refused as refusal:
            tally.rejected += 1
            rejects.append(_reject(row, refusal))
            continue
        setattr(tally, change, getattr(tally, change) + 1)
        if change != "unchanged":
            touched.add(person_key)
    _close_gaps(touched, books)
    _put_down(books)
    clear_staged([row.key for row in [*rows, *gone]])
    return tally, rejects, touched


def _opened(rows: Sequence[Staged]) -> _Books:
    books = _Books(definitions())
    for source in {row.source for row in rows}:
        books.people[source] = all_keys_of(source)
    strangers = {_seller(row) for row in rows if _seller(row) not in books.people[row.source]}
    # Where a source brought no such person, the only one any source calls so.
    books.people[""] = keys_by_native_id(strangers) if strangers else {}
    keys = sorted({key for row in rows if (key := _person(row, books)) is not None})
    for start in range(0, len(keys), CHUNK):
        for plan in Plan.objects.filter(person_id__in=keys[start : start + CHUNK]).order_by("starts_on", "pk"):
            books.plans.setdefault(plan.person_id, []).append(plan)
    return books


def _seller(row: Staged) -> str:
    return str(row.payload["native_seller_id"])


def _person(row: Staged, books: _Books) -> int | None:
    return books.people[row.source].get(_seller(row)) or books.people[""].get(_seller(row))


def _apply(row: Staged, books: _Books) -> tuple[int, str]:
    """Whose plan it is, and what became of it: added, changed or unchanged."""
    person_key = _person(row, books)
    if person_key is None:
        raise _Refusal(
            f"no seller has the id {_seller(row)!r}",
            advice="Add the seller first, then load this again.",
            column="seller_id",
        )
    definition = definition_for(str(row.payload["metric"]), books.known)
    if definition is None:
        raise _Refusal(
            f"no metric is called {row.payload['metric']!r}",
            advice="Use a word of your activities, a catalogue key, or define it in metrics.yaml.",
            column="metric",
        )
    _require_act_or_objective(definition)
    starts_on = date.fromisoformat(str(row.payload["starts_on"]))
    mine = books.plans.setdefault(person_key, [])
    found = next((plan for plan in mine if _is_stated_by(plan, row.source, definition.key, starts_on)), None)
    stated = {name: row.payload.get(name) for name in STATED}
    values = _values(row.payload, definition)
    if found is not None and (found.stated, found.needs_yes) == (stated, values["needs_yes"]):
        return person_key, "unchanged"
    _require_room([plan for plan in mine if plan is not found], starts_on, values["ends_on"], definition.key)
    if found is None:
        plan = Plan(person_id=person_key, metric_key=definition.key, starts_on=starts_on, origin=row.source)
        drafts = [other for other in mine if other.is_draft]  # suggestions were for somebody without a plan
        books.gone += drafts
        mine[:] = [*(other for other in mine if not other.is_draft), plan]
    else:
        plan = found
    for name, value in {**values, "stated": stated}.items():
        setattr(plan, name, value)
    books.write(plan)
    return person_key, "changed" if found else "added"


def _require_act_or_objective(definition: Definition) -> None:
    """Of what can be no HIA a source may plan an objective, which is marked, and a share of the seller's own acts."""
    is_share = definition.unit is not Unit.COUNT and not (definition.is_hygiene or definition.is_raw_volume)
    if definition.metric_class is MetricClass.OBJECTIVE or (
        definition.metric_class is MetricClass.ACTIVITY and is_share
    ):
        return
    try:
        require_selectable(definition)
    except Refused as refusal:
        raise _Refusal(refusal.reason, advice=refusal.advice, column="metric") from refusal


def _is_stated_by(plan: Plan, source: str, metric_key: str, starts_on: date) -> bool:
    return (plan.origin, plan.metric_key, plan.starts_on, plan.is_draft) == (source, metric_key, starts_on, False)


def _require_room(others: Iterable[Plan], starts_on: date, ends_on: date | None, metric_key: str) -> None:
    beside = [plan_facts(plan) for plan in others if ends_on is None or plan.starts_on <= ends_on]
    require_room(beside, starts_on, metric_key)


def _values(payload: dict[str, Any], definition: Definition) -> dict[str, Any]:
    quality, last = payload.get("quality_target"), payload.get("ends_on")
    return {
        "ends_on": date.fromisoformat(last) if last else None,
        "target": Decimal(payload["target"]).quantize(Decimal("0.01")),
        "per": payload["per"],
        "quality_target": Decimal(quality).quantize(Decimal("0.01")) if quality else None,
        "needs_yes": definition.metric_class is not MetricClass.ACTIVITY,
    }


def _remove(row: Staged, books: _Books) -> list[Plan]:
    """The plans that go; one that ended because the gone one followed it runs again as it was stated."""
    person_key = _person(row, books)
    if person_key is None:
        return []
    named = str(row.payload["metric"])
    definition = definition_for(named, books.known)
    metric_key, starts_on = definition.key if definition else named, date.fromisoformat(str(row.payload["starts_on"]))
    mine = books.plans.get(person_key, [])
    gone = [plan for plan in mine if _is_stated_by(plan, row.source, metric_key, starts_on)]
    for plan in gone:
        mine.remove(plan)
        books.gone.append(plan)
    for plan in mine if gone else ():
        is_cut = plan.metric_key == metric_key and plan.ends_on == starts_on - timedelta(days=1) and plan.stated
        if is_cut:
            last = plan.stated.get("ends_on")
            plan.ends_on = date.fromisoformat(last) if last else None
            books.write(plan)
    return gone


def _close_gaps(person_keys: Collection[int], books: _Books) -> None:
    """A plan that runs into a later one of the same HIA ends the day before it."""
    for person_key in person_keys:
        rows: dict[str, list[Plan]] = defaultdict(list)
        for plan in sorted(books.plans.get(person_key, ()), key=lambda plan: plan.starts_on):
            if not plan.is_draft:
                rows[plan.metric_key].append(plan)
        for plans in rows.values():
            for plan, following in zip(plans, plans[1:], strict=False):
                last_day = following.starts_on - timedelta(days=1)
                has_held = following.ends_on is None or following.ends_on >= following.starts_on
                if has_held and (plan.ends_on is None or plan.ends_on > last_day):
                    plan.ends_on = last_day
                    books.write(plan)


def _put_down(books: _Books) -> None:
    written = books.written.values()
    keys = [plan.pk for plan in books.gone if plan.pk]
    for start in range(0, len(keys), CHUNK):
        Plan.objects.filter(pk__in=keys[start : start + CHUNK]).delete()
    Plan.objects.bulk_create([plan for plan in written if plan.pk is None], batch_size=CHUNK)
    names = [*STATED, "needs_yes", "stated"]
    Plan.objects.bulk_update([plan for plan in written if plan.pk and plan.pk not in keys], names, batch_size=CHUNK)


def _reject(row: Staged, refusal: Refused) -> Reject:
    payload = {name: str(value) for name, value in row.payload.items() if value is not None}
    column = refusal.column if isinstance(refusal, _Refusal) else "starts_on"
    return Reject(
        place=str(row.place.get("file", "plans")),
        line=row.place.get("line"),  # type: ignore[arg-type]
        field=column,
        value=_seller(row) if column == "seller_id" else payload.get(column, ""),
        reason=f"{refusal.reason}. {refusal.advice}".strip(),
        row=payload,
    )
