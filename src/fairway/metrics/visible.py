"""Records as they could be seen at an instant, for any engine, as Ibis expressions.

`clock` is a table of one row: the instant `as_of_at`, its day `as_of_on` in the organisation's zone, and the currency
sums are told in. A record is visible if it was created or logged by then, or if that is unknown; completion,
cancellation, stage, owner and closing apply from their own instants. The rule per field stands in docs/reference/as-
of.md.
"""

from functools import lru_cache
from typing import Any

from fairway.records.schema import DAY, INSTANT, TABLES

Table = Any  # an ibis table; the library carries no types

IBIS_TYPES = {
    "string": "string",
    "int64": "int64",
    "bool": "boolean",
    "double": "float64",
    "decimal128(18, 2)": "decimal(18, 2)",
}


@lru_cache(maxsize=64)
def stored(name: str) -> Table:
    """A lake table as the engine holds it."""
    import ibis

    shape = TABLES[name]
    columns = {}
    for column, kind in shape.columns.items():
        if kind == INSTANT:
            columns[column] = "timestamp('UTC')"
        elif kind == DAY:
            columns[column] = "date"
        else:
            columns[column] = IBIS_TYPES[str(kind)]
    return ibis.table(columns, name=name)


@lru_cache(maxsize=8)
def scope(name: str) -> Table:
    """Tables the ledger brings along: the clock, the weeks asked about whole and cut at month ends, currency rates."""
    import ibis

    columns = {
        "clock": {"as_of_at": "timestamp('UTC')", "as_of_on": "date", "home_currency": "string"},
        "scope_weeks": {"scope_week_on": "date", "week_end_on": "date", "week_end_at": "timestamp('UTC')"},
        "scope_parts": {
            "scope_week_on": "date",
            "scope_month_on": "date",
            "part_start_on": "date",
            "part_end_on": "date",
        },
        "rates": {"rate_currency": "string", "from_on": "date", "to_on": "date", "rate": "float64"},
    }
    return ibis.table(columns[name], name=name)


def with_clock(table: Table) -> Table:
    return table.cross_join(scope("clock"))


def activities() -> Table:
    """Visible activities with `status_now`.

    A past meeting or call that is still only planned is `unconfirmed` from the day after it was scheduled: nobody said
    whether it took place. A to-do that is past due is simply not done.
    """
    import ibis

    t = with_clock(stored("activities"))
    t = t.filter(t.logged_at.isnull() | (t.logged_at <= t.as_of_at))
    happened = t.when_at.isnull() | (t.when_at <= t.as_of_at)
    is_done = (t.status == "done") & happened & (t.completed_at.isnull() | (t.completed_at <= t.as_of_at))
    is_cancelled = (t.status == "cancelled") & (t.cancelled_at.isnull() | (t.cancelled_at <= t.as_of_at))
    is_past_plan = (t.type != "task") & t.scheduled_start_at.notnull() & (t.scheduled_on < t.as_of_on)
    status_now = ibis.cases(
        (is_done, "done"),
        (is_cancelled, "cancelled"),
        ((t.status == "no_show") & happened, "no_show"),
        ((t.status == "unconfirmed") & happened, "unconfirmed"),
        (is_past_plan, "unconfirmed"),
        else_="planned",
    )
    return t.mutate(status_now=status_now)


def opportunities() -> Table:
    """Visible opportunities; closed, won and the closing credit only where the closing lies in the past."""
    t = with_clock(stored("opportunities"))
    t = t.filter(t.created_at <= t.as_of_at)
    is_closed = t.closed_at.notnull() & (t.closed_at <= t.as_of_at)
    return t.mutate(is_closed_then=is_closed, is_won=t.is_won.fill_null(False) & is_closed)


def stage_changes() -> Table:
    t = with_clock(stored("stage_changes"))
    return t.filter(t.changed_at <= t.as_of_at)


def leads() -> Table:
    t = with_clock(stored("leads"))
    t = t.filter(t.created_at <= t.as_of_at)
    return t.mutate(is_converted=t.converted_at.notnull() & (t.converted_at <= t.as_of_at))


def quotas() -> Table:
    return with_clock(stored("quotas"))


def stage_positions() -> Table:
    """Position by stage, for opportunities that name their pipeline and those of a single unnamed one."""
    t = stored("stages")
    return t.group_by("stage").agg(position=t.position.min(), stage_is_closed=t.is_closed.max())


VISIBLE = {
    "activities": activities,
    "opportunities": opportunities,
    "stage_changes": stage_changes,
    "leads": leads,
    "quotas": quotas,
}
