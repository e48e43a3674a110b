"""Plans that sources state. They are taken as they are: what breaks a rule is counted and marked, not hidden."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairway.exchange.actions import clear_staged
from fairway.exchange.queries import Staged, staged
from fairway.exchange.staging.actions import PLAN, PLAN_GONE
from fairway.exchange.types import Reject, Severity, Tally
from fairway.lib.periods import local_day
from fairway.metrics.queries import definition_for, definitions
from fairway.metrics.types import Definition, MetricClass
from fairway.people.actions.holding import hold_people
from fairway.people.queries import all_keys_of, keys_by_native_id, organisation
from fairway.plans.models import Plan
from fairway.plans.queries import plan_facts
from fairway.plans.rules import require_room
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
    today: date
    people: dict[str, dict[str, int]] = field(default_factory=dict)  # by source, by its ids
    plans: dict[int, list[Plan]] = field(default_factory=dict)
    written: dict[int, Plan] = field(default_factory=dict)  # by identity of the object
    gone: list[Plan] = field(default_factory=list)

    def write(self, plan: Plan) -> None:
        self.written[id(plan)] = plan


@transaction.atomic
def apply_staged_plans() -> tuple[Tally, list[Reject], set[int]]:
    """Take in what waits. Returns the tally, what could not be taken and whose plans moved.

    A plan whose seller or metric is not known yet is refused with the reason. A plan on an objective or a result is
    counted and marked "needs the customer's yes". A plan that runs into a later one of the same HIA ends the day before
    it; where a fourth HIA would then be in force on any day, the row is refused. What a source no longer states goes.
    What it states as before is left as Fairway's own pages have it by now.
    """
    rows, gone = staged(PLAN), staged(PLAN_GONE)
    tally, rejects, touched = Tally(), list[Reject](), set[int]()
    if not rows and not gone:
        return tally, rejects, touched
    books = _opened([*rows, *gone])
    removed = [(row, plan) for row in gone for plan in _remove(row, books)]
    tally.deleted += len(removed)
    touched |= {plan.person_id for _, plan in removed}
    rejects += _run_again(removed, books)
    rejects += _apply_all(rows, books, tally, touched)
    _put_down(books)
    clear_staged([row.key for row in [*rows, *gone]])
    return tally, rejects, touched


def _apply_all(rows: Sequence[Staged], books: _Books, tally: Tally, touched: set[int]) -> list[Reject]:
    """Rows by their first day. Those refused are tried again once others came in, which may have cut what stood in
    their way: the same rows again then change nothing.
    """
    tally.read += len(rows)
    waiting = sorted(rows, key=lambda item: (str(item.payload["starts_on"]), item.key))
    while True:
        refused: list[tuple[Staged, Refused]] = []
        has_moved = False
        for row in waiting:
            try:
                person_key, change = _apply(row, books)
            except Refused as refusal:
                refused.append((row, refusal))
                continue
            setattr(tally, change, getattr(tally, change) + 1)
            if change != "unchanged":
                has_moved = True
                touched.add(person_key)
        if not (has_moved and refused):
            tally.rejected += len(refused)
            return [_reject(row, refusal) for row, refusal in refused]
        waiting = [row for row, _ in refused]


def _opened(rows: Sequence[Staged]) -> _Books:
    books = _Books(definitions(), local_day(timezone.now(), organisation().timezone))
    for source in {row.source for row in rows}:
        books.people[source] = all_keys_of(source)
    strangers = {_seller(row) for row in rows if _seller(row) not in books.people[row.source]}
    # Where a source brought no such person, the only one any source calls so.
    books.people[""] = keys_by_native_id(strangers) if strangers else {}
    keys = sorted({key for row in rows if (key := _person(row, books)) is not None})
    hold_people(keys)
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
    starts_on = date.fromisoformat(str(row.payload["starts_on"]))
    mine = books.plans.setdefault(person_key, [])
    found = next((plan for plan in mine if _is_stated_by(plan, row.source, definition.key, starts_on)), None)
    stated = {name: row.payload.get(name) for name in STATED}
    values = _values(row.payload, definition)
    if definition.is_retired and (values["ends_on"] is None or values["ends_on"] >= books.today):
        is_as_before = found is not None and found.stated == stated
        if not is_as_before:
            raise _Refusal(
                f"{definition.name} was retired", advice="Only plans of the past are on it.", column="metric"
            )
    if found is not None and (found.stated, found.needs_yes) == (stated, values["needs_yes"]):
        return person_key, "unchanged"
    if found is not None:
        _let_in(found, {**values, "stated": stated}, mine, books)
        return person_key, "changed"
    plan = Plan(person_id=person_key, metric_key=definition.key, starts_on=starts_on, origin=row.source)
    agreed = [other for other in mine if not other.is_draft]
    _let_in(plan, {**values, "stated": stated}, [*agreed, plan], books)
    books.gone += [other for other in mine if other.is_draft]  # suggestions were for somebody without a plan
    mine[:] = [*agreed, plan]
    return person_key, "added"


def _is_stated_by(plan: Plan, source: str, metric_key: str, starts_on: date) -> bool:
    return (plan.origin, plan.metric_key, plan.starts_on, plan.is_draft) == (source, metric_key, starts_on, False)


def _let_in(plan: Plan, values: Mapping[str, object], mine: Sequence[Plan], books: _Books) -> None:
    """Give a plan those values among all of its person's, with what it cuts and what cuts it. Raises NoRoom, and
    leaves everything as it was, where it would be a fourth on any day it then holds.
    """
    before = {name: getattr(plan, name) for name in values}
    _set(plan, values)
    cuts = _cuts(other for other in mine if other.metric_key == plan.metric_key and not other.is_draft)
    last_on = cuts.get(id(plan), plan.ends_on)
    if last_on is None or last_on >= plan.starts_on:
        beside = [plan_facts(other) for other in mine if last_on is None or other.starts_on <= last_on]
        try:
            require_room(beside, plan.starts_on, plan.metric_key)
        except Refused:
            _set(plan, before)
            raise
    for other in mine:
        if id(other) in cuts:
            other.ends_on = cuts[id(other)]
            books.write(other)
    books.write(plan)


def _set(plan: Plan, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(plan, name, value)


def _cuts(rows: Iterable[Plan]) -> dict[int, date]:
    """Last days, by identity, of those rows of one HIA that run into a later one: the day before it."""
    held = [plan for plan in rows if plan.ends_on is None or plan.ends_on >= plan.starts_on]
    held.sort(key=lambda plan: plan.starts_on)
    cuts = {}
    for plan, following in zip(held, held[1:], strict=False):
        last_day = following.starts_on - timedelta(days=1)
        if plan.ends_on is None or plan.ends_on > last_day:
            cuts[id(plan)] = last_day
    return cuts


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
    """The plans that go, off the books."""
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
    return gone


def _run_again(removed: Sequence[tuple[Staged, Plan]], books: _Books) -> list[Reject]:
    """Plans that ended because a gone one followed them run again as they were stated; those for which there is no
    room any more stay ended, and are listed.
    """
    rejects = []
    for row, gone in sorted(removed, key=lambda pair: pair[1].starts_on):
        mine = books.plans.get(gone.person_id, [])
        for plan in mine:
            is_same = plan.metric_key == gone.metric_key and not plan.is_draft and plan.stated
            if not is_same or plan.ends_on != gone.starts_on - timedelta(days=1):
                continue
            last = plan.stated.get("ends_on")
            try:
                _let_in(plan, {"ends_on": date.fromisoformat(last) if last else None}, mine, books)
            except Refused as refusal:
                rejects.append(_still_ended(row, plan, refusal))
    return rejects


def _still_ended(row: Staged, plan: Plan, refusal: Refused) -> Reject:
    return Reject(
        place=str(row.place.get("file", "plans")),
        line=row.place.get("line"),  # type: ignore[arg-type]
        field="id",
        value="|".join(str(row.payload[name]) for name in ("native_seller_id", "metric", "starts_on")),
        reason=f"the one before it stays ended on {plan.ends_on:%-d %b %Y}: {refusal}",
        severity=Severity.KEPT,
    )


def _put_down(books: _Books) -> None:
    keys = [plan.pk for plan in books.gone if plan.pk]
    for start in range(0, len(keys), CHUNK):
        Plan.objects.filter(pk__in=keys[start : start + CHUNK]).delete()
    going, fresh, changed = set(keys), list[Plan](), list[Plan]()
    for plan in books.written.values():
        if plan.pk not in going:
            (changed if plan.pk else fresh).append(plan)  # sorted out first: what is created has a key then too
    Plan.objects.bulk_create(fresh, batch_size=CHUNK)
    Plan.objects.bulk_update(changed, [*STATED, "needs_yes", "stated"], batch_size=CHUNK)


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
