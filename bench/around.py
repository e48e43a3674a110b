"""What activities refer to: accounts, contacts, participants, opportunities with their stages. Column by column."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from bench.records import ACCOUNTS_EACH, CONTACTS_PER_ACCOUNT, OPPORTUNITIES_EACH, WEEKS
from bench.staff import Staff

STAGES = (("new", 1, False), ("qualified", 2, False), ("proposal", 3, False), ("won", 4, True), ("lost", 5, True))
KEY = "md5('contact' || {})"

ACCOUNTS = f"""
SELECT 'bench:' || n AS account_id, s.person_key AS owner_key,
    CASE WHEN n % 20 < 2 THEN 'A' WHEN n % 20 < 7 THEN 'B' ELSE 'C' END AS tier,
    CASE n % 3 WHEN 0 THEN 'small' WHEN 1 THEN 'mid' ELSE 'large' END AS segment, NULL AS potential_amount,
    n % 4 = 0 AS is_customer, n % 20 < 7 AS is_target, NULL AS parent_id, 'bench:' || n AS record_key
FROM range(getvariable('sellers') * {ACCOUNTS_EACH}) r(n) JOIN given s ON s.place = n // {ACCOUNTS_EACH}
"""
CONTACTS = f"""
SELECT {KEY.format("n")} AS contact_key, 'bench:' || (n // {CONTACTS_PER_ACCOUNT}) AS account_id,
    CASE n % 5 WHEN 0 THEN 'c_level' WHEN 1 THEN 'director' ELSE 'manager' END AS seniority,
    CASE n % 7 WHEN 0 THEN 'economic_buyer' WHEN 1 THEN 'champion' END AS buying_role, contact_key AS record_key
FROM range(getvariable('sellers') * {ACCOUNTS_EACH * CONTACTS_PER_ACCOUNT}) r(n)
"""
OPPORTUNITIES = f"""
WITH dated AS (
    SELECT n, s.person_key, getvariable('first_on')::DATE + ((n * 7919) % {WEEKS * 7})::INTEGER AS created,
        created + (20 + n % 90)::INTEGER AS closing, n % 3 AS fate
    FROM range(getvariable('sellers') * {OPPORTUNITIES_EACH}) r(n) JOIN given s ON s.place = n // {OPPORTUNITIES_EACH}
)
SELECT 'bench:' || n AS opportunity_id, person_key AS owner_key,
    'bench:' || (n // {OPPORTUNITIES_EACH} * {ACCOUNTS_EACH} + n % {ACCOUNTS_EACH}) AS account_id, 'main' AS pipeline,
    CASE WHEN fate = 0 THEN 'won' WHEN fate = 1 THEN 'lost' ELSE 'qualified' END AS stage, 'new' AS type,
    (5000 + n % 40000)::DECIMAL(18,2) AS amount, 'USD' AS currency, created + INTERVAL 9 HOUR AS created_at,
    closing AS expected_close_on, CASE WHEN fate < 2 THEN closing + INTERVAL 9 HOUR END AS closed_at,
    CASE WHEN fate < 2 THEN fate = 0 END AS is_won, 'web' AS source, NULL AS lost_reason, NULL AS next_step_on,
    person_key AS created_owner_key, created AS created_on, date_trunc('week', created)::DATE AS created_week_on,
    CASE WHEN fate < 2 THEN person_key END AS closed_owner_key, CASE WHEN fate < 2 THEN closing END AS closed_on,
    CASE WHEN fate < 2 THEN date_trunc('week', closing)::DATE END AS closed_week_on, 'bench:' || n AS record_key
FROM dated
"""
STAGE_CHANGES = """
SELECT opportunity_id, created_at + (step * 5) * INTERVAL 1 DAY AS changed_at, from_stage, to_stage, owner_key,
    changed_at::DATE AS changed_on, date_trunc('week', changed_at)::DATE AS changed_week_on,
    opportunity_id || '|' || step AS record_key
FROM made_opportunities CROSS JOIN (VALUES (0, NULL, 'new'), (1, 'new', 'qualified'), (2, 'qualified', 'proposal'))
    steps(step, from_stage, to_stage)
"""
PARTICIPANTS = f"""
SELECT activity_id, {KEY.format(f"(split_part(account_id, ':', 2)::BIGINT * {CONTACTS_PER_ACCOUNT} + which)")}
    AS contact_key, 'attendee' AS role, 'accepted' AS response, activity_id || '|' || contact_key AS record_key
FROM meetings CROSS JOIN range({CONTACTS_PER_ACCOUNT}) w(which)
WHERE which = 0 OR hash(activity_id) % 2 = 0
"""


def tables_around(staff: Staff, today: date, meetings: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """(table, lake rows). `meetings` has activity_id and account_id of the activities that have participants."""
    from fairway.records import reading

    connection = reading.connect()
    places = {"place": list(range(len(staff.sellers))), "person_key": staff.sellers}
    connection.register("given", pa.table(places))
    connection.register("meetings", meetings)
    first_on = today - timedelta(days=today.weekday() + 7 * WEEKS)
    connection.execute(f"SET VARIABLE sellers = {len(staff.sellers)}; SET VARIABLE first_on = '{first_on}'")
    for name, sql in (("accounts", ACCOUNTS), ("contacts", CONTACTS), ("participants", PARTICIPANTS)):
        yield name, _whole(connection, name, sql)
    opportunities = _whole(connection, "opportunities", OPPORTUNITIES)
    connection.register("made_opportunities", opportunities)
    yield "opportunities", opportunities
    yield "stage_changes", _whole(connection, "stage_changes", STAGE_CHANGES)
    values = ", ".join(f"('{stage}', {place}, {closed})" for stage, place, closed in STAGES)
    named = f"(VALUES {values}) s(stage, position, is_closed)"
    rows = f"SELECT 'main' AS pipeline, *, stage = 'won' AS is_won, 'main|' || stage AS record_key FROM {named}"
    yield "stages", _whole(connection, "stages", rows)


def _whole(connection: Any, name: str, sql: str) -> pa.Table:
    """Rows with every column of the lake table, placed by the day its shape says."""
    from fairway.records.schema import TABLES

    shape = TABLES[name]
    month = f"strftime({shape.placed_by[0]}, '%Y-%m')" if shape.placed_by else "'all'"
    rows = f"SELECT *, {month} AS placed_month, substr(md5(record_key), 1, 24) AS row_hash FROM ({sql})"
    return connection.sql(rows).to_arrow_table().select(shape.schema.names).cast(shape.schema)
