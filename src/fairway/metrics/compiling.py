"""Definitions become one statement per family; nothing else in the house writes counting SQL.

A family shares the kind of record, the day it counts by and the joins it needs, so that an engine scans once for all
its members. Every statement gives rows of (person_key, week_on, month_on) and, per metric, what was done, out of how
many, and how many cannot be told; words give one row per word instead.

A week that runs over a month's end gives two rows, so that weeks and months both add up. Distinct values do not add up
from days: each is credited to its first day in the week, and weeks are counted whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fairway.metrics import joining
from fairway.metrics.keeping import keep_statements, kept_statements
from fairway.metrics.relations import Relation, column_of, date_of, met, needs_of, relation_of
from fairway.metrics.types import Counting, Definition, FollowUp, Unit
from fairway.metrics.visible import Table, opportunities, quotas, scope, stored

WORD_COLUMN = "word"
ADDITIVE = frozenset({Counting.COUNT, Counting.SUM, Counting.AVERAGE, Counting.SHARE})


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL for one engine, with the meaning of its columns after person_key, week_on and month_on.

    `columns` pairs each with (metric key, part); parts are done, of, unconfirmed, quality. A statement of words has no
    metric keys: its columns are word, done, unconfirmed.
    """

    sql: str
    columns: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]  # metrics it counts; empty for words


def is_word_metric(definition: Definition) -> bool:
    """Whether a definition only counts one of the organisation's own words: those are counted together, in one scan."""
    return (
        definition.records == "activities"
        and definition.counting is Counting.COUNT
        and date_of(definition) == "occurred"
        and definition.statuses == ("done",)
        and not definition.quality
        and len(definition.where) == 1
        and definition.where[0].field == "word"
        and definition.where[0].test == "is"
    )


@lru_cache(maxsize=128)
def statements_for(
    definitions: tuple[Definition, ...], dialect: str, *, is_exact_past: bool = False
) -> tuple[Statement, ...]:
    """Everything needed to count those definitions, and every word, for an engine: duckdb, postgres or pyspark.

    Compiling the catalogue takes seconds, so the SQL is kept in the home folder under a hash of all that made it.
    """
    key = (definitions, dialect, is_exact_past)
    kept = kept_statements(key)
    if kept is not None:
        return tuple(Statement(sql, tuple((k, p) for k, p in columns), tuple(keys)) for sql, columns, keys in kept)
    made = _compiled(definitions, dialect, is_exact_past=is_exact_past)
    keep_statements(key, [(statement.sql, statement.columns, statement.keys) for statement in made])
    return made


def _compiled(definitions: tuple[Definition, ...], dialect: str, *, is_exact_past: bool) -> tuple[Statement, ...]:
    families: dict[tuple[object, ...], list[Definition]] = defaultdict(list)
    made = [_words(dialect, is_exact_past=is_exact_past)]
    for definition in definitions:
        if is_word_metric(definition) or definition.counting is Counting.RATIO:
            continue
        if definition.records == "quotas":
            made.append(_sql(_quota(), [(definition.key, "done")], dialect))
        elif definition.counting is Counting.OPEN:
            made.append(_sql(_open(definition), [(definition.key, "done")], dialect))
        elif definition.counting in ADDITIVE:
            families[definition.records, date_of(definition), needs_of(definition)].append(definition)
        elif definition.counting is Counting.DISTINCT:
            made.append(_sql(_distinct(definition, is_exact_past=is_exact_past), [(definition.key, "done")], dialect))
        else:
            made.append(_sql(_followed(definition), [(definition.key, "done"), (definition.key, "of")], dialect))
    made.extend(_additive(members, dialect, is_exact_past=is_exact_past) for members in families.values())
    return tuple(made)


def _sql(expression: Table, columns: Sequence[tuple[str, str]], dialect: str) -> Statement:
    import ibis

    keys = tuple(dict.fromkeys(key for key, _ in columns if key))
    return Statement(sql=str(ibis.to_sql(expression, dialect=dialect)), columns=tuple(columns), keys=keys)


def _grouped(t: Table) -> Any:
    return t.group_by(person_key=t.person, week_on=t.week_on, month_on=t.day_on.truncate("M"))


def _words(dialect: str, *, is_exact_past: bool) -> Statement:
    """Done and unconfirmed activities by the organisation's own word."""
    any_activity = Definition(key="", name="", metric_class=None, records="activities")  # type: ignore[arg-type]
    t = relation_of([any_activity], is_exact_past=is_exact_past).table
    t = t.filter(t.status_now.isin(["done", "unconfirmed"]))
    counted = t.group_by(person_key=t.person, week_on=t.week_on, month_on=t.day_on.truncate("M"), word=t.word).agg(
        done=(t.status_now == "done").sum(), unconfirmed=(t.status_now == "unconfirmed").sum()
    )
    return _sql(counted, [("", WORD_COLUMN), ("", "done"), ("", "unconfirmed")], dialect)


