"""One relation per kind of record, with a person, a day, a week and every column a set of definitions asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import Any

from fairway.metrics import joining, looking, owning, purchases, snapshots, stages
from fairway.metrics.fields import DATES, FIELDS, SPAN_FIELDS, WEEK_END, FieldSource
from fairway.metrics.narrowing import MADE_OF, narrowed
from fairway.metrics.types import Condition, Counting, Definition, FollowUp, LookBack, every_condition
from fairway.metrics.visible import Table, activities, scope, visible

PREFIXES = {"accounts": "account_", "opportunities": "opportunity_", "leads": "lead_"}
OWNERS = {("opportunities", "created"): "created_owner_key", ("opportunities", "closed"): "closed_owner_key"}
INSTANTS = {
    "occurred": "when_at",
    "completed": "completed_at",
    "scheduled": "scheduled_start_at",
    "logged": "logged_at",
}
AHEAD = {"days_to_close": "expected_close_on", "days_to_next_step": "next_step_on"}
CANDIDATE_COLUMNS = ("activity_id", "person_key", "type", "word", "account_id", "opportunity_id", "lead_key")
# Fields that need more than the table they stand in.
NEEDS = {
    "opportunity.stage": "stage_then",
    "opportunity.stage_position": "stage_then",
    "is_first_time": "is_first_time",
    "is_first_win_of_account": "is_first_win_of_account",
    "last_position": "last_position",
    "stage_position": "position_at",
    "furthest_position": "furthest_position",
    "account.customer_days": "first_win",
    "customer_days": "first_win",
    "wins_last_year": "wins",
    "wins_year_before": "wins",
    "won_last_year": "wins",
    **{name: name for name in SPAN_FIELDS},
}
STAGE_FIELDS = frozenset({"stage", "last_position", "stage_position", "days_in_stage"})


@dataclass(frozen=True, slots=True)
class Relation:
    """A table expression with `person`, `day_on`, `week_on`, and where conditions on participants and on what
    came before became flags.
    """

    table: Table
    records: str
    flags: dict[Condition, str]
    day: str = "as_of_on"  # the column with the day at which a record looks at what lies ahead


def date_of(definition: Definition) -> str:
    if definition.counting is Counting.OPEN:
        return WEEK_END
    return definition.date or next(iter(DATES[definition.records]))


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
        if records == "opportunities" and name in STAGE_FIELDS:
            needs.add("stage_at")
    return frozenset(needs)


def relation_of(definitions: Sequence[Definition], *, is_exact_past: bool) -> Relation:
    """The shared relation of definitions of one kind of record and one day.

    `is_exact_past` puts a record that was only planned at the clock's instant into the week it was planned for, which
    costs the pruning of files and is only needed for questions about the past.
    """
    first = definitions[0]
    records, date = first.records, date_of(first)
    if date == WEEK_END:
        t = snapshots.at_week_ends(records)
    else:
        t = _later(_timed(visible(records, is_exact_past=is_exact_past), records, date), first.weeks_later)
        t = t.filter(t.person.notnull() & t.week_on.isin(scope("scope_weeks").scope_week_on))
    needs = frozenset().union(*(needs_of(definition) for definition in definitions))
    conditions = [condition for definition in definitions for condition in conditions_of(definition)]
    looks = list(dict.fromkeys(c for c in conditions if c.look_back is not None))
    moment, own_moment = moment_of(records, date), own_moment_of(records, date)
    fields = [*(c.field for c in conditions), *(definition.value for definition in definitions)]
    t = narrowed(t, records, fields, (moment, own_moment, *_days_asked_for(needs, moment)))
    t = _with_purchases(t, needs, own_moment)
    if looks or needs & SPAN_FIELDS.keys():
        t = t.filter(reduce(or_, (_may_count(definition, t) for definition in definitions)))
    if looks:
        t = looking.with_looks(t, looks, own_moment, lambda some: candidates(some, is_exact_past=is_exact_past))
    relation = looked_up(t, records, needs, conditions, moment=moment)
    flags = {condition: f"had_{number}" for number, condition in enumerate(looks)}
    day = "day_on" if date == WEEK_END else "as_of_on"
    return replace(relation, flags={**relation.flags, **flags}, day=day)


def moment_of(records: str, date: str) -> str:
    """The column with the instant at which a record looks at what it refers to."""
    if date == WEEK_END:
        return "snapshot_at"
    return INSTANTS[date] if records == "activities" else "as_of_at"


def own_moment_of(records: str, date: str) -> str:
    """The column with the record's own instant: what came before is looked for from there."""
    return moment_of(records, date) if records == "activities" or date == WEEK_END else f"{date}_at"


