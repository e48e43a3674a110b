"""What the ledger counts over activities, written by hand for DuckDB: the limit our compiled statements are held to.

Nothing of `metrics` is used. The activities are scanned once, for the columns that matter; all else is worked out from
that, as somebody would write it who knows every question beforehand. Columns of answers are named metric|part. Of
the catalogue's metrics over activities those in ANSWERED are counted, and every word; the rest on neither side.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from bench.records import KINDS

if TYPE_CHECKING:
    from fairway.engines.scope import Scope

# One row per activity, narrowed. `s` is its status now: d done, u unconfirmed, c cancelled, n no-show, p planned.
SCAN = """
CREATE TEMP TABLE scanned AS
SELECT a.person_key, when_on, when_week_on, logged_on, logged_week_on, scheduled_on, scheduled_week_on, when_at,
    logged_at, activity_id, account_id, opportunity_id, word,
    CASE a.status WHEN 'done' THEN 'd' WHEN 'cancelled' THEN 'c' WHEN 'no_show' THEN 'n' WHEN 'planned' THEN
        CASE WHEN type <> 'task' AND scheduled_on < getvariable('today') THEN 'u' ELSE 'p' END ELSE 'u' END AS s,
    type = 'call' AS is_call, type = 'email' AS is_email, type = 'meeting' AS is_meeting, type = 'task' AS is_task,
    coalesce(direction = 'outbound', false) AS is_out, coalesce(direction = 'inbound', false) AS is_in,
    coalesce(direction = 'internal', false) AS is_internal, coalesce(duration_min >= 2, false) AS is_long,
    tier = 'A' AS is_a, tier IN ('A', 'B') AS is_a_or_b, is_target, is_customer,
    logged_at <= when_at + INTERVAL 24 HOUR AS is_prompt
FROM activities a LEFT JOIN accounts USING (account_id)
WHERE a.person_key IS NOT NULL AND (logged_at IS NULL OR logged_at <= getvariable('as_of'))
    AND {near}
"""
GUESTS = """
CREATE TEMP TABLE guests AS
SELECT activity_id, count(DISTINCT contact_key) AS guests, bool_or(buying_role = 'economic_buyer') AS has_buyer,
    bool_or(buying_role IS NOT NULL) AS has_role, bool_or(seniority IN ('c_level', 'vp', 'owner')) AS has_executive,
    bool_or(seniority IN ('c_level', 'vp', 'director', 'owner')) AS has_senior
FROM participants LEFT JOIN contacts USING (contact_key) GROUP BY 1
"""
STAGES = """
CREATE TEMP TABLE early AS
SELECT c.opportunity_id, c.changed_at, position <= 2 AS is_early
FROM stage_changes c JOIN opportunities o USING (opportunity_id) JOIN stages s ON s.pipeline = o.pipeline
    AND s.stage = c.to_stage
"""
# The minority that has guests or an opportunity.
DEALS = """
CREATE TEMP TABLE deals AS
SELECT s.*, guests, has_buyer, has_role, has_senior, has_executive,
    o.opportunity_id IS NOT NULL AND o.created_at <= getvariable('as_of') AS is_known,
    coalesce(o.closed_at <= getvariable('as_of') AND o.closed_at <= s.when_at, false) AS was_closed,
    coalesce(o.closed_at <= getvariable('as_of') AND o.closed_at <= s.logged_at, false) AS was_closed_when_logged,
    e.is_early
FROM scanned s LEFT JOIN guests g USING (activity_id) LEFT JOIN opportunities o USING (opportunity_id)
    ASOF LEFT JOIN early e ON e.opportunity_id = s.opportunity_id AND e.changed_at <= s.when_at