def _additive(definitions: Sequence[Definition], dialect: str, *, is_exact_past: bool) -> Statement:
    relation = relation_of(definitions, is_exact_past=is_exact_past)
    t = relation.table
    aggregates: dict[str, Any] = {}
    columns: list[tuple[str, str]] = []
    touched: Any = None
    for number, definition in enumerate(definitions):
        for part, value in _parts(definition, relation).items():
            aggregates[f"m{number}_{part}"] = value
            columns.append((definition.key, part))
        candidates = _candidates(definition, relation)
        touched = candidates if touched is None else touched | candidates
    return _sql(_grouped(t.filter(touched)).agg(**aggregates), columns, dialect)


def _candidates(definition: Definition, relation: Relation) -> Any:
    """Records that matter to a definition at all: counted, or unconfirmed and possibly counted."""
    wanted = met(definition.where, relation)
    if definition.records != "activities":
        return wanted
    return wanted & relation.table.status_now.isin(sorted({*definition.statuses, "unconfirmed"}))


def _parts(definition: Definition, relation: Relation) -> dict[str, Any]:
    """The aggregates of one definition."""
    t = relation.table
    wanted = met(definition.where, relation)
    counted, parts = wanted, {}
    if definition.records == "activities":
        counted = wanted & t.status_now.isin(list(definition.statuses))
        if "unconfirmed" not in definition.statuses:
            unsure = wanted & (t.status_now == "unconfirmed")
            parts["unconfirmed"] = unsure.sum()
    if definition.counting is Counting.COUNT:
        parts["done"] = counted.sum()
        if definition.quality:
            parts["quality"] = (counted & met(definition.quality, relation)).sum()
    elif definition.counting is Counting.SHARE:
        parts["done"] = (counted & met(definition.of, relation)).sum()
        parts["of"] = counted.sum()
    else:
        value = t.amount_at_home if definition.value == "amount" else column_of(definition.value, relation)
        parts["done"] = value.sum(where=counted)
        parts["of"] = value.count(where=counted)
        if definition.unit is Unit.MONEY:
            # Amounts without a rate cannot be told: they are counted apart, never taken as zero.
            parts["unconfirmed"] = (counted & t.amount.notnull() & value.isnull()).sum()
    return parts


def _distinct(definition: Definition, *, is_exact_past: bool) -> Table:
    relation = relation_of([definition], is_exact_past=is_exact_past)
    t = relation.table
    counted = met(definition.where, relation)
    if definition.records == "activities":
        counted = counted & t.status_now.isin(list(definition.statuses))
    value = column_of(definition.value, relation)
    t = t.filter(counted & value.notnull()).mutate(counted_value=value)
    firsts = t.group_by("person", "week_on", "counted_value").agg(day_on=t.day_on.min())
    return _grouped(firsts).agg(done=firsts.count())


def _followed(definition: Definition) -> Table:
    """Records followed, within the hours, by another one that shares the named reference."""
    import ibis

    follow_up = required_follow_up(definition)
    relation = relation_of([definition], is_exact_past=False)
    t = relation.table
    counted = met(definition.where, relation)
    instant, record = ("when_at", "activity_id") if definition.records == "activities" else ("created_at", "lead_key")
    if definition.records == "activities":
        counted = counted & t.status_now.isin(list(definition.statuses))
    base = t.filter(counted)
    later = _followers(definition)
    limit = base[instant] + ibis.interval(minutes=round(follow_up.within_hours * 60))
    joins = [base[follow_up.by] == later.follow_by, later.follow_at >= base[instant], later.follow_at <= limit]
    if definition.records == "activities":
        joins.append(base.activity_id != later.follow_id)
    if follow_up.by_same_seller:
        joins.append(base.person == later.follow_person)
    followed = base.semi_join(later, joins).select(followed_record=record)
    marked = base.left_join(followed, base[record] == followed.followed_record).select(
        base.person, base.week_on, base.day_on, is_followed=followed.followed_record.notnull()
    )
    return _grouped(marked).agg(done=marked.is_followed.sum(), of=marked.count())


def required_follow_up(definition: Definition) -> FollowUp:
    """What must come after; ValueError for a definition that names nothing."""
    if definition.follow_up is None:
        raise ValueError(f"{definition.key} has no follow_up")
    return definition.follow_up


def _followers(definition: Definition) -> Table:
    """Activities that may be the follow-up, in any week: the look-ahead must not stop at the scope's edge."""
    from fairway.metrics.relations import INSTANTS
    from fairway.metrics.visible import activities

    follow_up = required_follow_up(definition)
    relation = Relation(table=activities(), records="activities", contact_flags={})
    t = relation.table
    wanted = met(follow_up.where, relation) & t.status_now.isin(list(follow_up.statuses))
    instant = INSTANTS[follow_up.date]
    chosen = t.filter(wanted & t[instant].notnull() & t[follow_up.by].notnull())
    return chosen.select(
        follow_by=chosen[follow_up.by],
        follow_at=chosen[instant],
        follow_id=chosen.activity_id,
        follow_person=chosen.person_key,
    )