def looked_up(
    t: Table, records: str, needs: frozenset[str], conditions: Iterable[Condition], *, moment: str
) -> Relation:
    """The relation with every column those needs ask for, and a flag for each condition on participants."""
    t = _joined(t, records, needs, moment)
    about_contacts = list(dict.fromkeys(looking.about_participants(conditions)))
    flags: dict[Condition, str] = {}
    if "contacts" in needs:
        t = joining.with_contacts(t, about_contacts, _of_participant)
        flags = {condition: f"contacts_{number}" for number, condition in enumerate(about_contacts)}
    return Relation(table=t, records=records, flags=flags)


def candidates(looks: Sequence[LookBack | FollowUp], *, is_exact_past: bool) -> Table:
    """Activities of any week that one of those, all of one date, may mean: with `at_n`, when, null where the n-th does
    not mean it, and `value_n`, what it counts different ones of.
    """
    import ibis

    conditions = [condition for look in looks for condition in every_condition(look.where)]
    needs = needs_for("activities", [condition.field for condition in conditions])
    instant = INSTANTS[looks[0].date]
    t = activities(is_exact_past=is_exact_past)
    t = t.filter(t.completed_at <= t.as_of_at) if instant == "completed_at" else t
    moments = [instant, *_days_asked_for(needs, instant)]
    t = narrowed(t, "activities", [condition.field for condition in conditions], moments)
    relation = looked_up(_with_purchases(t, needs, instant), "activities", needs, conditions, moment=instant)
    t, instants = relation.table, {}
    for place, look in enumerate(looks):
        wanted = met(look.where, relation) & t.status_now.isin(list(look.statuses))
        instants[f"at_{place}"] = ibis.cases((wanted, t[instant]))
    t = t.select(*(t[name] for name in CANDIDATE_COLUMNS), **instants)
    return looking.with_values(t.filter(reduce(or_, (t[name].notnull() for name in instants))), looks, _of_participant)


def _days_asked_for(needs: frozenset[str], moment: str) -> list[str]:
    """The column with the local day of a moment, where something is asked about that day."""
    return [owning.DAY_OF[moment]] if needs & SPAN_FIELDS.keys() else []


def _of_participant(condition: Condition, people: Table) -> Any:
    return compared(condition, people[condition.field.partition(".")[2]])


def _with_purchases(t: Table, needs: frozenset[str], moment: str) -> Table:
    """What its account had bought by a record's own moment. Before anything larger is joined: it reads `t` twice."""
    if "first_win" in needs:
        t = purchases.with_customer_days(t, moment)
    return purchases.with_wins(t, moment) if "wins" in needs else t


def _may_count(definition: Definition, t: Table) -> Any:
    """What can be told of a record alone, before anything is looked for: so that little is looked for in vain."""
    records = definition.records
    own = [c for c in definition.where if _is_own(records, c)]
    wanted = met(own, Relation(t, records, {}))
    if records != "activities":
        return wanted
    return wanted & t.status_now.isin(sorted({*definition.statuses, "unconfirmed"}))


def _is_own(records: str, condition: Condition) -> bool:
    """Whether a condition asks about a column of the record itself."""
    source = FIELDS[records].get(condition.field)
    return source is not None and not source.through and condition.field not in {*NEEDS, *MADE_OF, *STAGE_FIELDS}


def _later(t: Table, weeks: int) -> Table:
    """Counting so many weeks later; amounts keep the rate of their own day."""
    import ibis

    if not weeks:
        return t
    shift = ibis.interval(days=7 * weeks)
    return t.mutate(
        priced_on=t.day_on,
        day_on=(t.day_on.cast("timestamp") + shift).date(),
        week_on=(t.week_on.cast("timestamp") + shift).date(),
    )


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
    if needs & SPAN_FIELDS.keys():
        t = owning.with_spans(t, needs, moment)
    t = _with_stages(t, needs, moment, has_positions=has_positions)
    if "is_first_win_of_account" in needs:
        t = joining.with_first_win(t)
    day = "priced_on" if "priced_on" in t.columns else "day_on"
    return joining.with_rates(t, day) if "rates" in needs else t


def _with_stages(t: Table, needs: frozenset[str], moment: str, *, has_positions: bool) -> Table:
    if "stage_then" in needs:
        t = stages.with_stage_then(t, moment)
    if "stage_at" in needs:
        t = stages.with_stage_at(t, moment)
    if has_positions:
        t = stages.with_positions(t)
    if "position_at" in needs:
        t = stages.with_place(t, pipeline="pipeline", stage="stage", place="stage_position")
    if "furthest_position" in needs:
        t = stages.with_furthest_position(t)
    if "last_position" in needs:
        t = stages.with_last_position(t)
    if "is_first_time" in needs:
        t = stages.with_first_time(t)
    return t


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
    if name == "days_late":
        return ibis.cases((t.completed_at <= t.as_of_at, t.completed_on.delta(t.scheduled_on, unit="day"))).cast(
            "float64"
        )
    if name in AHEAD:
        return t[AHEAD[name]].delta(t[relation.day], unit="day").cast("float64")
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
    if condition in relation.flags:
        return relation.table[relation.flags[condition]]
    return compared(condition, column_of(condition.field, relation))
