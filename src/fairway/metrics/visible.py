"""Records as they could be seen at an instant, for any engine, as Ibis expressions.

`clock` is a table of one row: the instant `as_of_at`, its day `as_of_on` in the organisation's zone, and the currency
sums are told in. A record is visible if it was created or logged by then, or if that is unknown; completion,
cancellation, stage, owner and closing apply from their own instants. docs/reference/as-of.md has the rule per field.
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
    """Tables the ledger brings along: the clock, the weeks asked about whole and cut at month ends, who
    stands below whom, currency rates."""
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
        "spans": {"manager_key": "int64", "below_key": "int64", "from_on": "date", "until_on": "date"},
        "rates": {"rate_currency": "string", "from_on": "date", "to_on": "date", "rate": "float64"},
    }
    return ibis.table(columns[name], name=name)


def kept(t: Table) -> list[Any]:
    """Every column of a relation, for a select after a join."""
    return [t[name] for name in t.columns]


def with_clock(table: Table) -> Table:
    return table.cross_join(scope("clock"))


def activities(*, is_exact_past: bool = False) -> Table:
    """Visible activities with `status_now`.

    A status holds once what it says has happened. Anything but a to-do that is still only planned is `unconfirmed`
    from the day after it was scheduled: nobody said whether it took place. A to-do that is past due is simply not done.

    `is_exact_past` also moves a record to the day it was planned for where what is stated to have happened lies after
    the clock's instant. For the present that is never so, and leaving it out keeps the pruning of files.
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
    t = t.mutate(status_now=status_now)
    holds = (t.status_now == t.status) | (t.status == "planned")
    t = t.mutate(outcome=ibis.cases((holds, t.outcome)))
    return _as_planned_then(t) if is_exact_past else t


def _as_planned_then(t: Table) -> Table:
    """When an activity counts by what had happened: occurred, else completed, else scheduled or due, else logged."""
    import ibis

    had_occurred = t.occurred_at.notnull() & (t.occurred_at <= t.as_of_at)
    had_completed = t.completed_at.notnull() & (t.completed_at <= t.as_of_at)
    is_later = t.when_source.isin(["occurred", "completed"]) & (t.when_at > t.as_of_at)
    was_completed = is_later & ~had_occurred & had_completed
    was_planned = is_later & ~had_completed & t.scheduled_on.notnull()
    was_logged = is_later & ~had_completed & t.scheduled_on.isnull()
    places = {"when_at": "{}_at", "when_on": "{}_on", "when_week_on": "{}_week_on"}
    moved = {
        column: ibis.cases(
            (was_completed, t[name.format("completed")]),
            # A due day has no hour: the instant is not known.
            (was_planned, t["scheduled_start_at" if column == "when_at" else name.format("scheduled")]),
            (was_logged, t[name.format("logged")]),
            else_=t[column],
        )
        for column, name in places.items()
    }
    source = ibis.cases(
        (was_completed, "completed"), (was_planned, "scheduled"), (was_logged, "logged"), else_=t.when_source
    )
    return t.mutate(**moved, when_source=source)


def opportunities() -> Table:
    """Visible opportunities; closed, won and why lost only where the closing lies in the past."""
    import ibis

    t = with_clock(stored("opportunities"))
    t = t.filter(t.created_at <= t.as_of_at)
    is_closed = t.closed_at.notnull() & (t.closed_at <= t.as_of_at)
    return t.mutate(
        is_closed_then=is_closed,
        is_won=t.is_won.fill_null(False) & is_closed,
        closed_at=ibis.cases((is_closed, t.closed_at)),
        lost_reason=ibis.cases((is_closed, t.lost_reason)),
    )


def stage_changes() -> Table:
    t = with_clock(stored("stage_changes"))
    return t.filter(t.changed_at <= t.as_of_at)


def leads() -> Table:
    """Visible leads; what they became only where the conversion lies in the past."""
    import ibis

    t = with_clock(stored("leads"))
    t = t.filter(t.created_at <= t.as_of_at)
    is_converted = t.converted_at.notnull() & (t.converted_at <= t.as_of_at)
    return t.mutate(
        is_converted=is_converted,
        converted_opportunity_id=ibis.cases((is_converted, t.converted_opportunity_id)),
    )


def quotas() -> Table:
    return with_clock(stored("quotas"))


def visible(records: str, *, is_exact_past: bool) -> Table:
    """The visible records of a kind."""
    if records == "activities":
        return activities(is_exact_past=is_exact_past)
    return {"opportunities": opportunities, "stage_changes": stage_changes, "leads": leads, "quotas": quotas}[records]()