def _open(definition: Definition) -> Table:
    """Opportunities open at each week's end (or now, in the running week), with whoever owned them then."""
    import ibis

    weeks = scope("scope_weeks")
    t = opportunities()
    t = t.mutate(amount_known=t.amount)
    wanted = t.filter(met(definition.where, Relation(t, "opportunities", {})))
    crossed = wanted.cross_join(weeks)
    at = ibis.least(crossed.week_end_at, crossed.as_of_at)
    crossed = crossed.mutate(
        snapshot_at=at, day_on=ibis.least(crossed.week_end_on, crossed.as_of_on), week_on=crossed.scope_week_on
    )
    crossed = crossed.filter(
        (crossed.scope_week_on <= crossed.as_of_on)
        & (crossed.created_at <= crossed.snapshot_at)
        & (crossed.closed_at.isnull() | (crossed.closed_at > crossed.snapshot_at))
    )
    owned = _owner_then(crossed)
    owned = owned.filter(owned.person.notnull())
    if definition.value != "amount":
        return _grouped(owned).agg(done=owned.count())
    priced = joining.with_rates(owned, "day_on")
    return _grouped(priced).agg(done=priced.amount_at_home.sum())


def _owner_then(t: Table) -> Table:
    changes = stored("owner_changes").select("opportunity_id", "changed_at", "owner_key")
    any_change = changes.group_by(changed_opportunity=changes.opportunity_id).agg(changes=changes.count())
    before = t.select(moment_opportunity=t.opportunity_id, moment_at=t.snapshot_at).distinct()
    joined = before.inner_join(
        changes, (before.moment_opportunity == changes.opportunity_id) & (changes.changed_at <= before.moment_at)
    )
    last = joined.group_by("moment_opportunity", "moment_at").agg(owner_then=joined.owner_key.argmax(joined.changed_at))
    t = t.left_join(last, (t.opportunity_id == last.moment_opportunity) & (t.snapshot_at == last.moment_at)).select(
        *joining.kept(t), owner_then=last.owner_then
    )
    t = t.left_join(any_change, t.opportunity_id == any_change.changed_opportunity).select(
        *joining.kept(t), changes=any_change.changes
    )
    import ibis

    return t.mutate(person=ibis.cases((t.changes.isnull(), t.owner_key), else_=t.owner_then))


def _quota() -> Table:
    """Quotas spread evenly over the days of their period, as the part that falls into each week."""
    import ibis

    parts = scope("scope_parts")
    t = quotas()
    t = t.mutate(day_on=t.period_start_on)
    t = joining.with_rates(t, "day_on")
    crossed = t.inner_join(parts, [parts.part_start_on <= t.period_end_on, parts.part_end_on >= t.period_start_on])
    start = ibis.greatest(crossed.part_start_on, crossed.period_start_on)
    end = ibis.least(crossed.part_end_on, crossed.period_end_on)
    days = end.delta(start, unit="day") + 1
    length = crossed.period_end_on.delta(crossed.period_start_on, unit="day") + 1
    spread = crossed.mutate(due=crossed.amount_at_home * days / length)
    return spread.group_by(
        person_key=spread.person_key, week_on=spread.scope_week_on, month_on=spread.scope_month_on
    ).agg(done=spread.due.sum())


def rows_statement(definition: Definition, dialect: str) -> str:
    """SQL for the records behind a definition's numbers: key, day, week, whether counted, whether unconfirmed."""
    import ibis

    relation = relation_of([definition], is_exact_past=True)
    t = relation.table
    wanted = met(definition.where, relation)
    counted, unsure = wanted, ibis.literal(False)
    if definition.records == "activities":
        counted = wanted & t.status_now.isin(list(definition.statuses))
        unsure = wanted & (t.status_now == "unconfirmed") & ~counted
    part = counted & met(definition.of, relation) if definition.counting is Counting.SHARE else counted
    key = {"activities": "activity_id", "opportunities": "opportunity_id", "leads": "lead_key"}.get(
        definition.records, "opportunity_id"
    )
    shown = t.filter(counted | unsure).select(
        person_key=t.person,
        record_id=t[key],
        day_on=t.day_on,
        week_on=t.week_on,
        is_counted=part,
        is_unconfirmed=unsure,
        **{name: t[name] for name in ("account_id", "opportunity_id") if name in t.columns},
        **(
            {"word": t["word"], "status": t["status_now"], "when_at": t["when_at"]}
            if definition.records == "activities"
            else {}
        ),
    )
    return str(ibis.to_sql(shown, dialect=dialect))


def keys_counted(statements: Iterable[Statement]) -> set[str]:
    return {key for statement in statements for key in statement.keys}