WHERE s.opportunity_id IS NOT NULL OR guests IS NOT NULL
"""
DONE, UNSURE = "s = 'd'", "s = 'u'"
ASKED = "is_meeting AND NOT is_internal AND NOT is_in"
TWO_WAY = "is_in OR NOT is_internal AND (is_meeting OR is_call AND is_long)"


def _counts(metric: str, where: str) -> dict[str, str]:
    return {f"{metric}|done": f"{where} AND {DONE}", f"{metric}|unconfirmed": f"{where} AND {UNSURE}"}


def _shares(metric: str, where: str, of: str) -> dict[str, str]:
    return {
        f"{metric}|done": f"{where} AND {DONE} AND {of}",
        f"{metric}|of": f"{where} AND {DONE}",
        f"{metric}|unconfirmed": f"{where} AND {UNSURE}",
    }


OCCURRED: Mapping[str, str] = {
    **{key: where for word, *_ in KINDS for key, where in _counts(word, f"word = '{word}'").items()},
    **_counts("outbound_calls", "is_call AND is_out"),
    **_counts("emails_sent", "is_email AND NOT is_in"),
    **_counts("meetings_held", "is_meeting AND NOT is_internal"),
    **_shares("notes_within_a_day", "is_prompt IS NOT NULL", "is_prompt"),
    **_shares("connect_rate", "is_call AND is_out", "is_long"),
    **_counts(
        "prospecting_attempts", "is_out AND NOT is_meeting AND NOT is_task AND is_a_or_b AND opportunity_id IS NULL"
    ),
    **_shares("effort_on_tier_a", "NOT is_internal AND account_id IS NOT NULL", "is_a"),
}
LOGGED: Mapping[str, str] = {
    "meetings_booked|done": "is_meeting AND NOT is_internal",
    "tier_a_meeting_requests|done": f"{ASKED} AND is_a",
    "customer_meeting_requests|done": f"{ASKED} AND is_customer",
}
SCHEDULED: Mapping[str, str] = {
    "meeting_show_rate|done": f"is_meeting AND NOT is_internal AND {DONE}",
    "meeting_show_rate|of": "is_meeting AND NOT is_internal AND s IN ('d', 'n', 'c')",
    "meeting_show_rate|unconfirmed": f"is_meeting AND NOT is_internal AND {UNSURE}",
}
OCCURRED_DEALS: Mapping[str, str] = {
    **_counts("executive_calls", "is_call AND is_out AND has_executive"),
    **_counts("meetings_with_buyers", "is_meeting AND (has_role OR has_senior)"),
    **_counts("economic_buyer_meetings", "is_meeting AND has_buyer"),
    **_counts("second_stakeholder_meetings", "is_meeting AND guests >= 2"),
    **_counts("stakeholder_outreach", "is_out AND is_known AND NOT was_closed AND has_role"),
    **_counts("early_stage_conversations", "is_out AND is_known AND NOT was_closed AND is_early"),
}
LOGGED_DEALS: Mapping[str, str] = {
    "economic_buyer_requests|done": f"{ASKED} AND has_buyer",
    "second_stakeholders_invited|done": f"{ASKED} AND guests >= 2 AND is_known AND NOT was_closed_when_logged",
}
DISTINCT: Mapping[str, str] = {
    "new_target_accounts_touched|done": f"is_out AND is_target AND {DONE}",
    "customers_called|done": f"is_call AND NOT is_in AND {DONE}",
    "customers_written_to|done": f"is_email AND NOT is_in AND {DONE}",
    "target_accounts_in_contact|done": f"is_target AND {DONE} AND ({TWO_WAY})",
}
FOLLOWED: Mapping[str, tuple[str, str]] = {
    "follow_ups_within_a_day": ("when_at", f"f.is_email AND f.is_out AND f.{DONE}"),
    "next_meetings_set_within_a_day": ("logged_at", "f.is_meeting AND NOT f.is_internal AND f.logged_at < f.when_at"),
}

# The metrics of the catalogue that are counted here; whoever compares counts the same ones.
ANSWERED = frozenset(
    name.partition("|")[0]
    for names in (OCCURRED, LOGGED, SCHEDULED, OCCURRED_DEALS, LOGGED_DEALS, DISTINCT, FOLLOWED)
    for name in names
)


def additive(table: str, day: str, columns: Mapping[str, str]) -> str:
    """One grouping with a conditional count for each column."""
    counts = ", ".join(f'count(*) FILTER ({where}) AS "{name}"' for name, where in columns.items())
    axes = f"person_key, {day}_week_on AS week_on, date_trunc('month', {day}_on)::DATE AS month_on"
    return f"SELECT {axes}, {counts} FROM {table} WHERE {day}_week_on IS NOT NULL AND {_in_scope(day)} GROUP BY ALL"


def distinct(name: str, where: str) -> str:
    """Each account once a week, on its first day."""
    return f"""
    SELECT person_key, when_week_on AS week_on, date_trunc('month', first_on)::DATE AS month_on, count(*) AS "{name}"
    FROM (SELECT person_key, when_week_on, account_id, min(when_on) AS first_on FROM scanned
          WHERE {where} AND account_id IS NOT NULL AND {_in_scope("when")} GROUP BY ALL) GROUP BY ALL"""


def followed(metric: str, instant: str, where: str) -> str:
    """Meetings on an opportunity, and how many of them something of the same seller followed within a day."""
    return f"""
    SELECT person_key, when_week_on AS week_on, date_trunc('month', when_on)::DATE AS month_on,
        count(*) FILTER (EXISTS (SELECT 1 FROM deals f WHERE f.opportunity_id = m.opportunity_id
            AND f.person_key = m.person_key AND f.activity_id <> m.activity_id AND {where}
            AND f.{instant} BETWEEN m.when_at AND m.when_at + INTERVAL 24 HOUR)) AS "{metric}|done",
        count(*) AS "{metric}|of"
    FROM deals m WHERE is_meeting AND NOT is_internal AND {DONE} AND opportunity_id IS NOT NULL
        AND {_in_scope("when")} GROUP BY ALL"""


def _in_scope(day: str) -> str:
    return f"{day}_week_on IN (SELECT unnest(getvariable('weeks')))"


def _near(weeks: Sequence[date]) -> str:
    """Only what lies near the weeks: counted in them by some day, or following on something in them."""
    last = f"DATE '{max(weeks) + timedelta(days=7)}'"
    return " OR ".join(
        f"{day}_week_on BETWEEN DATE '{min(weeks)}' AND {last}" for day in ("when", "logged", "scheduled")
    )


def counted_by_hand(files: Mapping[str, Sequence[str]], scope: "Scope", *, is_all: bool) -> Iterator[pa.Table]:
    """Wide tables of counts in a scope's weeks: person_key, week_on, month_on and a column for each metric|part.

    `is_all` says that the weeks are all there are, so that looking for them would only cost.
    """
    from fairway.records import reading

    connection: Any = reading.connect()
    for name, paths in files.items():
        reading.add_view(connection, name, paths)
    listed = ", ".join(f"DATE '{week}'" for week in scope.weeks)
    connection.execute(f"SET VARIABLE today = DATE '{scope.as_of_on}'; SET VARIABLE weeks = [{listed}]")
    connection.execute(f"SET VARIABLE as_of = TIMESTAMPTZ '{scope.as_of_at.isoformat()}'")
    for statement in (SCAN.format(near="true" if is_all else f"({_near(scope.weeks)})"), GUESTS, STAGES, DEALS):
        connection.execute(statement)
    statements = [
        additive("scanned", "when", OCCURRED),
        additive("scanned", "logged", LOGGED),
        additive("scanned", "scheduled", SCHEDULED),
        additive("deals", "when", OCCURRED_DEALS),
        additive("deals", "logged", LOGGED_DEALS),
        *(distinct(name, where) for name, where in DISTINCT.items()),
        *(followed(metric, instant, where) for metric, (instant, where) in FOLLOWED.items()),
    ]
    for statement in statements:
        yield connection.sql(statement).to_arrow_table()
    connection.close()
