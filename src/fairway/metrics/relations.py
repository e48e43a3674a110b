"""One relation per kind of record, with a person, a day, a week and every column a set of definitions asks for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from fairway.metrics import joining, stages
from fairway.metrics.fields import DATES, FIELDS, FieldSource
from fairway.metrics.types import Condition, Counting, Definition
from fairway.metrics.visible import Table, scope, visible

PREFIXES = {"accounts": "account_", "opportunities": "opportunity_", "leads": "lead_"}
OWNERS = {("opportunities", "created"): "created_owner_key", ("opportunities", "closed"): "closed_owner_key"}
INSTANTS = {
    "occurred": "when_at",
    "completed": "completed_at",
    "scheduled": "scheduled_start_at",
    "logged": "logged_at",
}
# Fields that need more than the table they stand in.
NEEDS = {
    "opportunity.stage": "stage_then",
    "opportunity.stage_position": "stage_then",
    "is_first_time": "is_first_time",
    "is_first_win_of_account": "is_first_win_of_account",
    "last_position": "last_position",
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
    fields = [condition.field for condition in conditions_of(definition)]
    needs = needs_for(definition.records, [*fields, definition.value])
    is_in_money = (
        definition.counting in {Counting.SUM, Counting.AVERAGE, Counting.OPEN} and definition.value == "amount"
    )
    return needs | {"rates"} if is_in_money else needs


def needs_for(records: str, fields: Iterable[str]) -> frozenset[str]:
    """Names of the joins that fields of a kind of record ask for."""
    needs = set()
    for name in fields:
        source = FIELDS[records].get(name)
        if source is not None and source.through:
            needs.add(source.through)
        if name in NEEDS:
            needs.add(NEEDS[name])
        if records == "opportunities" and name in {"stage", "last_position"}:
            needs.add("stage_at")
    return frozenset(needs)


def relation_of(definitions: Sequence[Definition], *, is_exact_past: bool) -> Relation:
    """The shared relation of definitions of one kind of record and one day.

    `is_exact_past` puts a record that was only planned at the clock's instant into the week it was planned for, which
    costs the pruning of files and is only needed for questions about the past.
    """
    first = definitions[0]
    date = date_of(first)
    t = _timed(visible(first.records, is_exact_past=is_exact_past), first.records, date)
    t = t.filter(t.person.notnull() & t.week_on.isin(scope("scope_weeks").scope_week_on))
    needs = frozenset().union(*(needs_of(definition) for definition in definitions))
    conditions = [condition for definition in definitions for condition in conditions_of(definition)]
    return looked_up(t, first.records, needs, conditions, moment=moment_of(first.records, date))


def moment_of(records: str, date: str) -> str:
    """The column with the instant at which a record looks at what it refers to."""
    return INSTANTS[date] if records == "activities" else "as_of_at"


def looked_up(
    t: Table, records: str, needs: frozenset[str], conditions: Iterable[Condition], *, moment: str
) -> Relation:
    """The relation with every column those needs ask for, and a flag for each condition on participants."""
    t = _joined(t, records, needs, moment)
    about_contacts = list(
        dict.fromkeys(c for c in conditions if c.field.startswith("contacts.") and c.field != "contacts.count")
    )
    flags: dict[Condition, str] = {}
    if "contacts" in needs:
        t = joining.with_contacts(t, about_contacts, lambda c, table: compared(c, table[c.field.partition(".")[2]]))
        flags = {condition: f"contacts_{number}" for number, condition in enumerate(about_contacts)}
    return Relation(table=t, records=records, contact_flags=flags)


def _timed(t: Table, records: str, date: str) -> Table:
    column = DATES[records][date]
    person = t.person_key if records == "activities" else t[OWNERS.get((records, date), "owner_key")]
    t = t.mutate(person=person, day_on=t[f"{column}_on"], week_on=t[f"{column}_week_on"])
    if records == "activities" and date == "completed":
        return t.filter(t.completed_at <= t.as_of_at)
    if records == "opportunities" and date == "closed":
        return t.filter(t.is_closed_then)
    if records == "leads" and date == "converted":
        return t.filter(t.is_converted)
    return t


def _joined(t: Table, records: str, needs: frozenset[str], moment: str) -> Table:
    if "accounts" in needs:
        t = joining.with_accounts(t)
    if "leads" in needs:
        t = joining.with_leads(t)
    has_positions = records == "stage_changes" and "stages" in needs
    if {"opportunities", "stage_then"} & needs or has_positions:
        t = joining.with_opportunities(t, moment)
    if "stage_then" in needs:
        t = stages.with_stage_then(t, moment)
    if "stage_at" in needs:
        t = stages.with_stage_at(t, moment)
    if has_positions:
        t = stages.with_positions(t)
    if "last_position" in needs:
        t = stages.with_last_position(t)
    if "is_first_time" in needs:
        t = stages.with_first_time(t)
    if "is_first_win_of_account" in needs:
        t = joining.with_first_win(t)
    return joining.with_rates(t, "day_on") if "rates" in needs else t


def column_of(name: str, relation: Relation) -> Any:
    """The column a definition's field stands in."""
    import ibis

    t = relation.table
    source: FieldSource = FIELDS[relation.records][name]
    if name == "contacts.count":
        return t.contact_count.cast("float64")
    if name == "logged_after_hours":
        hours = (t.logged_at.epoch_seconds() - t.when_at.epoch_seconds()) / 3600.0
        return ibis.cases((t.when_source != "logged", hours))
    if name == "cycle_days":
        # Local days of two zones may lie the wrong way round; a closing before the creation is no cycle at all.
        days = ibis.greatest(t.closed_on.delta(t.created_on, unit="day"), 0)
        return ibis.cases((t.closed_at >= t.created_at, days)).cast("float64")
    if name == "status" and relation.records == "activities":
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
