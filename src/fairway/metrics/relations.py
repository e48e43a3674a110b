"""One relation per kind of record, with a person, a day, a week and every column a set of definitions asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from fairway.metrics import joining
from fairway.metrics.fields import DATES, FIELDS, FieldSource
from fairway.metrics.types import Condition, Counting, Definition
from fairway.metrics.visible import VISIBLE, Table, scope

PREFIXES = {"accounts": "account_", "opportunities": "opportunity_", "leads": "lead_"}
OWNERS = {("opportunities", "created"): "created_owner_key", ("opportunities", "closed"): "closed_owner_key"}
INSTANTS = {
    "occurred": "when_at",
    "completed": "completed_at",
    "scheduled": "scheduled_start_at",
    "logged": "logged_at",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A table expression with `person`, `day_on`, `week_on`, and where contact conditions became flags."""

    table: Table
    records: str
    contact_flags: dict[Condition, str]


def date_of(definition: Definition) -> str:
    return definition.date or next(iter(DATES[definition.records]))


def every_condition(conditions: Sequence[Condition]) -> Iterator[Condition]:
    """All single conditions, groups opened."""
    for condition in conditions:
        if condition.parts:
            yield from every_condition(condition.parts)
        else:
            yield condition


def conditions_of(definition: Definition) -> list[Condition]:
    return list(every_condition([*definition.where, *definition.of, *definition.quality]))


def needs_of(definition: Definition) -> frozenset[str]:
    """Names of the joins a definition asks for."""
    needs = set()
    named = [condition.field for condition in conditions_of(definition)] + (
        [definition.value] if definition.value else []
    )
    for name in named:
        source = FIELDS[definition.records].get(name)
        if source is not None and source.through:
            needs.add(source.through)
        if name in {"opportunity.stage", "opportunity.stage_position"}:
            needs.add("stage_then")
        if name in {"is_first_time", "is_first_win_of_account", "last_position"}:
            needs.add(name)
    if definition.counting in {Counting.SUM, Counting.AVERAGE} and definition.value == "amount":
        needs.add("rates")
    return frozenset(needs)


def relation_of(definitions: Sequence[Definition], *, is_exact_past: bool) -> Relation:
    """The shared relation of definitions of one kind of record and one day.

    `is_exact_past` puts a record that was only planned at the clock's instant into the week it was planned for, which
    costs the pruning of files and is only needed for questions about the past.
    """
    first = definitions[0]
    date = date_of(first)
    needs = frozenset().union(*(needs_of(definition) for definition in definitions))
    t = VISIBLE[first.records]()
    t = _timed(t, first.records, date, is_exact_past=is_exact_past)
    t = t.filter(t.person.notnull() & t.week_on.isin(scope("scope_weeks").scope_week_on))
    t = _joined(t, first.records, date, needs)
    contact_conditions = list(
        dict.fromkeys(
            condition
            for definition in definitions
            for condition in conditions_of(definition)
            if condition.field.startswith("contacts.") and condition.field != "contacts.count"
        )
    )
    flags: dict[Condition, str] = {}
    if "contacts" in needs:
        t = joining.with_contacts(t, contact_conditions, lambda c, table: compared(c, table[c.field.partition(".")[2]]))
        flags = {condition: f"contacts_{number}" for number, condition in enumerate(contact_conditions)}
    return Relation(table=t, records=first.records, contact_flags=flags)


def _timed(t: Table, records: str, date: str, *, is_exact_past: bool) -> Table:
    import ibis

    column = DATES[records][date]
    if records == "quotas":
        return t
    day, week = t[f"{column}_on"], t[f"{column}_week_on"]
    if records == "activities":
        person = t.person_key
        if is_exact_past and date == "occurred":
            is_open = t.status_now.isin(["planned", "unconfirmed"]) & t.scheduled_on.notnull()
            day = ibis.cases((is_open, t.scheduled_on), else_=day)
            week = ibis.cases((is_open, t.scheduled_week_on), else_=week)
    else:
        person = t[OWNERS.get((records, date), "owner_key")]
    t = t.mutate(person=person, day_on=day, week_on=week)
    if records == "opportunities" and date == "closed":
        t = t.filter(t.is_closed_then)
    if records == "leads" and date == "converted":
        t = t.filter(t.is_converted)
    return t


def _joined(t: Table, records: str, date: str, needs: frozenset[str]) -> Table:
    instant = {"activities": INSTANTS.get(date, "when_at"), "stage_changes": "changed_at"}.get(records, "")
    if "accounts" in needs:
        t = joining.with_accounts(t)
    if "leads" in needs:
        t = joining.with_leads(t)
    if {"opportunities", "stage_then"} & needs:
        t = joining.with_opportunities(t, instant)
    if "stage_then" in needs:
        t = joining.with_stage_then(t, "record_key" if "record_key" in t.columns else "activity_id", instant)
    if "stages" in needs and records == "stage_changes":
        t = joining.with_positions(t)
    if "last_position" in needs:
        t = joining.with_last_position(t)
    if "is_first_time" in needs:
        t = joining.with_first_time(t)
    if "is_first_win_of_account" in needs:
        t = joining.with_first_win(t)
    return joining.with_rates(t, "day_on") if "rates" in needs else t


def column_of(name: str, relation: Relation) -> Any:
    """The column a definition's field stands in."""
    t = relation.table
    source: FieldSource = FIELDS[relation.records][name]
    if name == "contacts.count":
        return t.contact_count
    if name == "logged_after_hours":
        return (t.logged_at.epoch_seconds() - t.when_at.epoch_seconds()) / 3600.0
    if name == "cycle_days":
        return t.closed_on.delta(t.created_on, unit="day")
    if name == "status":
        return t.status_now
    column = t[PREFIXES.get(source.through, "") + source.column]
    return column.cast("float64") if source.kind == "number" else column


def compared(condition: Condition, column: Any) -> Any:
    """A single test on a column; never null, so that unknown is not, not in, and otherwise fails."""
    test, values = condition.test, condition.values
    if test == "known":
        return column.notnull()
    if test == "unknown":
        return column.isnull()
    positive = {
        "is": lambda: column == values[0],
        "in": lambda: column.isin(list(values)),
        "is_not": lambda: column != values[0],
        "not_in": lambda: column.notin(list(values)),
        "at_least": lambda: column >= values[0],
        "at_most": lambda: column <= values[0],
        "above": lambda: column > values[0],
        "below": lambda: column < values[0],
    }[test]()
    return positive.fill_null(test in {"is_not", "not_in"})


def met(conditions: Sequence[Condition], relation: Relation) -> Any:
    """Whether a record meets all conditions, as a boolean column without nulls; true everywhere without conditions."""
    if not conditions:
        return relation.table[relation.table.columns[0]].isnull() | True
    return reduce(and_, (_met_one(condition, relation) for condition in conditions))


def _met_one(condition: Condition, relation: Relation) -> Any:
    if condition.test in {"all", "any", "none"}:
        parts = [_met_one(part, relation) for part in condition.parts]
        joined = reduce(and_ if condition.test == "all" else or_, parts)
        return ~joined if condition.test == "none" else joined
    if condition in relation.contact_flags:
        return relation.table[relation.contact_flags[condition]]
    return compared(condition, column_of(condition.field, relation))
